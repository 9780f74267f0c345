#![allow(missing_docs, clippy::all, clippy::pedantic)]
use super::{Cap, Change, EquivalenceRule, GiftPolicy, RecognitionRule, RuleList, Rulebook};
use crate::fault::{Fault, FaultKind};
use crate::fields::{Fields, Form};
use serde_json::Value;
pub enum OneRule {
    Recognition(RecognitionRule),
    Equivalence(EquivalenceRule),
    Cap(Cap),
    Gift(GiftPolicy),
}
impl OneRule {
    pub fn code(&self) -> &str {
        ""
    }
    pub fn list(&self) -> RuleList {
        RuleList::Caps
    }
    pub fn to_json(&self) -> serde_json::Result<String> {
        Ok(String::new())
    }
}
impl Form for OneRule {
    fn read(_: &mut Fields<'_>) -> Option<Self> {
        None
    }
}
impl Rulebook {
    pub fn parse(v: &Value) -> Result<Self, Vec<Fault>> {
        let r: Self = serde_json::from_value(v.clone())
            .map_err(|_| vec![Fault::new("", FaultKind::BadFormat)])?;
        let f = r.faults();
        if f.is_empty() { Ok(r) } else { Err(f) }
    }
}
pub fn to_table(_: &Rulebook) -> Vec<Vec<String>> {
    vec![]
}
pub fn from_table(_: &[Vec<String>]) -> Result<Rulebook, Vec<Fault>> {
    Err(vec![])
}
pub fn difference(_: &Rulebook, _: &Rulebook) -> Vec<Change> {
    vec![]
}
