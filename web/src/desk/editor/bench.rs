//! Trying a rule as it is typed, within its whole rulebook, at every keystroke.
//!
//! The rulebook without the rule is indexed once. What it makes of a completion names the rules that
//! decide there, or the one that comes nearest; those with the typed rule, in their order, are a
//! small rulebook that decides as the whole would.
//!
//! Invariant: the answer is that of the whole rulebook with the rule as typed.

use std::collections::HashSet;

use chrono::NaiveDate;
use shared::ids::SchemeCode;
use shared::quantity::{Credits, Overflow};
use shared::rules::{
    CompletionFacts, Conversion, ConvertRefusal, Counted, CourseRequirement, Decision,
    EquivalenceRule, Exchange, GiftPolicy, HeldOutcome, IndexedRulebook, OneRule, OutcomeWorth,
    Reason, RecognitionRule, Requirement, RuleList, Rulebook, convert, decide, outcomes,
};
use shared::vocabulary::Status;

use crate::format;

/// A rulebook without the rule that is edited, and the place of that rule.
pub struct Bench {
    rest: IndexedRulebook,
    place: usize,
}

impl Bench {
    /// Takes a rule out of a rulebook; a code that is not there is that of a new rule.
    pub fn new(mut rules: Rulebook, list: RuleList, code: &str) -> Self {
        fn take<T>(list: &mut Vec<T>, is_it: impl Fn(&T) -> bool) -> usize {
            let place = list.iter().position(is_it);
            if let Some(place) = place {
                list.remove(place);
            }
            place.unwrap_or(list.len())
        }
        let place = match list {
            RuleList::Recognition => take(&mut rules.recognition, |rule| rule.code == code),
            RuleList::Equivalence => take(&mut rules.equivalence, |rule| rule.code == code),
            RuleList::Caps => take(&mut rules.caps, |cap| cap.code == code),
            RuleList::Gifts => take(&mut rules.gifts, |gift| gift.code == code),
        };
        rules.number = None;
        Self { rest: IndexedRulebook::new(rules), place }
    }

    /// What the rulebook with the typed rule makes of a completion, on a card where so much counts
    /// already in its window.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn decide(
        &self,
        typed: Option<&OneRule>,
        facts: &CompletionFacts,
        counted: Option<Credits>,
    ) -> Result<Decision, Overflow> {
        let without = decide(&self.rest, facts, &[], &[])?;
        let small = IndexedRulebook::new(self.small(typed, &without));
        let decision = decide(&small, facts, &[], &[])?;
        let (Some(counted), Some(scheme)) = (counted, &decision.scheme) else {
            return Ok(decision);
        };
        let history = Counted {
            scheme: scheme.clone(),
            institutions: facts.institutions.clone(),
            category: facts.category.clone(),
            form: facts.form,
            rules: decision.rules.clone(),
            ended_on: facts.ended_on,
            credits: counted,
        };
        decide(&small, facts, &[], &[history])
    }

    /// The rules that decide, with the typed one at its place.
    fn small(&self, typed: Option<&OneRule>, without: &Decision) -> Rulebook {
        let mut named: HashSet<&str> = without.rules.iter().map(String::as_str).collect();
        if let Some(Reason::NoRule { nearest: Some(nearest) }) = &without.reason {
            named.insert(&nearest.rule);
        }
        let mut caps = self.rest.caps.clone();
        let mut typed_rule = None;
        match typed {
            Some(OneRule::Recognition(rule)) => typed_rule = Some(rule),
            Some(OneRule::Cap(cap)) => caps.insert(self.place.min(caps.len()), cap.clone()),
            _ => {}
        }
        let mut recognition: Vec<RecognitionRule> = Vec::new();
        for (place, rule) in self.rest.recognition.iter().enumerate() {
            if place == self.place {
                recognition.extend(typed_rule.take().cloned());
            }
            if named.contains(rule.code.as_str()) {
                recognition.push(rule.clone());
            }
        }
        recognition.extend(typed_rule.cloned());
        let Rulebook { effective_from, .. } = *self.rest.rulebook();
        let (note, equivalence, gifts) = (String::new(), Vec::new(), Vec::new());
        Rulebook { number: None, effective_from, note, recognition, equivalence, caps, gifts }
    }

    /// What the rulebook with the typed rule makes of an amount.
    ///
    /// # Errors
    /// Why it cannot be converted.
    pub fn convert(
        &self,
        typed: &OneRule,
        from: &SchemeCode,
        to: &SchemeCode,
        amount: Credits,
    ) -> Result<Conversion, ConvertRefusal> {
        let between = |rule: &EquivalenceRule| matches!(&rule.exchange, Exchange::ByAmount(by) if by.from == *from && by.to == *to);
        let rulebook = self.with_equivalence(Some(typed), between);
        convert(&rulebook, from, to, amount, format::today(), amount)
    }

    /// What the rulebook with the typed rule gives for completed courses.
    pub fn outcomes(
        &self,
        typed: Option<&OneRule>,
        held: &[HeldOutcome],
        on: NaiveDate,
    ) -> Vec<OutcomeWorth> {
        let asks = |rule: &EquivalenceRule| matches!(&rule.exchange, Exchange::ByOutcome(by) if asks_for(&by.requires, held));
        outcomes(&IndexedRulebook::new(self.with_equivalence(typed, asks)), held, on)
    }

    /// The equivalence rules of some kind, with the typed one at its place.
    fn with_equivalence(
        &self,
        typed: Option<&OneRule>,
        wanted: impl Fn(&EquivalenceRule) -> bool,
    ) -> Rulebook {
        let mut typed = match typed {
            Some(OneRule::Equivalence(rule)) => Some(rule),
            _ => None,
        };
        let mut equivalence = Vec::new();
        for (place, rule) in self.rest.equivalence.iter().enumerate() {
            if place == self.place {
                equivalence.extend(typed.take().cloned());
            }
            if wanted(rule) {
                equivalence.push(rule.clone());
            }
        }
        equivalence.extend(typed.cloned());
        let Rulebook { effective_from, .. } = *self.rest.rulebook();
        Rulebook {
            number: None,
            effective_from,
            note: String::new(),
            recognition: Vec::new(),
            equivalence,
            caps: Vec::new(),
            gifts: Vec::new(),
        }
    }
}

