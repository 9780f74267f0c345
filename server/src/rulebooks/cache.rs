//! Published rulebooks, kept in memory.
//!
//! Invariant: what is kept never goes stale, since a published rulebook never changes. Which of
//! them are published, and from when, is asked of the database each time: one small query.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;
use shared::ids::RulebookId;
use shared::rules::{Edition, IndexedRulebook, in_force};
use shared::vocabulary::RulebookStatus;
use tokio::sync::Mutex;

use super::store::{self, RulebookRow};
use crate::db::Conn;
use crate::error::AppResult;

/// The published rulebooks that this process has read. Cheap to clone.
#[derive(Clone, Default)]
pub struct Rulebooks {
    read: Arc<RwLock<HashMap<RulebookId, Arc<IndexedRulebook>>>>,
    alone: Arc<Mutex<()>>,
    checking: Arc<Mutex<()>>,
}

/// A rulebook that was published, with its rules.
#[derive(Clone, Debug)]
pub struct Published {
    /// Where it stands.
    pub row: RulebookRow,
    /// Its rules.
    pub rules: Arc<IndexedRulebook>,
}

impl Edition for Published {
    fn number(&self) -> Option<u32> {
        self.row.number
    }

    fn effective_from(&self) -> NaiveDate {
        self.row.effective_from
    }

    fn retired(&self) -> bool {
        self.row.status == RulebookStatus::Retired
    }
}

/// Every rulebook that was published, as one transaction sees them.
#[derive(Clone, Debug)]
pub struct Editions(Vec<Published>);

impl Editions {
    /// The one in force on a day, with where it stands.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&Published> {
        in_force(&self.0, day)
    }

    /// The rules in force on a day.
    #[must_use]
    pub fn in_force(&self, day: NaiveDate) -> Option<Arc<IndexedRulebook>> {
        self.on(day).map(|edition| Arc::clone(&edition.rules))
    }

    /// The rules that were published under a number, retired or not.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<Arc<IndexedRulebook>> {
        let edition = self.0.iter().find(|edition| edition.row.number == Some(number))?;
        Some(Arc::clone(&edition.rules))
    }
}

impl Rulebooks {
    /// Held by the one check that this process works on: a check may take seconds of a core.
    #[must_use]
    pub fn checking(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.checking)
    }

    /// Held by the one re-evaluation that this process works on.
    #[must_use]
    pub fn alone(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.alone)
    }

    /// Every published rulebook: one query, and one for each that was not read before. Take it once
    /// for a batch.
    ///
    /// # Errors
    /// The database; `Broken` when a stored rule cannot be read.
    pub fn editions(&self, conn: &mut Conn) -> AppResult<Editions> {
        let rows = store::numbered(conn)?;
        let editions = rows.into_iter().map(|row| {
            let rules = self.rules(conn, &row)?;
            Ok(Published { row, rules })
        });
        editions.collect::<AppResult<_>>().map(Editions)
    }

    /// The rules in force on a day.
    ///
    /// # Errors
    /// As [`Rulebooks::editions`].
    pub fn in_force(
        &self,
        conn: &mut Conn,
        day: NaiveDate,
    ) -> AppResult<Option<Arc<IndexedRulebook>>> {
        Ok(self.editions(conn)?.in_force(day))
    }

    fn rules(&self, conn: &mut Conn, row: &RulebookRow) -> AppResult<Arc<IndexedRulebook>> {
        let known = self.read.read().unwrap_or_else(PoisonError::into_inner).get(&row.id).cloned();
        if let Some(rules) = known {
            return Ok(rules);
        }
        let rules = Arc::new(IndexedRulebook::new(store::with_rules(conn, row)?));
        let mut all = self.read.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(all.entry(row.id).or_insert(rules)))
    }
}
