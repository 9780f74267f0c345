//! Caps that nothing can reach.
//!
//! A cap is reached by what recognition rules award, so it is unreachable when no active rule that it
//! asks about meets it, or when all that its rules can ever award, one award for each course that
//! they name, stays within its limit. Where a rule names no courses, or counts every attempt, there
//! is no such bound and nothing is said.

use super::finding::{Finding, FindingCode};
use super::region::{Point, Region};
use super::world::World;
use crate::lang::Text;
use crate::quantity::{Credits, Hours};
use crate::rules::award::compute;
use crate::rules::limits::{Cap, Limit};
use crate::rules::matching::any;
use crate::rules::rulebook::{RecognitionRule, Repeats, Rulebook};
use crate::vocabulary::Status;

pub(super) fn unreachable_caps(rulebook: &Rulebook, world: &World<'_>) -> Vec<Finding> {
    let active = rulebook.recognition.iter().filter(|rule| rule.status == Status::Active);
    let rules: Vec<(&RecognitionRule, Region)> =
        active.map(|rule| (rule, world.region(rule))).collect();
    let caps = rulebook.caps.iter().enumerate();
    caps.filter(|(_, cap)| cap.status == Status::Active)
        .filter_map(|(place, cap)| finding(&format!("/caps/{place}"), cap, &rules, world))
        .collect()
}

fn finding(
    at: &str,
    cap: &Cap,
    rules: &[(&RecognitionRule, Region)],
    world: &World<'_>,
) -> Option<Finding> {
    let code = &cap.code;
    let here = world.region_of_cap(cap);
    let counted: Vec<(&RecognitionRule, Region)> = rules
        .iter()
        .filter(|(rule, _)| any(&cap.schemes, |scheme| *scheme == rule.award.scheme))
        .filter(|(rule, _)| any(&cap.rules, |code| *code == rule.code))
        .filter(|(_, region)| region.meets(&here))
        .map(|(rule, region)| (*rule, region.and(&here)))
        .collect();
    let message = if counted.is_empty() {
        Text::new(
            format!(
                "上限 {code} 不会起作用：没有在用的认定规则属于其范围。\
                 请核对学分体系、机构、类别、形式、规则和日期，或将其停用。"
            ),
            format!(
                "Cap {code} has no effect: no recognition rule in use falls under it. Check its \
                 schemes, institutions, categories, forms, rules and days, or switch it off."
            ),
        )
    } else {
        let most = most(cap.limit, &counted, world)?;
        Text::new(
            format!(
                "上限 {code} 不会起作用：其范围内最多只能认定 {most}。请降低上限，或将其停用。"
            ),
            format!(
                "Cap {code} has no effect: all that falls under it comes to {most} at most. Lower \
                 it, or switch it off."
            ),
        )
    };
    Some(Finding::new(FindingCode::UnreachableCap, [code.as_str()], message).at(at))
}

/// The most that can ever be counted, where it is bounded and within the limit.
fn most(limit: Limit, counted: &[(&RecognitionRule, Region)], world: &World<'_>) -> Option<String> {
    let (mut items, mut credits) = (0_u64, Credits::ZERO);
    for (rule, region) in counted {
        let courses = courses(rule, region, world)?;
        let each = largest(rule, region, world)?;
        let total = each.hundredths().checked_mul(i64::try_from(courses).ok()?)?;
        items = items.checked_add(if each.is_positive() { courses } else { 0 })?;
        credits = credits.plus(Credits::from_hundredths(total)).ok()?;
    }
    match limit {
        Limit::Credits(limit) => (credits <= limit).then(|| credits.to_string()),
        Limit::Items(limit) => (items <= u64::from(limit)).then(|| items.to_string()),
    }
}

/// How many courses can be awarded by a rule, each for once.
fn courses(rule: &RecognitionRule, region: &Region, world: &World<'_>) -> Option<u64> {
    if rule.repeats == Repeats::Every {
        return None;
    }
    let places = world.count_known(&region.places)?;
    places.checked_mul(region.codes.count()?)
}

/// The most that one completion can be worth: awards never fall when hours or declared credits rise.
fn largest(rule: &RecognitionRule, region: &Region, world: &World<'_>) -> Option<Credits> {
    let point = region.nearest(&Point { hours: i64::MAX, declared: i64::MAX, ..world.usual() })?;
    let mut facts = world.facts(&point);
    facts.hours = Hours::from_hundredths(point.hours);
    compute(rule, &facts).ok().map(|award| award.credits)
}
