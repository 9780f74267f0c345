//! The story of shares.

use std::collections::{HashMap, HashSet};

use shared::fault::{Fault, FaultKind};
use shared::ids::{CompletionId, LearnerId, ShareId};
use shared::page::Page;
use shared::problem::Refusal;
use shared::shares::{NewShare, PostShare, Share, ShareReading, ShareState, SharedRecord};
use shared::transcripts::Transcript;
use uuid::Uuid;

use super::reader::Reader;
use super::store::{self, ReadingRow, ShareRow, Tally};
use crate::auth::{Resident, fresh_secret};
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::{self, Slice};
use crate::{audit, clock, transcripts};

/// For what the link's hash is made.
const PURPOSE: &str = "share";

/// Shares the transcript, or completions that stand on it.
///
/// # Errors
/// `Invalid` for a day that is over or too far away, and for completions that are not on it.
pub(super) async fn create(bank: &Bank, who: &Resident, ask: PostShare) -> AppResult<NewShare> {
    if let Some(kind) = ask.day_fault(clock::today()) {
        return Err(AppError::fault("/valid_until", kind));
    }
    let (learner, caller) = (who.learner, (**who).clone());
    let token = fresh_secret();
    let digest = bank.keys.digest(PURPOSE, &token);
    let row = ShareRow {
        learner_id: learner.to_string(),
        id: Uuid::now_v7().to_string(),
        reader: ask.reader.as_str().to_owned(),
        completions: ask.completions.as_ref().map(serde_json::to_string).transpose()?,
        valid_until: ask.valid_until,
        created_at: clock::now().naive_utc(),
        withdrawn_at: None,
    };
    let share = view(row.clone(), None)?;
    bank.db
        .write(move |conn| {
            if let Some(wanted) = &ask.completions {
                let faults = strangers(wanted, &transcripts::current(conn, learner)?);
                if !faults.is_empty() {
                    return Err(faults.into());
                }
            }
            store::insert(conn, &row, &digest)?;
            audit::note(conn, &caller, "share.create", &row.id)
        })
        .await?;
    let url = format!("{}/shared/{token}", bank.settings.public_url.trim_end_matches('/'));
    Ok(NewShare { share, token, url })
}

/// Faults of what is not on the transcript.
fn strangers(wanted: &[CompletionId], transcript: &Transcript) -> Vec<Fault> {
    let there: HashSet<CompletionId> = transcript.completions().map(|it| it.id).collect();
    let strange = wanted.iter().enumerate().filter(|(_, id)| !there.contains(id));
    let fault = |(place, _)| Fault::new(format!("/completions/{place}"), FaultKind::Unknown);
    strange.map(fault).collect()
}

/// A page of the resident's shares.
pub(super) async fn list(bank: &Bank, who: &Resident, slice: Slice) -> AppResult<Page<Share>> {
    let learner = who.learner;
    bank.db.read(move |conn| of_learner(conn, learner, &slice)).await
}

/// A page of a learner's shares, newest first.
///
/// # Errors
/// The database.
pub fn of_learner(conn: &mut Conn, learner: LearnerId, slice: &Slice) -> AppResult<Page<Share>> {
    let page = slice.page(store::list(conn, learner, slice)?, |row| row.id.clone());
    let keys: Vec<String> = page.items.iter().map(|row| row.id.clone()).collect();
    let tallies: HashMap<String, Tally> = store::tallies(conn, learner, &keys)?;
    paging::map(page, |row| {
        let tally = tallies.get(&row.id).copied();
        view(row, tally)
    })
}

/// One of the resident's shares.
///
/// # Errors
/// `NotFound`, also when it is another's.
pub(super) async fn show(bank: &Bank, who: &Resident, id: ShareId) -> AppResult<Share> {
    let learner = who.learner;
    bank.db
        .read(move |conn| {
            let row = store::one(conn, &learner.to_string(), &id.to_string())?;
            let row = row.ok_or(Refusal::NotFound)?;
            let tally = store::tallies(conn, learner, std::slice::from_ref(&row.id))?;
            let tally = tally.get(&row.id).copied();
            view(row, tally)
        })
        .await
}

fn view(row: ShareRow, tally: Option<Tally>) -> AppResult<Share> {
    let (readings, last) = tally.unwrap_or_default();
    Ok(Share {
        id: stored(&row.id)?,
        state: state(&row),
        completions: row.completions.as_deref().map(serde_json::from_str).transpose()?,
        reader: row.reader,
        valid_until: row.valid_until,
        created_at: clock::instant(row.created_at),
        withdrawn_at: row.withdrawn_at.map(clock::instant),
        readings: u64::try_from(readings).unwrap_or_default(),
        last_read_at: last.map(clock::instant),
    })
}

fn state(row: &ShareRow) -> ShareState {
    if row.withdrawn_at.is_some() {
        ShareState::Withdrawn
    } else if row.valid_until < clock::today() {
        ShareState::Expired
    } else {
        ShareState::Open
    }
}

/// Ends a share; once is enough, and again changes nothing.
///
/// # Errors
/// `NotFound`, also when it is another's.
pub(super) async fn withdraw(bank: &Bank, who: &Resident, id: ShareId) -> AppResult<()> {
    let (learner, caller) = (who.learner, (**who).clone());
    bank.db
        .write(move |conn| {
            let row = store::one(conn, &learner.to_string(), &id.to_string())?;
            let row = row.ok_or(Refusal::NotFound)?;
            if row.withdrawn_at.is_none() {
                store::withdraw(conn, &row)?;
                audit::note(conn, &caller, "share.withdraw", &row.id)?;
            }
            Ok(())
        })
        .await
}

/// A page of who has looked.
///
/// # Errors
/// `NotFound`, also when it is another's.
pub(super) async fn readings(
    bank: &Bank,
    who: &Resident,
    id: ShareId,
    slice: Slice,
) -> AppResult<Page<ShareReading>> {
    let (learner, id) = (who.learner.to_string(), id.to_string());
    bank.db
        .read(move |conn| {
            store::one(conn, &learner, &id)?.ok_or(Refusal::NotFound)?;
            let rows = store::readings(conn, &learner, &id, &slice)?;
            paging::map(slice.page(rows, |row| row.id.clone()), ReadingRow::view)
        })
        .await
}

/// What a link shows, written down as a reading.
///
/// # Errors
/// `NotFound` alike for a link that is not known, was withdrawn or has expired.
pub(super) async fn read(bank: &Bank, reader: Reader, token: &str) -> AppResult<SharedRecord> {
    let digest = bank.keys.digest(PURPOSE, token);
    bank.db
        .write(move |conn| {
            let row = store::by_digest(conn, &digest)?;
            let row = row.filter(|row| state(row) == ShareState::Open).ok_or(Refusal::NotFound)?;
            let transcript = transcripts::current(conn, stored(&row.learner_id)?)?;
            store::note(conn, &ReadingRow::new(&row, &reader))?;
            let wanted: Option<Vec<CompletionId>> =
                row.completions.as_deref().map(serde_json::from_str).transpose()?;
            Ok(SharedRecord {
                reader: row.reader,
                valid_until: row.valid_until,
                whole: wanted.is_none(),
                transcript: match wanted {
                    Some(wanted) => transcript.only(&wanted),
                    None => transcript,
                },
            })
        })
        .await
}
