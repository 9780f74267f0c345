//! What cannot be a rulebook is refused, all of it at once, each fault at its place.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::{Value, json};
use shared::fault::Fault;
use shared::fields::Form;
use shared::lang::Lang;
use shared::rules::{OneRule, RuleList, Rulebook};

mod any_rulebook;

fn told(faults: Vec<Fault>) -> Vec<String> {
    let told = |fault: Fault| {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!fault.report(lang).message.is_empty());
        }
        format!("{} {}", fault.pointer, fault.kind.code())
    };
    faults.into_iter().map(told).collect()
}

fn faults(book: &Value) -> Vec<String> {
    told(Rulebook::parse(book).unwrap_err())
}

fn recognition(code: &str) -> Value {
    json!({"code": code, "names": {"zh": "规则", "en": "Rule"}, "priority": 1, "repeats": "once",
        "award": {"scheme": "senior", "method": "declared"}})
}

fn exchange(by: &Value) -> Value {
    let mut rule = json!({"code": "E", "names": {"zh": "规则", "en": "Rule"}, "priority": 1,
        "outcome": "credit", "decision": "automatic"});
    for (name, value) in by.as_object().unwrap() {
        rule[name] = value.clone();
    }
    rule
}

#[test]
fn every_fault_of_every_list_is_told_at_once() {
    let book = json!({
        "effective_from": "2026-13-01", "note": 7, "extra": 1,
        "recognition": [
            recognition("R1"),
            {"code": "R 2", "names": {"zh": "", "en": 3}, "priority": "high", "repeats": "twice",
                "effective_from": "soon", "status": "gone", "when": {"forms": ["online", "radio"],
                "min_hours": "-1", "institutions": [{"code": "A"}, {"below": true}]},
                "award": {"scheme": "Senior", "method": {"fixed": "1", "per_hours": "2"},
                    "factor": "0/1", "rounding": {"step": "x", "mode": "up"}, "max": "1.005"}},
            recognition("R1"),
            "rule",
        ],
        "equivalence": [exchange(&json!({})), exchange(&json!({"by_amount": {"from": "a", "to": "a",
            "ratio": "1/0"}}))],
        "caps": {},
        "gifts": [{"code": "G", "names": {"zh": "转赠", "en": "Gift"}, "cooling_off_hours": -1,
            "smallest": "-1.00"}],
    });
    assert_eq!(
        faults(&book),
        [
            "/effective_from not_a_day",
            "/note wrong_type",
            "/recognition/1/names/zh required",
            "/recognition/1/names/en wrong_type",
            "/recognition/1/effective_from not_a_day",
            "/recognition/1/status not_one_of",
            "/recognition/1/priority wrong_type",
            "/recognition/1/when/institutions/1/code required",
            "/recognition/1/when/forms/1 not_one_of",
            "/recognition/1/when/min_hours negative",
            "/recognition/1/award/scheme bad_format",
            "/recognition/1/award/method exactly_one_of",
            "/recognition/1/award/factor not_positive",
            "/recognition/1/award/rounding/step not_decimal",
            "/recognition/1/award/rounding/mode not_one_of",
            "/recognition/1/award/max too_many_decimals",
            "/recognition/1/repeats not_one_of",
            "/recognition/3 wrong_type",
            "/equivalence/0 exactly_one_of",
            "/equivalence/1/by_amount/ratio not_positive",
            "/caps wrong_type",
            "/gifts/0/cooling_off_hours out_of_range",
            "/recognition/2/code duplicate",
            "/extra unknown_field",
        ]
    );
    assert_eq!(faults(&json!([])), [" wrong_type"]);
}

