//! What is done with awards.

use std::collections::HashMap;

use serde::Deserialize;
use shared::awards::{Award, AwardStatus};
use shared::ids::{AwardId, InstitutionId, LearnerId};
use shared::notices::{About, NoticeKind, NoticeSubject};
use shared::page::Page;
use shared::problem::Refusal;
use shared::programs::{Progress, messages};
use shared::transfers::{Applicant, Reasoned};
use shared::vocabulary::Role;

use super::store::{self, AwardRow, Filter};
use crate::auth::{Caller, Resident};
use crate::bank::Bank;
use crate::completions::store::holders;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::{self, Slice};
use crate::notices::store::{self as notices, NoticeRow};
use crate::verification::{self, CodeRow, insert_codes};
use crate::{audit, clock, institutions, ledger, programs};

/// What a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Query {
    status: Option<String>,
}

/// A page of the awards of the caller's institutions and those below them, oldest first.
pub(super) async fn list(
    bank: &Bank,
    who: &Caller,
    query: &Query,
    slice: Slice,
) -> AppResult<Page<Award>> {
    let status = query.status.as_deref().filter(|word| !word.is_empty()).map(str::parse);
    let status = status.transpose().map_err(|kind| AppError::fault("/status", kind))?;
    let who = who.clone();
    bank.db
        .read(move |conn| {
            let filter = Filter { status, institutions: within_reach(conn, &who)? };
            let rows = store::list(conn, &filter, &slice)?;
            let page = slice.page(rows, |row| row.id.clone());
            let applicants = applicants(conn, &page.items)?;
            paging::map(page, |row| {
                let applicant = applicants.get(&stored(&row.learner_id)?).cloned();
                Ok(Award { applicant, ..row.award()? })
            })
        })
        .await
}

/// How far the award's learner is in its program.
///
/// # Errors
/// `NotFound`, also when it is another institution's.
pub(super) async fn progress(bank: &Bank, who: &Caller, id: AwardId) -> AppResult<Progress> {
    let (bank_, who) = (bank.clone(), who.clone());
    bank.db
        .read(move |conn| {
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            let at = institutions::store::by_id(conn, stored(&row.institution_id)?)?;
            if !at.is_some_and(|at| who.reaches(&at.path)) {
                return Err(Refusal::NotFound.into());
            }
            let (learner, program) = (stored(&row.learner_id)?, stored(&row.program_id)?);
            let found = programs::of_learner(conn, &bank_, learner, program)?;
            found.ok_or_else(|| Refusal::NotFound.into())
        })
        .await
}

/// The institutions of a caller and those below them; `None` for whoever reaches all.
fn within_reach(conn: &mut Conn, who: &Caller) -> AppResult<Option<Vec<InstitutionId>>> {
    if matches!(who.role(), Role::Admin | Role::Auditor) {
        return Ok(None);
    }
    let mut ids = Vec::new();
    for grant in who.grants() {
        ids.extend(institutions::store::below(conn, &grant.path)?.iter().map(|row| row.id));
    }
    Ok(Some(ids))
}

fn applicants(conn: &mut Conn, rows: &[AwardRow]) -> AppResult<HashMap<LearnerId, Applicant>> {
    let keys: Vec<String> = rows.iter().map(|row| row.learner_id.clone()).collect();
    let found = holders(conn, &keys)?.into_iter();
    let applicants = found.map(|(learner_id, holder)| {
        (learner_id, Applicant { learner_id, name: holder.name, card_number: holder.card })
    });
    Ok(applicants.collect())
}

/// The resident's awards, newest first.
pub(super) async fn list_mine(bank: &Bank, who: &Resident) -> AppResult<Page<Award>> {
    let learner = who.learner;
    bank.db
        .read(move |conn| {
            let rows = store::of_learner(conn, learner)?;
            let items = rows.iter().map(AwardRow::award).collect::<AppResult<_>>()?;
            Ok(Page { items, next_cursor: None })
        })
        .await
}

/// How an award is decided.
#[derive(Clone, Debug)]
enum Decision {
    Grant,
    Decline(String),
}

