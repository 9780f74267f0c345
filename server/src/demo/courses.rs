//! The district's catalogue: its own courses, and a slice of a real university's.
//!
//! `catalogue-sjtu.csv` keeps the rows as they were published; its licence stands beside it.

use anyhow::Context;
use serde::Deserialize;
use shared::courses::PostCourse;
use shared::fields::Line;
use shared::institutions::InstitutionCode;
use shared::quantity::{Credits, Hours};
use shared::vocabulary::{CourseForm, Status};

use super::checked;
use super::network::Network;
use crate::courses::store::{self, NewCourse};
use crate::db::Conn;
use crate::error::AppResult;

const OWN: &str = include_str!("courses.csv");
const UNIVERSITY: &str = include_str!("catalogue-sjtu.csv");
const OPEN_UNIVERSITY: &str = "HP-OU";
const HOURS_PER_UNIVERSITY_CREDIT: i64 = 16;

/// A course at one institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    pub institution: InstitutionCode,
    pub course: PostCourse,
}

#[derive(Deserialize)]
struct OwnRow {
    code: String,
    title: String,
    category: String,
    form: String,
    level: Option<String>,
    hours: String,
    declared_credits: Option<String>,
    institutions: String,
}

#[derive(Deserialize)]
struct UniversityRow {
    code: String,
    title: String,
    school: String,
    credits: String,
}

/// Every course of the district, in the order of its lists.
pub(super) fn catalogue() -> anyhow::Result<Vec<Offer>> {
    let mut offers = Vec::new();
    for row in csv::Reader::from_reader(OWN.as_bytes()).deserialize() {
        let row: OwnRow = row?;
        for institution in row.institutions.split(' ') {
            offers.push(row.at(institution).with_context(|| row.code.clone())?);
        }
    }
    for row in csv::Reader::from_reader(UNIVERSITY.as_bytes()).deserialize() {
        let row: UniversityRow = row?;
        offers.push(row.offer().with_context(|| row.code.clone())?);
    }
    Ok(offers)
}

impl OwnRow {
    fn at(&self, institution: &str) -> anyhow::Result<Offer> {
        let institution: InstitutionCode = checked(institution.parse())?;
        let declared: Option<Credits> =
            self.declared_credits.as_deref().map(|credits| checked(credits.parse())).transpose()?;
        let course = PostCourse {
            institution: Some(institution.clone()),
            code: checked(Line::new(&self.code))?,
            title: checked(Line::new(&self.title))?,
            category: checked(Line::new(&self.category))?,
            form: checked(self.form.parse())?,
            level: self.level.as_deref().map(|level| checked(Line::new(level))).transpose()?,
            hours: checked(self.hours.parse())?,
            declared_credits: declared,
            status: Status::Active,
        };
        Ok(Offer { institution, course })
    }
}

impl UniversityRow {
    fn offer(&self) -> anyhow::Result<Offer> {
        let institution: InstitutionCode = checked(OPEN_UNIVERSITY.parse())?;
        let credits: Credits = checked(self.credits.parse())?;
        let course = PostCourse {
            institution: Some(institution.clone()),
            code: checked(Line::new(&self.code))?,
            title: checked(Line::new(&self.title))?,
            category: checked(Line::new(&self.school))?,
            form: CourseForm::Blended,
            level: None,
            hours: Hours::from_hundredths(credits.hundredths() * HOURS_PER_UNIVERSITY_CREDIT),
            declared_credits: Some(credits),
            status: Status::Active,
        };
        Ok(Offer { institution, course })
    }
}

/// Enters the courses.
pub(super) fn add(conn: &mut Conn, network: &Network, offers: &[Offer]) -> AppResult<()> {
    let mut new = Vec::with_capacity(offers.len());
    for offer in offers {
        let at = network.get(offer.institution.as_str()).context("a course is taught nowhere")?;
        new.push(NewCourse::new(at.id, offer.course.clone()));
    }
    store::insert_many(conn, &new)?;
    Ok(())
}
