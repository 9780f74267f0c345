//! A rulebook made ready for deciding: an index over the conditions of its recognition rules.
//!
//! Each rule is filed once, under the words of one of its conditions: the condition whose words the
//! fewest rules share. A decision looks up the words of its completion and tries what is filed there,
//! highest priority first, until the priority falls below that of a rule that matched.
//!
//! Invariant: what the index offers for a completion holds every rule that matches it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;

use super::matching::{CompletionFacts, MOST_FAILURES, failures, matches};
use super::rulebook::{RecognitionRule, Rulebook, When};

/// A rulebook with its index. Build it once, decide with it often.
#[derive(Clone, Debug)]
pub struct IndexedRulebook {
    rulebook: Rulebook,
    index: Index,
}

impl IndexedRulebook {
    /// Builds the index.
    #[must_use]
    pub fn new(rulebook: Rulebook) -> Self {
        let index = Index::new(&rulebook.recognition);
        Self { rulebook, index }
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
        let mut top = i32::MIN;
        let mut found: Vec<usize> = Vec::new();
        for file in self.index.files(facts) {
            for (place, rule) in self.rules(file) {
                if rule.priority < top {
                    break;
                }
                if rule.effective_on(facts.ended_on) && matches(rule, facts) {
                    if rule.priority > top {
                        top = rule.priority;
                        found.clear();
                    }
                    found.push(place);
                }
            }
        }
        // A rule that names several courses can be found by more than one of them.
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|place| self.rulebook.recognition.get(place))
    }

    /// Of the recognition rules effective then, none of which matches, the one with the fewest failed
    /// conditions; of several, the one with the highest priority, then the first.
    pub(super) fn nearest(&self, facts: &CompletionFacts) -> Option<&RecognitionRule> {
        let on = facts.ended_on;
        // What shares a word with the completion is likely to fail in little else. It says how many
        // failures are worth counting in all the other rules.
        let mut most = MOST_FAILURES;
        for (_, rule) in self.index.files(facts).flat_map(|file| self.rules(file)) {
            if rule.effective_on(on) {
                most = failures(rule, facts, most).unwrap_or(most);
            }
        }
        let mut nearest = None;
        for (_, rule) in self.rules(&self.index.by_priority) {
            if most == 0 {
                break;
            }
            if rule.effective_on(on)
                && let Some(failed) = failures(rule, facts, most)
            {
                nearest = Some(rule);
                most = failed.saturating_sub(1);
            }
        }
        nearest
    }

    fn rules<'a>(&'a self, file: &'a File) -> impl Iterator<Item = (usize, &'a RecognitionRule)> {
        file.iter().filter_map(|place| Some((*place, self.rulebook.recognition.get(*place)?)))
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

/// Places of rules in the rulebook, highest priority first, then in the rulebook's order.
type File = Vec<usize>;

#[derive(Clone, Debug, Default)]
struct Index {
    /// Files by a word of a condition.
    drawers: BTreeMap<Drawer, HashMap<String, File>>,
    /// The lengths that prefixes of course codes have.
    lengths: BTreeSet<usize>,
    /// Rules that are in no drawer.
    rest: File,
    by_priority: File,
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
            index.by_priority.push(place);
            match conditions(&rule.when).min_by_key(most_shared) {
                Some(labels) => labels.into_iter().for_each(|label| index.file(label, place)),
                None => index.rest.push(place),
            }
        }
        index
    }

    fn file(&mut self, (drawer, word): Label<'_>, place: usize) {
        if drawer == Drawer::Prefix {
            self.lengths.insert(word.len());
        }
        let files = self.drawers.entry(drawer).or_default();
        files.entry(word.to_owned()).or_default().push(place);
    }

    /// The files in which every rule lies that can match.
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
