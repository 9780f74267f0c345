//! Rules by outcome against each other: pairs that clash, and rules that never get their turn.
//!
//! A completed course counts for one result. Two rules of the same priority and receiver clash when
//! there are completed courses that fulfil both, both need one and the same of them, no rule of
//! higher priority takes any of them away, and the two give different results. Each requirement is
//! written out as its ways of being fulfilled. Of two ways that share a course, scores are looked for
//! with which neither rule can do with fewer courses and no rule above is fulfilled; that both then
//! need the same course is seen by asking the rules themselves ([`fulfilment`]).
//!
//! A rule above that these courses fulfil counts as settling the matter, although a person who has
//! still other courses may fulfil it with those: such a pair is not reported, and where it comes up
//! a person decides.
//! A requirement with more than [`MOST_WAYS`] ways is compared by the first of them, and of two rules
//! so many pairs of ways, with so many choices of scores, are tried ([`MOST_TRIES`]), each in two
//! orders of the courses. Within that a pair that is not reported does not clash.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::clashes::Clashes;
use super::finding::{CourseExample, Example, ExampleResult, Finding};
use super::ranges::Ranges;
use super::region::NONE;
use super::requirements::{CourseKey, MOST_WAYS, Way, ways};
use super::wording::list;
use super::world::World;
use crate::ids::CompletionId;
use crate::lang::{Lang, Text};
use crate::quantity::Score;
use crate::rules::equivalence::{ByOutcome, EquivalenceRule, Exchange};
use crate::rules::outcomes::{HeldOutcome, fulfilment};
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

/// A score for each course, or [`NONE`].
type Scores<'a> = BTreeMap<CourseKey<'a>, i64>;
/// Completed courses in order, each with a score or [`NONE`].
type Completed<'a> = Vec<(CourseKey<'a>, i64)>;

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
                } else if let Some(completed) = self.clash(one, other) {
                    say([one, other], &completed, clashes);
                }
            }
        }
    }

    fn lists_of(&self, rule: &OutcomeRule<'a>) -> impl Iterator<Item = &Vec<usize>> {
        let courses: BTreeSet<_> = rule.ways.iter().flat_map(Way::keys).copied().collect();
        courses.into_iter().filter_map(|course| self.by_course.get(&course))
    }

    /// Completed courses for which the two clash, in an order in which they do.
    fn clash(&self, one: &OutcomeRule<'a>, other: &OutcomeRule<'a>) -> Option<Completed<'a>> {
        let pairs = one.ways.iter().flat_map(|way| other.ways.iter().map(move |two| (way, two)));
        let sharing = pairs.filter(|(way, two)| way.keys().any(|course| two.contains_key(course)));
        sharing.take(MOST_TRIES).find_map(|(way, two)| {
            let both = way.and(two)?;
            let above = self.above(one, &both);
            let fewer = one.fewer(way).chain(other.fewer(two)).collect::<Vec<_>>();
            let scores = unhidden(&both, &one.days.and(&other.days), &above, &fewer)?;
            let orders =
                [[way, two], [two, way]].map(|[first, last]| in_order(&scores, first, last));
            orders.into_iter().find(|completed| !shared(one, other, completed).is_empty())
        })
    }

    /// The rules of higher priority that one of these courses can help to fulfil.
    fn above(&self, rule: &OutcomeRule<'a>, courses: &Way<'a>) -> Vec<&OutcomeRule<'a>> {
        let lists = courses.keys().filter_map(|course| self.by_course.get(course));
        let is_above = |place: &usize| self.rules.get(*place).is_some_and(|one| one.is_above(rule));
        // Chosen before they are sorted: a course can be asked for by very many rules.
        let places: BTreeSet<usize> = lists.flatten().copied().filter(is_above).collect();
        places.into_iter().filter_map(|place| self.rules.get(place)).collect()
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

