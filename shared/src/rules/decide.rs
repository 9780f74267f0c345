//! The decision on a completion: rule, repeats and caps together, or why a person must decide.
//!
//! Invariant: the trace of a recognised completion, run again, gives its credits.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::award::{Award, Worth, worth};
use super::caps::{Counted, apply_caps};
use super::index::IndexedRulebook;
use super::matching::{CompletionFacts, NearMiss};
use super::repeats::{Attempt, after_repeats};
use super::rulebook::Rulebook;
use super::trace::Step;
use super::wire::RawReason;
use crate::ids::{CompletionId, SchemeCode};
use crate::names::words;
use crate::quantity::{Credits, Overflow};

words! {
    /// How a decision came out.
    pub enum Outcome {
        Recognised = "recognised", "已认定", "Recognised";
        NeedsDecision = "needs_decision", "待裁定", "Needs a decision";
        NotRecognised = "not_recognised", "未认定", "Not recognised";
    }
}

/// What the rules made of a completion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// How it came out.
    pub outcome: Outcome,
    /// The scheme of the credits, when recognised.
    pub scheme: Option<SchemeCode>,
    /// What the completion counts for after repeats and caps, when recognised.
    pub credits: Option<Credits>,
    /// The number of the rulebook; `None` when none was in force, or the rulebook is a draft.
    pub rulebook: Option<u32>,
    /// Codes of the rules that gave the result, or that clash.
    pub rules: Vec<String>,
    /// Why it is not recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How the amount came about; empty when there is none.
    pub trace: Vec<Step>,
}

/// Why a completion is not recognised, or not yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case", try_from = "RawReason")]
pub enum Reason {
    /// No rulebook was in force on the day the completion ended.
    NoRulebook {
        /// That day.
        on: NaiveDate,
    },
    /// No rule matches.
    NoRule {
        /// The rule that came nearest, with what failed.
        nearest: Option<NearMiss>,
    },
    /// Rules of the same priority give different results.
    Clash {
        /// The results, each with the rules that give it.
        candidates: Vec<Award>,
    },
    /// The name that was posted is not the recorded one.
    NameDiffers,
}

impl Decision {
    /// What is to be said when no rulebook was in force on the day the completion ended.
    #[must_use]
    pub fn without_rulebook(on: NaiveDate) -> Self {
        Self::open(Outcome::NotRecognised, None, Vec::new(), Reason::NoRulebook { on })
    }

    /// What is to be said when the posted name is not the recorded one: no rule is asked.
    #[must_use]
    pub fn name_differs(rulebook: Option<u32>) -> Self {
        Self::open(Outcome::NeedsDecision, rulebook, Vec::new(), Reason::NameDiffers)
    }

    /// The decision, with who settled that the posted name and the recorded one are of one person.
    #[must_use]
    pub fn of_same_person(mut self, by: &str, reason: &str) -> Self {
        let (by, reason) = (by.to_owned(), reason.to_owned());
        self.trace.insert(0, Step::Choice { rule: String::new(), by, reason });
        self
    }

    /// The decision, with what settled whose completion it is in the one that it replaces.
    #[must_use]
    pub(super) fn identified_as(self, before: &Self) -> Self {
        match before.identified() {
            Some((by, reason)) => self.of_same_person(by, reason),
            None => self,
        }
    }

    /// Who settled whose completion it is, and why.
    #[must_use]
    pub fn identified(&self) -> Option<(&str, &str)> {
        self.trace.iter().find_map(|step| match step {
            Step::Choice { rule, by, reason } if rule.is_empty() => {
                Some((by.as_str(), reason.as_str()))
            }
            _ => None,
        })
    }

    /// What the completion is worth by itself, before repeats and caps; `None` when not recognised.
    #[must_use]
    pub fn worth(&self) -> Option<Credits> {
        let before = self.trace.iter().find_map(|step| match step {
            Step::Repeat { before, .. } | Step::Cap { before, .. } => Some(*before),
            _ => None,
        });
        before.or(self.credits)
    }

    /// What the completion adds to earlier attempts, before caps; `None` when not recognised.
    #[must_use]
    pub fn before_caps(&self) -> Option<Credits> {
        let before = self.trace.iter().find_map(|step| match step {
            Step::Cap { before, .. } => Some(*before),
            _ => None,
        });
        before.or(self.credits)
    }

    fn open(outcome: Outcome, rulebook: Option<u32>, rules: Vec<String>, reason: Reason) -> Self {
        let reason = Some(reason);
        Self { outcome, scheme: None, credits: None, rulebook, rules, reason, trace: Vec::new() }
    }
}

