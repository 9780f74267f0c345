//! The completions that there can be: the institutions of the catalogue and one more of each kind,
//! which joins later; courses with any code; and hours, scores and declared credits as far as the
//! bank accepts them.
//!
//! Invariant: institutions of one kind stand side by side, and below one another in order, so that
//! what a condition names is a few ranges of places.

use std::collections::{BTreeMap, HashMap};
use std::ops::{Bound, Range};

use chrono::{Datelike, NaiveDate};

use super::ranges::Ranges;
use super::region::{NONE, Point, Region};
use super::{Catalogue, CatalogueCourse, CatalogueProgram, CompletionExample};
use crate::ids::SchemeCode;
use crate::quantity::{Credits, Hours, Score};
use crate::rules::faults::{LARGEST_DECLARED, LARGEST_HOURS};
use crate::rules::limits::Cap;
use crate::rules::matching::CompletionFacts;
use crate::rules::rulebook::{InstitutionScope, Method, RecognitionRule, Rulebook};
use crate::vocabulary::{CourseForm, InstitutionKind};

const LARGEST_SCORE: i64 = 10_000;
/// Courses of the catalogue offered for an example.
const MOST_COURSES: usize = 50;

pub(super) struct World<'a> {
    catalogue: &'a Catalogue,
    places: Vec<Place<'a>>,
    /// Whether each institution is in use.
    in_use: HashMap<&'a str, bool>,
    kinds: HashMap<InstitutionKind, Range<i64>>,
    alone: HashMap<&'a str, Range<i64>>,
    below: HashMap<&'a str, Ranges<i64>>,
    /// Active courses with the place of their institution, by code and by place.
    by_code: BTreeMap<&'a str, Vec<(i64, &'a CatalogueCourse)>>,
    by_place: BTreeMap<i64, Vec<&'a CatalogueCourse>>,
    programs: HashMap<&'a str, &'a CatalogueProgram>,
    /// The first day on which the rulebook is in force.
    from: NaiveDate,
    /// Today, or that day if it is later.
    pub(super) day: NaiveDate,
}

/// An institution that completions can come from.
struct Place<'a> {
    kind: InstitutionKind,
    /// The topmost first; empty for one that the catalogue does not know yet.
    path: Vec<&'a str>,
    index: Option<usize>,
}

impl<'a> World<'a> {
    pub(super) fn new(rulebook: &Rulebook, catalogue: &'a Catalogue, today: NaiveDate) -> Self {
        let known = catalogue.institutions.iter().enumerate().filter(|(_, one)| one.active);
        let mut places: Vec<Place<'a>> = known
            .map(|(index, one)| Place {
                kind: one.kind,
                path: one.path.iter().rev().map(String::as_str).collect(),
                index: Some(index),
            })
            .collect();
        places.extend(InstitutionKind::ALL.iter().map(|kind| Place {
            kind: *kind,
            path: Vec::new(),
            index: None,
        }));
        // One that is not known yet is the last choice for an example.
        let order = |place: &Place<'a>| (place.kind, place.index.is_none());
        places.sort_by(|one, other| {
            order(one).cmp(&order(other)).then_with(|| one.path.cmp(&other.path))
        });
        let mut world = Self {
            catalogue,
            places,
            in_use: HashMap::new(),
            kinds: HashMap::new(),
            alone: HashMap::new(),
            below: HashMap::new(),
            by_code: BTreeMap::new(),
            by_place: BTreeMap::new(),
            programs: catalogue.programs.iter().map(|it| (it.code.as_str(), it)).collect(),
            from: rulebook.effective_from,
            day: today.max(rulebook.effective_from),
        };
        world.index_places();
        world.index_courses();
        world
    }

