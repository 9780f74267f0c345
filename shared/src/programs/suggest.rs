//! Courses that would fill what is missing of a program.
//!
//! A course counts by what its completion, passed, would give: directly, after one conversion that no
//! person decides on, or as the last course that an outcome rule asks for. Invariant: nothing that
//! the person has completed is suggested, and nothing that would count for nothing.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::application::Case;
use super::counting::{Count, live};
use super::{Group, GroupProgress, Program, Progress, Source, Suggestion, Unit};
use crate::ids::{CompletionId, CourseId, SchemeCode};
use crate::institutions::InstitutionCode;
use crate::ledger::usable;
use crate::quantity::{Credits, Hours, Overflow, Score};
use crate::rules::{
    ByAmount, CompletionFacts, DecidedBy, EquivalenceOutcome, EquivalenceRule, Exchange,
    HeldOutcome, Worth, fulfilment, most_that_fits, required_courses, worth,
};
use crate::transfers::Takes;

/// The most that are suggested.
const MOST: usize = 20;

/// A course that is taught, as its completion would be if it were passed today.
#[derive(Clone, Debug)]
pub struct TaughtCourse {
    /// Its id.
    pub id: CourseId,
    /// Its institution.
    pub institution: InstitutionCode,
    /// The completion; its score is the least that passes.
    pub facts: CompletionFacts,
}

/// Suggests courses for what progress says is missing, those that count most first.
///
/// # Errors
/// `Overflow`.
pub fn suggest(
    case: &Case<'_>,
    progress: &Progress,
    courses: &[TaughtCourse],
) -> Result<Vec<Suggestion>, Overflow> {
    let gaps = gaps(case, progress)?;
    if gaps.is_empty() {
        return Ok(Vec::new());
    }
    let done: BTreeSet<(&str, &str)> = case
        .hand
        .sources
        .values()
        .map(|source| {
            (source.institutions.first().map_or("", String::as_str), &*source.course_code)
        })
        .collect();
    let last = last_courses(case);
    let mut found: Vec<(Suggestion, Hours)> = Vec::new();
    for course in courses {
        let key = (course.facts.institution(), course.facts.course_code.as_str());
        if done.contains(&key) {
            continue;
        }
        let Worth::Recognised(award) = worth(case.rulebook, &course.facts)? else { continue };
        let source = source(&course.facts, &award.scheme, award.credits);
        let taught = Taught { course, source, last: last.get(&key).map_or(&[], Vec::as_slice) };
        for gap in &gaps {
            let best = taught.ways(case, gap)?.into_iter().max_by_key(|way| way.counts);
            if let Some(way) = best.filter(|way| way.counts.is_positive()) {
                found.push((taught.suggestion(gap, &way), course.facts.hours));
            }
        }
    }
    Ok(ranked(case.program, found, gaps.len()))
}

/// The courses that count most first, those of the program's own institution before others, the
/// shortest before longer ones; and room for every group.
fn ranked(
    program: &Program,
    mut found: Vec<(Suggestion, Hours)>,
    groups: usize,
) -> Vec<Suggestion> {
    found.sort_by(|(one, hours), (other, others)| {
        let away = |it: &Suggestion| it.institution != program.institution;
        other.counts.cmp(&one.counts).then_with(|| {
            (away(one), hours, &one.code, one.course_id).cmp(&(
                away(other),
                others,
                &other.code,
                other.course_id,
            ))
        })
    });
    let each = MOST.div_ceil(groups.max(1));
    let mut shown: HashMap<String, usize> = HashMap::new();
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for (suggestion, _) in found {
        let shown = shown.entry(suggestion.group.clone()).or_default();
        *shown += 1;
        if *shown <= each { first.push(suggestion) } else { rest.push(suggestion) }
    }
    first.extend(rest);
    first.truncate(MOST);
    first
}

/// What a group can still count.
struct Gap<'a> {
    group: &'a Group,
    counts: Credits,
    /// How much of it may come from other institutions.
    from_elsewhere: Credits,
}

fn gaps<'a>(case: &Case<'a>, progress: &Progress) -> Result<Vec<Gap<'a>>, Overflow> {
    let count = Count::of(case.program, case.applied)?;
    let from_elsewhere = count.transfer_left(case.program)?;
    let mut gaps = Vec::new();
    for (group, so_far) in case.program.groups.iter().zip(&progress.groups) {
        let open = open_credits(group, so_far)?;
        let wanted = so_far.missing.max(progress.missing);
        let counts = wanted.min(open);
        if counts.is_positive() {
            gaps.push(Gap { group, counts, from_elsewhere });
        }
    }
    Ok(gaps)
}

/// How much more a group would count, beyond what is done, waived, in review and in hand.
fn open_credits(group: &Group, so_far: &GroupProgress) -> Result<Credits, Overflow> {
    let units = Credits::total(group.units.iter().map(|unit| unit.credits))?;
    let most = group.max.map_or(units, |max| max.min(units));
    let taken = [so_far.done, so_far.waived, so_far.in_review, so_far.in_hand];
    most.minus(Credits::total(taken)?)
}

