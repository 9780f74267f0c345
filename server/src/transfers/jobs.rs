//! What comes to pass with transfers by itself: a gift's cooling-off ends, a gift lapses, what an
//! institution left undecided goes to the administrators, and what a closed one has to whoever is above.
//!
//! Invariant: safe to run twice and on several servers at once, since each is checked again under
//! the locks of those whom it concerns. Nothing waits for it: whoever looks or acts counts what has
//! come due as passed.

use chrono::NaiveDateTime;
use shared::ids::TransferId;

use super::order::{Actor, Order, Step};
use super::{service, store};
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::ledger::{Mode, SLICE, Work};

/// The last transfer of a slice, by when it was due.
type Place = (NaiveDateTime, String);

/// Writes down what has come to pass, a slice at a time.
///
/// # Errors
/// The database.
pub async fn run(bank: &Bank) -> AppResult<()> {
    bank.db.write(store::hand_over_stranded).await?;
    let mut after = None;
    loop {
        let from = after.clone();
        let (orders, last) = bank.db.read(move |conn| slice(conn, from.as_ref())).await?;
        let works = orders.into_iter().map(|order| Work::Transfer(Box::new(order))).collect();
        for answer in bank.ledger.submit_all(works, Mode::Each).await? {
            if let Err(error) = answer {
                tracing::warn!(%error, "what has come to pass with a transfer is not written down");
            }
        }
        match last {
            Some(last) => after = Some(last),
            None => return Ok(()),
        }
    }
}

/// Orders for what is due, and where the next slice begins.
fn slice(conn: &mut Conn, after: Option<&Place>) -> AppResult<(Vec<Order>, Option<Place>)> {
    let limit = i64::try_from(SLICE).unwrap_or(i64::MAX);
    let due = store::due(conn, clock::now().naive_utc(), after, limit)?;
    let mut orders = Vec::with_capacity(due.len());
    for (_, id) in &due {
        let id: TransferId = stored(id)?;
        match service::order(conn, Actor::Bank, Step::Pass(id)) {
            Err(AppError::Refused(_)) => {}
            order => orders.push(order?),
        }
    }
    let full = due.len() == SLICE;
    Ok((orders, due.into_iter().next_back().filter(|_| full)))
}
