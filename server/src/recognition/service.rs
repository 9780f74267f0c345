//! The story of the preview.

use chrono::NaiveDate;
use shared::completions::PreviewRequest;
use shared::courses::CourseWorth;
use shared::fault::FaultKind;
use shared::ids::{InstitutionId, LearnerId};
use shared::problem::Refusal;
use shared::quantity::Score;
use shared::rules::{CompletionFacts, Decision, History, decide, same_course_key};
use shared::vocabulary::{CourseForm, Role};

use crate::auth::Caller;
use crate::bank::{Bank, codes_of};
use crate::clock;
use crate::completions::load_history;
use crate::courses::store::{self as courses, CourseRow};
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::institutions::store::{self as institutions, InstitutionRow};
use crate::learners::store as learners;
use crate::rulebooks::cache::Rulebooks;

/// Hundredths of a score that passes.
const PASSES: i64 = 60_00;

/// Decides as if it had been posted, with what stands on the card already: the resident's own, or
/// for staff the one that they name.
///
/// # Errors
/// `Invalid` when course, institution or card is unknown; `RoleMayNot` when a resident names a card.
pub(super) async fn preview(
    bank: &Bank,
    who: Option<&Caller>,
    ask: PreviewRequest,
) -> AppResult<Decision> {
    let (rulebooks, who) = (bank.rulebooks.clone(), who.cloned());
    bank.db
        .read(move |conn| {
            let facts = facts(conn, &ask)?;
            let Some(rulebook) = rulebooks.in_force(conn, facts.ended_on)? else {
                return Ok(Decision::without_rulebook(facts.ended_on));
            };
            let history = match whose(conn, who.as_ref(), &ask)? {
                None => History::default(),
                Some(learner) => {
                    load_history(conn, &[learner.to_string()])?.remove(&learner).unwrap_or_default()
                }
            };
            let earlier = history.attempts(&facts, &same_course_key(&facts.title));
            Ok(decide(&rulebook, &facts, &earlier, history.counted())?)
        })
        .await
}

fn whose(
    conn: &mut Conn,
    who: Option<&Caller>,
    ask: &PreviewRequest,
) -> AppResult<Option<LearnerId>> {
    match (&ask.card_number, who.map(Caller::role)) {
        (None, _) => Ok(who.and_then(Caller::learner)),
        (Some(_), None) => Err(Refusal::NotSignedIn.into()),
        (Some(_), Some(Role::Resident)) => Err(Refusal::RoleMayNot.into()),
        (Some(card), _) => {
            let found = learners::by_card_numbers(conn, std::slice::from_ref(card))?;
            let learner = found.first().map(|card| card.learner_id);
            learner.map(Some).ok_or_else(|| AppError::fault("/card_number", FaultKind::Unknown))
        }
    }
}

/// What is described: a course of the catalogue, with the asker's own hours and score, or a free
/// description of one.
fn facts(conn: &mut Conn, ask: &PreviewRequest) -> AppResult<CompletionFacts> {
    let unknown = |pointer| AppError::fault(pointer, FaultKind::Unknown);
    let course = match ask.course_id {
        Some(id) => {
            let found = courses::by_ids(conn, &[id])?.into_iter().next();
            Some(found.ok_or_else(|| unknown("/course_id"))?)
        }
        None => None,
    };
    let place = match (&course, &ask.institution) {
        (Some(course), _) => institutions::by_ids(conn, &[course.institution_id])?,
        (None, Some(code)) => institutions::by_codes(conn, std::slice::from_ref(code))?,
        (None, None) => Vec::new(),
    };
    let place = place.into_iter().next().ok_or_else(|| unknown("/institution"))?;
    let catalogue = course.as_ref();
    Ok(CompletionFacts {
        institutions: codes_of(&place.path).iter().map(ToString::to_string).collect(),
        institution_kind: place.kind,
        course_code: catalogue.map(|course| course.code.clone()).unwrap_or_default(),
        title: catalogue
            .map(|course| course.title.clone())
            .or_else(|| text(ask.title.as_ref()))
            .unwrap_or_default(),
        category: catalogue
            .map(|course| course.category.clone())
            .or_else(|| text(ask.category.as_ref()))
            .unwrap_or_else(|| "general".to_owned()),
        form: catalogue.map(|course| course.form).or(ask.form).unwrap_or(CourseForm::Classroom),
        level: catalogue
            .and_then(|course| course.level.clone())
            .or_else(|| text(ask.level.as_ref())),
        hours: ask.hours.or(catalogue.map(|course| course.hours)).unwrap_or_default(),
        score: ask.score,
        declared_credits: ask
            .declared_credits
            .or_else(|| catalogue.and_then(|course| course.declared_credits)),
        ended_on: ask.ended_on.unwrap_or_else(clock::today),
    })
}

/// What courses would be worth to anybody who finished them today with a score that passes, in their
/// order: by the rules in force, in two queries for all of them. Without a rulebook, nothing.
///
/// # Errors
/// The database.
pub fn worths(
    conn: &mut Conn,
    rulebooks: &Rulebooks,
    rows: &[&CourseRow],
) -> AppResult<Vec<Option<CourseWorth>>> {
    let today = clock::today();
    let Some(rulebook) = rulebooks.in_force(conn, today)? else {
        return Ok(vec![None; rows.len()]);
    };
    let mut ids: Vec<InstitutionId> = rows.iter().map(|row| row.institution_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let places = institutions::by_ids(conn, &ids)?;
    let nothing = History::default();
    let worth = |row: &&CourseRow| {
        let Some(place) = places.iter().find(|place| place.id == row.institution_id) else {
            return Ok(None);
        };
        let facts = passed(row, place, today);
        let earlier = nothing.attempts(&facts, &row.title_key);
        let decision = decide(&rulebook, &facts, &earlier, nothing.counted())?;
        let Decision { outcome, scheme, credits, .. } = decision;
        Ok(Some(CourseWorth { outcome, scheme, credits }))
    };
    rows.iter().map(worth).collect()
}

/// A course as somebody finishes it who passes.
fn passed(row: &CourseRow, place: &InstitutionRow, today: NaiveDate) -> CompletionFacts {
    CompletionFacts {
        institutions: codes_of(&place.path).iter().map(ToString::to_string).collect(),
        institution_kind: place.kind,
        course_code: row.code.clone(),
        title: row.title.clone(),
        category: row.category.clone(),
        form: row.form,
        level: row.level.clone(),
        hours: row.hours,
        score: Score::from_hundredths(PASSES).ok(),
        declared_credits: row.declared_credits,
        ended_on: today,
    }
}

fn text<const MAX: usize>(line: Option<&shared::fields::Line<MAX>>) -> Option<String> {
    line.map(|line| line.as_str().to_owned())
}
