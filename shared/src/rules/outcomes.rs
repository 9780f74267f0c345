//! Equivalence by outcome: what the courses that a person has completed give at other institutions.
//!
//! A completion counts for one result at each receiver. There the fulfilled rule of the highest
//! priority comes first, and what it needs is no longer there for those below it. Rules of one
//! priority that need the same completion give their one result, or else a person decides.
//!
//! Invariant: a rule is never picked silently, and the trace of what is given, run again, gives its
//! credits.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::equivalence::{
    ByOutcome, CourseRef, CourseRequirement, DecidedBy, EquivalenceOutcome, EquivalenceRule,
    Exchange, Grant, Requirement,
};
use super::index::IndexedRulebook;
use super::trace::Step;
use crate::ids::CompletionId;
use crate::quantity::{Credits, Score};

/// A course that a person has completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOutcome {
    /// The institution's code.
    pub institution: String,
    /// The course's code.
    pub code: String,
    /// The score, when the grade has one.
    pub score: Option<Score>,
    /// The completion.
    pub completion: CompletionId,
}

/// What one or several rules of the same result give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeAward {
    /// Codes of the rules, at least one; the first stands in the traces.
    pub rules: Vec<String>,
    /// The code of the institution that receives, when one does.
    pub receiver: Option<String>,
    /// What kind of thing is given.
    pub outcome: EquivalenceOutcome,
    /// Who decides.
    pub decision: DecidedBy,
    /// The completions for which it is given.
    pub used: Vec<CompletionId>,
    /// What is given.
    pub grants: Vec<GrantWorth>,
}

/// A grant, and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantWorth {
    /// What is granted.
    pub grant: Grant,
    /// The credits that are earned: none by an exemption.
    pub credits: Credits,
    /// How the amount came about.
    pub trace: Vec<Step>,
}

/// What the rules make of some completions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeWorth {
    /// One result.
    Given(OutcomeAward),
    /// Different results that need the same completion, at least two.
    NeedsDecision {
        /// The results, each with the rules that give it.
        candidates: Vec<OutcomeAward>,
    },
}

/// The completions that fulfil a requirement, none of which could be left out: the earliest ones that
/// do, in their order. `None` when it is not fulfilled.
#[must_use]
pub fn fulfilment(requirement: &Requirement, held: &[HeldOutcome]) -> Option<Vec<CompletionId>> {
    let held: Vec<&HeldOutcome> = held.iter().collect();
    needed(requirement, &held)
}

fn needed(requirement: &Requirement, held: &[&HeldOutcome]) -> Option<Vec<CompletionId>> {
    if !fulfilled(requirement, held) {
        return None;
    }
    let mut needed: Vec<&HeldOutcome> =
        held.iter().filter(|one| asks_for(requirement, one)).copied().collect();
    for place in (0..needed.len()).rev() {
        let left_out = needed.remove(place);
        if !fulfilled(requirement, &needed) {
            needed.insert(place, left_out);
        }
    }
    Some(needed.into_iter().map(|one| one.completion).collect())
}

fn fulfilled(requirement: &Requirement, held: &[&HeldOutcome]) -> bool {
    match requirement {
        Requirement::All { all_of } => all_of.iter().all(|part| fulfilled(part, held)),
        Requirement::Any { any_of } => any_of.iter().any(|part| fulfilled(part, held)),
        Requirement::Course(course) => held.iter().any(|one| course.is_met_by(one)),
    }
}

fn asks_for(requirement: &Requirement, one: &HeldOutcome) -> bool {
    courses(requirement).iter().any(|course| course.is_met_by(one))
}

/// Every course of a requirement.
pub(crate) fn courses(requirement: &Requirement) -> Vec<&CourseRequirement> {
    match requirement {
        Requirement::All { all_of: parts } | Requirement::Any { any_of: parts } => {
            parts.iter().flat_map(courses).collect()
        }
        Requirement::Course(course) => vec![course],
    }
}

impl CourseRequirement {
    /// A completion without a score does not lie in a range of scores.
    pub(crate) fn is_met_by(&self, one: &HeldOutcome) -> bool {
        let CourseRef { institution, code } = &self.course;
        let least = self.min_score.is_none_or(|least| one.score >= Some(least));
        let most = self.max_score.is_none_or(|most| one.score.is_some_and(|score| score <= most));
        *institution == one.institution && *code == one.code && least && most
    }
}

/// What the completed courses give by the rules by outcome that are effective on a day, receiver by
/// receiver, each time highest priority first.
#[must_use]
pub fn outcomes(
    rulebook: &IndexedRulebook,
    held: &[HeldOutcome],
    on: NaiveDate,
) -> Vec<OutcomeWorth> {
    let mut receivers: BTreeMap<Option<&str>, Vec<&EquivalenceRule>> = BTreeMap::new();
    for rule in rulebook.outcome_rules(held).filter(|rule| rule.effective_on(on)) {
        receivers.entry(rule.receiver.as_deref()).or_default().push(rule);
    }
    receivers.into_values().flat_map(|rules| at_one_receiver(rules, held)).collect()
}

fn at_one_receiver(mut rules: Vec<&EquivalenceRule>, held: &[HeldOutcome]) -> Vec<OutcomeWorth> {
    rules.sort_by_key(|rule| Reverse(rule.priority));
    let mut left: Vec<&HeldOutcome> = held.iter().collect();
    let mut found = Vec::new();
    for level in rules.chunk_by(|one, next| one.priority == next.priority) {
        for rivals in rivals(level, &left) {
            left.retain(|one| !rivals.used.contains(&one.completion));
            found.push(rivals.worth());
        }
    }
    found
}

