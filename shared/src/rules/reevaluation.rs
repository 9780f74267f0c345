//! Deciding again (重新认定) what was decided before, under the rulebooks that are in force now.
//!
//! Invariant: what comes out is what would have come out, had these rulebooks been in force when the
//! live completions were recorded, one after the other.

use std::sync::Arc;

use chrono::NaiveDate;

use super::award::{Award, Worth, worth};
use super::decide::{Choice, Decision, Reason, conclude};
use super::history::History;
use super::index::IndexedRulebook;
use super::matching::CompletionFacts;
use super::trace::Step;
use crate::ids::CompletionId;
use crate::quantity::Overflow;

/// A completion with the decision that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCompletion {
    /// Its id.
    pub completion: CompletionId,
    /// What the rules look at.
    pub facts: CompletionFacts,
    /// The [`same_course_key`](super::same_course_key) of its title.
    pub title_key: String,
    /// The decision that stands.
    pub decision: Decision,
    /// Whether it counts; one that was revoked does not.
    pub live: bool,
}

impl PastCompletion {
    /// Whether it is decided again: it counts, ended on that day or later, and does not wait for
    /// somebody to settle whose it is.
    #[must_use]
    pub fn decided_again(&self, since: NaiveDate) -> bool {
        self.live && self.facts.ended_on >= since && !self.is_nameless()
    }

    /// Whether it waits for somebody to settle whose it is.
    pub(super) fn is_nameless(&self) -> bool {
        self.decision.reason == Some(Reason::NameDiffers)
    }

    /// What its rules are worth now. What a person chose where they clashed stands as long as they
    /// clash and the chosen one is among them.
    pub(super) fn worth_again(&self, rulebook: &IndexedRulebook) -> Result<Worth, Overflow> {
        Ok(match worth(rulebook, &self.facts)? {
            Worth::NeedsDecision { candidates } => {
                match self.choice().and_then(|choice| choice.among(&candidates)) {
                    Some(award) => Worth::Recognised(award),
                    None => Worth::NeedsDecision { candidates },
                }
            }
            found => found,
        })
    }

    /// What a person chose when the rules clashed.
    fn choice(&self) -> Option<Choice> {
        self.decision.trace.iter().find_map(|step| match step {
            Step::Choice { rule, by, reason } if !rule.is_empty() => {
                Some(Choice { rule: rule.clone(), by: by.clone(), reason: reason.clone() })
            }
            _ => None,
        })
    }
}

impl Decision {
    /// Whether another decision says the same, if only by the number of another rulebook.
    #[must_use]
    pub fn same_result(&self, other: &Self) -> bool {
        self.outcome == other.outcome
            && self.scheme == other.scheme
            && self.credits == other.credits
            && self.rules == other.rules
            && self.trace == other.trace
            && self.candidates() == other.candidates()
    }

    fn candidates(&self) -> &[Award] {
        match &self.reason {
            Some(Reason::Clash { candidates }) => candidates,
            _ => &[],
        }
    }
}

/// Decides a learner's completions again, in the order in which they were recorded: those that ended
/// on `since` or later, each with the new decisions on those before it as its history. What a person
/// chose where rules clashed stands as long as they clash and the chosen one is among them. Answers
/// for each completion the new decision, `None` where nothing changes.
///
/// # Errors
/// `Overflow`.
pub fn reevaluate(
    past: &[PastCompletion],
    since: NaiveDate,
    rulebook_on: &dyn Fn(NaiveDate) -> Option<Arc<IndexedRulebook>>,
) -> Result<Vec<Option<Decision>>, Overflow> {
    let mut history = History::default();
    let mut changes = Vec::with_capacity(past.len());
    for one in past {
        let change = if one.decided_again(since) {
            let rulebook = rulebook_on(one.facts.ended_on);
            let decision = decide_again(one, rulebook.as_deref(), &history)?;
            let decision = decision.identified_as(&one.decision);
            (!decision.same_result(&one.decision)).then_some(decision)
        } else {
            None
        };
        if one.live {
            let decision = change.as_ref().unwrap_or(&one.decision);
            history.add(&one.facts, &one.title_key, one.completion, decision);
        }
        changes.push(change);
    }
    Ok(changes)
}

fn decide_again(
    past: &PastCompletion,
    rulebook: Option<&IndexedRulebook>,
    history: &History,
) -> Result<Decision, Overflow> {
    let facts = &past.facts;
    let Some(rulebook) = rulebook else {
        return Ok(Decision::without_rulebook(facts.ended_on));
    };
    let earlier = history.attempts(facts, &past.title_key);
    conclude(rulebook, facts, past.worth_again(rulebook)?, &earlier, history.counted())
}
