//! Three years of learning: 3,000 completions, as the district's schools post them.
//!
//! The same seed and day give the same completions. Most are recognised; some were too short or
//! failed, some carry a misspelt name or a certificate on which two rules differ, and some ended so
//! long ago that their credits have expired.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{Datelike, Duration, NaiveDate};
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedMutRandom;
use shared::completions::{CourseRef, LearnerRef, PostCompletion};
use shared::fields::Line;
use shared::quantity::Hours;
use shared::vocabulary::CourseForm;

use super::checked;
use super::courses::Offer;
use super::people::{Bent, Person, Street, pick};
use super::story::{self, Chapter};

/// How many completions there are.
pub(super) const COMPLETIONS: usize = 3_000;

/// The longest ago that one ended: three years.
const DAYS: i64 = 3 * 365;

/// The days within which one resident took every course of the senior college, so that the cap on
/// a year has something to cut.
const ENTHUSIASTS_DAYS: i64 = 180;

/// Draws the completions of everyone, the longest ago first.
pub(super) fn draw(
    rng: &mut StdRng,
    today: NaiveDate,
    people: &[Person],
    offers: &[Offer],
) -> anyhow::Result<Vec<PostCompletion>> {
    let school = School::new(offers);
    let mut drawn = Vec::with_capacity(COMPLETIONS);
    for (chapters, person) in story::CHAPTERS.iter().zip(people) {
        for chapter in *chapters {
            drawn.push(school.told(today, person, chapter)?);
        }
    }
    let mut others = people.iter().skip(story::CHAPTERS.len());
    let enthusiast = others.next().context("the district has nobody else")?;
    for offer in school.at("HP-SC") {
        let ended = ended_on(rng, today, ENTHUSIASTS_DAYS);
        drawn.push(attended(rng, enthusiast, offer, ended)?);
    }
    let shares = shares(rng, others.len(), COMPLETIONS - drawn.len());
    for (person, share) in others.zip(shares) {
        for _ in 0..share {
            let (ended, die) = (ended_on(rng, today, DAYS), rng.random_range(0..10));
            let offer = pick(rng, school.near(die, person));
            drawn.push(attended(rng, person, offer, ended)?);
        }
    }
    drawn.sort_by_key(|post| post.ended_on);
    number(&mut drawn)?;
    Ok(drawn)
}

/// How many completions each of so many people has, so that they add up to the total.
fn shares(rng: &mut StdRng, people: usize, total: usize) -> Vec<usize> {
    let mut shares: Vec<usize> = (0..people).map(|_| rng.random_range(2..=14)).collect();
    let given: usize = shares.iter().sum();
    for _ in given..total {
        if let Some(share) = shares.choose_mut(rng) {
            *share += 1;
        }
    }
    shares
}

/// More of what ended lately than of what ended long ago.
fn ended_on(rng: &mut StdRng, today: NaiveDate, days: i64) -> NaiveDate {
    let ago = rng.random_range(3..=days).min(rng.random_range(3..=days));
    today - Duration::days(ago)
}

/// The courses by institution.
struct School<'a> {
    offers: BTreeMap<&'a str, Vec<&'a Offer>>,
}

impl<'a> School<'a> {
    fn new(offers: &'a [Offer]) -> Self {
        let mut by_place: BTreeMap<&str, Vec<&Offer>> = BTreeMap::new();
        for offer in offers {
            by_place.entry(offer.institution.as_str()).or_default().push(offer);
        }
        Self { offers: by_place }
    }

    fn at(&self, code: &str) -> &[&'a Offer] {
        self.offers.get(code).map_or(&[], Vec::as_slice)
    }

    /// Where a resident goes, by a die of ten: mostly what they are bent on, else near home.
    fn near(&self, die: usize, person: &Person) -> &[&'a Offer] {
        let home = match person.street {
            Street::First => {
                ["HP-CS1", "HP-CS1", "HP-CS1", "HP-CB1", "HP-CB2", "HP-TP1", "HP-TP2", "HP-TP3"]
            }
            Street::Second => {
                ["HP-CS2", "HP-CS2", "HP-CS2", "HP-CS2", "HP-CS2", "HP-CB3", "HP-CB3", "HP-TP4"]
            }
            Street::Third => ["HP-CS3"; 8],
            Street::Fourth => ["HP-CS4"; 8],
        };
        let vocational = match person.street {
            Street::First | Street::Third => "HP-VS1",
            Street::Second | Street::Fourth => "HP-VS2",
        };
        let code = match (person.bent, die) {
            (Bent::Community, 8) | (_, 9) => "HP-CC",
            (Bent::Senior, 3..) => "HP-SC",
            (Bent::Vocational, 8) => "HP-OU",
            (Bent::Vocational, 7) if person.street == Street::Fourth => "HP-GS",
            (Bent::Vocational, 3..) => vocational,
            (_, near) => home.get(near).copied().unwrap_or("HP-CC"),
        };
        self.at(code)
    }

