//! What is wrong with a rulebook by itself, all of it at once, with JSON pointers.
//!
//! Invariant: a rulebook without faults computes no award below zero and none beyond what can be
//! counted, for every completion that is accepted, and names each rule by one code.
//! Whether its rules make sense together and fit the catalogue is another check.

use std::collections::HashSet;

use super::conversion::least;
use super::equivalence::{
    ByAmount, ByOutcome, DecidedBy, EquivalenceRule, Exchange, Grant, Requirement,
};
use super::limits::{Cap, GiftPolicy, Limit, Window};
use super::rulebook::{AwardMethod, Method, Rulebook};
use crate::fault::{Fault, FaultKind};
use crate::fraction::Fraction;
use crate::lang::Text;
use crate::quantity::{Credits, Hours, Overflow, Rounding};

const LONGEST_CODE: usize = 64;
/// The most hours that a completion is accepted with.
pub(super) const LARGEST_HOURS: Hours = Hours::from_hundredths(1_000_000);
/// The most declared credits that a completion is accepted with.
pub(super) const LARGEST_DECLARED: Credits = Credits::from_hundredths(100_000);

impl Rulebook {
    /// Every fault; a rulebook is fit for use when there is none.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        for (index, rule) in self.recognition.iter().enumerate() {
            let at = format!("/recognition/{index}");
            faults.head(&at, &rule.code, &rule.names);
            faults.award(&format!("{at}/award"), &rule.award);
        }
        for (index, rule) in self.equivalence.iter().enumerate() {
            faults.equivalence(&format!("/equivalence/{index}"), rule);
        }
        for (index, cap) in self.caps.iter().enumerate() {
            faults.cap(&format!("/caps/{index}"), cap);
        }
        for (index, policy) in self.gifts.iter().enumerate() {
            faults.gift(&format!("/gifts/{index}"), policy);
        }
        faults.found
    }
}

#[derive(Default)]
struct Faults<'a> {
    found: Vec<Fault>,
    codes: HashSet<&'a str>,
}

impl<'a> Faults<'a> {
    fn add(&mut self, at: &str, kind: FaultKind) {
        self.found.push(Fault::new(at, kind));
    }

    fn head(&mut self, at: &str, code: &'a str, names: &Text) {
        let bad = |c: char| c.is_whitespace() || c.is_control();
        if code.is_empty() {
            self.add(&format!("{at}/code"), FaultKind::Required);
        } else if code.chars().any(bad) {
            self.add(&format!("{at}/code"), FaultKind::BadFormat);
        } else if code.chars().count() > LONGEST_CODE {
            self.add(&format!("{at}/code"), FaultKind::TooLong(LONGEST_CODE));
        } else if !self.codes.insert(code) {
            self.add(&format!("{at}/code"), FaultKind::Duplicate);
        }
        for (lang, name) in [("zh", &names.zh), ("en", &names.en)] {
            if name.trim().is_empty() {
                self.add(&format!("{at}/names/{lang}"), FaultKind::Required);
            }
        }
    }

    fn award(&mut self, at: &str, award: &AwardMethod) {
        let before = self.found.len();
        match award.method {
            Method::Declared => {}
            Method::Fixed(credits) => {
                self.not_negative(&format!("{at}/method/fixed"), Some(credits));
            }
            Method::PerHours(hours) if hours.is_positive() => {}
            Method::PerHours(_) => {
                self.add(&format!("{at}/method/per_hours"), FaultKind::NotPositive);
            }
        }
        self.rounding(at, award.rounding);
        self.not_negative(&format!("{at}/max"), award.max);
        if self.found.len() == before && largest_award(award).is_err() {
            self.add(&format!("{at}/factor"), FaultKind::OutOfRange);
        }
    }

    fn equivalence(&mut self, at: &str, rule: &'a EquivalenceRule) {
        self.head(at, &rule.code, &rule.names);
        if rule.decision == DecidedBy::Institution && rule.receiver.is_none() {
            self.add(&format!("{at}/receiver"), FaultKind::Required);
        }
        match &rule.exchange {
            Exchange::ByAmount(by) => self.by_amount(&format!("{at}/by_amount"), by),
            Exchange::ByOutcome(by) => self.by_outcome(&format!("{at}/by_outcome"), by),
        }
    }

