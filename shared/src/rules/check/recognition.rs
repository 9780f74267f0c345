//! Recognition rules against each other: pairs that clash, and rules that never get their turn.
//!
//! Two rules of the same priority clash when some completion that both match, and that no rule of
//! higher priority matches, is worth different results. The completion is searched for in what the
//! regions of the two have in common, so a pair that is not reported has none, up to the bounds of
//! [`search`] and [`difference`].

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::awards::{Pair, always_equal, difference};
use super::clashes::Clashes;
use super::finding::{Example, ExampleResult, Finding};
use super::overlaps::each_overlap;
use super::region::{Point, Region, Search, search};
use super::world::World;
use crate::lang::{Lang, Text};
use crate::rules::award::compute;
use crate::rules::rulebook::{RecognitionRule, Rulebook};
use crate::vocabulary::Status;

/// Pairs of rules that are looked at; of more, the first in the sweep.
const MOST_PAIRS: usize = 1_000_000;

pub(super) struct Recognition<'a> {
    world: &'a World<'a>,
    rules: Vec<(&'a RecognitionRule, Region)>,
    /// Pairs of the same priority that meet and may differ, in the order of the rules.
    pairs: BTreeSet<(usize, usize)>,
    /// Further ones that are too many to look at.
    further: usize,
    /// For each rule those of higher priority that meet it.
    above: Vec<Vec<usize>>,
}

impl<'a> Recognition<'a> {
    pub(super) fn new(rulebook: &'a Rulebook, world: &'a World<'a>) -> Self {
        let active = rulebook.recognition.iter().filter(|rule| rule.status == Status::Active);
        let rules: Vec<_> = active
            .map(|rule| (rule, world.region(rule)))
            .filter(|(_, region)| !region.is_empty())
            .collect();
        let mut recognition = Self {
            world,
            above: vec![Vec::new(); rules.len()],
            rules,
            pairs: BTreeSet::new(),
            further: 0,
        };
        recognition.find_overlaps();
        recognition
    }

    fn find_overlaps(&mut self) {
        let Self { rules, pairs, further, above, .. } = self;
        let regions: Vec<&Region> = rules.iter().map(|(_, region)| region).collect();
        each_overlap(&regions, |one, other| {
            let (Some((first, _)), Some((second, _))) = (rules.get(one), rules.get(other)) else {
                return;
            };
            let (lower, higher) = match first.priority.cmp(&second.priority) {
                Ordering::Less => (one, other),
                Ordering::Greater => (other, one),
                Ordering::Equal => {
                    if always_equal([first, second]) {
                        return;
                    }
                    if pairs.len() < MOST_PAIRS {
                        pairs.insert((one, other));
                    } else {
                        *further += 1;
                    }
                    return;
                }
            };
            if let Some(above) = above.get_mut(lower) {
                above.push(higher);
            }
        });
        for covers in above {
            covers.sort_unstable();
            covers.dedup();
        }
    }

    pub(super) fn clashes(&self, clashes: &mut Clashes) {
        clashes.leave(self.further);
        for (one, other) in &self.pairs {
            if clashes.is_full() {
                clashes.leave(1);
                continue;
            }
            let (Some((first, here)), Some((second, there))) =
                (self.rules.get(*one), self.rules.get(*other))
            else {
                continue;
            };
            // What is above both of them is above the first.
            let point = self.clash([first, second], &here.and(there), &self.covers(*one));
            if let Some(point) = point {
                self.say([first, second], &point, clashes);
            }
        }
    }

    /// A completion for which the two clash: one of a course of the catalogue, if there is one.
    fn clash(&self, pair: Pair<'_>, region: &Region, covers: &[&Region]) -> Option<Point> {
        let world = self.world;
        let usual = world.usual();
        difference(pair, region, &usual, world)?;
        let found = |region: Region, wish: &Point| {
            let wanted = |region: &Region| difference(pair, region, wish, world);
            match search(region, covers, wanted) {
                Search::Found(point) => Some(point),
                Search::Nothing | Search::GaveUp => None,
            }
        };
        let here = |course| found(region.at_course(&course), &course);
        let taught = world.courses_in(region).find_map(here);
        taught.or_else(|| found(region.clone(), &usual))
    }

    fn covers(&self, rule: usize) -> Vec<&Region> {
        let above = self.above.get(rule).into_iter().flatten();
        above.filter_map(|place| self.rules.get(*place)).map(|(_, region)| region).collect()
    }

    fn say(&self, pair: Pair<'_>, point: &Point, clashes: &mut Clashes) {
        let facts = self.world.facts(point);
        let results: Vec<ExampleResult> = pair
            .into_iter()
            .filter_map(|rule| {
                let award = compute(rule, &facts).ok()?;
                let repeats = |lang: Lang| award.repeats.label(lang).to_lowercase();
                let (credits, scheme) = (award.credits, &award.scheme);
                let text = Text::new(
                    format!("{credits} 学分（{scheme}，{}）", repeats(Lang::Zh)),
                    format!("{credits} credits ({scheme}; {})", repeats(Lang::En)),
                );
                Some(ExampleResult { rule: rule.code.clone(), text })
            })
            .collect();
        let [one, other] = pair.map(|rule| rule.code.as_str());
        let [RecognitionRule { priority, .. }, _] = pair;
        let said = |lang: Lang| -> Vec<&str> {
            results.iter().map(|result| result.text.get(lang)).collect()
        };
        let message = Text::new(
            format!(
                "规则 {one} 与 {other} 优先级同为 {priority}，对同一学习成果结果不同：{}。\
                 请调整优先级或适用条件；也可说明理由后接受，此类成果将转人工裁定。",
                said(Lang::Zh).join("；")
            ),
            format!(
                "Rules {one} and {other} both have priority {priority} and give different results \
                 for the same completion: {}. Change a priority or a condition, or accept this with \
                 a reason: a person then decides each such completion.",
                said(Lang::En).join(" against ")
            ),
        );
        let completion = Some(self.world.example(point));
        clashes.add([one, other], message, Example { completion, results, ..Example::default() });
    }

    /// Rules whose every completion is taken by rules of higher priority.
    pub(super) fn shadowed(&self) -> Vec<Finding> {
        let usual = self.world.usual();
        let hidden = self.rules.iter().enumerate().filter_map(|(place, (rule, region))| {
            let covers = self.covers(place);
            let open = search(region.clone(), &covers, |region| region.nearest(&usual));
            let taken = open == Search::Nothing && region.nearest(&usual).is_some();
            taken.then_some((place, *rule))
        });
        hidden
            .map(|(place, rule)| {
                let above = self.above.get(place).into_iter().flatten();
                let above = above.filter_map(|place| self.rules.get(*place));
                Finding::shadowed(&rule.code, above.map(|(rule, _)| rule.code.as_str()))
            })
            .collect()
    }
}
