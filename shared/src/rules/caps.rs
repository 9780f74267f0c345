//! Caps: the most that counts over a window, each trim recorded.
//!
//! Invariant: what counts in a window never goes beyond the cap by anything decided here.

use chrono::NaiveDate;

use super::award::Award;
use super::decide::{Decision, Outcome};
use super::limits::{Cap, Limit};
use super::matching::{CompletionFacts, any};
use super::trace::Step;
use crate::ids::SchemeCode;
use crate::quantity::{Credits, Overflow};
use crate::vocabulary::CourseForm;

/// A completion that has credits on the card already, as caps see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The scheme of its credits.
    pub scheme: SchemeCode,
    /// The institution's own code first, then those of the institutions above it.
    pub institutions: Vec<String>,
    /// The course's category.
    pub category: String,
    /// The course's form.
    pub form: CourseForm,
    /// Codes of the rules that recognised it.
    pub rules: Vec<String>,
    /// The day it ended.
    pub ended_on: NaiveDate,
    /// What stands for it now, after caps.
    pub credits: Credits,
}

impl Counted {
    /// As a completion counts once these credits were posted for it.
    #[must_use]
    pub fn new(facts: &CompletionFacts, award: &Award, credits: Credits) -> Self {
        Self {
            scheme: award.scheme.clone(),
            institutions: facts.institutions.clone(),
            category: facts.category.clone(),
            form: facts.form,
            rules: award.rules.clone(),
            ended_on: facts.ended_on,
            credits,
        }
    }

    /// As a completion counts by the decision that stands; not at all when it is not recognised.
    #[must_use]
    pub(super) fn of(facts: &CompletionFacts, decision: &Decision) -> Option<Self> {
        let (Outcome::Recognised, Some(scheme)) = (decision.outcome, &decision.scheme) else {
            return None;
        };
        Some(Self {
            scheme: scheme.clone(),
            institutions: facts.institutions.clone(),
            category: facts.category.clone(),
            form: facts.form,
            rules: decision.rules.clone(),
            ended_on: facts.ended_on,
            credits: decision.credits.unwrap_or_default(),
        })
    }
}

impl Cap {
    fn covers(&self, item: &Counted) -> bool {
        any(&self.schemes, |scheme| *scheme == item.scheme)
            && any(&self.institutions, |code| item.institutions.contains(code))
            && any(&self.categories, |category| *category == item.category)
            && any(&self.forms, |form| *form == item.form)
            && any(&self.rules, |rule| item.rules.contains(rule))
    }

    /// What the window of `item` still has room for; `None` when it has room for all of it.
    fn room(&self, item: &Counted, history: &[Counted]) -> Result<Option<Credits>, Overflow> {
        let inside = history
            .iter()
            .filter(|other| self.covers(other) && self.window.joins(other.ended_on, item.ended_on));
        match self.limit {
            Limit::Credits(most) => {
                let used = Credits::total(inside.map(|other| other.credits))?;
                Ok(Some(most.minus(used)?.max(Credits::ZERO)))
            }
            Limit::Items(most) => {
                let used = inside.filter(|other| other.credits.is_positive()).count();
                let full = usize::try_from(most).is_ok_and(|most| used >= most);
                Ok(full.then_some(Credits::ZERO))
            }
        }
    }
}

/// Applies the caps effective on the day the completion ended, in their order, to an amount that is
/// to be posted. `history` is what stands on the card without this completion. An amount that is not
/// above zero passes: taking credits back needs no room.
///
/// # Errors
/// `Overflow`.
pub fn apply_caps(
    caps: &[Cap],
    facts: &CompletionFacts,
    award: &Award,
    amount: Credits,
    history: &[Counted],
) -> Result<(Credits, Vec<Step>), Overflow> {
    let mut left = amount;
    let mut trims = Vec::new();
    let item = Counted::new(facts, award, amount);
    let covering = caps.iter().filter(|cap| cap.effective_on(facts.ended_on) && cap.covers(&item));
    for cap in covering {
        if !left.is_positive() {
            break;
        }
        let Some(room) = cap.room(&item, history)?.filter(|room| *room < left) else { continue };
        trims.push(Step::Cap {
            cap: cap.code.clone(),
            limit: cap.limit,
            window: cap.window.clone(),
            before: left,
            by: room,
            cut: left.minus(room)?,
            after: room,
        });
        left = room;
    }
    Ok((left, trims))
}