/// A person's choice among rules that clash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The code of the rule.
    pub rule: String,
    /// Who chooses.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Why a choice cannot stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceRefusal {
    /// The rules do not clash here.
    NothingToChoose,
    /// The rule is not among those that clash, which are these.
    NotACandidate(Vec<String>),
    /// Arithmetic went beyond what can be counted.
    Overflow,
}

impl From<Overflow> for ChoiceRefusal {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// Decides on a completion. `earlier` are the live attempts at the same course that were recorded
/// before it, `history` is what stands on the card without it. The credits are all that it counts
/// for: when it had a decision before, the difference to that one's credits is to be posted.
///
/// # Errors
/// `Overflow`.
pub fn decide(
    rulebook: &IndexedRulebook,
    facts: &CompletionFacts,
    earlier: &[Attempt],
    history: &[Counted],
) -> Result<Decision, Overflow> {
    conclude(rulebook, facts, worth(rulebook, facts)?, earlier, history)
}

/// The second half of [`decide`], for what its rules are worth already: matching rules needs nothing
/// of the learner, so it can be done before the learner's history is locked.
///
/// # Errors
/// `Overflow`.
pub fn conclude(
    rulebook: &Rulebook,
    facts: &CompletionFacts,
    worth: Worth,
    earlier: &[Attempt],
    history: &[Counted],
) -> Result<Decision, Overflow> {
    let number = rulebook.number;
    match worth {
        Worth::Recognised(award) => recognise(rulebook, facts, earlier, history, award),
        Worth::NeedsDecision { candidates } => {
            let rules = rules_of(&candidates);
            let reason = Reason::Clash { candidates };
            Ok(Decision::open(Outcome::NeedsDecision, number, rules, reason))
        }
        Worth::NotRecognised { nearest } => {
            let reason = Reason::NoRule { nearest };
            Ok(Decision::open(Outcome::NotRecognised, number, Vec::new(), reason))
        }
    }
}

/// Decides by a person's choice where rules clash; the choice stands in the trace.
///
/// # Errors
/// `NothingToChoose`, `NotACandidate`, `Overflow`.
pub fn choose(
    rulebook: &IndexedRulebook,
    facts: &CompletionFacts,
    earlier: &[Attempt],
    history: &[Counted],
    choice: Choice,
) -> Result<Decision, ChoiceRefusal> {
    let Worth::NeedsDecision { candidates } = worth(rulebook, facts)? else {
        return Err(ChoiceRefusal::NothingToChoose);
    };
    let chosen = choice.among(&candidates);
    let award = chosen.ok_or_else(|| ChoiceRefusal::NotACandidate(rules_of(&candidates)))?;
    Ok(recognise(rulebook, facts, earlier, history, award)?)
}

impl Choice {
    /// The chosen one of clashing results, with the choice in its trace.
    pub(super) fn among(self, candidates: &[Award]) -> Option<Award> {
        let mut award = candidates.iter().find(|award| award.rules.contains(&self.rule))?.clone();
        let Self { rule, by, reason } = self;
        award.trace.insert(0, Step::Choice { rule, by, reason });
        Some(award)
    }
}

impl Attempt {
    /// An attempt that nothing was posted for, after all others.
    pub(super) fn last(facts: &CompletionFacts, award: &Award) -> Self {
        Self {
            completion: CompletionId(Uuid::nil()),
            order: u64::MAX,
            scheme: award.scheme.clone(),
            score: facts.score,
            ended_on: facts.ended_on,
            credits: award.credits,
            posted: Credits::ZERO,
        }
    }
}

fn recognise(
    rulebook: &Rulebook,
    facts: &CompletionFacts,
    earlier: &[Attempt],
    history: &[Counted],
    award: Award,
) -> Result<Decision, Overflow> {
    let this = Attempt::last(facts, &award);
    let (added, repeat) = after_repeats(award.repeats, earlier, &this)?;
    let (credits, trims) = apply_caps(&rulebook.caps, facts, &award, added, history)?;
    let mut trace = award.trace;
    trace.extend(repeat);
    trace.extend(trims);
    Ok(Decision {
        outcome: Outcome::Recognised,
        scheme: Some(award.scheme),
        credits: Some(credits),
        rulebook: rulebook.number,
        rules: award.rules,
        reason: None,
        trace,
    })
}

fn rules_of(candidates: &[Award]) -> Vec<String> {
    candidates.iter().flat_map(|award| award.rules.iter().cloned()).collect()
}
