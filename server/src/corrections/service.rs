//! What a school does about its mistakes.

use std::sync::Arc;

use shared::corrections::AmendCompletion;
use shared::ids::{CompletionId, LearnerId};
use shared::institutions::GradeScale;
use shared::problem::Refusal;
use shared::transfers::Reasoned;

use super::{Amendment, store};
use crate::auth::Caller;
use crate::bank::Bank;
use crate::decisions::{Matter, Order};
use crate::error::{AppError, AppResult, stored};
use crate::http::idempotency::{Answer, IdempotencyKey};
use crate::ledger::{Done, Mode, Work};
use crate::rulebooks::cache::Editions;

/// Puts facts of a completion right, and posts the difference that this makes.
///
/// # Errors
/// `NotFound`, also when it is another institution's; `Invalid`; `WrongState` when it was revoked.
pub(super) async fn amend(
    bank: &Bank,
    who: &Caller,
    id: CompletionId,
    form: AmendCompletion,
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let case = open(bank, who, id).await?;
    let to = Box::new(Amendment::new(form, &case.scale)?);
    submit(bank, case, Matter::Amend { completion: id, to, by: Box::new(who.clone()) }, key).await
}

/// Takes a completion back: its credits are reversed, and what was used of them is owed.
///
/// # Errors
/// `NotFound`, also when it is another institution's; `WrongState` when it was revoked before.
pub(super) async fn revoke(
    bank: &Bank,
    who: &Caller,
    id: CompletionId,
    form: Reasoned,
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let case = open(bank, who, id).await?;
    let (by, reason) = (Box::new(who.clone()), form.reason.into_string());
    submit(bank, case, Matter::Revoke { completion: id, by, reason }, key).await
}

/// What has to be known before the writer.
struct Case {
    learner: LearnerId,
    scale: GradeScale,
    editions: Arc<Editions>,
}

async fn open(bank: &Bank, who: &Caller, id: CompletionId) -> AppResult<Case> {
    let (rulebooks, who) = (bank.rulebooks.clone(), who.clone());
    bank.db
        .read(move |conn| {
            let found = store::whose(conn, &id.to_string())?;
            let found = found.filter(|(_, path, _)| who.reaches(path));
            let (learner, _, scale) = found.ok_or(Refusal::NotFound)?;
            Ok(Case {
                learner: stored(&learner)?,
                scale: serde_json::from_str(&scale)?,
                editions: Arc::new(rulebooks.editions(conn)?),
            })
        })
        .await
}

async fn submit(
    bank: &Bank,
    case: Case,
    matter: Matter,
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let order = Order { key, ..Order::new(case.learner, matter, case.editions) };
    let works = vec![Work::Decision(Box::new(order))];
    // Whole or not at all: what one part of it is refused moves nothing.
    let mut answers = bank.ledger.submit_all(works, Mode::AllOrNothing).await?;
    match answers.pop().ok_or_else(AppError::busy)?? {
        Done::Decision(ruled) => {
            let completion = ruled.completion.ok_or_else(AppError::busy)?;
            Ok(Answer { status: 200, body: serde_json::to_string(&completion)? })
        }
        _ => Err(AppError::busy()),
    }
}