/// Whether a requirement names one of the courses.
fn asks_for(requirement: &Requirement, held: &[HeldOutcome]) -> bool {
    match requirement {
        Requirement::All { all_of: parts } | Requirement::Any { any_of: parts } => {
            parts.iter().any(|part| asks_for(part, held))
        }
        Requirement::Course(CourseRequirement { course, .. }) => {
            held.iter().any(|it| it.institution == course.institution && it.code == course.code)
        }
    }
}

/// What a gift policy says of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiftAnswer {
    /// It may be given.
    Fits,
    /// The policy is not in use today.
    NotInUse,
    /// It is not for these credits.
    OtherScheme,
    /// It is no amount to give.
    NotAboveZero,
    /// The least that may be given is more.
    BelowSmallest(Credits),
    /// The most that may be given is less.
    AboveLargest(Credits),
    /// The most that a card gives in a day is less.
    AbovePerDay(Credits),
    /// The most that a card gives in a year is less.
    AbovePerYear(Credits),
}

/// What a gift policy says of the first gift of an amount from a card.
pub fn gift(
    policy: &GiftPolicy,
    scheme: &SchemeCode,
    amount: Credits,
    on: NaiveDate,
) -> GiftAnswer {
    let begun = policy.effective_from.is_none_or(|from| from <= on);
    let ended = policy.effective_to.is_some_and(|to| to < on);
    if policy.status == Status::Inactive || !begun || ended {
        return GiftAnswer::NotInUse;
    }
    if !policy.schemes.is_empty() && !policy.schemes.contains(scheme) {
        return GiftAnswer::OtherScheme;
    }
    if !amount.is_positive() {
        return GiftAnswer::NotAboveZero;
    }
    if let Some(least) = policy.smallest.filter(|least| amount < *least) {
        return GiftAnswer::BelowSmallest(least);
    }
    let above = |most: &Credits| amount > *most;
    let largest = policy.largest.filter(above).map(GiftAnswer::AboveLargest);
    let per_day = || policy.per_day.filter(above).map(GiftAnswer::AbovePerDay);
    let per_year = || policy.per_year.filter(above).map(GiftAnswer::AbovePerYear);
    largest.or_else(per_day).or_else(per_year).unwrap_or(GiftAnswer::Fits)
}
