//! What a completion is worth by itself: the choice of the rule, and its exact computation.
//!
//! Invariant: two different results at the top priority are never decided here.

use serde::{Deserialize, Serialize};

use super::index::IndexedRulebook;
use super::matching::{CompletionFacts, NearMiss};
use super::rulebook::{Method, RecognitionRule, Repeats};
use super::trace::Step;
use crate::fraction::Fraction;
use crate::ids::SchemeCode;
use crate::quantity::{Credits, Overflow, Ratio};

/// What a rule gives, rounded and held to its maximum, before repeats and caps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Award {
    /// The scheme of the credits.
    pub scheme: SchemeCode,
    /// How many; may be nothing, never below.
    pub credits: Credits,
    /// Codes of the rules that give this, at least one; the first was computed.
    pub rules: Vec<String>,
    /// What several attempts count for.
    pub repeats: Repeats,
    /// How the amount came about.
    pub trace: Vec<Step>,
}

impl Award {
    pub(super) fn same_result(&self, other: &Self) -> bool {
        (&self.scheme, self.credits, self.repeats) == (&other.scheme, other.credits, other.repeats)
    }
}

/// What the rules make of a completion by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// One result.
    Recognised(Award),
    /// Different results at the top priority, at least two.
    NeedsDecision {
        /// The results, each with the rules that give it.
        candidates: Vec<Award>,
    },
    /// No rule effective then matches.
    NotRecognised {
        /// The rule that came nearest, when any was effective.
        nearest: Option<NearMiss>,
    },
}

/// Chooses among the rules effective on the day the completion ended, and computes.
///
/// # Errors
/// `Overflow`, also for hours per credit or rounding steps that are not above zero.
pub fn worth(rulebook: &IndexedRulebook, facts: &CompletionFacts) -> Result<Worth, Overflow> {
    let mut candidates: Vec<Award> = Vec::new();
    for rule in rulebook.best_matching(facts) {
        let award = compute(rule, facts)?;
        match candidates.iter_mut().find(|other| other.same_result(&award)) {
            Some(same) => same.rules.extend(award.rules),
            None => candidates.push(award),
        }
    }
    let Some(award) = candidates.pop() else {
        let nearest = rulebook.nearest(facts).map(|rule| NearMiss::of(rule, facts));
        return Ok(Worth::NotRecognised { nearest });
    };
    if candidates.is_empty() {
        return Ok(Worth::Recognised(award));
    }
    candidates.push(award);
    Ok(Worth::NeedsDecision { candidates })
}

pub(super) fn compute(rule: &RecognitionRule, facts: &CompletionFacts) -> Result<Award, Overflow> {
    let award = &rule.award;
    let (mut exact, source) = source(award.method, facts)?;
    let mut trace = vec![source];
    if award.factor.numerator() != award.factor.denominator() {
        exact = multiply(exact, award.factor, &mut trace)?;
    }
    let mut credits = award.rounding.round(exact)?;
    trace.push(Step::rounded(exact, award.rounding, credits));
    if let Some(most) = award.max.filter(|most| *most < credits) {
        trace.push(Step::Max { before: credits, by: most, after: most });
        credits = most;
    }
    Ok(Award {
        scheme: award.scheme.clone(),
        credits,
        rules: vec![rule.code.clone()],
        repeats: rule.repeats,
        trace,
    })
}

fn source(method: Method, facts: &CompletionFacts) -> Result<(Fraction, Step), Overflow> {
    Ok(match method {
        Method::Declared => {
            // A rule that takes the declared credits does not match without them.
            let after = facts.declared_credits.unwrap_or_default();
            (after.into(), Step::Declared { after })
        }
        Method::Fixed(after) => (after.into(), Step::Fixed { after }),
        Method::PerHours(by) => {
            let after = Fraction::from(facts.hours).per(by)?;
            (after, Step::PerHours { before: facts.hours, by, after })
        }
    })
}

fn multiply(before: Fraction, by: Ratio, trace: &mut Vec<Step>) -> Result<Fraction, Overflow> {
    let after = before.times(by)?;
    trace.push(Step::Factor { before, by, after });
    Ok(after)
}