/// Grants an award that was proposed, or declined before.
///
/// # Errors
/// `NotFound`, `WrongState`.
pub(super) async fn grant(bank: &Bank, who: &Caller, id: AwardId) -> AppResult<Award> {
    decide(bank, who, id, Decision::Grant).await
}

/// Declines an award that was proposed.
///
/// # Errors
/// `NotFound`, `WrongState`.
pub(super) async fn decline(
    bank: &Bank,
    who: &Caller,
    id: AwardId,
    why: Reasoned,
) -> AppResult<Award> {
    decide(bank, who, id, Decision::Decline(why.reason.into_string())).await
}

async fn decide(bank: &Bank, who: &Caller, id: AwardId, decision: Decision) -> AppResult<Award> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let mut row = locked(conn, id)?;
            let at = institutions::store::by_id(conn, stored(&row.institution_id)?)?;
            if !at.is_some_and(|at| who.reaches(&at.path)) {
                return Err(Refusal::NotFound.into());
            }
            let stands: AwardStatus = stored(&row.status)?;
            let award = decided(conn, &row, stands, &decision)?;
            row.status = award.status.to_string();
            row.body = serde_json::to_string(&award)?;
            if !store::decide(conn, &row, stands)? {
                return Err(AppError::busy());
            }
            tell(conn, &row, &award)?;
            audit::note(conn, &who, action(award.status), &award.id.to_string())?;
            let applicant = applicants(conn, std::slice::from_ref(&row))?.into_values().next();
            Ok(Award { applicant, ..award })
        })
        .await
}

/// An award whose learner is locked: what was read before may have changed hands since.
fn locked(conn: &mut Conn, id: AwardId) -> AppResult<AwardRow> {
    let seen = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
    ledger::store::lock(conn, std::slice::from_ref(&seen.learner_id))?;
    let now = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
    if now.learner_id == seen.learner_id { Ok(now) } else { Err(AppError::busy()) }
}

fn decided(
    conn: &mut Conn,
    row: &AwardRow,
    stands: AwardStatus,
    decision: &Decision,
) -> AppResult<Award> {
    let (now, mut award) = (clock::now(), row.award()?);
    award.decided_at = Some(now);
    match (decision, stands) {
        (Decision::Grant, AwardStatus::Proposed | AwardStatus::Declined) => {
            let day = clock::day_of(now);
            let number = store::take_number(conn, day)?;
            let code = verification::new_code();
            award.status = AwardStatus::Granted;
            award.number = Some(format!("CT-{}-{number:06}", day.format("%Y%m%d")));
            award.reason = None;
            award.verification_code = Some(code.clone());
            insert_codes(
                conn,
                &[CodeRow {
                    code,
                    kind: "award".to_owned(),
                    learner_id: row.learner_id.clone(),
                    subject_id: row.id.clone(),
                }],
            )?;
        }
        (Decision::Decline(reason), AwardStatus::Proposed) => {
            award.status = AwardStatus::Declined;
            award.reason = Some(reason.clone());
        }
        (_, other) => return Err(Refusal::WrongState(other.as_str()).into()),
    }
    Ok(award)
}

fn tell(conn: &mut Conn, row: &AwardRow, award: &Award) -> AppResult<()> {
    let names = &award.program_names;
    let (kind, text) = match (&award.number, &award.reason) {
        (Some(number), _) => (NoticeKind::AwardGranted, messages::award_granted(names, number)),
        (None, reason) => {
            let reason = reason.as_deref().unwrap_or_default();
            (NoticeKind::AwardDeclined, messages::award_declined(names, reason))
        }
    };
    let about = About { kind: NoticeSubject::Program, id: award.program_id.to_string() };
    let at = award.decided_at.unwrap_or(award.proposed_at).naive_utc();
    let notice = NoticeRow::telling(stored(&row.learner_id)?, at, kind, text, Some(about));
    notices::insert(conn, &[notice])
}

const fn action(status: AwardStatus) -> &'static str {
    match status {
        AwardStatus::Granted => "award.grant",
        AwardStatus::Declined => "award.decline",
        AwardStatus::Proposed => "award.propose",
    }
}
