//! What is typed, read as a rule by the same reading as the server's.

use serde_json::{Value, json};
use shared::fault::Fault;
use shared::fields::Form;
use shared::rules::{OneRule, RuleList};

use crate::rule_text::Reader;

/// Where the rule stands in what the server reads.
const RULE: &str = "/rule";

/// Reads a rule.
///
/// # Errors
/// All of its faults, with pointers within the rule.
pub fn read(list: RuleList, body: &Value) -> Result<OneRule, Vec<Fault>> {
    let within = |fault: Fault| {
        let pointer = fault.pointer.strip_prefix(RULE).unwrap_or_default().to_owned();
        Fault::new(pointer, fault.kind)
    };
    OneRule::parse(&json!({ "list": list.as_str(), "rule": body }))
        .map_err(|faults| faults.into_iter().map(within).collect())
}

/// A rule as a sentence.
pub fn sentence(rule: &OneRule, reader: &Reader) -> String {
    match rule {
        OneRule::Recognition(rule) => reader.recognition(rule),
        OneRule::Equivalence(rule) => reader.equivalence(rule),
        OneRule::Cap(cap) => reader.cap(cap),
        OneRule::Gift(gift) => reader.gift(gift),
    }
}
