//! What changes on a card when a completion is amended or revoked, or when two records of one person
//! become one: the attempts that meet are counted again from those that are live.
//!
//! Invariants: the difference in an attempt's part is computed before caps. What rises passes the
//! caps, what falls needs no room, and what caps cut before stays cut: only a re-evaluation gives it
//! back. An attempt whose part is what it was stays untouched.

use std::sync::Arc;

use chrono::NaiveDate;

use super::award::{Award, Worth};
use super::caps::{Counted, apply_caps};
use super::decide::{Decision, Outcome, conclude};
use super::history::History;
use super::index::IndexedRulebook;
use super::limits::Cap;
use super::matching::CompletionFacts;
use super::reevaluation::PastCompletion;
use super::repeats::{Attempt, after_repeats};
use super::rulebook::{Repeats, Rulebook};
use super::trace::Step;
use crate::quantity::{Credits, Overflow};

/// Decides on a completion whose facts were put right, by the rulebook in force on the day it ended.
/// `past` are a person's completions in the order in which they were recorded, the one at `place`
/// with its new facts and the decision that stands; `ended_on` is the day it ended before. While it
/// stays in its scheme and on its day, what caps cut stays cut; otherwise it is decided like a new
/// one. Whose completion it is, and a choice among rules that still clash, stand.
///
/// # Errors
/// `Overflow`.
pub fn amended(
    past: &[PastCompletion],
    place: usize,
    ended_on: NaiveDate,
    rulebook: Option<&IndexedRulebook>,
) -> Result<Option<Decision>, Overflow> {
    let Some(one) = past.get(place) else { return Ok(None) };
    if one.is_nameless() {
        return Ok(Some(one.decision.clone()));
    }
    let Some(rulebook) = rulebook else {
        let decision = Decision::without_rulebook(one.facts.ended_on);
        return Ok(Some(decision.identified_as(&one.decision)));
    };
    let decision = match one.worth_again(rulebook)? {
        Worth::Recognised(award) => {
            let same = one.decision.scheme.as_ref() == Some(&award.scheme);
            let stood = if same && ended_on == one.facts.ended_on {
                Stood::of(&one.decision)
            } else {
                Stood::default()
            };
            let (before, _) = past.split_at(place);
            let earlier = history_of(before).attempts(&one.facts, &one.title_key);
            let attempt = Part { rulebook, facts: &one.facts, award, stood };
            let others = others(past, &[], place);
            Decision { rulebook: rulebook.number, ..attempt.decide(&earlier, &others)? }
        }
        undecided => conclude(rulebook, &one.facts, undecided, &[], &[])?,
    };
    Ok(Some(decision.identified_as(&one.decision)))
}

/// Counts again, in the order in which they were recorded, the attempts that meet one of those at
/// `around`, each by the rule that it was recognised by. Answers for each completion its new
/// decision, `None` where nothing changes. `numbered` knows every rulebook that was published.
///
/// # Errors
/// `Overflow`.
pub fn regrouped(
    past: &[PastCompletion],
    around: &[usize],
    numbered: &dyn Fn(u32) -> Option<Arc<IndexedRulebook>>,
) -> Result<Vec<Option<Decision>>, Overflow> {
    let anchors: Vec<&PastCompletion> =
        around.iter().filter_map(|place| past.get(*place)).collect();
    let mut history = History::default();
    let mut changes: Vec<Option<Decision>> = vec![None; past.len()];
    for (place, one) in past.iter().enumerate().filter(|(_, one)| one.live) {
        if anchors.iter().any(|anchor| one.same_course(anchor))
            && let Some(rulebook) = one.decision.rulebook.and_then(numbered)
            && let Some(award) = one.award(&rulebook)
        {
            let earlier = history.attempts(&one.facts, &one.title_key);
            let stood = Stood::of(&one.decision);
            let attempt = Part { rulebook: &rulebook, facts: &one.facts, award, stood };
            let decision = attempt.decide(&earlier, &others(past, &changes, place))?;
            let change = (!decision.same_result(&one.decision)).then_some(decision);
            if let Some(slot) = changes.get_mut(place) {
                *slot = change;
            }
        }
        // An attempt counts for what it is worth, whatever its own part is.
        history.add(&one.facts, &one.title_key, one.completion, &one.decision);
    }
    Ok(changes)
}

impl PastCompletion {
    fn same_course(&self, other: &Self) -> bool {
        let course =
            |one: &Self| (one.facts.institution().to_owned(), one.facts.course_code.clone());
        course(self) == course(other) || self.title_key == other.title_key
    }

