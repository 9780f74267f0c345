//! Rules by outcome against each other: pairs that clash, and rules that never get their turn.
//!
//! A completed course counts for one result. Two rules of the same priority and receiver clash when
//! there are completions with which both can be fulfilled by way of the same course, and they give
//! different results. Each requirement is written out as its ways of being fulfilled; a pair of ways
//! that share a course and agree on every score is a candidate, and hides if a rule of higher
//! priority is always fulfilled by then, by way of a course that the two share.
//! Requirements with more than [`MOST_WAYS`] ways are compared by the first of them, and so many
//! pairs and choices of scores are tried ([`MOST_TRIES`]); otherwise a pair that is not reported does
//! not clash.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::clashes::Clashes;
use super::finding::{CourseExample, Example, ExampleResult, Finding};
use super::ranges::Ranges;
use super::region::NONE;
use super::requirements::{CourseKey, MOST_WAYS, Way, ways};
use super::wording::list;
use super::world::World;
use crate::lang::{Lang, Text};
use crate::quantity::Score;
use crate::rules::equivalence::{ByOutcome, EquivalenceRule, Exchange};
use crate::rules::rulebook::Rulebook;
use crate::vocabulary::Status;

/// Pairs of ways, and choices of scores for each, that are tried for two rules.
const MOST_TRIES: usize = 1_000;
/// A score that a person finds natural.
const USUAL_SCORE: i64 = 8_000;

/// An active rule by outcome, on days on which it can be used.
struct OutcomeRule<'a> {
    rule: &'a EquivalenceRule,
    by: &'a ByOutcome,
    days: Ranges<i64>,
    ways: Vec<Way<'a>>,
}

pub(super) struct OutcomeRules<'a> {
    rules: Vec<OutcomeRule<'a>>,
    /// The rules that a course can help to fulfil, in order.
    by_course: HashMap<CourseKey<'a>, Vec<usize>>,
}

/// Completed courses, each with a score or [`NONE`].
type Completed<'a> = BTreeMap<CourseKey<'a>, i64>;

impl<'a> OutcomeRules<'a> {
    pub(super) fn new(rulebook: &'a Rulebook, world: &World<'_>) -> Self {
        let mut outcomes = Self { rules: Vec::new(), by_course: HashMap::new() };
        for rule in rulebook.equivalence.iter().filter(|rule| rule.status == Status::Active) {
            let Exchange::ByOutcome(by) = &rule.exchange else { continue };
            let days = world.days_to_come(rule.effective_from, rule.effective_to);
            let ways = ways(&by.requires);
            if days.is_empty() || ways.is_empty() {
                continue;
            }
            let courses: BTreeSet<_> = ways.iter().flat_map(Way::keys).copied().collect();
            for course in courses {
                outcomes.by_course.entry(course).or_default().push(outcomes.rules.len());
            }
            outcomes.rules.push(OutcomeRule { rule, by, days, ways });
        }
        outcomes
    }

    pub(super) fn clashes(&self, clashes: &mut Clashes) {
        for (place, one) in self.rules.iter().enumerate() {
            let later = |rules: &'_ Vec<usize>| rules.partition_point(|other| *other <= place);
            let lists = self.lists_of(one);
            if clashes.is_full() {
                clashes.leave(lists.map(|rules| rules.len() - later(rules)).sum());
                continue;
            }
            let others: BTreeSet<usize> =
                lists.flat_map(|rules| rules.iter().skip(later(rules))).copied().collect();
            for other in others.into_iter().filter_map(|other| self.rules.get(other)) {
                if !one.competes(other) {
                    continue;
                }
                if clashes.is_full() {
                    clashes.leave(1);
                } else if let Some((completed, shared)) = self.clash(one, other) {
                    say([one, other], &completed, &shared, clashes);
                }
            }
        }
    }

