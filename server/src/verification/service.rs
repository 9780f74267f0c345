//! The story of verification.

use rand::RngExt;
use shared::awards::AwardStatus;
use shared::ids::SchemeCode;
use shared::lang::Text;
use shared::problem::Refusal;
use shared::quantity::Credits;
use shared::transcripts::{TRANSCRIPT, TranscriptState};
use shared::verification::{Verification, VerifiedAmount, VerifiedKind, VerifiedStatement};
use shared::vocabulary::{CompletionStatus, TransferStatus};

use super::store;
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::{awards, clock, completions, schemes, transcripts, transfers};

/// Without the letters and digits that are read for one another.
const ALPHABET: [char; 31] = [
    '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L',
    'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y',
];

/// A fresh code: 20 characters in groups of five, 99 bits, which nobody guesses.
#[must_use]
pub fn new_code() -> String {
    let mut random = rand::rng();
    let mut code = String::with_capacity(23);
    for place in 0..20 {
        if place > 0 && place % 5 == 0 {
            code.push('-');
        }
        let pick = random.random_range(0..ALPHABET.len());
        code.extend(ALPHABET.get(pick));
    }
    code
}

/// Codes are read aloud and typed: case, spaces and hyphens do not matter.
fn normalise(code: &str) -> String {
    let bare: Vec<char> =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    bare.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What a code stands on.
///
/// # Errors
/// `NotFound`.
pub(super) async fn verify(bank: &Bank, code: String) -> AppResult<Verification> {
    bank.db.read(move |conn| look_up(conn, &normalise(&code))).await
}

fn look_up(conn: &mut Conn, code: &str) -> AppResult<Verification> {
    let subject = store::find(conn, code)?.ok_or(Refusal::NotFound)?;
    match subject.kind.as_str() {
        "transfer" => transfer(conn, &subject.learner_id, &subject.subject_id),
        "completion" => completion(conn, &subject.learner_id, &subject.subject_id),
        "award" => award(conn, &subject.learner_id, &subject.subject_id),
        "transcript" => transcript(conn, &subject.learner_id, &subject.subject_id),
        other => Err(AppError::Broken(anyhow::anyhow!("a code stands on {other}"))),
    }
}

fn transfer(conn: &mut Conn, learner: &str, id: &str) -> AppResult<Verification> {
    let (transfer, on) = transfers::verified(conn, learner, id)?.ok_or(Refusal::NotFound)?;
    let names = schemes::store::names(conn)?;
    let amount = |scheme: &SchemeCode, amount: Credits| {
        let names = names.get(scheme).cloned().unwrap_or_default();
        amount.is_positive().then(|| VerifiedAmount { names, scheme: scheme.clone(), amount })
    };
    let also_takes = transfer.also_takes.iter();
    Ok(Verification {
        kind: VerifiedKind::Transfer,
        valid: transfer.status == TransferStatus::Settled,
        state: transfer.status.to_string(),
        as_of: clock::now(),
        statement: VerifiedStatement {
            title: transfer.title(),
            reference: transfer.number.clone(),
            on,
            takes: amount(&transfer.takes.scheme, transfer.takes.amount),
            also_takes: also_takes.filter_map(|it| amount(&it.scheme, it.amount)).collect(),
            gives: amount(&transfer.gives.scheme, transfer.gives.amount),
            transcript: None,
        },
    })
}

fn completion(conn: &mut Conn, learner: &str, id: &str) -> AppResult<Verification> {
    let (row, institution) = completions::verified(conn, learner, id)?.ok_or(Refusal::NotFound)?;
    let status: CompletionStatus = stored(&row.status)?;
    let names = schemes::store::names(conn)?;
    let gives = match row.scheme.as_deref() {
        Some(code) => {
            let scheme = stored(code)?;
            Some(VerifiedAmount {
                names: names.get(&scheme).cloned().unwrap_or_default(),
                scheme,
                amount: Credits::from_hundredths(row.posted),
            })
        }
        None => None,
    };
    Ok(Verification {
        kind: VerifiedKind::Completion,
        valid: matches!(status, CompletionStatus::Recognised | CompletionStatus::Amended),
        state: status.to_string(),
        as_of: clock::now(),
        statement: VerifiedStatement {
            title: Text::same(&row.title),
            reference: institution,
            on: row.ended_on,
            takes: None,
            also_takes: Vec::new(),
            gives,
            transcript: None,
        },
    })
}

fn award(conn: &mut Conn, learner: &str, id: &str) -> AppResult<Verification> {
    let row = awards::verified(conn, learner, id)?.ok_or(Refusal::NotFound)?;
    let award = row.award()?;
    let names = schemes::store::names(conn)?.remove(&award.scheme).unwrap_or_default();
    Ok(Verification {
        kind: VerifiedKind::Award,
        valid: award.status == AwardStatus::Granted,
        state: award.status.to_string(),
        as_of: clock::now(),
        statement: VerifiedStatement {
            title: award.program_names,
            reference: award.number.unwrap_or_default(),
            on: clock::day_of(award.decided_at.unwrap_or(award.proposed_at)),
            takes: None,
            also_takes: Vec::new(),
            gives: Some(VerifiedAmount { scheme: award.scheme, names, amount: award.credits }),
            transcript: None,
        },
    })
}

fn transcript(conn: &mut Conn, learner: &str, id: &str) -> AppResult<Verification> {
    let issued = transcripts::verified(conn, learner, id)?.ok_or(Refusal::NotFound)?;
    Ok(Verification {
        kind: VerifiedKind::Transcript,
        valid: issued.state == TranscriptState::Current,
        state: issued.state.to_string(),
        as_of: clock::now(),
        statement: VerifiedStatement {
            title: Text::new(TRANSCRIPT.0, TRANSCRIPT.1),
            reference: issued.verification_code,
            on: clock::day_of(issued.issued_at),
            takes: None,
            also_takes: Vec::new(),
            gives: None,
            transcript: issued.transcript,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_the_same_however_it_is_typed() {
        let code = new_code();
        assert_eq!(code.len(), 23);
        assert_eq!(normalise(&code.to_lowercase().replace('-', " ")), code);
    }
}
