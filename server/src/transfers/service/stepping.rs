//! Steps of transfers that people take.

use shared::ids::{LearnerId, TransferId};
use shared::problem::Refusal;
use shared::transfers::Transfer;
use shared::transfers::lifecycle::TransferStep;

use crate::auth::{Caller, Resident};
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::idempotency::{Answer, IdempotencyKey};
use crate::ledger::{Done, Work};
use crate::transfers::MERGED;
use crate::transfers::order::{Actor, Order, Step};
use crate::transfers::store;

/// How often a step is looked up again whose people's records are merged meanwhile.
const LOOKS: u32 = 3;

/// A step that a resident takes, on whichever side of the transfer they stand.
///
/// # Errors
/// `NotFound`, `WrongState`, `TooLate`, `AppealedAlready`, and what the step refuses.
pub(in crate::transfers) async fn step(
    bank: &Bank,
    who: &Resident,
    id: TransferId,
    (step, reason): (TransferStep, Option<String>),
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let (user, learner) = (who.subject().to_owned(), who.learner);
    bank.db.read(move |conn| may_move(conn, &user, learner)).await?;
    let actor = Actor::Resident { learner, name: who.name().to_owned() };
    act(bank, actor, Step::Take { transfer: id, step, reason }, key).await
}

/// A decision on an application.
///
/// # Errors
/// `NotFound`, `WrongState`, `TooEarly`, `RoleMayNot` once the administrators have taken over,
/// `SameReviewer`, and what the ledger refuses.
pub(in crate::transfers) async fn decide(
    bank: &Bank,
    who: &Caller,
    id: TransferId,
    (step, reason): (TransferStep, Option<String>),
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let actor = Actor::Reviewer(Box::new(who.into()));
    act(bank, actor, Step::Take { transfer: id, step, reason }, key).await
}

async fn act(
    bank: &Bank,
    actor: Actor,
    step: Step,
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let mut looks = 0;
    loop {
        let (actor, step) = (actor.clone(), step.clone());
        let found = bank.db.read(move |conn| order(conn, actor, step)).await?;
        looks += 1;
        match submit(bank, Order { key: key.clone(), ..found }).await {
            // Whose transfer it was, another record's it is now.
            Err(AppError::Refused(Refusal::WrongState(MERGED))) if looks < LOOKS => {}
            moved => {
                return Ok(Answer { status: 200, body: serde_json::to_string(&moved?)? });
            }
        }
    }
}

/// The order for a step of a stored transfer, naming everyone whom it concerns.
///
/// # Errors
/// `NotFound`, also when it does not concern the resident who asks.
pub fn order(conn: &mut Conn, actor: Actor, step: Step) -> AppResult<Order> {
    let id = match &step {
        Step::Take { transfer, .. } | Step::Pass(transfer) => *transfer,
        Step::Request(_) => return Err(Refusal::NotFound.into()),
    };
    let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
    if let Actor::Resident { learner, .. } = &actor {
        let key = learner.to_string();
        if row.learner_id != key && row.receiver_id.as_ref() != Some(&key) {
            return Err(Refusal::NotFound.into());
        }
    }
    Order::about(&row, actor, step)
}

/// Hands an order to the ledger's writer.
pub(super) async fn submit(bank: &Bank, order: Order) -> AppResult<Transfer> {
    match bank.ledger.submit(Work::Transfer(Box::new(order))).await? {
        Done::Transfer(moved) => Ok(moved.transfer),
        Done::Completion(_) | Done::Decision(_) | Done::Expired => Err(AppError::busy()),
    }
}

/// What a token says for ten minutes may have ended since: moving credits asks the database.
pub(super) fn may_move(conn: &mut Conn, user: &str, learner: LearnerId) -> AppResult<()> {
    if store::merged(conn, &[learner.to_string()])?.contains(&learner) {
        Err(Refusal::WrongState(MERGED).into())
    } else if store::is_confirmed(conn, user, learner)? {
        Ok(())
    } else {
        Err(Refusal::NotConfirmed.into())
    }
}
