//! What differs between two rulebooks, rule by rule and field by field.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value, json};
use shared::rules::{Change, ChangeKind, RuleList, Rulebook, difference};

fn book(lists: Value) -> Rulebook {
    let mut book = lists;
    book["effective_from"] = json!("2026-01-01");
    serde_json::from_value(book).unwrap()
}

fn rule(code: &str) -> Value {
    json!({"code": code, "names": {"zh": "规则", "en": "Rule"}, "priority": 10, "repeats": "best",
        "when": {"courses": ["A", "B"], "institutions": [{"code": "HP", "below": true}]},
        "award": {"scheme": "senior", "method": {"fixed": "2.00"}}})
}

fn cap(code: &str) -> Value {
    json!({"code": code, "names": {"zh": "上限", "en": "Cap"}, "limit": {"items": 3},
        "window": "lifetime"})
}

fn told(changes: &[Change]) -> Vec<String> {
    let told = |change: &Change| {
        let fields = change.fields.iter().map(|field| {
            let side = |value: &Option<Value>| value.as_ref().map_or("-".into(), Value::to_string);
            format!(" {} {} {}", field.pointer, side(&field.before), side(&field.after))
        });
        format!("{} {} {}:{}", change.list, change.code, change.change, fields.collect::<String>())
    };
    changes.iter().map(told).collect()
}

#[test]
fn what_was_added_removed_and_changed_is_told_in_the_order_of_the_lists() {
    let mut other = rule("B");
    other["award"]["method"] = json!({"per_hours": "16.00"});
    other["priority"] = json!(11);
    other["when"]["courses"] = json!(["A"]);
    other["when"]["institutions"][0]["below"] = json!(false);
    let before =
        book(json!({"recognition": [rule("A"), rule("B"), rule("C")], "caps": [cap("C1")]}));
    let after = book(json!({"recognition": [rule("N"), other, rule("C")], "caps": [cap("C1")]}));
    let changes = difference(&before, &after);
    assert_eq!(
        told(&changes),
        [
            "recognition N added:",
            "recognition B changed: /award/method/fixed \"2.00\" - \
             /award/method/per_hours - \"16.00\" /priority 10 11 /when/courses [\"A\",\"B\"] [\"A\"] \
             /when/institutions/0/below true false",
            "recognition A removed:",
        ]
    );
    assert_eq!(changes[0].before, None);
    assert_eq!(changes[2].before.as_ref().unwrap()["code"], "A");
    assert_eq!(changes[1].list, RuleList::Recognition);
    assert_eq!(changes[1].change, ChangeKind::Changed);
}

#[test]
fn the_order_counts_among_caps_only_and_a_new_cap_moves_no_other() {
    let before =
        book(json!({"recognition": [rule("A"), rule("B")], "caps": [cap("C1"), cap("C2")]}));
    let turned =
        book(json!({"recognition": [rule("B"), rule("A")], "caps": [cap("C2"), cap("C1")]}));
    assert_eq!(
        told(&difference(&before, &turned)),
        ["caps C2 changed: /place 2 1", "caps C1 changed: /place 1 2"]
    );
    let more = book(json!({"recognition": [rule("A"), rule("B")],
        "caps": [cap("C0"), cap("C1"), cap("C2")]}));
    assert_eq!(told(&difference(&before, &more)), ["caps C0 added:"]);
    assert_eq!(told(&difference(&more, &before)), ["caps C0 removed:"]);
    assert_eq!(difference(&before, &before), []);
}
