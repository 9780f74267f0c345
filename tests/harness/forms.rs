//! Bodies that tests post, with what they do not care about filled in.

use serde_json::{Value, json};

use crate::Person;

/// A completion of a course that the row itself describes: 16 hours, passed.
#[must_use]
pub fn completion(external_id: &str, person: &Person, ended_on: &str) -> Value {
    json!({
        "external_id": external_id,
        "learner": person.learner(),
        "course": {"code": "CALL-1", "title": "书法基础", "category": "art"},
        "ended_on": ended_on,
        "hours": "16",
        "grade": "合格",
    })
}

/// A rulebook in force since 2020 with these lists.
#[must_use]
pub fn rulebook(recognition: Vec<Value>, equivalence: Vec<Value>) -> Value {
    json!({
        "effective_from": "2020-01-01", "note": "",
        "recognition": recognition, "equivalence": equivalence, "caps": [], "gifts": [],
    })
}

/// A recognition rule that matches everything; members of `more` replace its own.
#[must_use]
pub fn recognition_rule(code: &str, award: &Value, more: &Value) -> Value {
    let rule = json!({
        "code": code, "names": {"zh": format!("规则 {code}"), "en": format!("Rule {code}")},
        "priority": 10, "when": {}, "award": award, "repeats": "every",
    });
    with(rule, more)
}

/// An automatic rule that converts one scheme's credits into another's; members of `more` replace
/// its own, those of `by_amount` one by one.
#[must_use]
pub fn conversion_rule(code: &str, from: &str, to: &str, ratio: &str, more: &Value) -> Value {
    let rule = json!({
        "code": code, "names": {"zh": format!("规则 {code}"), "en": format!("Rule {code}")},
        "priority": 10, "outcome": "credit", "decision": "automatic", "receiver": null,
        "by_amount": {"from": from, "to": to, "ratio": ratio, "smallest": null, "step": "0.01",
            "rounding": {"step": "0.01", "mode": "down"}},
    });
    with(rule, more)
}

/// `value` with the members of `more` in place of its own; objects are merged.
#[must_use]
pub fn with(mut value: Value, more: &Value) -> Value {
    if let (Some(members), Some(more)) = (value.as_object_mut(), more.as_object()) {
        for (name, new) in more {
            let old = members.remove(name).unwrap_or_default();
            let merged =
                if old.is_object() && new.is_object() { with(old, new) } else { new.clone() };
            members.insert(name.clone(), merged);
        }
    }
    value
}
