//! Stored completions as the rules see them, and what stands on a learner's card already.

use std::collections::HashMap;

use shared::ids::{InstitutionId, LearnerId};
use shared::institutions::InstitutionCode;
use shared::quantity::{Credits, Hours};
use shared::rules::{CompletionFacts, History, PastCompletion};
use shared::vocabulary::{CompletionStatus, InstitutionKind};

use super::store::{self, CompletionRow};
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};

/// An institution, as the facts of a completion name it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its code.
    pub code: InstitutionCode,
    /// Its own code first, then those of the institutions above it.
    pub codes: Vec<String>,
    /// Its kind.
    pub kind: InstitutionKind,
}

/// Institutions by id.
pub type Network = HashMap<InstitutionId, Place>;

/// Every institution.
///
/// # Errors
/// The database.
pub fn network(conn: &mut Conn) -> AppResult<Network> {
    store::places(conn)
}

impl CompletionRow {
    /// What the rules look at.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn facts(&self, network: &Network) -> AppResult<CompletionFacts> {
        let place = network.get(&stored(&self.institution_id)?).ok_or_else(AppError::busy)?;
        Ok(CompletionFacts {
            institutions: place.codes.clone(),
            institution_kind: place.kind,
            course_code: self.course_code.clone(),
            title: self.title.clone(),
            category: self.category.clone(),
            form: stored(&self.form)?,
            level: self.level.clone(),
            hours: Hours::from_hundredths(self.hours),
            score: self.score()?,
            declared_credits: self.declared_credits.map(Credits::from_hundredths),
            ended_on: self.ended_on,
        })
    }

    /// The completion with the decision that stands.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn past(&self, network: &Network) -> AppResult<PastCompletion> {
        Ok(PastCompletion {
            completion: stored(&self.id)?,
            facts: self.facts(network)?,
            title_key: self.title_key.clone(),
            decision: serde_json::from_str(&self.decision)?,
            live: stored::<CompletionStatus>(&self.status)? != CompletionStatus::Revoked,
        })
    }

    /// Adds it to what stands on the card, if it counts.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn count_in(&self, history: &mut History, network: &Network) -> AppResult<()> {
        let past = self.past(network)?;
        if past.live {
            history.add(&past.facts, &past.title_key, past.completion, &past.decision);
        }
        Ok(())
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
        row.count_in(histories.entry(stored(&row.learner_id)?).or_default(), network)?;
    }
    Ok(histories)
}
