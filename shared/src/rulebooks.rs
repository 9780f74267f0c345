//! Rulebooks 规则集 as the bank answers them: where each stands, and its four lists.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::RulebookId;
use crate::rules::{Cap, EquivalenceRule, GiftPolicy, RecognitionRule, Rulebook};
use crate::vocabulary::RulebookStatus;

/// Where a rulebook stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulebookSummary {
    /// Its id.
    pub id: RulebookId,
    /// The number under which it was published; a draft has none.
    pub number: Option<u32>,
    /// Its status.
    pub status: RulebookStatus,
    /// The first day on which it is in force.
    pub effective_from: NaiveDate,
    /// What it is for, or what changed.
    pub note: String,
    /// Who wrote it.
    pub author: String,
    /// Who published it: another than the author.
    pub published_by: Option<String>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
}

/// A rulebook with its four lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulebookView {
    /// Where it stands.
    #[serde(flatten)]
    pub summary: RulebookSummary,
    /// Completion → credits.
    pub recognition: Vec<RecognitionRule>,
    /// Credits or outcomes → credits or outcomes.
    pub equivalence: Vec<EquivalenceRule>,
    /// Limits, applied in this order.
    pub caps: Vec<Cap>,
    /// What may pass from card to card.
    pub gifts: Vec<GiftPolicy>,
}

impl RulebookView {
    /// A rulebook and where it stands.
    #[must_use]
    pub fn new(summary: RulebookSummary, rules: Rulebook) -> Self {
        let Rulebook { recognition, equivalence, caps, gifts, .. } = rules;
        Self { summary, recognition, equivalence, caps, gifts }
    }

    /// The rulebook as the rules are computed with.
    #[must_use]
    pub fn rulebook(self) -> Rulebook {
        Rulebook {
            number: self.summary.number,
            effective_from: self.summary.effective_from,
            note: self.summary.note,
            recognition: self.recognition,
            equivalence: self.equivalence,
            caps: self.caps,
            gifts: self.gifts,
        }
    }
}
