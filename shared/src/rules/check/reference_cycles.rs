//! Courses that are granted for one another, so that a learner could go round in a circle.

use std::collections::{BTreeSet, HashMap};

use super::finding::{Finding, FindingCode};
use super::graph::parts;
use super::requirements::{CourseKey, courses, key};
use super::wording::list;
use crate::lang::Text;
use crate::rules::equivalence::Exchange;
use crate::rules::rulebook::Rulebook;
use crate::vocabulary::Status;

/// One finding for each set of courses that lead to one another.
pub(super) fn reference_cycles(rulebook: &Rulebook) -> Vec<Finding> {
    let mut places: HashMap<CourseKey<'_>, usize> = HashMap::new();
    let mut place = |course| {
        let next = places.len();
        *places.entry(course).or_insert(next)
    };
    let mut edges: Vec<(usize, usize)> = Vec::new();
    let mut grants = Vec::new();
    for rule in rulebook.equivalence.iter().filter(|rule| rule.status == Status::Active) {
        let Exchange::ByOutcome(by) = &rule.exchange else { continue };
        for granted in by.gives.iter().filter_map(|grant| grant.course.as_ref()).map(key) {
            for required in courses(&by.requires).into_iter().map(key) {
                edges.push((place(required), place(granted)));
                grants.push((required, granted, rule.code.as_str()));
            }
        }
    }
    let parts = parts(places.len(), &edges);
    // In the order of the rules.
    let mut circles: Vec<Circle<'_>> = Vec::new();
    let mut known: HashMap<usize, usize> = HashMap::new();
    for ((start, end), (required, granted, rule)) in edges.into_iter().zip(grants) {
        let part = parts.get(start).filter(|part| Some(*part) == parts.get(end));
        let Some(part) = part else { continue };
        let at = *known.entry(*part).or_insert(circles.len());
        if at == circles.len() {
            circles.push(Circle::default());
        }
        if let Some(circle) = circles.get_mut(at) {
            circle.courses.extend([required, granted]);
            circle.rules.push(rule);
        }
    }
    circles.into_iter().map(finding).collect()
}

/// Courses that lead to one another, and the rules that lead there.
#[derive(Default)]
struct Circle<'a> {
    courses: BTreeSet<CourseKey<'a>>,
    rules: Vec<&'a str>,
}

fn finding(circle: Circle<'_>) -> Finding {
    let Circle { courses, mut rules } = circle;
    rules.dedup();
    let courses = list(courses.iter().map(|(institution, code)| format!("{institution} {code}")));
    let named = list(&rules);
    let message = Text::new(
        format!(
            "规则 {} 使课程 {} 可以互相替代，形成循环。如确为互认可不处理，否则请停用其中一条。",
            named.zh, courses.zh
        ),
        format!(
            "Rules {} grant the courses {} for one another, round in a circle. Leave this if they \
             are meant to stand for each other; otherwise switch one of them off.",
            named.en, courses.en
        ),
    );
    Finding::new(FindingCode::ReferenceCycle, rules, message)
}
