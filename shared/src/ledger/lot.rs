//! Lots: credits of one learner that came from one source together.
//!
//! Invariant: a lot's parts are never below zero, and a hold that holds nothing is not listed.

use std::collections::BTreeMap;

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::{Day, Rejection};
use crate::ids::{CompletionId, HoldId, LearnerId, LotId, SchemeCode};
use crate::quantity::{Credits, Overflow};

/// A learner's credits of one origin. A lot that has been spent stays, empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Its id.
    pub id: LotId,
    /// Whose it is.
    pub learner: LearnerId,
    /// The scheme of its credits.
    pub scheme: SchemeCode,
    /// The completions that it traces to; none for an adjustment.
    pub sources: Vec<CompletionId>,
    /// The end date of the completion: validity runs from here.
    pub dated_on: Day,
    /// The last day on which it can be used; none for life.
    pub expires_on: Option<Day>,
    /// Its age: the lower, the older. Decides among equal expiry days.
    pub order: u64,
    /// What can be spent.
    pub available: Credits,
    /// What is on hold, by hold.
    pub held: BTreeMap<HoldId, Credits>,
}

impl Lot {
    /// Whether it can be used on that day. Its expiry day is the last one.
    #[must_use]
    pub fn usable_on(&self, day: Day) -> bool {
        self.expires_on.is_none_or(|last| day <= last)
    }

    /// The sum of its holds.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn total_held(&self) -> Result<Credits, Overflow> {
        Credits::total(self.held.values().copied())
    }

    /// Sorts lots as they are spent: soonest expiring, then oldest; the id settles what is equal.
    #[must_use]
    pub fn spending_order(&self) -> (Day, u64, LotId) {
        (self.expires_on.unwrap_or(Day::MAX), self.order, self.id)
    }
}

/// The last day of validity, counted from the completion's end date: so many months on, or the
/// last day of that month when it is shorter. None is for life, and so is what no calendar reaches.
#[must_use]
pub fn expiry(dated_on: Day, validity_months: Option<u32>) -> Option<Day> {
    dated_on.checked_add_months(Months::new(validity_months?))
}

/// How many credits of these lots can be used on that day.
///
/// # Errors
/// `Overflow`.
pub fn usable<'a>(lots: impl IntoIterator<Item = &'a Lot>, on: Day) -> Result<Credits, Overflow> {
    Credits::total(lots.into_iter().filter(|lot| lot.usable_on(on)).map(|lot| lot.available))
}

/// The parts that spending `amount` on that day takes, in the order in which they are taken.
///
/// # Errors
/// `NotPositive`; `Expired` when only expired credits would make it enough, else `NotEnough`.
pub(crate) fn take<'a>(
    lots: impl IntoIterator<Item = &'a Lot>,
    on: Day,
    amount: Credits,
) -> Result<Vec<(&'a Lot, Credits)>, Rejection> {
    if !amount.is_positive() {
        return Err(Rejection::NotPositive);
    }
    let (mut fit, gone): (Vec<&Lot>, Vec<&Lot>) =
        lots.into_iter().partition(|lot| lot.usable_on(on));
    fit.sort_by_key(|lot| lot.spending_order());
    let parts = fill(fit, amount)?;
    let reached = Credits::total(parts.iter().map(|part| part.1))?;
    if reached == amount {
        return Ok(parts);
    }
    let expired = Credits::total(gone.iter().map(|lot| lot.available))?;
    Err(if reached.plus(expired)? >= amount {
        Rejection::Expired
    } else {
        Rejection::NotEnough { asked: amount, available: reached }
    })
}

/// The parts that spending `amount` of these lots on that day takes, soonest expiring first: what a
/// hold, a gift or a redemption would move. `lots` are a learner's in one scheme, in any order.
///
/// # Errors
/// `NotPositive`; `Expired` when only expired credits would make it enough, else `NotEnough`.
pub fn plan_spending<'a>(
    lots: impl IntoIterator<Item = &'a Lot>,
    on: Day,
    amount: Credits,
) -> Result<Vec<(&'a Lot, Credits)>, Rejection> {
    take(lots, on, amount)
}

/// What these lots, in this order, can put together of `amount`.
pub(super) fn fill<'a>(
    lots: impl IntoIterator<Item = &'a Lot>,
    amount: Credits,
) -> Result<Vec<(&'a Lot, Credits)>, Overflow> {
    let mut rest = amount;
    let mut parts = Vec::new();
    for lot in lots {
        let part = rest.min(lot.available);
        if part.is_positive() {
            rest = rest.minus(part)?;
            parts.push((lot, part));
        }
    }
    Ok(parts)
}

/// The same parts by the ids of their lots, so that the lots can be changed.
pub(super) fn by_id(parts: Vec<(&Lot, Credits)>) -> Vec<(LotId, Credits)> {
    parts.into_iter().map(|(lot, amount)| (lot.id, amount)).collect()
}
