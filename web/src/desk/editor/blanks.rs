//! What stands in the editor before anything was typed.

use serde_json::{Value, json};
use shared::rules::RuleList;

/// A rule of which nothing has been typed yet.
pub fn blank(list: RuleList) -> Value {
    let head = json!({ "code": null, "names": { "zh": null, "en": null } });
    let rest = match list {
        RuleList::Recognition => json!({
            "priority": 10,
            "when": {},
            "award": {
                "scheme": null,
                "method": { "per_hours": "16.00" },
                "factor": "1/1",
                "rounding": blank_rounding(),
                "max": null,
            },
            "repeats": "once",
        }),
        RuleList::Equivalence => json!({
            "priority": 10,
            "outcome": "credit",
            "decision": "automatic",
            "receiver": null,
            "by_amount": blank_amount(),
        }),
        RuleList::Caps => json!({
            "limit": { "credits": null },
            "window": { "year_from": "01-01" },
        }),
        RuleList::Gifts => json!({ "schemes": [], "cooling_off_hours": 24, "family_only": false }),
    };
    let mut rule = head;
    if let (Some(rule), Value::Object(rest)) = (rule.as_object_mut(), rest) {
        rule.extend(rest);
    }
    rule
}

fn blank_rounding() -> Value {
    json!({ "step": "0.01", "mode": "down" })
}

/// A conversion of which nothing has been typed yet.
pub fn blank_amount() -> Value {
    json!({
        "from": null,
        "to": null,
        "ratio": "1/1",
        "smallest": null,
        "step": "0.01",
        "rounding": blank_rounding(),
    })
}

/// An exchange of outcomes of which nothing has been typed yet.
pub fn blank_outcome() -> Value {
    json!({ "requires": { "all_of": [blank_course()] }, "gives": [blank_grant()] })
}

/// A required course of which nothing has been typed yet.
pub fn blank_course() -> Value {
    json!({ "course": { "institution": null, "code": null }, "min_score": null, "max_score": null })
}

/// A completed course of which nothing has been typed yet.
pub fn blank_held() -> Value {
    json!({ "institution": null, "code": null, "score": null })
}

/// A grant of which nothing has been typed yet.
pub fn blank_grant() -> Value {
    json!({ "program": null, "unit": null, "scheme": null, "credits": null })
}
