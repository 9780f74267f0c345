//! The difference 差异 between two rulebooks, rule by rule and field by field.
//!
//! Invariant: a rule is the same rule when list and code agree; two rulebooks without changes hold
//! the same rules, whatever their order, but for caps, whose order counts.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::rulebook::Rulebook;
use crate::names::words;

words! {
    /// What became of a rule.
    pub enum ChangeKind {
        Added = "added", "新增", "Added";
        Removed = "removed", "删除", "Removed";
        Changed = "changed", "修改", "Changed";
    }
}

words! {
    /// The lists of a rulebook.
    pub enum RuleList {
        Recognition = "recognition", "认定规则", "Recognition rules";
        Equivalence = "equivalence", "等值转换规则", "Equivalence rules";
        Caps = "caps", "上限", "Caps";
        Gifts = "gifts", "转赠规则", "Gift policies";
    }
}

/// What became of one rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Its list.
    pub list: RuleList,
    /// Its code.
    pub code: String,
    /// What became of it.
    pub change: ChangeKind,
    /// The rule as it was.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub before: Option<Value>,
    /// The rule as it is.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub after: Option<Value>,
    /// The fields that differ, for a changed rule.
    pub fields: Vec<FieldChange>,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// JSON pointer within the rule.
    pub pointer: String,
    /// What stood there.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub before: Option<Value>,
    /// What stands there.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub after: Option<Value>,
}

/// What differs between two rulebooks: list by list, first what was changed or added in the order of
/// the later one, then what was removed in the order of the earlier one. A cap whose place among the
/// caps of both is another one has a change of `/place`, counted from 1.
#[must_use]
pub fn difference(before: &Rulebook, after: &Rulebook) -> Vec<Change> {
    let list_of = |list| {
        let (before, after) = (Rules::of(before, list), Rules::of(after, list));
        before.changes_to(&after, list)
    };
    RuleList::ALL.iter().copied().flat_map(list_of).collect()
}

/// The rules of one list, as they are written.
struct Rules(Vec<(String, Value)>);

impl Rules {
    fn of(rulebook: &Rulebook, list: RuleList) -> Self {
        fn written<T: Serialize>(rules: &[T], code: fn(&T) -> &String) -> Rules {
            let rule = |rule: &T| {
                let written = serde_json::to_value(rule).expect("a rule has a form in JSON");
                (code(rule).clone(), written)
            };
            Rules(rules.iter().map(rule).collect())
        }
        match list {
            RuleList::Recognition => written(&rulebook.recognition, |rule| &rule.code),
            RuleList::Equivalence => written(&rulebook.equivalence, |rule| &rule.code),
            RuleList::Caps => written(&rulebook.caps, |cap| &cap.code),
            RuleList::Gifts => written(&rulebook.gifts, |policy| &policy.code),
        }
    }

    fn changes_to(&self, after: &Self, list: RuleList) -> Vec<Change> {
        let (was, is) = (self.by_code(), after.by_code());
        let places = if list == RuleList::Caps { self.places_in(after) } else { HashMap::new() };
        let change = |code: &String, change, before: Option<&Value>, after: Option<&Value>| {
            let (code, before, after) = (code.clone(), before.cloned(), after.cloned());
            Change { list, code, change, before, after, fields: Vec::new() }
        };
        let mut changes = Vec::new();
        for (code, rule) in &after.0 {
            let Some(before) = was.get(code.as_str()).copied() else {
                changes.push(change(code, ChangeKind::Added, None, Some(rule)));
                continue;
            };
            let mut fields = Vec::new();
            compare("", Some(before), Some(rule), &mut fields);
            fields.extend(places.get(code.as_str()).cloned());
            if !fields.is_empty() {
                let kept = change(code, ChangeKind::Changed, Some(before), Some(rule));
                changes.push(Change { fields, ..kept });
            }
        }
        let removed = self.0.iter().filter(|(code, _)| !is.contains_key(code.as_str()));
        changes.extend(
            removed.map(|(code, rule)| change(code, ChangeKind::Removed, Some(rule), None)),
        );
        changes
    }

    fn by_code(&self) -> HashMap<&str, &Value> {
        self.0.iter().map(|(code, rule)| (code.as_str(), rule)).collect()
    }

    /// The changes of place of the rules that both have.
    fn places_in<'a>(&'a self, after: &'a Self) -> HashMap<&'a str, FieldChange> {
        let place = |rules: &'a Self, other: &Self| -> HashMap<&'a str, usize> {
            let both = other.by_code();
            let codes = rules.0.iter().map(|(code, _)| code.as_str());
            codes.filter(|code| both.contains_key(code)).zip(1..).collect()
        };
        let (before, after) = (place(self, after), place(after, self));
        let moved = before.into_iter().filter_map(|(code, before)| {
            let after = *after.get(code)?;
            let change = FieldChange {
                pointer: "/place".to_owned(),
                before: Some(json!(before)),
                after: Some(json!(after)),
            };
            (before != after).then_some((code, change))
        });
        moved.collect()
    }
}

/// Notes the fields that differ, in the order of their names. Lists of different length differ as a
/// whole: which of their items is the new one cannot be known.
fn compare(
    pointer: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    found: &mut Vec<FieldChange>,
) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for name in names {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                let pointer = format!("{pointer}/{escaped}");
                compare(&pointer, before.get(name), after.get(name), found);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) if before.len() == after.len() => {
            for (place, (before, after)) in before.iter().zip(after).enumerate() {
                compare(&format!("{pointer}/{place}"), Some(before), Some(after), found);
            }
        }
        (before, after) => found.push(FieldChange {
            pointer: pointer.to_owned(),
            before: before.cloned(),
            after: after.cloned(),
        }),
    }
}
