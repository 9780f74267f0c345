//! One rule by itself, of whichever list.

use chrono::NaiveDate;

use super::difference::RuleList;
use super::equivalence::EquivalenceRule;
use super::limits::{Cap, GiftPolicy};
use super::rulebook::{RecognitionRule, Rulebook};
use crate::fault::Fault;

/// A rule that is written by itself: `{"list": "caps", "rule": {…}}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OneRule {
    /// Completion → credits.
    Recognition(RecognitionRule),
    /// Credits or outcomes → credits or outcomes.
    Equivalence(EquivalenceRule),
    /// A limit.
    Cap(Cap),
    /// What may pass from card to card.
    Gift(GiftPolicy),
}

impl OneRule {
    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Recognition(rule) => &rule.code,
            Self::Equivalence(rule) => &rule.code,
            Self::Cap(cap) => &cap.code,
            Self::Gift(policy) => &policy.code,
        }
    }

    /// The list that it belongs to.
    #[must_use]
    pub const fn list(&self) -> RuleList {
        match self {
            Self::Recognition(_) => RuleList::Recognition,
            Self::Equivalence(_) => RuleList::Equivalence,
            Self::Cap(_) => RuleList::Caps,
            Self::Gift(_) => RuleList::Gifts,
        }
    }

    /// The rule as it stands in its list.
    ///
    /// # Errors
    /// None that a rule can give rise to.
    pub fn to_json(&self) -> serde_json::Result<String> {
        match self {
            Self::Recognition(rule) => serde_json::to_string(rule),
            Self::Equivalence(rule) => serde_json::to_string(rule),
            Self::Cap(cap) => serde_json::to_string(cap),
            Self::Gift(policy) => serde_json::to_string(policy),
        }
    }

    /// Its faults, as those of a rulebook that holds nothing else.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut alone = Rulebook {
            number: None,
            effective_from: NaiveDate::MIN,
            note: String::new(),
            recognition: Vec::new(),
            equivalence: Vec::new(),
            caps: Vec::new(),
            gifts: Vec::new(),
        };
        match self.clone() {
            Self::Recognition(rule) => alone.recognition.push(rule),
            Self::Equivalence(rule) => alone.equivalence.push(rule),
            Self::Cap(cap) => alone.caps.push(cap),
            Self::Gift(policy) => alone.gifts.push(policy),
        }
        alone.faults()
    }
}