fn source(facts: &CompletionFacts, scheme: &SchemeCode, credits: Credits) -> Source {
    Source {
        institutions: facts.institutions.clone(),
        course_code: facts.course_code.clone(),
        category: facts.category.clone(),
        score: facts.score,
        scheme: scheme.clone(),
        credits,
    }
}

/// A rule that a course would fulfil, and the unit that it then grants.
type Last<'a> = (&'a EquivalenceRule, &'a Unit);

/// The courses that alone are missing for an outcome rule, by institution and code.
fn last_courses<'a>(case: &Case<'a>) -> HashMap<(&'a str, &'a str), Vec<Last<'a>>> {
    let mut found: HashMap<(&str, &str), Vec<Last<'a>>> = HashMap::new();
    let counted = case.counted();
    let held = case.hand.outcomes(|completion| !counted.contains(completion));
    let rules = case.rulebook.rules_granting(&case.program.code);
    for rule in rules.filter(|rule| rule.effective_on(case.on)) {
        let Exchange::ByOutcome(by) = &rule.exchange else { continue };
        let here = rule.receiver.as_deref() == Some(case.program.institution.as_str());
        let unit = by.gives.iter().find_map(|grant| open_unit(case, rule, grant.unit.as_ref()?));
        let Some(unit) = unit.filter(|_| here && fulfilment(&by.requires, &held).is_none()) else {
            continue;
        };
        for wanted in required_courses(&by.requires) {
            let mut then = held.clone();
            then.push(HeldOutcome {
                institution: wanted.course.institution.clone(),
                code: wanted.course.code.clone(),
                score: Some(wanted.min_score.unwrap_or(Score::PASS)),
                completion: CompletionId(Uuid::nil()),
            });
            if fulfilment(&by.requires, &then).is_some() {
                let key = (wanted.course.institution.as_str(), wanted.course.code.as_str());
                found.entry(key).or_default().push((rule, unit));
            }
        }
    }
    found
}

fn open_unit<'a>(case: &Case<'a>, rule: &EquivalenceRule, code: &str) -> Option<&'a Unit> {
    let (_, unit) = case.program.unit(code)?;
    let waives = rule.outcome == EquivalenceOutcome::Exemption;
    let open = live(case.program, case.applied, code).is_none();
    (open && (unit.exemptible || !waives)).then_some(unit)
}

/// A course, and what it would put on the card.
struct Taught<'a> {
    course: &'a TaughtCourse,
    source: Source,
    last: &'a [Last<'a>],
}

/// How a course would count in a group.
struct Way<'a> {
    via: Option<&'a EquivalenceRule>,
    counts: Credits,
}

impl<'a> Taught<'a> {
    fn ways(&self, case: &Case<'a>, gap: &Gap<'_>) -> Result<Vec<Way<'a>>, Overflow> {
        let own = self.source.is_of(&case.program.institution);
        let most = if own { gap.counts } else { gap.counts.min(gap.from_elsewhere) };
        let accepts = &gap.group.accepts;
        let mut ways = Vec::new();
        if accepts.takes(&self.source.scheme, &self.source) {
            ways.push(Way { via: None, counts: self.source.credits.min(most) });
        }
        for (rule, by) in case.rulebook.conversions_from(&self.source.scheme, case.on) {
            let automatic = rule.decision == DecidedBy::Automatic;
            if automatic && accepts.takes(&by.to, &self.source) {
                let counts = self.gain(case, by)?.min(most);
                ways.push(Way { via: Some(rule), counts });
            }
        }
        for (rule, unit) in self.last {
            if gap.group.units.contains(unit) {
                let waives = rule.outcome == EquivalenceOutcome::Exemption;
                let most = if waives { gap.counts } else { most };
                ways.push(Way { via: Some(rule), counts: unit.credits.min(most) });
            }
        }
        Ok(ways)
    }

    /// How much more a conversion of all that the card holds would give with this course.
    fn gain(&self, case: &Case<'_>, by: &ByAmount) -> Result<Credits, Overflow> {
        let lots = case.hand.lots.iter().filter(|lot| lot.scheme == by.from);
        let have = usable(lots, case.on)?;
        let gives = |have: Credits| {
            let Some(most) = most_that_fits(by, have) else { return Credits::ZERO };
            let converted = case.rulebook.convert(&by.from, &by.to, most, case.on, have);
            converted.map_or(Credits::ZERO, |conversion| conversion.gives)
        };
        gives(have.plus(self.source.credits)?).minus(gives(have))
    }

    fn suggestion(&self, gap: &Gap<'_>, way: &Way<'_>) -> Suggestion {
        let facts = &self.course.facts;
        Suggestion {
            group: gap.group.code.clone(),
            course_id: self.course.id,
            institution: self.course.institution.clone(),
            code: facts.course_code.clone(),
            title: facts.title.clone(),
            gives: Takes { scheme: self.source.scheme.clone(), amount: self.source.credits },
            via: way.via.map(|rule| rule.code.clone()),
            via_names: way.via.map(|rule| rule.names.clone()),
            counts: way.counts,
        }
    }
}
