//! What stands on a learner's card already, as repeats and caps see it.

use std::collections::HashMap;

use shared::ids::{InstitutionId, LearnerId};
use shared::institutions::InstitutionCode;
use shared::quantity::Credits;
use shared::rules::{Attempt, CompletionFacts, Counted, Decision, same_course_key};
use shared::vocabulary::CompletionStatus;

use super::store::{self, CompletionRow};
use crate::bank::codes_of;
use crate::db::Conn;
use crate::error::{AppResult, stored};

/// Codes and paths of institutions, by id.
pub(super) type Network = HashMap<InstitutionId, (InstitutionCode, String)>;

pub(super) fn network(conn: &mut Conn) -> AppResult<Network> {
    Ok(store::paths(conn)?.into_iter().map(|(id, code, path)| (id, (code, path))).collect())
}

/// One recognised completion, ready to be compared with others.
#[derive(Clone, Debug)]
struct Past {
    institution: String,
    course_code: String,
    title_key: String,
    attempt: Attempt,
    counted: Counted,
}

/// The recognised completions of one learner, oldest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Past>,
}

impl History {
    /// Adds a completion; one that has no credits in any scheme does not matter.
    pub(super) fn add(&mut self, row: &CompletionRow, network: &Network) -> AppResult<()> {
        let live = matches!(
            stored::<CompletionStatus>(&row.status)?,
            CompletionStatus::Recognised | CompletionStatus::Amended
        );
        let Some(scheme) = row.scheme.as_deref().filter(|_| live) else { return Ok(()) };
        let path = network.get(&stored(&row.institution_id)?).map_or("", |place| place.1.as_str());
        let institutions: Vec<String> = codes_of(path).iter().map(ToString::to_string).collect();
        let decision: Decision = serde_json::from_str(&row.decision)?;
        let attempt = Attempt {
            completion: stored(&row.id)?,
            order: u64::try_from(self.past.len()).unwrap_or(u64::MAX),
            scheme: stored(scheme)?,
            score: row.score()?,
            ended_on: row.ended_on,
            credits: Credits::from_hundredths(row.worth),
            posted: Credits::from_hundredths(row.counted),
        };
        let counted = Counted {
            scheme: attempt.scheme.clone(),
            institutions: institutions.clone(),
            category: row.category.clone(),
            form: stored(&row.form)?,
            rules: decision.rules,
            ended_on: row.ended_on,
            credits: Credits::from_hundredths(row.posted),
        };
        self.past.push(Past {
            institution: institutions.into_iter().next().unwrap_or_default(),
            course_code: row.course_code.clone(),
            title_key: row.title_key.clone(),
            attempt,
            counted,
        });
        Ok(())
    }

    /// Earlier attempts at the same course: institution and code agree, or the titles do.
    #[must_use]
    pub fn attempts(&self, facts: &CompletionFacts) -> Vec<Attempt> {
        let title_key = same_course_key(&facts.title);
        let same = |past: &&Past| {
            (past.institution == facts.institution() && past.course_code == facts.course_code)
                || past.title_key == title_key
        };
        self.past.iter().filter(same).map(|past| past.attempt.clone()).collect()
    }

    /// What counts against caps.
    #[must_use]
    pub fn counted(&self) -> Vec<Counted> {
        self.past.iter().map(|past| past.counted.clone()).collect()
    }
}

/// The histories of learners.
///
/// # Errors
/// The database.
pub fn load(conn: &mut Conn, learner_keys: &[String]) -> AppResult<HashMap<LearnerId, History>> {
    let network = network(conn)?;
    of_rows(&store::of_learners(conn, learner_keys)?, &network)
}

pub(super) fn of_rows(
    rows: &[CompletionRow],
    network: &Network,
) -> AppResult<HashMap<LearnerId, History>> {
    let mut histories: HashMap<LearnerId, History> = HashMap::new();
    for row in rows {
        histories.entry(stored(&row.learner_id)?).or_default().add(row, network)?;
    }
    Ok(histories)
}
