//! The story of transcripts.

use std::collections::BTreeMap;

use shared::awards::{Award, AwardStatus};
use shared::ids::{LearnerId, SchemeCode, TranscriptId};
use shared::lang::Text;
use shared::page::Page;
use shared::problem::Refusal;
use shared::quantity::{Credits, Hours};
use shared::transcripts::{
    IssuedTranscript, Transcript, TranscriptAward, TranscriptCompletion, TranscriptScheme,
    TranscriptTransfer,
};
use shared::transfers::{Transfer, TransferParty};
use shared::verification::VerifiedAmount;
use shared::vocabulary::{TransferKind, TransferStatus};
use uuid::Uuid;

use super::store::{self, IssuedRow, LineRow};
use crate::auth::Resident;
use crate::bank::Bank;
use crate::completions::store::holders;
use crate::db::Conn;
use crate::error::{AppResult, stored};
use crate::http::paging::{self, Slice};
use crate::ledger::store::lock;
use crate::verification::{CodeRow, insert_codes, new_code};
use crate::{audit, awards, clock, schemes, transfers};

/// The resident's transcript as it stands.
pub(super) async fn mine(bank: &Bank, who: &Resident) -> AppResult<Transcript> {
    let learner = who.learner;
    bank.db.read(move |conn| current(conn, learner)).await
}

/// Issues the transcript as it stands; `false` beside it when today's says the same already.
pub(super) async fn issue(bank: &Bank, who: &Resident) -> AppResult<(IssuedTranscript, bool)> {
    let (learner, caller) = (who.learner, (**who).clone());
    bank.db
        .write(move |conn| {
            lock(conn, &[learner.to_string()])?;
            let transcript = current(conn, learner)?;
            if let Some(row) = store::newest(conn, learner)?
                && clock::day_of(clock::instant(row.issued_at)) == clock::today()
                && row.transcript()?
                    == (Transcript { as_of: row.transcript()?.as_of, ..transcript.clone() })
            {
                return Ok((view(&row, &transcript, true)?, false));
            }
            let row = IssuedRow {
                learner_id: learner.to_string(),
                id: Uuid::now_v7().to_string(),
                verification_code: new_code(),
                issued_at: transcript.as_of.naive_utc(),
                body: serde_json::to_string(&transcript)?,
            };
            store::insert(conn, &row)?;
            let code = CodeRow {
                code: row.verification_code.clone(),
                kind: "transcript".to_owned(),
                learner_id: row.learner_id.clone(),
                subject_id: row.id.clone(),
            };
            insert_codes(conn, &[code])?;
            audit::note(conn, &caller, "transcript.issue", &row.id)?;
            Ok((view(&row, &transcript, true)?, true))
        })
        .await
}

/// A page of the transcripts that were issued.
pub(super) async fn list(
    bank: &Bank,
    who: &Resident,
    slice: Slice,
) -> AppResult<Page<IssuedTranscript>> {
    let learner = who.learner;
    bank.db
        .read(move |conn| {
            let rows = store::list(conn, learner, &slice)?;
            let today = current(conn, learner)?;
            let page = slice.page(rows, |row| row.id.clone());
            paging::map(page, |row| view(&row, &today, false))
        })
        .await
}

/// One that was issued.
///
/// # Errors
/// `NotFound`, also when it is another's.
pub(super) async fn show(
    bank: &Bank,
    who: &Resident,
    id: TranscriptId,
) -> AppResult<IssuedTranscript> {
    let learner = who.learner;
    bank.db
        .read(move |conn| {
            let row = store::one(conn, &learner.to_string(), &id.to_string())?;
            let row = row.ok_or(Refusal::NotFound)?;
            view(&row, &current(conn, learner)?, true)
        })
        .await
}

/// The transcript behind a verification code, with its holder's name masked.
///
/// # Errors
/// The database.
pub fn verified(
    conn: &mut Conn,
    learner_key: &str,
    key: &str,
) -> AppResult<Option<IssuedTranscript>> {
    let Some(row) = store::one(conn, learner_key, key)? else { return Ok(None) };
    let mut issued = view(&row, &current(conn, stored(learner_key)?)?, true)?;
    if let Some(transcript) = &mut issued.transcript {
        transcript.name = TransferParty::mask_name(&transcript.name);
    }
    Ok(Some(issued))
}

fn view(row: &IssuedRow, today: &Transcript, whole: bool) -> AppResult<IssuedTranscript> {
    let said = row.transcript()?;
    Ok(IssuedTranscript {
        id: stored(&row.id)?,
        verification_code: row.verification_code.clone(),
        issued_at: clock::instant(row.issued_at),
        state: said.against(today),
        transcript: whole.then_some(said),
    })
}