    fn by_amount(&mut self, at: &str, by: &ByAmount) {
        let before = self.found.len();
        if by.from == by.to {
            self.add(&format!("{at}/to"), FaultKind::Contradicts("from"));
        }
        self.not_negative(&format!("{at}/smallest"), by.smallest);
        self.positive(&format!("{at}/step"), by.step);
        self.rounding(at, by.rounding);
        if self.found.len() == before && large_conversion(by).is_err() {
            self.add(&format!("{at}/ratio"), FaultKind::OutOfRange);
        }
    }

    fn by_outcome(&mut self, at: &str, by: &ByOutcome) {
        self.requirement(&format!("{at}/requires"), &by.requires);
        if by.gives.is_empty() {
            self.add(&format!("{at}/gives"), FaultKind::Required);
        }
        for (index, grant) in by.gives.iter().enumerate() {
            self.grant(&format!("{at}/gives/{index}"), grant);
        }
    }

    // An empty `all_of` would be fulfilled by everyone, an empty `any_of` by nobody.
    fn requirement(&mut self, at: &str, requirement: &Requirement) {
        let (name, parts) = match requirement {
            Requirement::All { all_of } => ("all_of", all_of),
            Requirement::Any { any_of } => ("any_of", any_of),
            Requirement::Course(course) => {
                if course.max_score.is_some_and(|most| course.min_score > Some(most)) {
                    self.add(&format!("{at}/max_score"), FaultKind::Contradicts("min_score"));
                }
                return;
            }
        };
        if parts.is_empty() {
            self.add(&format!("{at}/{name}"), FaultKind::Required);
        }
        for (index, part) in parts.iter().enumerate() {
            self.requirement(&format!("{at}/{name}/{index}"), part);
        }
    }

    fn grant(&mut self, at: &str, grant: &Grant) {
        let unit = grant.program.is_some() && grant.unit.is_some();
        let neither = grant.program.is_none() && grant.unit.is_none();
        if !(unit && grant.course.is_none() || neither && grant.course.is_some()) {
            self.add(at, FaultKind::ExactlyOneOf("program + unit, course"));
        }
        self.not_negative(&format!("{at}/credits"), Some(grant.credits));
    }

    fn cap(&mut self, at: &str, cap: &'a Cap) {
        self.head(at, &cap.code, &cap.names);
        if let Limit::Credits(most) = cap.limit {
            self.not_negative(&format!("{at}/limit/credits"), Some(most));
        }
        if matches!(&cap.window, Window::SemestersFrom(starts) if starts.is_empty()) {
            self.add(&format!("{at}/window/semesters_from"), FaultKind::Required);
        }
    }

    fn gift(&mut self, at: &str, policy: &'a GiftPolicy) {
        self.head(at, &policy.code, &policy.names);
        for (name, amount) in [
            ("smallest", policy.smallest),
            ("largest", policy.largest),
            ("per_day", policy.per_day),
            ("per_year", policy.per_year),
        ] {
            self.not_negative(&format!("{at}/{name}"), amount);
        }
        if policy.largest.is_some_and(|most| policy.smallest > Some(most)) {
            self.add(&format!("{at}/largest"), FaultKind::Contradicts("smallest"));
        }
    }

    fn rounding(&mut self, at: &str, rounding: Rounding) {
        self.positive(&format!("{at}/rounding/step"), rounding.step);
    }

    fn positive(&mut self, at: &str, amount: Credits) {
        if !amount.is_positive() {
            self.add(at, FaultKind::NotPositive);
        }
    }

    fn not_negative(&mut self, at: &str, amount: Option<Credits>) {
        if amount.is_some_and(|amount| amount < Credits::ZERO) {
            self.add(at, FaultKind::Negative);
        }
    }
}

/// What the largest completion that is accepted is worth, before the maximum.
fn largest_award(award: &AwardMethod) -> Result<Credits, Overflow> {
    let exact = match award.method {
        Method::Declared => LARGEST_DECLARED.into(),
        Method::Fixed(credits) => credits.into(),
        Method::PerHours(hours) => Fraction::from(LARGEST_HOURS).per(hours)?,
    };
    award.rounding.round(exact.times(award.factor)?)
}

/// What an amount that is as large as any one course brings gives, or the least one if that is more.
fn large_conversion(by: &ByAmount) -> Result<Credits, Overflow> {
    let amount = Fraction::from(least(by)?.max(LARGEST_DECLARED));
    by.rounding.round(amount.times(by.ratio)?)
}