    /// What its rule gave it, before repeats and caps.
    fn award(&self, rulebook: &Rulebook) -> Option<Award> {
        let decision = &self.decision;
        let scheme = decision.scheme.clone().filter(|_| decision.outcome == Outcome::Recognised)?;
        let by = decision.rules.first()?;
        let rule = rulebook.recognition.iter().find(|rule| rule.code == *by)?;
        let own = |step: &&Step| !matches!(step, Step::Repeat { .. } | Step::Cap { .. });
        Some(Award {
            scheme,
            credits: decision.worth()?,
            rules: decision.rules.clone(),
            repeats: rule.repeats,
            trace: decision.trace.iter().filter(own).cloned().collect(),
        })
    }
}

fn history_of(past: &[PastCompletion]) -> History {
    let mut history = History::default();
    for one in past.iter().filter(|one| one.live) {
        history.add(&one.facts, &one.title_key, one.completion, &one.decision);
    }
    history
}

/// What stands on the card beside one completion.
fn others(past: &[PastCompletion], changes: &[Option<Decision>], but: usize) -> Vec<Counted> {
    let now = |place: usize, one: &PastCompletion| {
        let new = changes.get(place).and_then(Option::as_ref);
        Counted::of(&one.facts, new.unwrap_or(&one.decision))
    };
    let live = past.iter().enumerate().filter(|(place, one)| *place != but && one.live);
    live.filter_map(|(place, one)| now(place, one)).collect()
}

/// What stood for an attempt.
#[derive(Default)]
struct Stood {
    before_caps: Credits,
    cuts: Vec<Step>,
    posted: Credits,
}

impl Stood {
    fn of(decision: &Decision) -> Self {
        let cuts = decision.trace.iter().filter(|step| matches!(step, Step::Cap { .. }));
        Self {
            before_caps: decision.before_caps().unwrap_or_default(),
            cuts: cuts.cloned().collect(),
            posted: decision.credits.unwrap_or_default(),
        }
    }
}

/// An attempt whose part is worked out again.
struct Part<'a> {
    rulebook: &'a Rulebook,
    facts: &'a CompletionFacts,
    award: Award,
    stood: Stood,
}

impl Part<'_> {
    fn decide(self, earlier: &[Attempt], others: &[Counted]) -> Result<Decision, Overflow> {
        let repeats: Repeats = self.award.repeats;
        let this =
            Attempt { posted: self.stood.before_caps, ..Attempt::last(self.facts, &self.award) };
        let (rise, repeat) = after_repeats(repeats, earlier, &this)?;
        let part = self.stood.before_caps.plus(rise)?;
        let mut cuts = self.stood.cuts;
        if rise.is_positive() {
            let asked = self.stood.posted.plus(rise)?;
            let caps: &[Cap] = &self.rulebook.caps;
            let (_, trims) = apply_caps(caps, self.facts, &self.award, asked, others)?;
            cuts.extend(above(self.stood.posted, asked, trims)?);
        }
        let (credits, cuts) = cut(part, cuts)?;
        let mut trace = self.award.trace;
        trace.extend(repeat);
        trace.extend(cuts);
        Ok(Decision {
            outcome: Outcome::Recognised,
            scheme: Some(self.award.scheme),
            credits: Some(credits),
            rulebook: self.rulebook.number,
            rules: self.award.rules,
            reason: None,
            trace,
        })
    }
}

/// Trims of an amount as far as they do not reach into what stands already.
fn above(stands: Credits, asked: Credits, trims: Vec<Step>) -> Result<Vec<Step>, Overflow> {
    let mut left = asked;
    let mut kept = Vec::with_capacity(trims.len());
    for trim in trims {
        if let Step::Cap { cap, limit, window, after, .. } = trim {
            let after = after.max(stands).min(left);
            let cut = left.minus(after)?;
            kept.push(Step::Cap { cap, limit, window, before: left, by: after, cut, after });
            left = after;
        }
    }
    Ok(kept)
}

/// Cuts these from an amount, each cap once and none below nothing.
fn cut(amount: Credits, cuts: Vec<Step>) -> Result<(Credits, Vec<Step>), Overflow> {
    let mut joined: Vec<Step> = Vec::with_capacity(cuts.len());
    for step in cuts {
        let same = |other: &&mut Step| code_of(other) == code_of(&step);
        match (joined.iter_mut().find(same), &step) {
            (Some(Step::Cap { cut, .. }), Step::Cap { cut: more, .. }) => *cut = cut.plus(*more)?,
            _ => joined.push(step),
        }
    }
    let mut left = amount;
    let mut steps = Vec::with_capacity(joined.len());
    for step in joined {
        if let Step::Cap { cap, limit, window, cut, .. } = step {
            let cut = cut.min(left);
            if cut.is_positive() {
                let after = left.minus(cut)?;
                steps.push(Step::Cap { cap, limit, window, before: left, by: after, cut, after });
                left = after;
            }
        }
    }
    Ok((left, steps))
}

fn code_of(step: &Step) -> Option<&str> {
    match step {
        Step::Cap { cap, .. } => Some(cap),
        _ => None,
    }
}