    fn lists_of(&self, rule: &OutcomeRule<'a>) -> impl Iterator<Item = &Vec<usize>> {
        let courses: BTreeSet<_> = rule.ways.iter().flat_map(Way::keys).copied().collect();
        courses.into_iter().filter_map(|course| self.by_course.get(&course))
    }

    /// Completed courses for which the two clash, and the courses that both would use.
    fn clash(
        &self,
        one: &OutcomeRule<'a>,
        other: &OutcomeRule<'a>,
    ) -> Option<(Completed<'a>, BTreeSet<CourseKey<'a>>)> {
        let pairs = one.ways.iter().flat_map(|way| other.ways.iter().map(move |two| (way, two)));
        let sharing = pairs.filter_map(|(way, two)| {
            let shared: BTreeSet<_> =
                way.keys().filter(|course| two.contains_key(*course)).copied().collect();
            let both = way.and(two).filter(|_| !shared.is_empty())?;
            Some((both, shared))
        });
        for (both, shared) in sharing.take(MOST_TRIES) {
            let rules: BTreeSet<usize> = shared
                .iter()
                .filter_map(|course| self.by_course.get(course))
                .flatten()
                .copied()
                .collect();
            let above: Vec<&OutcomeRule<'a>> = rules
                .into_iter()
                .filter_map(|place| self.rules.get(place))
                .filter(|above| above.is_above(one))
                .collect();
            if let Some(completed) = unhidden(&both, &one.days.and(&other.days), &above, &shared) {
                return Some((completed, shared));
            }
        }
        None
    }

    /// Rules on whose every day one of higher priority asks the same for the same receiver.
    pub(super) fn shadowed(&self) -> Vec<Finding> {
        let mut alike: HashMap<(Option<&str>, &[Way<'a>]), Vec<&OutcomeRule<'a>>> = HashMap::new();
        for rule in self.rules.iter().filter(|rule| rule.ways.len() < MOST_WAYS) {
            alike.entry((rule.rule.receiver.as_deref(), &rule.ways)).or_default().push(rule);
        }
        let hidden = self.rules.iter().filter_map(|rule| {
            let alike = alike.get(&(rule.rule.receiver.as_deref(), rule.ways.as_slice()))?;
            let above = || alike.iter().filter(|other| other.is_above(rule));
            let left = above().fold(rule.days.clone(), |left, other| left.minus(&other.days));
            let codes = above().map(|other| other.rule.code.as_str());
            left.is_empty().then(|| Finding::shadowed(&rule.rule.code, codes))
        });
        hidden.collect()
    }
}

impl OutcomeRule<'_> {
    /// Whether a person would have to choose, if one course helped to fulfil both.
    fn competes(&self, other: &Self) -> bool {
        self.rule.priority == other.rule.priority
            && self.rule.receiver == other.rule.receiver
            && self.days.meets(&other.days)
            && !self.gives_the_same(other)
    }

    fn gives_the_same(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.by.gives, &other.by.gives);
        (self.rule.outcome, self.rule.decision) == (other.rule.outcome, other.rule.decision)
            && ours.len() == theirs.len()
            && ours.iter().all(|grant| theirs.contains(grant))
            && theirs.iter().all(|grant| ours.contains(grant))
    }

    fn is_above(&self, other: &Self) -> bool {
        self.rule.priority > other.rule.priority
            && self.rule.receiver == other.rule.receiver
            && self.days.meets(&other.days)
    }
}

/// Scores for these courses with which, on one of the days, no rule above is fulfilled by way of a
/// shared course.
fn unhidden<'a>(
    both: &Way<'a>,
    days: &Ranges<i64>,
    above: &[&OutcomeRule<'a>],
    shared: &BTreeSet<CourseKey<'a>>,
) -> Option<Completed<'a>> {
    // The rules above are fewest on the first day or right after one of them has ended.
    let ends = above.iter().flat_map(|rule| rule.days.iter().map(|range| range.end));
    let candidates = days.first().into_iter().chain(ends).filter(|day| days.contains(day));
    candidates.into_iter().find_map(|day| {
        let above = above.iter().filter(|rule| rule.days.contains(&day));
        let ways = above.flat_map(|rule| &rule.ways);
        let hiding: Vec<_> =
            ways.filter(|way| way.keys().any(|key| shared.contains(key))).collect();
        avoiding(both, &hiding)
    })
}