    /// A program that can be applied to.
    pub(super) fn program(&self, code: &str) -> Option<&'a CatalogueProgram> {
        self.programs.get(code).copied()
    }

    fn index_places(&mut self) {
        let known = self.catalogue.institutions.iter();
        self.in_use =
            known.filter_map(|one| Some((one.path.first()?.as_str(), one.active))).collect();
        let mut below: HashMap<&'a str, Vec<Range<i64>>> = HashMap::new();
        for (at, place) in (0..).zip(&self.places) {
            self.kinds.entry(place.kind).or_insert(at..at).end = at + 1;
            if let Some(own) = place.path.last() {
                self.alone.insert(own, at..at + 1);
            }
            for code in &place.path {
                below.entry(code).or_default().push(at..at + 1);
            }
        }
        self.below = below.into_iter().map(|(code, ranges)| (code, Ranges::new(ranges))).collect();
    }

    fn index_courses(&mut self) {
        let place_of: HashMap<usize, i64> =
            (0..).zip(&self.places).filter_map(|(at, place)| Some((place.index?, at))).collect();
        for course in self.catalogue.courses.iter().filter(|course| course.active) {
            if let Some(place) = place_of.get(&course.institution) {
                self.by_code.entry(&course.code).or_default().push((*place, course));
                self.by_place.entry(*place).or_default().push(course);
            }
        }
    }

    /// What a recognition rule matches on its days of effect.
    pub(super) fn region(&self, rule: &RecognitionRule) -> Region {
        let when = &rule.when;
        let levels = when.levels.iter().filter(|level| !level.is_empty());
        let least_hours = when.min_hours.map_or(0, |hours| hours.hundredths().max(0));
        let least_score = when.min_score.map_or(NONE, Score::hundredths);
        let least_declared = if rule.award.method == Method::Declared { 0 } else { NONE };
        Region {
            codes: any(&when.courses, Ranges::all(), |all| {
                Ranges::new(all.iter().map(|code| match code.strip_suffix('*') {
                    Some(prefix) => Ranges::prefix(prefix),
                    None => Ranges::word(code),
                }))
            }),
            places: self.of_kinds(&when.institution_kinds).and(&self.of_scopes(&when.institutions)),
            ended: self
                .days(rule.effective_from, rule.effective_to)
                .and(&self.days(when.ended_from, when.ended_to)),
            categories: words(&when.categories),
            levels: any(&when.levels, Ranges::all(), |_| {
                Ranges::new(levels.map(|level| Ranges::word(level)))
            }),
            forms: forms(&when.forms),
            hours: Ranges::between(least_hours, LARGEST_HOURS.hundredths()),
            scores: Ranges::between(least_score, LARGEST_SCORE),
            declared: Ranges::between(least_declared, LARGEST_DECLARED.hundredths()),
        }
    }

    /// What a cap can be asked about; its rules and schemes are another matter.
    pub(super) fn region_of_cap(&self, cap: &Cap) -> Region {
        Region {
            codes: Ranges::all(),
            places: any(&cap.institutions, self.everywhere(), |all| {
                Ranges::new(all.iter().flat_map(|code| self.at_or_below(code)))
            }),
            ended: self.days(cap.effective_from, cap.effective_to),
            categories: words(&cap.categories),
            levels: Ranges::all(),
            forms: forms(&cap.forms),
            hours: Ranges::between(0, LARGEST_HOURS.hundredths()),
            scores: Ranges::between(NONE, LARGEST_SCORE),
            declared: Ranges::between(NONE, LARGEST_DECLARED.hundredths()),
        }
    }

    /// The days between two, both included, on which the rulebook can be in force.
    pub(super) fn days(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Ranges<i64> {
        let from = from.unwrap_or(self.from).max(self.from);
        let last = NaiveDate::from_ymd_opt(2199, 12, 31).expect("the last day that is accepted");
        Ranges::between(number_of(from), number_of(to.unwrap_or(last).min(last)))
    }

    /// Those days on which a conversion can still be made: today or later.
    pub(super) fn days_to_come(
        &self,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Ranges<i64> {
        self.days(Some(from.unwrap_or(self.day).max(self.day)), to)
    }

    /// Whether an institution is in use, if it is known.
    pub(super) fn is_in_use(&self, code: &str) -> Option<bool> {
        self.in_use.get(code).copied()
    }

    pub(super) fn has_scheme(&self, scheme: &SchemeCode) -> bool {
        self.catalogue.schemes.contains(scheme)
    }

    /// Whether one of the institutions has an active course with one of the codes.
    pub(super) fn has_course(&self, places: &Ranges<i64>, codes: &Range<String>) -> bool {
        let (first, end) = (codes.start.as_str(), codes.end.as_str());
        let named = self.by_code.range::<str, _>((Bound::Included(first), Bound::Excluded(end)));
        named.flat_map(|(_, courses)| courses).any(|(at, _)| places.contains(at))
    }

    /// The institution itself.
    pub(super) fn own(&self, code: &str) -> Ranges<i64> {
        Ranges::new(self.alone.get(code).cloned())
    }

    /// Every active course, completed with full marks.
    pub(super) fn courses(&self) -> impl Iterator<Item = Point> {
        let courses = self.by_place.iter();
        courses.flat_map(|(at, courses)| courses.iter().map(|one| self.full_marks(*at, one)))
    }

    /// The institutions of a set that are in the catalogue, or `None` when one is not known yet.
    pub(super) fn count_known(&self, places: &Ranges<i64>) -> Option<u64> {
        let mut known = 0;
        for at in places.numbers() {
            self.place(at)?.index?;
            known += 1;
        }
        Some(known)
    }

    /// A completion like many others.
    pub(super) fn usual(&self) -> Point {
        Point {
            codes: "C001".to_owned(),
            places: 0,
            ended: number_of(self.day),
            categories: "general".to_owned(),
            levels: String::new(),
            forms: 0,
            hours: 3_200,
            scores: LARGEST_SCORE,
            declared: NONE,
        }
    }

    /// Completions of courses of the catalogue that lie in the region but for hours, score, declared
    /// credits and day; not all of them where there are many.
    pub(super) fn courses_in<'w>(&'w self, region: &'w Region) -> impl Iterator<Item = Point> + 'w {
        let listed = region.codes.count().is_some();
        let codes = region.codes.iter().filter(move |_| listed);
        let named =
            codes.filter_map(|code| self.by_code.get(code.start.as_str())).flatten().copied();
        let places = region.places.numbers().filter(move |_| !listed);
        let taught = places.filter_map(|at| Some((at, self.by_place.get(&at)?)));
        let taught = taught.flat_map(|(at, courses)| courses.iter().map(move |one| (at, *one)));
        named
            .chain(taught)
            .take(MOST_COURSES)
            .map(|(at, course)| self.full_marks(at, course))
            .filter(|point| !region.at_course(point).is_empty())
    }

    fn full_marks(&self, places: i64, course: &CatalogueCourse) -> Point {
        Point {
            codes: course.code.clone(),
            places,
            categories: course.category.clone(),
            levels: course.level.clone().unwrap_or_default(),
            forms: (0..)
                .zip(CourseForm::ALL)
                .find(|(_, one)| **one == course.form)
                .map_or(0, |f| f.0),
            hours: course.hours.hundredths(),
            declared: course.declared_credits.map_or(NONE, Credits::hundredths),
            ..self.usual()
        }
    }

    /// The completion as the rules see it.
    pub(super) fn facts(&self, point: &Point) -> CompletionFacts {
        let place = self.place(point.places);
        CompletionFacts {
            institutions: place
                .map(|place| place.path.iter().rev().map(|code| (*code).to_owned()).collect())
                .unwrap_or_default(),
            institution_kind: place.map_or(InstitutionKind::CommunityCollege, |one| one.kind),
            course_code: point.codes.clone(),
            title: self.title(point).unwrap_or_default(),
            category: point.categories.clone(),
            form: usize::try_from(point.forms)
                .ok()
                .and_then(|form| CourseForm::ALL.get(form).copied())
                .unwrap_or(CourseForm::Classroom),
            level: Some(point.levels.clone()).filter(|level| !level.is_empty()),
            hours: Hours::from_hundredths(point.hours),
            score: Score::from_hundredths(point.scores).ok(),
            declared_credits: (point.declared != NONE)
                .then(|| Credits::from_hundredths(point.declared)),
            ended_on: day_of(point.ended).unwrap_or(self.day),
        }
    }

    /// The completion as a person is shown it.
    pub(super) fn example(&self, point: &Point) -> CompletionExample {
        let facts = self.facts(point);
        CompletionExample {
            institution: facts.institutions.into_iter().next(),
            institution_kind: facts.institution_kind,
            course_code: facts.course_code,
            title: self.title(point),
            category: facts.category,
            form: facts.form,
            level: facts.level,
            hours: facts.hours,
            score: facts.score,
            declared_credits: facts.declared_credits,
            ended_on: facts.ended_on,
        }
    }

    fn title(&self, point: &Point) -> Option<String> {
        let courses = self.by_code.get(point.codes.as_str())?;
        let course = courses.iter().find(|(at, _)| *at == point.places)?.1;
        Some(course.title.clone())
    }

    fn place(&self, at: i64) -> Option<&Place<'a>> {
        self.places.get(usize::try_from(at).ok()?)
    }

    fn everywhere(&self) -> Ranges<i64> {
        Ranges::new(self.kinds.values().cloned())
    }

    fn of_kinds(&self, kinds: &[InstitutionKind]) -> Ranges<i64> {
        any(kinds, self.everywhere(), |all| {
            Ranges::new(all.iter().filter_map(|kind| self.kinds.get(kind).cloned()))
        })
    }

    fn of_scopes(&self, scopes: &[InstitutionScope]) -> Ranges<i64> {
        any(scopes, self.everywhere(), |all| {
            Ranges::new(all.iter().flat_map(|scope| {
                let alone = self.alone.get(scope.code.as_str()).filter(|_| !scope.below);
                let below = scope.below.then(|| self.at_or_below(&scope.code));
                alone.cloned().into_iter().chain(below.into_iter().flatten())
            }))
        })
    }

    fn at_or_below(&self, code: &str) -> Vec<Range<i64>> {
        self.below.get(code).map(|places| places.iter().cloned().collect()).unwrap_or_default()
    }
}

/// An empty list means any.
fn any<T, U>(wanted: &[T], all: Ranges<U>, named: impl FnOnce(&[T]) -> Ranges<U>) -> Ranges<U> {
    if wanted.is_empty() { all } else { named(wanted) }
}

fn words(wanted: &[String]) -> Ranges<String> {
    any(wanted, Ranges::all(), |all| Ranges::new(all.iter().map(|word| Ranges::word(word))))
}

fn forms(wanted: &[CourseForm]) -> Ranges<i64> {
    let listed = (0..).zip(CourseForm::ALL);
    let named = listed.filter(|(_, form)| wanted.is_empty() || wanted.contains(form));
    Ranges::new(named.map(|(at, _)| at..at + 1))
}

pub(super) fn number_of(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

pub(super) fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}
