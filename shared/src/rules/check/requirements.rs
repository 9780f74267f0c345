//! What a tree of required courses asks for: written out as ways of fulfilling it.
//!
//! Invariant: a way has for each of its courses at least one score, or none, that is enough.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::ranges::Ranges;
use super::region::NONE;
use crate::quantity::Score;
use crate::rules::equivalence::{CourseRef, CourseRequirement, Requirement};

/// The most ways of one requirement that are looked at.
pub(super) const MOST_WAYS: usize = 500;

const LARGEST_SCORE: i64 = 10_000;

/// The institution's code and the course's.
pub(super) type CourseKey<'a> = (&'a str, &'a str);

/// Courses that together fulfil a requirement, each with the scores that are enough.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Way<'a>(BTreeMap<CourseKey<'a>, Ranges<i64>>);

impl<'a> Deref for Way<'a> {
    type Target = BTreeMap<CourseKey<'a>, Ranges<i64>>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a> Way<'a> {
    /// Every course, once each.
    pub(super) fn keys(&self) -> impl Iterator<Item = &CourseKey<'a>> {
        self.0.keys()
    }

    /// What fulfils both with one score for each course, if that can be.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        let mut both = self.0.clone();
        for (course, scores) in &other.0 {
            let here = both.entry(*course).or_insert_with(|| scores.clone());
            *here = here.and(scores);
            if here.is_empty() {
                return None;
            }
        }
        Some(Self(both))
    }

    /// The same without some scores of a course, if that leaves it one.
    pub(super) fn without(&self, course: CourseKey<'a>, out: &Ranges<i64>) -> Option<Self> {
        let left = self.0.get(&course)?.minus(out);
        let mut narrower = self.0.clone();
        narrower.insert(course, left.clone());
        (!left.is_empty()).then_some(Self(narrower))
    }

    pub(super) fn is_fulfilled(&self, completed: &BTreeMap<CourseKey<'a>, i64>) -> bool {
        let enough = |(course, scores): (&CourseKey<'a>, &Ranges<i64>)| {
            completed.get(course).is_some_and(|score| scores.contains(score))
        };
        self.0.iter().all(enough)
    }
}

/// The ways of fulfilling a requirement, of many the first [`MOST_WAYS`].
pub(super) fn ways(requirement: &Requirement) -> Vec<Way<'_>> {
    match requirement {
        Requirement::Course(course) => {
            let scores = scores(course);
            let key = key(&course.course);
            let way = (!scores.is_empty()).then(|| Way(BTreeMap::from([(key, scores)])));
            way.into_iter().collect()
        }
        Requirement::Any { any_of } => any_of.iter().flat_map(ways).take(MOST_WAYS).collect(),
        Requirement::All { all_of } => {
            let nothing = vec![Way(BTreeMap::new())];
            all_of.iter().fold(nothing, |before, part| {
                let parts = ways(part);
                let both =
                    before.iter().flat_map(|way| parts.iter().filter_map(|one| way.and(one)));
                both.take(MOST_WAYS).collect()
            })
        }
    }
}

/// Every course that a requirement names.
pub(super) fn courses(requirement: &Requirement) -> Vec<&CourseRef> {
    match requirement {
        Requirement::Course(course) => vec![&course.course],
        Requirement::All { all_of: parts } | Requirement::Any { any_of: parts } => {
            parts.iter().flat_map(courses).collect()
        }
    }
}

pub(super) fn key(course: &CourseRef) -> CourseKey<'_> {
    (&course.institution, &course.code)
}

fn scores(course: &CourseRequirement) -> Ranges<i64> {
    if course.min_score.is_none() && course.max_score.is_none() {
        return Ranges::between(NONE, LARGEST_SCORE);
    }
    let least = course.min_score.map_or(0, Score::hundredths);
    Ranges::between(least, course.max_score.map_or(LARGEST_SCORE, Score::hundredths))
}
