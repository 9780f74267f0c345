//! A rule of whatever list, read back.

use serde_json::Value;
use shared::rules::{RuleList, Rulebook};

use crate::json::read_value;
use crate::rule_text::Reader;

/// A rule by its code: its list, name and sentence.
pub struct Told {
    /// Its list.
    pub list: RuleList,
    /// Its name.
    pub name: String,
    /// What it says.
    pub sentence: String,
}

/// Finds a rule in the four lists and reads it back.
pub fn tell(rules: &Rulebook, code: &str, reader: &Reader) -> Option<Told> {
    let told = |list, names: &shared::lang::Text, sentence| {
        let name = names.get(reader.lang).to_owned();
        Some(Told { list, name, sentence })
    };
    if let Some(it) = rules.recognition.iter().find(|rule| rule.code == code) {
        return told(RuleList::Recognition, &it.names, reader.recognition(it));
    }
    if let Some(it) = rules.equivalence.iter().find(|rule| rule.code == code) {
        return told(RuleList::Equivalence, &it.names, reader.equivalence(it));
    }
    if let Some(it) = rules.caps.iter().find(|cap| cap.code == code) {
        return told(RuleList::Caps, &it.names, reader.cap(it));
    }
    let it = rules.gifts.iter().find(|gift| gift.code == code)?;
    told(RuleList::Gifts, &it.names, reader.gift(it))
}

/// A rule as it goes over the wire, read back.
pub fn sentence_of(list: RuleList, rule: &Value, reader: &Reader) -> Option<String> {
    Some(match list {
        RuleList::Recognition => reader.recognition(&read_value(rule)?),
        RuleList::Equivalence => reader.equivalence(&read_value(rule)?),
        RuleList::Caps => reader.cap(&read_value(rule)?),
        RuleList::Gifts => reader.gift(&read_value(rule)?),
    })
}
