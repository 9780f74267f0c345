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
use crate::learners::store as learners;

/// What is left of it, by learner, completion and scheme.
#[derive(Clone, Debug, Default)]
pub struct Expired(HashMap<(LearnerId, CompletionId, SchemeCode), Credits>);

impl Expired {
    /// Of all completions of learners, those that came with records that were merged included.
    ///
    /// # Errors
    /// The database.
    pub fn load(conn: &mut Conn, learner_keys: &[String]) -> AppResult<Self> {
        let mut expired = Self::default();
        let absorbed: HashMap<LearnerId, LearnerId> =
            learners::absorbed(conn, learner_keys)?.into_iter().collect();
        let keys: Vec<String> =
            learner_keys.iter().cloned().chain(absorbed.keys().map(ToString::to_string)).collect();
        let kept = |key: &str| -> AppResult<LearnerId> {
            let learner = stored(key)?;
            Ok(absorbed.get(&learner).copied().unwrap_or(learner))
        };
        for (learner, sources, scheme, amount) in store::written_off(conn, &keys)? {
            let sources: Vec<CompletionId> = serde_json::from_str(&sources)?;
            let amount = Credits::from_hundredths(amount).negated()?;
            expired.add(kept(&learner)?, &sources, &stored(&scheme)?, amount)?;
        }
        for (learner, completion, scheme, amount) in store::taken_back(conn, &keys)? {
            let Some(completion) = completion else { continue };
            let amount = Credits::from_hundredths(amount);
            expired.add(kept(&learner)?, &[stored(&completion)?], &stored(&scheme)?, amount)?;
        }
        Ok(expired)
    }

    /// What was one learner's is another's from now on.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn merge(&mut self, from: LearnerId, into: LearnerId) -> AppResult<()> {
        let of = |(learner, ..): &(LearnerId, CompletionId, SchemeCode)| *learner == from;
        let moved: Vec<_> = self.0.extract_if(|key, _| of(key)).collect();
        for ((_, completion, scheme), amount) in moved {
            self.add(into, &[completion], &scheme, amount)?;
        }
        Ok(())
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
