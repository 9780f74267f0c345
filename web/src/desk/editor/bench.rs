//! Trying a rule as it is typed, within its whole rulebook, at every keystroke.
//!
//! The rulebook without the rule is indexed once. What it makes of a completion names the rules that
//! decide there, or the one that comes nearest; those with the typed rule, in their order, are a
//! small rulebook that decides as the whole would.
//!
//! Invariant: the answer is that of the whole rulebook with the rule as typed.

use std::collections::HashSet;

use shared::ids::SchemeCode;
use shared::quantity::{Credits, Overflow};
use shared::rules::{
    CompletionFacts, Conversion, ConvertRefusal, Counted, Decision, IndexedRulebook, OneRule,
    Reason, RecognitionRule, RuleList, Rulebook, convert, decide,
};

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
        let mut equivalence = self.rest.equivalence.clone();
        if let OneRule::Equivalence(rule) = typed {
            equivalence.insert(self.place.min(equivalence.len()), rule.clone());
        }
        let Rulebook { effective_from, .. } = *self.rest.rulebook();
        let rulebook = Rulebook {
            number: None,
            effective_from,
            note: String::new(),
            recognition: Vec::new(),
            equivalence,
            caps: Vec::new(),
            gifts: Vec::new(),
        };
        convert(&rulebook, from, to, amount, format::today(), amount)
    }
}
