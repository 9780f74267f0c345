//! A rulebook made ready for deciding: an index over the conditions of its recognition rules.
//!
//! Each rule is filed under the words of its rarest condition: the one whose words the fewest rules
//! share. A decision looks up the words of its completion and tries what is filed there, highest
//! priority first, until the priority falls below that of a rule that matched. The rule that fails
//! in one condition only is found there too, or under its second rarest condition.
//!
//! Invariant: what the index offers for a completion holds every rule that matches it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;

use super::conversion::ConversionIndex;
use super::equivalence::EquivalenceRule;
use super::matching::{CompletionFacts, MOST_FAILURES, failures, matches};
use super::outcomes::{HeldOutcome, OutcomeIndex};
use super::rulebook::{RecognitionRule, Rulebook, When};
use crate::ids::SchemeCode;

/// A rulebook with its index. Build it once, decide with it often.
#[derive(Clone, Debug)]
pub struct IndexedRulebook {
    rulebook: Rulebook,
    index: Index,
    outcomes: OutcomeIndex,
    conversions: ConversionIndex,
}

impl IndexedRulebook {
    /// Builds the index.
    #[must_use]
    pub fn new(rulebook: Rulebook) -> Self {
        let index = Index::new(&rulebook.recognition);
        let outcomes = OutcomeIndex::new(&rulebook.equivalence);
        let conversions = ConversionIndex::new(&rulebook.equivalence);
        Self { rulebook, index, outcomes, conversions }
    }

    /// The rulebook itself.
    #[must_use]
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// Of the recognition rules that are effective then and match, those of the highest priority, in
    /// the rulebook's order.
    pub(super) fn best_matching(
        &self,
        facts: &CompletionFacts,
    ) -> impl Iterator<Item = &RecognitionRule> {
        let files = self.index.first.files(facts);
        let best =
            self.best(files, |rule| rule.effective_on(facts.ended_on) && matches(rule, facts));
        best.into_iter().filter_map(|place| self.recognition.get(place))
    }

    /// Of the recognition rules effective then, none of which matches, the one with the fewest failed
    /// conditions; of several, the one with the highest priority, then the first.
    pub(super) fn nearest(&self, facts: &CompletionFacts) -> Option<&RecognitionRule> {
        let fails_once = |rule: &RecognitionRule| {
            rule.effective_on(facts.ended_on) && failures(rule, facts, 1).is_some()
        };
        // Where one condition fails, another one that the rule is filed under holds.
        let files = self.index.first.files(facts).chain(self.index.second.files(facts));
        match self.best(files, fails_once).first() {
            Some(place) => self.recognition.get(*place),
            None => self.fewest_failures(facts),
        }
    }

    /// The rules by outcome that ask for one of these courses, in the rulebook's order.
    pub fn outcome_rules(&self, held: &[HeldOutcome]) -> impl Iterator<Item = &EquivalenceRule> {
        let places = self.outcomes.places(held);
        places.into_iter().filter_map(|place| self.equivalence.get(place))
    }

    /// The rules by outcome that grant units of a program, in the rulebook's order.
    pub fn rules_granting(&self, program: &str) -> impl Iterator<Item = &EquivalenceRule> {
        let places = self.outcomes.granting(program).iter();
        places.filter_map(|place| self.equivalence.get(*place))
    }

    pub(super) fn conversions_of(
        &self,
        from: &SchemeCode,
    ) -> impl Iterator<Item = &EquivalenceRule> {
        let places = self.conversions.places(from).iter();
        places.filter_map(|place| self.equivalence.get(*place))
    }

    /// The places, in order, of the rules of the highest priority among those in the files that fit.
    fn best<'a>(
        &self,
        files: impl Iterator<Item = &'a File>,
        fits: impl Fn(&RecognitionRule) -> bool,
    ) -> Vec<usize> {
        let mut files: Vec<&File> = files.collect();
        files.sort_unstable_by_key(|file| Reverse(file.first().map(|filed| filed.priority)));
        let mut top = i32::MIN;
        let mut best: Vec<usize> = Vec::new();
        for file in files {
            for filed in file {
                if filed.priority < top {
                    break;
                }
                if self.recognition.get(filed.place).is_some_and(&fits) {
                    if filed.priority > top {
                        top = filed.priority;
                        best.clear();
                    }
                    best.push(filed.place);
                }
            }
        }
        // A rule that names several courses can be found by more than one of them.
        best.sort_unstable();
        best.dedup();
        best
    }

    /// As [`Self::nearest`], by a walk over all rules that counts no more failures than it needs.
    fn fewest_failures(&self, facts: &CompletionFacts) -> Option<&RecognitionRule> {
        let mut nearest = None;
        let mut most = MOST_FAILURES;
        for rule in self.index.by_priority.iter().filter_map(|place| self.recognition.get(*place)) {
            if rule.effective_on(facts.ended_on)
                && let Some(failed) = failures(rule, facts, most)
            {
                nearest = Some(rule);
                most = failed.saturating_sub(1);
            }
        }
        nearest
    }
}

