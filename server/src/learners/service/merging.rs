//! Two records of one person become one.

use std::sync::Arc;

use shared::fault::{Fault, FaultKind};
use shared::learners::{Learner, MergeLearners};

use super::{current, store};
use crate::auth::Caller;
use crate::bank::Bank;
use crate::decisions::{Matter, Order};
use crate::error::{AppError, AppResult};
use crate::ledger::{Mode, Work};

/// Merges one record into another: credits, holds and debts, completions, transfers and whatever
/// else stood in its name. Its card is closed; its document and card number lead to the kept record.
///
/// # Errors
/// `Invalid` when one is not known; `WrongState` when one was merged before.
pub(in crate::learners) async fn merge(
    bank: &Bank,
    who: &Caller,
    form: MergeLearners,
) -> AppResult<Learner> {
    let MergeLearners { keep, merge, reason } = form;
    let rulebooks = bank.rulebooks.clone();
    let editions = bank
        .db
        .read(move |conn| {
            let known = store::by_ids(conn, &[keep, merge])?;
            let missing = [("/keep", keep), ("/merge", merge)]
                .into_iter()
                .filter(|(_, id)| known.iter().all(|row| row.id != *id));
            let faults: Vec<Fault> =
                missing.map(|(pointer, _)| Fault::new(pointer, FaultKind::Unknown)).collect();
            if !faults.is_empty() {
                return Err(faults.into());
            }
            Ok(Arc::new(rulebooks.editions(conn)?))
        })
        .await?;
    let (by, reason) = (Box::new(who.clone()), reason.into_string());
    let order = Order::new(keep, Matter::Merge { absorbed: merge, by, reason }, editions);
    let works = vec![Work::Decision(Box::new(order))];
    let mut done = bank.ledger.submit_all(works, Mode::AllOrNothing).await?;
    done.pop().ok_or_else(AppError::busy)??;
    Ok(current(bank, keep).await?.value)
}
