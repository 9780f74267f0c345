//! Sheet 1 of the upload that school systems make, as completions.
//!
//! What the sheet does not say is made so that sending it again changes nothing. The number of a
//! result is a keyed hash of school, document, course and month: from it nobody learns the number
//! of the document. The course is the one of that title in the catalogue, else one is entered under
//! a code made from the title. The day is the last of the month, or today while the month lasts.
//! A result that is known keeps the day and the course that it was recorded with.

use std::collections::HashMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use shared::completions::PostCompletion;
use shared::fields::Line;
use shared::imports::{SCHOOL_COLUMNS, SchoolResult, best_of_each, read_school_result};
use shared::quantity::Credits;

use super::completions::Understood;
use super::store::{self, Titled};
use super::{Job, codes};
use crate::clock;

/// Columns that are checked and not kept.
const NOT_KEPT: [&str; 6] = ["major", "cohort", "leaving", "season", "remark", "student_number"];

pub(super) fn understand(job: &Job<'_>) -> anyhow::Result<Understood> {
    let sheet = job.sheet(SCHOOL_COLUMNS)?;
    let (codes, mut lines) = match codes::table(job.data_dir)? {
        (codes, Some(said)) => (codes, vec![said]),
        (codes, None) => (codes, Vec::new()),
    };
    let (today, grades) = (clock::today(), &job.place.grade_scale);
    let (results, refused) = job.read(&sheet, |row| {
        let record = sheet.record(row)?;
        read_school_result(&record, &codes, grades, today)
    });
    let (results, others) = best_of_each(results);
    lines.push(format!(
        "{others} rows repeat a course of the same person: the best result is kept, of equal ones the latest"
    ));
    let catalogue = Catalogue::load(job, &results)?;
    let known = known(job, &results)?;
    let mut posts = Vec::with_capacity(results.len());
    for (row, result) in results {
        let number = number_of(job, &result);
        let post = match known.get(&number) {
            Some((day, code)) if result.month.has(*day) => finish(result, &number, code, *day)?,
            _ => {
                let day = result.month.day(today).unwrap_or(today);
                let code = catalogue.code(&result);
                finish(result, &number, &code, day)?
            }
        };
        posts.push((row, post));
    }
    let not_kept = NOT_KEPT.iter().filter_map(|field| sheet.heading_of(field));
    let not_kept = not_kept.chain(sheet.unread()).map(str::to_owned).collect();
    Ok(Understood { sheet, posts, refused, said: lines, not_kept })
}

fn number_of(job: &Job<'_>, result: &SchoolResult) -> String {
    let keys = &job.bank.keys;
    let document = keys.document_digest(&result.document);
    let parts = [job.place.code.as_str(), &document, &result.title_key, &result.month.to_string()];
    let digest = keys.digest("import", &parts.join("\n"));
    format!("IM-{}", digest.get(..40).unwrap_or(&digest))
}

fn finish(
    result: SchoolResult,
    number: &str,
    code: &str,
    day: NaiveDate,
) -> anyhow::Result<PostCompletion> {
    let line = |words| Line::new(words).map_err(|kind| anyhow::anyhow!("{words}: {}", kind.code()));
    Ok(result.finish(line(number)?, line(code)?, day))
}

/// The day and the course of results that are recorded already, by their numbers.
fn known(
    job: &Job<'_>,
    results: &[(usize, SchoolResult)],
) -> anyhow::Result<HashMap<String, (NaiveDate, String)>> {
    let numbers: Vec<String> = results.iter().map(|(_, result)| number_of(job, result)).collect();
    Ok(job.bank.db.read_blocking(|conn| store::recorded(conn, job.place.id, &numbers))?)
}

/// The courses of the institution that have the titles of the sheet.
struct Catalogue(HashMap<String, Vec<Titled>>);

impl Catalogue {
    fn load(job: &Job<'_>, results: &[(usize, SchoolResult)]) -> anyhow::Result<Self> {
        let mut keys: Vec<&str> =
            results.iter().map(|(_, result)| result.title_key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        let found = job.bank.db.read_blocking(|conn| store::titled(conn, job.place.id, &keys))?;
        let mut by_key: HashMap<String, Vec<Titled>> = HashMap::new();
        for course in found {
            by_key.entry(course.title_key.clone()).or_default().push(course);
        }
        Ok(Self(by_key))
    }

    /// The course of a title. Courses of one title are the same course to the rules; of several, the
    /// one that gives the credits of the row, that is taught, and whose code comes first.
    fn code(&self, result: &SchoolResult) -> String {
        let credits = result.post().declared_credits.map(Credits::hundredths);
        let rank = |course: &&Titled| (course.declared_credits != credits, !course.active);
        self.0
            .get(&result.title_key)
            .and_then(|courses| courses.iter().min_by_key(rank))
            .map_or_else(|| made_code(&result.title_key), |course| course.code.clone())
    }
}

/// The code of a course that the catalogue does not have.
fn made_code(title_key: &str) -> String {
    let digest = hex::encode(Sha256::digest(title_key));
    format!("T-{}", digest.get(..12).unwrap_or(&digest))
}