impl<'a> OutcomeRule<'a> {
    /// The ways that need only some of the courses of this one.
    fn fewer<'w>(&'w self, way: &'w Way<'a>) -> impl Iterator<Item = &'w Way<'a>> {
        self.ways.iter().filter(|fewer| {
            fewer.len() < way.len() && fewer.keys().all(|course| way.contains_key(course))
        })
    }

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

/// The courses with their scores: those that both ways share, what the first needs besides, the rest.
fn in_order<'a>(scores: &Scores<'a>, first: &Way<'a>, last: &Way<'a>) -> Completed<'a> {
    let mut completed: Completed<'a> = scores.iter().map(|(key, score)| (*key, *score)).collect();
    completed.sort_by_key(|(course, _)| {
        match (first.contains_key(course), last.contains_key(course)) {
            (true, true) => 0,
            (true, false) => 1,
            (false, _) => 2,
        }
    });
    completed
}

/// The courses that both rules need, in the order in which they were completed.
fn shared<'a>(
    one: &OutcomeRule<'a>,
    other: &OutcomeRule<'a>,
    completed: &[(CourseKey<'a>, i64)],
) -> Vec<CourseKey<'a>> {
    let id = |place: u128| CompletionId(Uuid::from_u128(place));
    let held: Vec<HeldOutcome> = (0..)
        .zip(completed)
        .map(|(place, ((institution, code), score))| HeldOutcome {
            institution: (*institution).to_owned(),
            code: (*code).to_owned(),
            score: Score::from_hundredths(*score).ok(),
            completion: id(place),
        })
        .collect();
    let [ours, theirs] =
        [one, other].map(|rule| fulfilment(&rule.by.requires, &held).unwrap_or_default());
    let both = |place: u128| ours.contains(&id(place)) && theirs.contains(&id(place));
    let needed = (0..).zip(completed).filter(|(place, _)| both(*place));
    needed.map(|(_, (course, _))| *course).collect()
}

/// Scores for these courses with which, on one of the days, no rule above is fulfilled, nor any of
/// the ways that need fewer of them.
fn unhidden<'a>(
    both: &Way<'a>,
    days: &Ranges<i64>,
    above: &[&OutcomeRule<'a>],
    fewer: &[&Way<'a>],
) -> Option<Scores<'a>> {
    // The rules above are fewest on the first day or right after one of them has ended.
    let ends = above.iter().flat_map(|rule| rule.days.iter().map(|range| range.end));
    let candidates = days.first().into_iter().chain(ends).filter(|day| days.contains(day));
    candidates.into_iter().find_map(|day| {
        let above = above.iter().filter(|rule| rule.days.contains(&day));
        let hiding = above.flat_map(|rule| &rule.ways).chain(fewer.iter().copied());
        avoiding(both, &hiding.collect::<Vec<_>>())
    })
}

/// Scores for these courses that fulfil none of the ways: where one is fulfilled, one of its courses
/// must have a score that it does not take.
fn avoiding<'a>(both: &Way<'a>, hiding: &[&Way<'a>]) -> Option<Scores<'a>> {
    let mut open = vec![both.clone()];
    for _ in 0..MOST_TRIES {
        let way = open.pop()?;
        let scores = natural(&way)?;
        match hiding.iter().find(|hiding| hiding.is_fulfilled(&scores)) {
            None => return Some(scores),
            Some(hiding) => {
                let narrower = hiding.iter().filter_map(|(course, out)| way.without(*course, out));
                open.extend(narrower);
            }
        }
    }
    None
}

fn natural<'a>(way: &Way<'a>) -> Option<Scores<'a>> {
    let score = |scores: &Ranges<i64>| {
        scores.nearest(if scores.contains(&NONE) { &NONE } else { &USUAL_SCORE })
    };
    way.iter().map(|(course, scores)| Some((*course, score(scores)?))).collect()
}

fn say<'a>(pair: [&OutcomeRule<'a>; 2], completed: &[(CourseKey<'a>, i64)], clashes: &mut Clashes) {
    let [first, second] = pair;
    let shared = shared(first, second, completed);
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