#[test]
fn what_can_be_said_in_several_ways_is_said_in_one() {
    for (method, fault) in [
        (json!("guessed"), "/rule/award/method not_one_of"),
        (json!(2), "/rule/award/method wrong_type"),
        (json!(null), "/rule/award/method required"),
        (json!({}), "/rule/award/method exactly_one_of"),
        (json!({"fixed": "1", "more": 1}), "/rule/award/method/more unknown_field"),
        (json!({"fixed": 1}), "/rule/award/method/fixed wrong_type"),
        (json!({"per_hours": "0.00"}), "/rule/award/method/per_hours not_positive"),
    ] {
        let mut rule = recognition("R");
        rule["award"]["method"] = method;
        let one = json!({"list": "recognition", "rule": rule});
        assert_eq!(told(OneRule::parse(&one).unwrap_err()), [fault]);
    }
    for (window, fault) in [
        (json!({"year_from": "02-30"}), "/rule/window/year_from bad_format"),
        (json!({"semesters_from": ["02-01", 9]}), "/rule/window/semesters_from/1 wrong_type"),
        (json!({"semesters_from": []}), "/rule/window/semesters_from required"),
        (json!("year"), "/rule/window not_one_of"),
    ] {
        let cap = json!({"list": "caps", "rule": {"code": "C", "names": {"zh": "上限", "en": "Cap"},
            "limit": {"items": 3}, "window": window}});
        assert_eq!(told(OneRule::parse(&cap).unwrap_err()), [fault]);
    }
}

#[test]
fn one_rule_is_read_by_itself() {
    let rule = OneRule::parse(&json!({"list": "recognition", "rule": recognition("R1")})).unwrap();
    assert_eq!((rule.code(), rule.list()), ("R1", RuleList::Recognition));
    let written: Value = serde_json::from_str(&rule.to_json().unwrap()).unwrap();
    assert_eq!(written["award"]["method"], "declared");
    let read = |body: &Value| {
        let mut told = told(OneRule::parse(body).unwrap_err());
        told.sort();
        told
    };
    assert_eq!(read(&json!({"list": "laws", "rule": {}})), ["/list not_one_of"]);
    assert_eq!(read(&json!({"list": "caps"})), ["/rule required"]);
    assert_eq!(
        read(&json!({"list": "gifts", "rule": recognition("R1")})),
        [
            "/rule/award unknown_field",
            "/rule/cooling_off_hours required",
            "/rule/priority unknown_field",
            "/rule/repeats unknown_field",
        ]
    );
}

#[test]
fn requirements_lie_in_each_other_eight_levels_deep_and_no_deeper() {
    let nested = |levels: usize| {
        let course = json!({"course": {"institution": "A", "code": "B"}});
        let requires = (0..levels).fold(course, |part, _| json!({"any_of": [part]}));
        let gives =
            json!([{"program": "P", "unit": "U", "scheme": "vocational", "credits": "1.00"}]);
        let rule = exchange(&json!({"by_outcome": {"requires": requires, "gives": gives}}));
        Rulebook::parse(&json!({"effective_from": "2026-01-01", "equivalence": [rule]}))
    };
    assert!(nested(8).is_ok());
    let refused = told(nested(9).unwrap_err());
    assert_eq!(refused, ["/equivalence/0/by_outcome/requires too_deep"]);
}

#[test]
fn lists_without_end_are_refused() {
    let book = |rules: usize| {
        let rules: Vec<Value> =
            (0..rules).map(|number| recognition(&format!("R{number}"))).collect();
        Rulebook::parse(&json!({"effective_from": "2026-01-01", "recognition": rules}))
    };
    assert!(book(25_000).is_ok());
    assert_eq!(told(book(25_001).unwrap_err()), ["/recognition too_many"]);
    let mut rule = recognition("R");
    rule["when"] = json!({"courses": vec!["A"; 1_001]});
    let one = told(OneRule::parse(&json!({"list": "recognition", "rule": rule})).unwrap_err());
    assert_eq!(one, ["/rule/when/courses too_many"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_was_written_is_read_as_the_same(book in any_rulebook::any_rulebook()) {
        let stored: Rulebook = serde_json::from_value(book.clone()).unwrap();
        prop_assert_eq!(stored.faults(), []);
        prop_assert_eq!(Rulebook::parse(&book), Ok(stored.clone()));
        prop_assert_eq!(Rulebook::parse(&serde_json::to_value(&stored).unwrap()), Ok(stored));
    }
}