    /// A completion that is told, not drawn.
    fn told(
        &self,
        today: NaiveDate,
        person: &Person,
        chapter: &Chapter,
    ) -> anyhow::Result<PostCompletion> {
        let offer = self
            .at(chapter.institution)
            .iter()
            .find(|offer| offer.course.code.as_str() == chapter.course)
            .with_context(|| format!("no {} at {}", chapter.course, chapter.institution))?;
        let mut post = post(person, offer, today - Duration::days(chapter.days_ago))?;
        post.grade = chapter.grade.map(|grade| checked(Line::new(grade))).transpose()?;
        if let Some(name) = chapter.misspelt {
            post.learner = posted_as(person, name)?;
        }
        Ok(post)
    }
}

/// A completion as most are: the whole course, passed.
fn post(person: &Person, offer: &Offer, ended_on: NaiveDate) -> anyhow::Result<PostCompletion> {
    let course = &offer.course;
    // Two hours a week; a certificate or an activity has one day.
    let days = course.hours.hundredths() / 200 * 7;
    let one_day = matches!(course.form, CourseForm::Certificate | CourseForm::Activity);
    Ok(PostCompletion {
        institution: Some(offer.institution.clone()),
        external_id: checked(Line::new("unnumbered"))?,
        learner: LearnerRef::Document {
            document: person.document.clone(),
            name: person.name.clone(),
        },
        course: CourseRef {
            code: course.code.clone(),
            title: None,
            category: None,
            form: None,
            level: None,
        },
        started_on: (!one_day).then(|| ended_on - Duration::days(days)),
        ended_on,
        hours: course.hours,
        grade: None,
        declared_credits: course.declared_credits,
        evidence: Vec::new(),
    })
}

fn attended(
    rng: &mut StdRng,
    person: &Person,
    offer: &Offer,
    ended_on: NaiveDate,
) -> anyhow::Result<PostCompletion> {
    let mut post = post(person, offer, ended_on)?;
    post.grade = grade(rng, offer).map(|grade| checked(Line::new(&grade))).transpose()?;
    let hours = offer.course.hours.hundredths();
    if offer.course.form == CourseForm::Classroom {
        post.hours = match rng.random_range(0..100) {
            0..3 => Hours::from_hundredths(400.min(hours)),
            3..12 => Hours::from_hundredths(hours / 400 * 300),
            _ => post.hours,
        };
    }
    if rng.random_range(0..1_000) < 15
        && let Some(name) = misspelt(person.name.as_str())
    {
        post.learner = posted_as(person, &name)?;
    }
    Ok(post)
}

/// Activities have no grade; schools of a trade write figures, the others words.
fn grade(rng: &mut StdRng, offer: &Offer) -> Option<String> {
    let figures = ["HP-VS1", "HP-VS2", "HP-OU", "HP-GS"].contains(&offer.institution.as_str());
    let words = match rng.random_range(0..100) {
        0..4 => "不合格",
        4..45 => "合格",
        45..80 => "良好",
        _ => "优秀",
    };
    match offer.course.form {
        CourseForm::Activity => None,
        CourseForm::Certificate => Some("合格".to_owned()),
        _ if figures => Some(rng.random_range(55..=98).to_string()),
        _ => Some(words.to_owned()),
    }
}

/// Characters that keyboards and ears confuse.
const ALIKE: [(&str, &str); 10] = [
    ("兰", "蓝"),
    ("芳", "方"),
    ("英", "瑛"),
    ("华", "花"),
    ("娣", "弟"),
    ("明", "铭"),
    ("珍", "贞"),
    ("生", "声"),
    ("国", "帼"),
    ("敏", "闽"),
];

/// A name as a hasty clerk writes it, where it has a character that is easily mistaken.
fn misspelt(name: &str) -> Option<String> {
    let (right, wrong) = ALIKE.iter().find(|(right, _)| name.ends_with(right))?;
    name.strip_suffix(right).map(|start| format!("{start}{wrong}"))
}

fn posted_as(person: &Person, name: &str) -> anyhow::Result<LearnerRef> {
    let document = person.document.clone();
    Ok(LearnerRef::Document { document, name: checked(Line::new(name))? })
}

/// Gives each the number that its school keeps it under, by year and order of its end.
fn number(posts: &mut [PostCompletion]) -> anyhow::Result<()> {
    for (post, number) in posts.iter_mut().zip(1..) {
        let number = format!("{}-D-{number:04}", post.ended_on.year());
        post.external_id = checked(Line::new(&number))?;
    }
    Ok(())
}