/// What was recognised of a learner, and what became of it, as it stands.
///
/// # Errors
/// `NotFound` when the card was closed.
pub fn current(conn: &mut Conn, learner: LearnerId) -> AppResult<Transcript> {
    let key = learner.to_string();
    let holder = holders(conn, std::slice::from_ref(&key))?.pop().ok_or(Refusal::NotFound)?.1;
    let names = Names { schemes: schemes::store::names(conn)?, places: store::places(conn)? };
    let mut found: BTreeMap<SchemeCode, Vec<TranscriptCompletion>> = BTreeMap::new();
    for row in store::lines(conn, learner)? {
        let (scheme, line) = names.completion(row)?;
        found.entry(scheme).or_default().push(line);
    }
    let mut transcript = Transcript {
        card_number: TransferParty::masked(&holder.card, &holder.name).card_number,
        name: holder.name,
        as_of: clock::now(),
        schemes: Vec::new(),
        transfers: Vec::new(),
        awards: Vec::new(),
    };
    for (scheme, completions) in found {
        transcript.schemes.push(names.scheme(scheme, completions)?);
    }
    for row in transfers::settled(conn, learner)? {
        let own = row.learner_id == key;
        transcript.transfers.push(names.transfer(&row.transfer()?, own));
    }
    for row in awards::store::of_learner(conn, learner)?.iter().rev() {
        transcript.awards.extend(names.award(row.award()?));
    }
    Ok(transcript)
}

/// Names of everything that a transcript names.
struct Names {
    schemes: std::collections::HashMap<SchemeCode, Text>,
    places: store::Places,
}

impl Names {
    fn completion(&self, row: LineRow) -> AppResult<(SchemeCode, TranscriptCompletion)> {
        let (institution, institution_names) = self.places.of(&row.institution_id)?;
        let line = TranscriptCompletion {
            id: stored(&row.id)?,
            title: row.title,
            institution,
            institution_names,
            ended_on: row.ended_on,
            hours: Hours::from_hundredths(row.hours),
            grade: row.grade,
            credits: Credits::from_hundredths(row.posted),
        };
        Ok((stored(&row.scheme)?, line))
    }

    fn scheme(
        &self,
        scheme: SchemeCode,
        completions: Vec<TranscriptCompletion>,
    ) -> AppResult<TranscriptScheme> {
        Ok(TranscriptScheme {
            names: self.schemes.get(&scheme).cloned().unwrap_or_default(),
            scheme,
            hours: Hours::total(completions.iter().map(|it| it.hours))?,
            credits: Credits::total(completions.iter().map(|it| it.credits))?,
            completions,
        })
    }

    fn amount(&self, scheme: &SchemeCode, amount: Credits) -> Option<VerifiedAmount> {
        let names = self.schemes.get(scheme).cloned().unwrap_or_default();
        amount.is_positive().then(|| VerifiedAmount { scheme: scheme.clone(), names, amount })
    }

    /// A transfer as it bears on one card: a gift leaves the giver's and enters the receiver's.
    fn transfer(&self, it: &Transfer, own: bool) -> TranscriptTransfer {
        let settled = TransferStatus::Settled.as_str();
        let settled = it.history.iter().rev().find(|event| event.status == settled);
        let on = settled.or(it.history.first()).map(|event| clock::day_of(event.at));
        let takes = std::iter::once(&it.takes).chain(&it.also_takes);
        let takes = takes.filter_map(|part| self.amount(&part.scheme, part.amount));
        let leaves = own && it.kind == TransferKind::Give;
        TranscriptTransfer {
            id: it.id,
            number: it.number.clone(),
            kind: it.kind,
            title: it.title(),
            on: on.unwrap_or_default(),
            takes: if own { takes.collect() } else { Vec::new() },
            gives: if leaves { None } else { self.amount(&it.gives.scheme, it.gives.amount) },
        }
    }

    fn award(&self, it: Award) -> Option<TranscriptAward> {
        let granted = it.status == AwardStatus::Granted;
        let on = it.decided_at.filter(|_| granted)?;
        Some(TranscriptAward {
            id: it.id,
            number: it.number.unwrap_or_default(),
            title: it.program_names,
            institution_names: self.places.names(&it.institution),
            on: clock::day_of(on),
            credits: VerifiedAmount {
                names: self.schemes.get(&it.scheme).cloned().unwrap_or_default(),
                scheme: it.scheme,
                amount: it.credits,
            },
        })
    }
}
