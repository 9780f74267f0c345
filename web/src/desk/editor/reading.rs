//! What is typed, read as a rule by the same reading as the server's.

use serde_json::Value;
use shared::fault::Fault;
use shared::fields::Form;
use shared::rules::{Cap, EquivalenceRule, GiftPolicy, RecognitionRule, RuleList};

use crate::rule_text::Reader;

/// A rule of one of the four kinds.
pub enum Rule {
    /// Completion → credits.
    Recognition(RecognitionRule),
    /// Credits or outcomes → credits or outcomes.
    Equivalence(EquivalenceRule),
    /// A limit.
    Cap(Cap),
    /// What may pass from card to card.
    Gift(GiftPolicy),
}

impl Rule {
    /// Reads a rule.
    ///
    /// # Errors
    /// All of its faults.
    pub fn read(list: RuleList, body: &Value) -> Result<Self, Vec<Fault>> {
        match list {
            RuleList::Recognition => RecognitionRule::parse(body).map(Self::Recognition),
            RuleList::Equivalence => EquivalenceRule::parse(body).map(Self::Equivalence),
            RuleList::Caps => Cap::parse(body).map(Self::Cap),
            RuleList::Gifts => GiftPolicy::parse(body).map(Self::Gift),
        }
    }

    /// The rule as a sentence.
    pub fn sentence(&self, reader: &Reader) -> String {
        match self {
            Self::Recognition(rule) => reader.recognition(rule),
            Self::Equivalence(rule) => reader.equivalence(rule),
            Self::Cap(cap) => reader.cap(cap),
            Self::Gift(gift) => reader.gift(gift),
        }
    }
}
