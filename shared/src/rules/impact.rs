//! The impact 影响 of a draft: what it would change for whom.
//!
//! Invariant: every completion counts once in each table, so the tables agree with the totals.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::decide::Outcome;
use crate::ids::{CompletionId, SchemeCode};
use crate::quantity::Credits;

/// What a draft would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Impact {
    /// Completions that ended from this day on were decided again.
    pub since: NaiveDate,
    /// How many there are.
    pub completions: u64,
    /// Whose they are.
    pub people: u64,
    /// How many would come out otherwise.
    pub changed: u64,
    /// People who would have more in all.
    pub gainers: u64,
    /// People who would have less in all.
    pub losers: u64,
    /// Completions that would newly need a decision.
    pub newly_undecided: u64,
    /// Completions that would newly be recognised.
    pub newly_recognised: u64,
    /// Completions that would no longer be recognised.
    pub no_longer_recognised: u64,
    /// By scheme; what is recognised neither now nor then stands in a line without a key.
    pub schemes: Vec<ImpactLine>,
    /// By institution.
    pub institutions: Vec<ImpactLine>,
    /// By age on the day the completion ended.
    pub age_bands: Vec<ImpactLine>,
    /// The largest changes, largest first.
    pub largest: Vec<LargeChange>,
}

/// One line of a table of the impact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImpactLine {
    /// The scheme's code, the institution's, or the band of ages: `60-69`, `80+`, `unknown`.
    pub key: String,
    /// Completions; one that would change its scheme counts where it would come to.
    pub completions: u64,
    /// Those that would come out otherwise.
    pub changed: u64,
    /// People.
    pub people: u64,
    /// People who would have more here.
    pub gainers: u64,
    /// People who would have less here.
    pub losers: u64,
    /// Completions that would newly need a decision.
    pub newly_undecided: u64,
    /// Credits now.
    pub before: Credits,
    /// Credits then.
    pub after: Credits,
    /// The difference, below zero for a loss.
    pub difference: Credits,
}

/// A completion that would come out otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LargeChange {
    /// The completion.
    pub completion_id: CompletionId,
    /// The holder's card.
    pub card_number: String,
    /// The institution's code.
    pub institution: String,
    /// The course's title.
    pub course: String,
    /// The day it ended.
    pub ended_on: NaiveDate,
    /// The scheme of the credits then, or now where there are none then.
    pub scheme: Option<SchemeCode>,
    /// Credits now.
    pub before: Credits,
    /// Credits then.
    pub after: Credits,
    /// The difference.
    pub difference: Credits,
    /// The outcome now.
    pub outcome_before: Outcome,
    /// The outcome then.
    pub outcome_after: Outcome,
    /// Rules that decide now.
    pub rules_before: Vec<String>,
    /// Rules that would decide.
    pub rules_after: Vec<String>,
}