/// Fulfilled rules of one priority that need completions of each other, with their places among the
/// rules of that priority.
struct Rivals<'a> {
    used: BTreeSet<CompletionId>,
    fulfilled: BTreeMap<usize, Fulfilled<'a>>,
}

struct Fulfilled<'a> {
    rule: &'a EquivalenceRule,
    by: &'a ByOutcome,
    used: BTreeSet<CompletionId>,
}

fn rivals<'a>(rules: &[&'a EquivalenceRule], held: &[&HeldOutcome]) -> Vec<Rivals<'a>> {
    let mut groups: Vec<Rivals<'a>> = Vec::new();
    for (place, rule) in rules.iter().enumerate() {
        let Exchange::ByOutcome(by) = &rule.exchange else { continue };
        let Some(used) = needed(&by.requires, held) else { continue };
        let used: BTreeSet<CompletionId> = used.into_iter().collect();
        let shares = |group: &Rivals<'_>| !group.used.is_disjoint(&used);
        let (sharing, apart) = groups.into_iter().partition(shares);
        let mut group = Rivals { used: used.clone(), fulfilled: BTreeMap::new() };
        group.fulfilled.insert(place, Fulfilled { rule, by, used });
        let sharing: Vec<Rivals<'a>> = sharing;
        for other in sharing {
            group.used.extend(other.used);
            group.fulfilled.extend(other.fulfilled);
        }
        groups = apart;
        groups.push(group);
    }
    groups.sort_by_key(|group| group.fulfilled.keys().next().copied());
    groups
}

impl Rivals<'_> {
    fn worth(self) -> OutcomeWorth {
        let mut candidates: Vec<OutcomeAward> = Vec::new();
        for award in self.fulfilled.into_values().map(Fulfilled::award) {
            match candidates.iter_mut().find(|other| other.same_result(&award)) {
                Some(same) => same.join(award),
                None => candidates.push(award),
            }
        }
        match <[OutcomeAward; 1]>::try_from(candidates) {
            Ok([award]) => OutcomeWorth::Given(award),
            Err(candidates) => OutcomeWorth::NeedsDecision { candidates },
        }
    }
}

impl Fulfilled<'_> {
    fn award(self) -> OutcomeAward {
        let Self { rule, by, used } = self;
        let worth = |grant: &Grant| {
            let credits = match rule.outcome {
                EquivalenceOutcome::Credit | EquivalenceOutcome::Elective => grant.credits,
                EquivalenceOutcome::Exemption => Credits::ZERO,
            };
            let (code, outcome) = (rule.code.clone(), rule.outcome);
            let step = Step::Outcome { rule: code, outcome, after: credits };
            GrantWorth { grant: grant.clone(), credits, trace: vec![step] }
        };
        OutcomeAward {
            rules: vec![rule.code.clone()],
            receiver: rule.receiver.clone(),
            outcome: rule.outcome,
            decision: rule.decision,
            used: used.into_iter().collect(),
            grants: by.gives.iter().map(worth).collect(),
        }
    }
}

impl OutcomeAward {
    /// Whether another one of the same receiver gives the same, in whatever order.
    fn same_result(&self, other: &Self) -> bool {
        let gives = |one: &Self, grant: &Grant| one.grants.iter().any(|own| own.grant == *grant);
        (self.outcome, self.decision) == (other.outcome, other.decision)
            && self.grants.len() == other.grants.len()
            && self.grants.iter().all(|own| gives(other, &own.grant))
            && other.grants.iter().all(|own| gives(self, &own.grant))
    }

    fn join(&mut self, other: Self) {
        self.rules.extend(other.rules);
        self.used.extend(other.used);
        self.used.sort_unstable();
        self.used.dedup();
    }
}

/// The rules by outcome, under each course that they ask for (institution, then code) and under each
/// program that they grant a unit of.
#[derive(Clone, Debug, Default)]
pub(super) struct OutcomeIndex {
    asking: HashMap<String, HashMap<String, Vec<usize>>>,
    granting: HashMap<String, Vec<usize>>,
}

impl OutcomeIndex {
    pub(super) fn new(rules: &[EquivalenceRule]) -> Self {
        let mut index = Self::default();
        for (place, rule) in rules.iter().enumerate() {
            let Exchange::ByOutcome(by) = &rule.exchange else { continue };
            for CourseRequirement { course, .. } in courses(&by.requires) {
                let of_institution = index.asking.entry(course.institution.clone()).or_default();
                of_institution.entry(course.code.clone()).or_default().push(place);
            }
            let programs: BTreeSet<&String> =
                by.gives.iter().filter_map(|grant| grant.program.as_ref()).collect();
            for program in programs {
                index.granting.entry(program.clone()).or_default().push(place);
            }
        }
        index
    }

    /// The places of the rules that ask for one of the courses.
    pub(super) fn places(&self, held: &[HeldOutcome]) -> BTreeSet<usize> {
        let of = |one: &HeldOutcome| self.asking.get(&one.institution)?.get(&one.code);
        held.iter().filter_map(of).flatten().copied().collect()
    }

    /// The places of the rules that grant a unit of the program.
    pub(super) fn granting(&self, program: &str) -> &[usize] {
        self.granting.get(program).map_or(&[], Vec::as_slice)
    }
}
