//! The trace: typed steps that say how an amount came about, and give it again when run.
//!
//! Invariant: each step starts from what the step before it left; a quantity not yet rounded is an
//! exact fraction.

use serde::{Deserialize, Serialize};

use super::equivalence::EquivalenceOutcome;
use super::limits::{Limit, Window};
use super::rulebook::Repeats;
use super::wire::RawStep;
use crate::fraction::Fraction;
use crate::quantity::{Credits, Hours, Overflow, Ratio, Rounding, RoundingMode};

/// One step of a trace. On the wire `{"step": "per_hours", "before": "32.00", "by": "16.00",
/// "after": "2.00"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case", try_from = "RawStep")]
pub enum Step {
    /// What the school declared.
    Declared {
        /// The amount.
        after: Credits,
    },
    /// What the rule fixes.
    Fixed {
        /// The amount.
        after: Credits,
    },
    /// Hours divided by hours per credit.
    PerHours {
        /// The hours.
        before: Hours,
        /// Hours per credit.
        by: Hours,
        /// The exact quotient.
        after: Fraction,
    },
    /// Times a factor.
    Factor {
        /// The amount so far.
        before: Fraction,
        /// The factor.
        by: Ratio,
        /// The exact product.
        after: Fraction,
    },
    /// The one rounding.
    Round {
        /// The exact amount.
        before: Fraction,
        /// Rounded to a multiple of this.
        by: Credits,
        /// Which way.
        mode: RoundingMode,
        /// The rounded amount.
        after: Credits,
    },
    /// Held to the most that one completion is worth.
    Max {
        /// The amount so far.
        before: Credits,
        /// The most.
        by: Credits,
        /// What is left.
        after: Credits,
    },
    /// Less what earlier attempts at the same course count for.
    Repeat {
        /// What this attempt is worth by itself.
        before: Credits,
        /// How attempts count.
        by: Repeats,
        /// What the earlier attempts count for.
        counted: Credits,
        /// What this one adds to that.
        after: Credits,
    },
    /// Trimmed by a cap.
    Cap {
        /// The cap's code.
        cap: String,
        /// The cap's limit.
        limit: Limit,
        /// The cap's window.
        window: Window,
        /// The amount so far.
        before: Credits,
        /// What the cap still had room for.
        by: Credits,
        /// What it cut.
        cut: Credits,
        /// What is left.
        after: Credits,
    },
    /// Times the ratio of a conversion.
    Ratio {
        /// The amount taken.
        before: Fraction,
        /// The ratio.
        by: Ratio,
        /// The exact product.
        after: Fraction,
    },
    /// Given for an outcome by an equivalence rule.
    Outcome {
        /// The rule's code.
        rule: String,
        /// What kind of thing is given.
        outcome: EquivalenceOutcome,
        /// The amount.
        after: Credits,
    },
    /// A person decided.
    Choice {
        /// The code of the rule that was chosen; empty where it was settled whose completion it is.
        rule: String,
        /// Who chose.
        by: String,
        /// Why.
        reason: String,
    },
}

/// Why a trace does not give its amount again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayFault {
    /// No step computes anything.
    Empty,
    /// The step at this place, counted from zero, does not follow.
    Broken(usize),
    /// The last step leaves a fraction of a hundredth.
    NotRounded,
}

/// Runs a trace again.
///
/// # Errors
/// Where it does not follow from itself; arithmetic that overflows does not follow either.
pub fn replay(trace: &[Step]) -> Result<Credits, ReplayFault> {
    let mut amount: Option<Fraction> = None;
    for (index, step) in trace.iter().enumerate() {
        amount = step.run(amount).map_err(|NotFollowing| ReplayFault::Broken(index))?;
    }
    let exact = amount.ok_or(ReplayFault::Empty)?;
    let credits = Rounding::default().round(exact).map_err(|Overflow| ReplayFault::NotRounded)?;
    if Fraction::from(credits) == exact { Ok(credits) } else { Err(ReplayFault::NotRounded) }
}

struct NotFollowing;

impl From<Overflow> for NotFollowing {
    fn from(_: Overflow) -> Self {
        Self
    }
}

impl Step {
    /// The step of a rounding.
    pub(super) const fn rounded(before: Fraction, rounding: Rounding, after: Credits) -> Self {
        Self::Round { before, by: rounding.step, mode: rounding.mode, after }
    }

    /// Computes the step from the amount that the one before it left.
    fn run(&self, amount: Option<Fraction>) -> Result<Option<Fraction>, NotFollowing> {
        let (before, computed, after): (Option<Fraction>, Fraction, Fraction) = match self {
            Self::Choice { .. } => return Ok(amount),
            Self::Declared { after } | Self::Fixed { after } | Self::Outcome { after, .. } => {
                (None, (*after).into(), (*after).into())
            }
            Self::PerHours { before, by, after } => {
                (None, Fraction::from(*before).per(*by)?, *after)
            }
            Self::Ratio { before, by, after } => (amount, before.times(*by)?, *after),
            Self::Factor { before, by, after } => (Some(*before), before.times(*by)?, *after),
            Self::Round { before, by, mode, after } => {
                let rounding = Rounding { step: *by, mode: *mode };
                (Some(*before), rounding.round(*before)?.into(), (*after).into())
            }
            Self::Max { before, by, after } => credits(*before, *before.min(by), *after),
            Self::Repeat { before, by, counted, after } => {
                credits(*before, by.adds(*before, Some(*counted))?, *after)
            }
            Self::Cap { before, by, cut, after, .. } => {
                let left = *before.min(by);
                if before.minus(left)? != *cut {
                    return Err(NotFollowing);
                }
                credits(*before, left, *after)
            }
        };
        if computed == after && before == amount { Ok(Some(after)) } else { Err(NotFollowing) }
    }
}

fn credits(
    before: Credits,
    computed: Credits,
    after: Credits,
) -> (Option<Fraction>, Fraction, Fraction) {
    (Some(before.into()), computed.into(), after.into())
}
