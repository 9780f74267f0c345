//! How much of each completion's credits was written off unspent.
//!
//! Invariant: only lots of the completion's own learner, in the scheme, that trace to it alone count;
//! what was taken back of them counts no more.

use std::collections::HashMap;

use shared::ids::{CompletionId, LearnerId, SchemeCode};
use shared::ledger::Lot;
use shared::quantity::Credits;

use super::store;
use crate::db::Conn;
use crate::error::{AppResult, stored};

/// What is left of it, by learner, completion and scheme.
#[derive(Debug, Default)]
pub struct Expired(HashMap<(LearnerId, CompletionId, SchemeCode), Credits>);

impl Expired {
    /// Of all completions of learners.
    ///
    /// # Errors
    /// The database.
    pub fn load(conn: &mut Conn, learner_keys: &[String]) -> AppResult<Self> {
        let mut expired = Self::default();
        for (learner, sources, scheme, amount) in store::written_off(conn, learner_keys)? {
            let sources: Vec<CompletionId> = serde_json::from_str(&sources)?;
            let amount = Credits::from_hundredths(amount).negated()?;
            expired.add(stored(&learner)?, &sources, &stored(&scheme)?, amount)?;
        }
        for (learner, completion, scheme, amount) in store::taken_back(conn, learner_keys)? {
            let Some(completion) = completion else { continue };
            let amount = Credits::from_hundredths(amount);
            expired.add(stored(&learner)?, &[stored(&completion)?], &stored(&scheme)?, amount)?;
        }
        Ok(expired)
    }

    /// A lot is written off, as it is.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn write_off(&mut self, lot: &Lot) -> AppResult<()> {
        self.add(lot.learner, &lot.sources, &lot.scheme, lot.available)
    }

    pub(super) fn left(
        &self,
        learner: LearnerId,
        completion: CompletionId,
        scheme: &SchemeCode,
    ) -> Credits {
        let left = self.0.get(&(learner, completion, scheme.clone())).copied();
        left.unwrap_or_default().max(Credits::ZERO)
    }

    pub(super) fn add(
        &mut self,
        learner: LearnerId,
        sources: &[CompletionId],
        scheme: &SchemeCode,
        amount: Credits,
    ) -> AppResult<()> {
        if let [completion] = sources {
            let left = self.0.entry((learner, *completion, scheme.clone())).or_default();
            *left = left.plus(amount)?;
        }
        Ok(())
    }
}
