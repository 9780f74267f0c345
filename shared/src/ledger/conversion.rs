//! Conversion: which lots an amount takes, and which lots it gives.
//!
//! Invariant: the total is rounded once. Part k is round(ratio × the first k parts) less the parts
//! before it, so that the parts add up to the total.

use serde::{Deserialize, Serialize};

use super::lot::{by_id, take};
use super::{Day, Lot, Rejection, expiry};
use crate::fraction::Fraction;
use crate::ids::{CompletionId, LotId};
use crate::quantity::{Credits, Ratio, Rounding};

/// What a conversion would take and give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversionPlan {
    /// The lots that are taken from and how much of each, in spending order.
    pub takes: Vec<(LotId, Credits)>,
    /// The new lots, in the same order.
    pub gives: Vec<PlannedLot>,
    /// The sum of the new lots.
    pub total_gives: Credits,
}

/// A lot that a conversion would open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLot {
    /// The lot that it comes from.
    pub from: LotId,
    /// The completions that it traces to: those of the old lot, and those of parts that were too
    /// small to make a lot of their own.
    pub sources: Vec<CompletionId>,
    /// The old lot's date.
    pub dated_on: Day,
    /// The earlier of the old lot's last day and that of the target scheme's validity.
    pub expires_on: Option<Day>,
    /// How many credits.
    pub amount: Credits,
}

/// Plans a conversion of available credits: `lots` are the learner's in the source scheme, in any
/// order, and `validity_months` is the target scheme's.
///
/// # Errors
/// `NotPositive`, `NotEnough`, `Expired`; `NothingToDo` when it rounds to nothing; `GivesExpired`
/// when a new lot would be past its last day, since converting would then destroy credits;
/// `Overflow`, also when the rounding step is not above zero.
pub fn plan_conversion<'a>(
    lots: impl IntoIterator<Item = &'a Lot>,
    on: Day,
    amount: Credits,
    ratio: Ratio,
    rounding: Rounding,
    validity_months: Option<u32>,
) -> Result<ConversionPlan, Rejection> {
    let plan = convert_parts(take(lots, on, amount)?, ratio, rounding, validity_months)?;
    if plan.gives.iter().any(|lot| lot.expires_on.is_some_and(|last| last < on)) {
        return Err(Rejection::GivesExpired);
    }
    Ok(plan)
}

/// Plans a conversion of just these parts, available or on hold. A lot that expired under its hold
/// is converted as it was held, and gives credits that have expired.
pub(super) fn convert_parts(
    parts: Vec<(&Lot, Credits)>,
    ratio: Ratio,
    rounding: Rounding,
    validity_months: Option<u32>,
) -> Result<ConversionPlan, Rejection> {
    let mut taken = Credits::ZERO;
    let mut total_gives = Credits::ZERO;
    let mut gives: Vec<PlannedLot> = Vec::new();
    let mut sources = Vec::new();
    for (lot, part) in &parts {
        taken = taken.plus(*part)?;
        let total = rounding.round(Fraction::from(taken).times(ratio)?)?;
        let amount = total.minus(total_gives)?;
        total_gives = total;
        trace(&mut sources, &lot.sources);
        if amount.is_zero() {
            continue;
        }
        let expires_on = [lot.expires_on, expiry(lot.dated_on, validity_months)];
        gives.push(PlannedLot {
            from: lot.id,
            sources: std::mem::take(&mut sources),
            dated_on: lot.dated_on,
            expires_on: expires_on.into_iter().flatten().min(),
            amount,
        });
    }
    let last = gives.last_mut().ok_or(Rejection::NothingToDo)?;
    trace(&mut last.sources, &sources);
    Ok(ConversionPlan { takes: by_id(parts), gives, total_gives })
}

fn trace(sources: &mut Vec<CompletionId>, more: &[CompletionId]) {
    for completion in more {
        if !sources.contains(completion) {
            sources.push(*completion);
        }
    }
}
