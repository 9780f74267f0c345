//! Batches 批量登记: completions that were posted together, and undoing them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::BatchId;
use crate::institutions::InstitutionCode;

/// A batch of completions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// The institution; of several the first.
    pub institution: InstitutionCode,
    /// When it was posted.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Completions that it created.
    pub completions: u64,
    /// Of these, how many still stand.
    pub standing: u64,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
}

/// The answer to undoing a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Undone {
    /// How many met which fate.
    pub counts: UndoCounts,
}

/// What became of the completions of a batch that was undone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndoCounts {
    /// Revoked now.
    pub revoked: u64,
    /// Revoked before.
    pub already_revoked: u64,
}
