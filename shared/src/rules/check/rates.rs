//! One rule by amount: the least amount that it converts, and the one at which it gives most.
//!
//! With ratio `r` and a rounding to steps of `s`, an amount `x` gives the multiple of `s` at or below
//! (or nearest to) `r·x`. Rounding down never gives more than `r` for one, and gives exactly that at
//! every amount for which `r·x` needs no rounding. Rounding half up gives more than `r` where it
//! rounds up, by at most half a step: what the `k`-th multiple can cost least is known, so only the
//! least amount for each multiple is looked at, until no further one can be better.
//! Amounts beyond what can be counted are left out, and so is what lies beyond [`MOST_OUTPUTS`].

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::quantity::{Credits, RoundingMode};
use crate::rules::conversion::{compute, least};
use crate::rules::equivalence::ByAmount;

/// Multiples of the rounding step that are looked at for the best rate.
const MOST_OUTPUTS: usize = 20_000;

/// A conversion: what it takes and what it gives, both above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Conversion {
    pub(super) takes: Credits,
    pub(super) gives: Credits,
}

impl Conversion {
    /// What the rule makes of an amount, if it converts it.
    pub(super) fn of(by: &ByAmount, takes: Credits) -> Option<Self> {
        let (gives, _) = compute(by, takes, takes).ok()?;
        Some(Self { takes, gives })
    }

    pub(super) fn rate(self) -> BigRational {
        let [takes, gives] = [self.takes, self.gives].map(|credits| credits.hundredths().into());
        BigRational::new(gives, takes)
    }

    /// By rate; the amounts are above zero.
    fn compare(self, other: Self) -> Ordering {
        let wide = |credits: Credits| i128::from(credits.hundredths());
        (wide(self.gives) * wide(other.takes)).cmp(&(wide(other.gives) * wide(self.takes)))
    }

    /// The one with the better rate; of equal ones the first.
    pub(super) fn better(self, other: Option<Self>) -> Self {
        other.filter(|other| other.compare(self) == Ordering::Greater).unwrap_or(self)
    }
}

/// The least amount that the rule converts into something; none when there is no such amount, or
/// the rule is at fault.
pub(super) fn first(by: &ByAmount) -> Option<Conversion> {
    let least = least(by).ok()?;
    Conversion::of(by, least_for(by, 1)?.max(least))
}

/// The conversion with the best rate, the largest gives ÷ takes.
pub(super) fn best(by: &ByAmount) -> Option<Conversion> {
    let first = first(by)?;
    let period = period(by)?;
    let mut best = unrounded(by, first.takes, period).map_or(first, |exact| {
        // Of equal rates the smaller amounts.
        first.better(Some(exact))
    });
    let step = by.rounding.step.hundredths();
    let mut at = first;
    for _ in 0..MOST_OUTPUTS {
        best = best.better(Some(at));
        let Some(next) = (at.gives.hundredths() / step).checked_add(1) else { break };
        if best.rate() >= most_at(by, next, period) {
            break;
        }
        match least_for(by, next).and_then(|takes| Conversion::of(by, takes)) {
            Some(conversion) => at = conversion,
            None => break,
        }
    }
    Some(best)
}

/// Multiples of the rule's step after which rounding does the same again.
fn period(by: &ByAmount) -> Option<i128> {
    let (up, down) = terms(by);
    let steps = down.checked_mul(by.rounding.step.hundredths().into())?;
    let inputs = up.checked_mul(by.step.hundredths().into())?;
    let (mut one, mut other) = (steps, inputs);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    steps.checked_div(one)
}

/// The least amount, from this one on, that needs no rounding.
fn unrounded(by: &ByAmount, from: Credits, period: i128) -> Option<Conversion> {
    let every = period.checked_mul(by.step.hundredths().into())?;
    Conversion::of(by, multiple_from(every, from.hundredths().into())?)
}

/// The least multiple of the rule's step that gives at least so many steps of its rounding.
fn least_for(by: &ByAmount, steps: i64) -> Option<Credits> {
    let (up, down) = terms(by);
    // Counted in halves: rounding half up needs half a step less.
    let halves = match by.rounding.mode {
        RoundingMode::Down => i128::from(steps) * 2,
        RoundingMode::HalfUp => i128::from(steps) * 2 - 1,
    };
    let exact = halves.checked_mul(by.rounding.step.hundredths().into())?.checked_mul(down)?;
    let per = up * 2;
    let needs = exact / per + i128::from(exact % per != 0);
    multiple_from(by.step.hundredths().into(), needs)
}

/// The least multiple that is not below `least`.
fn multiple_from(of: i128, least: i128) -> Option<Credits> {
    let times = least.checked_div(of)? + i128::from(least % of != 0);
    i64::try_from(times.checked_mul(of)?).ok().map(Credits::from_hundredths)
}

/// What no amount that gives at least so many steps of the rounding can surpass: where rounding up
/// gives the most, it gives half of the period, rounded down, in parts of the period.
fn most_at(by: &ByAmount, steps: i64, period: i128) -> BigRational {
    let (up, down) = terms(by);
    let ratio = BigRational::new(up.into(), down.into());
    match by.rounding.mode {
        RoundingMode::Down => ratio,
        RoundingMode::HalfUp => {
            let whole = BigInt::from(steps) * period;
            let needed = &whole - period / 2;
            ratio * BigRational::new(whole, needed)
        }
    }
}

fn terms(by: &ByAmount) -> (i128, i128) {
    (by.ratio.numerator().into(), by.ratio.denominator().into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::quantity::{Ratio, Rounding};

    fn rule() -> impl Strategy<Value = ByAmount> {
        let terms = (1_u32..12, 1_u32..12);
        (terms, 0_i64..40, 1_i64..12, 1_i64..12, any::<bool>()).prop_map(
            |((up, down), smallest, step, to, half_up)| ByAmount {
                from: "community".parse().unwrap(),
                to: "vocational".parse().unwrap(),
                ratio: Ratio::new(up, down).unwrap(),
                smallest: Some(Credits::from_hundredths(smallest)),
                step: Credits::from_hundredths(step),
                rounding: Rounding {
                    step: Credits::from_hundredths(to),
                    mode: if half_up { RoundingMode::HalfUp } else { RoundingMode::Down },
                },
            },
        )
    }

    proptest! {
        #[test]
        fn no_amount_has_a_better_rate_than_the_best_nor_is_less_than_the_first(by in rule()) {
            let (first, best) = (first(&by).unwrap(), best(&by).unwrap());
            prop_assert_eq!(Conversion::of(&by, best.takes), Some(best));
            let amounts = (1..3_000).map(Credits::from_hundredths);
            let all: Vec<_> = amounts.filter_map(|amount| Conversion::of(&by, amount)).collect();
            prop_assert_eq!(all.first(), Some(&first));
            for one in all {
                prop_assert!(one.rate() <= best.rate(), "{one:?} beats {best:?}");
            }
        }
    }
}
