//! Gifts 转赠: which policy lets credits pass from card to card, and how many of them.
//!
//! Invariant: what a card gave and did not get back counts toward its limits; policies of different
//! content that fit the same credits are never chosen from silently.

use chrono::{Datelike, NaiveDate};

use super::GiftAllowance;
use crate::ids::SchemeCode;
use crate::quantity::{Credits, Overflow};
use crate::rules::{GiftPolicy, Rulebook};

/// A gift that a card made before, and that was neither withdrawn nor returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its scheme.
    pub scheme: SchemeCode,
    /// How many credits.
    pub amount: Credits,
    /// The day on which it was requested.
    pub on: NaiveDate,
}

/// Why credits cannot be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GiftRefusal {
    /// No policy lets credits of this scheme pass.
    NoRule,
    /// Policies that say different things fit.
    Clash {
        /// Their codes.
        rules: Vec<String>,
    },
    /// Less than the least amount of one gift.
    BelowSmallest {
        /// That amount.
        smallest: Credits,
    },
    /// More than the policy lets pass now, or than there is.
    AboveMost {
        /// The largest amount that the policy lets pass now of what is available, perhaps none.
        most_that_fits: Credits,
    },
    /// Too few are available for any gift.
    NotEnough {
        /// What is available.
        available: Credits,
    },
    /// Arithmetic went beyond what can be counted.
    Overflow,
}

impl From<Overflow> for GiftRefusal {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// The policy by which credits of a scheme pass on a day.
///
/// # Errors
/// `NoRule`, `Clash`.
pub fn gift_policy<'a>(
    rulebook: &'a Rulebook,
    scheme: &SchemeCode,
    on: NaiveDate,
) -> Result<&'a GiftPolicy, GiftRefusal> {
    let fit: Vec<&GiftPolicy> = rulebook
        .gifts
        .iter()
        .filter(|policy| policy.effective_on(on) && covers(policy, scheme))
        .collect();
    let [first, others @ ..] = fit.as_slice() else { return Err(GiftRefusal::NoRule) };
    if others.iter().any(|other| limits(other) != limits(first)) {
        let rules = fit.iter().map(|policy| policy.code.clone()).collect();
        return Err(GiftRefusal::Clash { rules });
    }
    Ok(first)
}

/// Whether a policy is for a scheme: an empty list is for any.
fn covers(policy: &GiftPolicy, scheme: &SchemeCode) -> bool {
    policy.schemes.is_empty() || policy.schemes.contains(scheme)
}

/// What a policy says, whatever it is called and however long it holds.
fn limits(policy: &GiftPolicy) -> impl PartialEq + use<'_> {
    let once = (policy.smallest, policy.largest);
    let often = (policy.per_day, policy.per_year);
    (&policy.schemes, once, often, policy.cooling_off_hours, policy.family_only)
}

/// Whether a policy lets an amount pass on a day, from a card that gave `given` before and has so
/// much `available`; answers what could be given still, before this gift.
///
/// # Errors
/// `BelowSmallest`, `AboveMost`, `NotEnough`, `Overflow`.
pub fn allow_gift(
    policy: &GiftPolicy,
    amount: Credits,
    on: NaiveDate,
    given: &[Given],
    available: Credits,
) -> Result<GiftAllowance, GiftRefusal> {
    let left = |most: Option<Credits>, counts: &dyn Fn(&Given) -> bool| {
        let gifts = given.iter().filter(|gift| covers(policy, &gift.scheme) && counts(gift));
        let gone = Credits::total(gifts.map(|gift| gift.amount))?;
        let left = |most: Credits| Ok::<_, Overflow>(most.minus(gone)?.max(Credits::ZERO));
        most.map(left).transpose()
    };
    let today = left(policy.per_day, &|gift| gift.on == on)?;
    let this_year = left(policy.per_year, &|gift| gift.on.year() == on.year())?;
    let smallest = policy.smallest.unwrap_or_default();
    if amount < smallest {
        return Err(GiftRefusal::BelowSmallest { smallest });
    }
    let most = [policy.largest, today, this_year].into_iter().flatten().min();
    let fits = most.map_or(available, |most| most.min(available));
    let fits = if fits < smallest { Credits::ZERO } else { fits };
    if amount > available && !fits.is_positive() && most.is_none_or(|most| amount <= most) {
        return Err(GiftRefusal::NotEnough { available });
    }
    if amount > fits {
        return Err(GiftRefusal::AboveMost { most_that_fits: fits });
    }
    let (cooling_off_hours, family_only) = (policy.cooling_off_hours, policy.family_only);
    Ok(GiftAllowance { today, this_year, cooling_off_hours, family_only })
}
