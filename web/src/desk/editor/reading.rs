//! What is typed, read as a rule by the same reading as the server's.

use serde_json::Value;
use shared::fault::{Fault, FaultKind};
use shared::rules::{Cap, EquivalenceRule, GiftPolicy, RecognitionRule, RuleList, Rulebook};

use crate::json::read_value;
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
        let unreadable = || vec![Fault::new("", FaultKind::Required)];
        let rule = match list {
            RuleList::Recognition => read_value(body).map(Self::Recognition),
            RuleList::Equivalence => read_value(body).map(Self::Equivalence),
            RuleList::Caps => read_value(body).map(Self::Cap),
            RuleList::Gifts => read_value(body).map(Self::Gift),
        };
        let rule = rule.ok_or_else(unreadable)?;
        let faults = rule.faults();
        if faults.is_empty() { Ok(rule) } else { Err(faults) }
    }

    fn faults(&self) -> Vec<Fault> {
        let mut alone = Rulebook {
            number: None,
            effective_from: chrono::NaiveDate::MIN,
            note: String::new(),
            recognition: Vec::new(),
            equivalence: Vec::new(),
            caps: Vec::new(),
            gifts: Vec::new(),
        };
        match self {
            Self::Recognition(rule) => alone.recognition.push(rule.clone()),
            Self::Equivalence(rule) => alone.equivalence.push(rule.clone()),
            Self::Cap(cap) => alone.caps.push(cap.clone()),
            Self::Gift(gift) => alone.gifts.push(gift.clone()),
        }
        let inside = |fault: Fault| {
            let pointer = fault.pointer.splitn(4, '/').nth(3).map(|rest| format!("/{rest}"));
            Fault::new(pointer.unwrap_or_default(), fault.kind)
        };
        alone.faults().into_iter().map(inside).collect()
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