impl Deref for IndexedRulebook {
    type Target = Rulebook;

    fn deref(&self) -> &Rulebook {
        &self.rulebook
    }
}

impl From<Rulebook> for IndexedRulebook {
    fn from(rulebook: Rulebook) -> Self {
        Self::new(rulebook)
    }
}

#[derive(Clone, Debug, Default)]
struct Index {
    /// Each rule under its rarest condition.
    first: Cabinet,
    /// Each rule under its second rarest condition.
    second: Cabinet,
    /// Places of all rules.
    by_priority: Vec<usize>,
}

/// Rules filed under the words of one condition each.
#[derive(Clone, Debug, Default)]
struct Cabinet {
    drawers: BTreeMap<Drawer, HashMap<String, File>>,
    /// The lengths that prefixes of course codes have.
    lengths: BTreeSet<usize>,
    /// Rules that have no such condition.
    rest: File,
}

/// Rules, highest priority first, then in the rulebook's order.
type File = Vec<Filed>;

#[derive(Clone, Copy, Debug)]
struct Filed {
    priority: i32,
    /// The rule's place in the rulebook.
    place: usize,
}

/// What a rule can be filed under.
type Label<'a> = (Drawer, &'a str);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Drawer {
    Course,
    /// Without its `*`.
    Prefix,
    Institution,
    Category,
    Level,
    Kind,
    Form,
}

/// The labels of each condition that a rule has.
fn conditions(when: &When) -> impl Iterator<Item = Vec<Label<'_>>> {
    fn labels<'a>(drawer: Drawer, words: impl Iterator<Item = &'a str>) -> Vec<Label<'a>> {
        words.map(|word| (drawer, word)).collect()
    }
    let courses = when.courses.iter().map(|wanted| match wanted.strip_suffix('*') {
        Some(prefix) => (Drawer::Prefix, prefix),
        None => (Drawer::Course, wanted.as_str()),
    });
    [
        courses.collect(),
        labels(Drawer::Institution, when.institutions.iter().map(|scope| scope.code.as_str())),
        labels(Drawer::Category, when.categories.iter().map(String::as_str)),
        labels(Drawer::Level, when.levels.iter().map(String::as_str)),
        labels(Drawer::Kind, when.institution_kinds.iter().map(|kind| kind.as_str())),
        labels(Drawer::Form, when.forms.iter().map(|form| form.as_str())),
    ]
    .into_iter()
    .filter(|labels| !labels.is_empty())
}

impl Index {
    fn new(rules: &[RecognitionRule]) -> Self {
        let mut shared: HashMap<Label<'_>, usize> = HashMap::new();
        for label in rules.iter().flat_map(|rule| conditions(&rule.when)).flatten() {
            *shared.entry(label).or_default() += 1;
        }
        let most_shared = |labels: &Vec<Label<'_>>| {
            labels.iter().filter_map(|label| shared.get(label)).max().copied()
        };
        let mut order: Vec<(usize, &RecognitionRule)> = rules.iter().enumerate().collect();
        order.sort_by_key(|(_, rule)| Reverse(rule.priority));
        let mut index = Self::default();
        for (place, rule) in order {
            let filed = Filed { priority: rule.priority, place };
            let mut rarest: Vec<Vec<Label<'_>>> = conditions(&rule.when).collect();
            rarest.sort_by_key(most_shared);
            let mut rarest = rarest.into_iter();
            index.first.file(rarest.next(), filed);
            index.second.file(rarest.next(), filed);
            index.by_priority.push(place);
        }
        index
    }
}

impl Cabinet {
    fn file(&mut self, condition: Option<Vec<Label<'_>>>, filed: Filed) {
        let Some(labels) = condition else {
            self.rest.push(filed);
            return;
        };
        for (drawer, word) in labels {
            if drawer == Drawer::Prefix {
                self.lengths.insert(word.len());
            }
            let drawer = self.drawers.entry(drawer).or_default();
            drawer.entry(word.to_owned()).or_default().push(filed);
        }
    }

    /// The files in which every rule lies of which this condition holds.
    fn files<'a>(&'a self, facts: &'a CompletionFacts) -> impl Iterator<Item = &'a File> {
        let code = facts.course_code.as_str();
        let beginnings = self.lengths.iter().filter_map(|length| code.get(..*length));
        let prefixes = beginnings.map(|word| (Drawer::Prefix, word));
        let institutions =
            facts.institutions.iter().map(|code| (Drawer::Institution, code.as_str()));
        let single = [
            (Drawer::Course, code),
            (Drawer::Category, &facts.category),
            (Drawer::Kind, facts.institution_kind.as_str()),
            (Drawer::Form, facts.form.as_str()),
        ];
        let level = facts.level.iter().map(|level| (Drawer::Level, level.as_str()));
        let labels = prefixes.chain(institutions).chain(single).chain(level);
        let filed = labels.filter_map(|(drawer, word)| self.drawers.get(&drawer)?.get(word));
        filed.chain([&self.rest])
    }
}