/// Scores for these courses that fulfil none of the ways: where one is fulfilled, one of its courses
/// must have a score that it does not take.
fn avoiding<'a>(both: &Way<'a>, hiding: &[&Way<'a>]) -> Option<Completed<'a>> {
    let mut open = vec![both.clone()];
    for _ in 0..MOST_TRIES {
        let way = open.pop()?;
        let completed = natural(&way)?;
        match hiding.iter().find(|hiding| hiding.is_fulfilled(&completed)) {
            None => return Some(completed),
            Some(hiding) => {
                let narrower = hiding.iter().filter_map(|(course, out)| way.without(*course, out));
                open.extend(narrower);
            }
        }
    }
    None
}

fn natural<'a>(way: &Way<'a>) -> Option<Completed<'a>> {
    let score = |scores: &Ranges<i64>| {
        scores.nearest(if scores.contains(&NONE) { &NONE } else { &USUAL_SCORE })
    };
    way.iter().map(|(course, scores)| Some((*course, score(scores)?))).collect()
}

fn say(
    pair: [&OutcomeRule<'_>; 2],
    completed: &Completed<'_>,
    shared: &BTreeSet<CourseKey<'_>>,
    clashes: &mut Clashes,
) {
    let results =
        pair.map(|rule| ExampleResult { rule: rule.rule.code.clone(), text: gives(rule) });
    let [one, other] = pair.map(|rule| rule.rule.code.as_str());
    let [OutcomeRule { rule: EquivalenceRule { priority, .. }, .. }, _] = pair;
    let courses = list(shared.iter().map(|(institution, code)| format!("{institution} {code}")));
    let said = |lang: Lang| results.each_ref().map(|result| result.text.get(lang).to_owned());
    let message = Text::new(
        format!(
            "规则 {one} 与 {other} 优先级同为 {priority}，都可使用课程 {}，结果不同：{}。\
             请调整优先级或所需课程；也可说明理由后接受，届时由人工选择其一。",
            courses.zh,
            said(Lang::Zh).join("；")
        ),
        format!(
            "Rules {one} and {other} both have priority {priority}, can both use {} and give \
             different results: {}. Change a priority or what is required, or accept this with a \
             reason: a person then chooses one.",
            courses.en,
            said(Lang::En).join(" against ")
        ),
    );
    let courses = completed.iter().map(|((institution, code), score)| CourseExample {
        institution: (*institution).to_owned(),
        code: (*code).to_owned(),
        score: Score::from_hundredths(*score).ok(),
    });
    let courses = courses.collect();
    clashes.add(
        [one, other],
        message,
        Example { courses, results: results.into(), ..Example::default() },
    );
}

fn gives(rule: &OutcomeRule<'_>) -> Text {
    let grants = rule.by.gives.iter().map(|grant| {
        let unit = [&grant.program, &grant.unit].map(|part| part.as_deref().unwrap_or_default());
        let what = match &grant.course {
            Some(course) => format!("{} {}", course.institution, course.code),
            None => unit.join(" "),
        };
        format!("{what} {} ({})", grant.credits, grant.scheme)
    });
    let grants = list(grants);
    let how = |lang: Lang| {
        let (outcome, decision) = (rule.rule.outcome.label(lang), rule.rule.decision.label(lang));
        [outcome, decision].map(str::to_lowercase)
    };
    Text::new(
        format!("{}：{}", how(Lang::Zh).join("，"), grants.zh),
        format!("{}: {}", how(Lang::En).join(", "), grants.en),
    )
}
