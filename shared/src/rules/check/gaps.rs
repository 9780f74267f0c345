//! Courses that no rule recognises, although the learner did everything.

use std::collections::BTreeMap;

use super::finding::{Example, Finding, FindingCode};
use super::region::Point;
use super::wording::list;
use super::world::World;
use crate::lang::Text;
use crate::rules::matching::matches;
use crate::rules::rulebook::{RecognitionRule, Rulebook};

/// One finding for each institution that has such courses: full marks, its own hours and declared
/// credits, ended today or on the first day of the rulebook if that is later.
pub(super) fn gaps(rulebook: &Rulebook, world: &World<'_>) -> Vec<Finding> {
    let effective: Vec<&RecognitionRule> =
        rulebook.recognition.iter().filter(|rule| rule.effective_on(world.day)).collect();
    let mut open: BTreeMap<i64, Vec<Point>> = BTreeMap::new();
    for point in world.courses() {
        let facts = world.facts(&point);
        if !effective.iter().any(|rule| matches(rule, &facts)) {
            open.entry(point.places).or_default().push(point);
        }
    }
    open.into_values().filter_map(|courses| finding(&courses, world)).collect()
}

fn finding(courses: &[Point], world: &World<'_>) -> Option<Finding> {
    let example = world.example(courses.first()?);
    let institution = example.institution.as_deref().unwrap_or_default();
    let (count, day) = (courses.len(), world.day);
    let named = list(courses.iter().map(|course| &course.codes));
    let message = Text::new(
        format!(
            "机构 {institution} 有 {count} 门在用课程没有适用的认定规则（{}）：即使满分，\
             于 {day} 结束也不予认定。请补充规则，或说明不予认定的理由。",
            named.zh
        ),
        format!(
            "No recognition rule applies to {count} courses in use at institution {institution} \
             ({}): even with full marks, ending on {day}, they earn nothing. Add a rule, or say why \
             not.",
            named.en
        ),
    );
    let found = Finding::new(FindingCode::Gap, [], message);
    Some(Finding {
        example: Some(Example { completion: Some(example), ..Example::default() }),
        ..found
    })
}
