//! The rulebook's JSON: what the contract shows is read and written without loss.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value, json};
use shared::fault::FaultKind;
use shared::rules::{Exchange, Method, Requirement, Rulebook};
use shared::vocabulary::Status;

/// The contract's example, completed where it is abridged.
const EXAMPLE: &str = r#"
{"effective_from": "2026-01-01", "note": "首版规则",
 "recognition": [{"code": "SC-03", "names": {"zh": "老年大学面授课程", "en": "Senior college classes"}, "priority": 10, "effective_from": null, "effective_to": null, "ground": "学分标准第三条",
   "when": {"institution_kinds": ["senior_college"], "institutions": [{"code": "HP-SC", "below": true}], "courses": ["CALL*"], "categories": [], "forms": ["classroom"], "levels": [], "min_hours": "16.00", "min_score": "60.00", "ended_from": null, "ended_to": null},
   "award": {"scheme": "senior", "method": {"per_hours": "16.00"}, "factor": "1/1", "rounding": {"step": "0.50", "mode": "down"}, "max": null},
   "repeats": "best"}],
 "equivalence": [
  {"code": "EQ-01", "names": {"zh": "社区转职业", "en": "Community to vocational"}, "priority": 10, "outcome": "credit", "decision": "automatic", "receiver": null,
   "by_amount": {"from": "community", "to": "vocational", "ratio": "2/3", "smallest": "3.00", "step": "3.00", "rounding": {"step": "0.01", "mode": "down"}}},
  {"code": "EQ-20", "names": {"zh": "电商证书免修", "en": "E-commerce exemption"}, "priority": 10, "outcome": "exemption", "decision": "institution", "receiver": "HP-VS1",
   "by_outcome": {"requires": {"all_of": [{"course": {"institution": "HP-CS1", "code": "IT-1"}, "min_score": "70.00", "max_score": null}, {"any_of": [{"course": {"institution": "HP-CS1", "code": "IT-2"}, "min_score": null, "max_score": null}, {"course": {"institution": "HP-CS2", "code": "IT-9"}, "min_score": null, "max_score": null}]}]},
     "gives": [{"program": "ECOM-CERT", "unit": "ELECTIVE-2", "scheme": "vocational", "credits": "2.00"}]}}],
 "caps": [{"code": "C1", "names": {"zh": "年度上限", "en": "Year cap"}, "schemes": ["senior"], "institutions": [], "categories": [], "forms": [], "rules": [], "limit": {"credits": "42.00"}, "window": {"year_from": "03-01"}}],
 "gifts": [{"code": "G1", "names": {"zh": "积分转赠", "en": "Gifts"}, "schemes": ["activity"], "smallest": "1.00", "largest": "20.00", "per_day": "20.00", "per_year": "100.00", "cooling_off_hours": 24, "family_only": false}]}
"#;

fn example() -> Value {
    serde_json::from_str(EXAMPLE).unwrap()
}

fn with(pointer: &str, value: Value) -> Value {
    let mut book = example();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    book.pointer_mut(parent).unwrap()[name] = value;
    book
}

fn read(book: Value) -> Rulebook {
    serde_json::from_value(book).unwrap()
}

#[test]
fn the_contracts_example_is_read_and_written_exactly() {
    let book: Rulebook = serde_json::from_str(EXAMPLE).unwrap();
    assert_eq!(serde_json::to_value(&book).unwrap(), example());
    assert_eq!(book.faults(), []);
    let Exchange::ByOutcome(by) = &book.equivalence[1].exchange else { panic!() };
    assert!(matches!(&by.requires, Requirement::All { all_of } if all_of.len() == 2));
}

#[test]
fn what_the_example_leaves_out_is_read_and_written_too() {
    for (pointer, value) in [
        ("/number", json!(7)),
        ("/recognition/0/status", json!("inactive")),
        ("/recognition/0/effective_to", json!("2026-12-31")),
        ("/recognition/0/award/method", json!("declared")),
        ("/recognition/0/award/method", json!({"fixed": "2.00"})),
        ("/recognition/0/award/max", json!("4.00")),
        ("/recognition/0/award/rounding/mode", json!("half_up")),
        ("/equivalence/0/ground", json!("互认协议")),
        ("/equivalence/0/status", json!("inactive")),
        (
            "/equivalence/1/by_outcome/gives",
            json!([{"course":
            {"institution": "HP-VS1", "code": "EC-2"}, "scheme": "vocational", "credits": "1.00"}]),
        ),
        ("/caps/0/limit", json!({"items": 3})),
        ("/caps/0/window", json!({"semesters_from": ["02-15", "09-01"]})),
        ("/caps/0/window", json!("lifetime")),
        ("/caps/0/effective_from", json!("2026-03-01")),
        ("/gifts/0/family_only", json!(true)),
    ] {
        let book = with(pointer, value);
        assert_eq!(serde_json::to_value(read(book.clone())).unwrap(), book, "{pointer}");
    }
}

#[test]
fn what_may_be_left_out_has_its_default() {
    let book = read(json!({"effective_from": "2026-01-01", "recognition": [{
        "code": "R", "names": {"zh": "规则", "en": "Rule"}, "priority": 1, "repeats": "once",
        "award": {"scheme": "senior", "method": "declared"}}]}));
    let rule = &book.recognition[0];
    assert_eq!(rule.status, Status::Active);
    assert_eq!(rule.award.method, Method::Declared);
    assert_eq!(rule.award.factor.to_string(), "1/1");
    assert_eq!(rule.award.rounding.step.to_string(), "0.01");
    assert_eq!(book.number, None);
}

#[test]
fn what_is_not_in_the_contract_is_refused() {
    let amount = example().pointer("/equivalence/0/by_amount").unwrap().clone();
    for (pointer, value) in [
        ("/surprise", json!(1)),
        ("/recognition/0/surprise", json!(1)),
        ("/recognition/0/when/min_hour", json!("16.00")),
        ("/recognition/0/award/method", json!({"per_day": "1.00"})),
        ("/recognition/0/award/max", json!("4.005")),
        ("/recognition/0/award/factor", json!("0/1")),
        ("/recognition/0/award/rounding/way", json!("up")),
        ("/equivalence/0/surprise", json!(1)),
        ("/equivalence/1/by_amount", amount),
        ("/equivalence/0/by_amount", Value::Null),
        ("/equivalence/1/by_outcome/requires/min_score", json!("60.00")),
        ("/equivalence/1/by_outcome/requires/course", json!({"institution": "A", "code": "B"})),
        ("/equivalence/1/by_outcome/requires/all_of/0/surprise", json!(1)),
        ("/equivalence/1/by_outcome/gives/0/surprise", json!(1)),
        ("/caps/0/window", json!({"year_from": "02-30"})),
        ("/caps/0/window", json!({"year_from": "3-1"})),
        ("/caps/0/surprise", json!(1)),
        ("/gifts/0/surprise", json!(1)),
    ] {
        let read = serde_json::from_value::<Rulebook>(with(pointer, value.clone()));
        assert!(read.is_err(), "{pointer} {value}");
    }
}

#[test]
fn every_fault_of_a_rulebook_is_named_at_its_place() {
    for (pointer, value, kind) in [
        ("/recognition/0/code", json!(""), FaultKind::Required),
        ("/recognition/0/code", json!("SC 03"), FaultKind::BadFormat),
        ("/recognition/0/code", json!("S".repeat(65)), FaultKind::TooLong(64)),
        ("/recognition/0/names/en", json!(" "), FaultKind::Required),
        ("/recognition/0/award/method/per_hours", json!("0.00"), FaultKind::NotPositive),
        ("/recognition/0/award/rounding/step", json!("-0.50"), FaultKind::NotPositive),
        ("/recognition/0/award/max", json!("-1.00"), FaultKind::Negative),
        ("/equivalence/0/code", json!("SC-03"), FaultKind::Duplicate),
        ("/equivalence/0/by_amount/to", json!("community"), FaultKind::Contradicts("from")),
        ("/equivalence/0/by_amount/smallest", json!("-3.00"), FaultKind::Negative),
        ("/equivalence/0/by_amount/step", json!("0.00"), FaultKind::NotPositive),
        ("/equivalence/0/by_amount/rounding/step", json!("0.00"), FaultKind::NotPositive),
        ("/equivalence/1/receiver", Value::Null, FaultKind::Required),
        ("/equivalence/1/by_outcome/requires/all_of", json!([]), FaultKind::Required),
        ("/equivalence/1/by_outcome/requires/all_of/1/any_of", json!([]), FaultKind::Required),
        (
            "/equivalence/1/by_outcome/requires/all_of/0/max_score",
            json!("60.00"),
            FaultKind::Contradicts("min_score"),
        ),
        ("/equivalence/1/by_outcome/gives", json!([]), FaultKind::Required),
        ("/equivalence/1/by_outcome/gives/0/credits", json!("-2.00"), FaultKind::Negative),
        ("/caps/0/limit/credits", json!("-1.00"), FaultKind::Negative),
        ("/gifts/0/largest", json!("0.50"), FaultKind::Contradicts("smallest")),
        ("/gifts/0/per_day", json!("-0.50"), FaultKind::Negative),
    ] {
        let faults = read(with(pointer, value.clone())).faults();
        let found: Vec<_> =
            faults.iter().map(|fault| (fault.pointer.as_str(), fault.kind.clone())).collect();
        assert_eq!(found, [(pointer, kind)], "{value}");
    }
    let windowless = read(with("/caps/0/window", json!({"semesters_from": []}))).faults();
    assert_eq!(windowless[0].pointer, "/caps/0/window/semesters_from");
    let fixed = read(with("/recognition/0/award/method", json!({"fixed": "-1.00"}))).faults();
    assert_eq!(fixed[0].pointer, "/recognition/0/award/method/fixed");
    let unitless = read(with("/equivalence/1/by_outcome/gives/0/unit", Value::Null)).faults();
    assert_eq!(unitless[0].pointer, "/equivalence/1/by_outcome/gives/0");
}

#[cfg(feature = "openapi")]
#[test]
fn the_schema_of_a_rulebook_ends_though_requirements_nest() {
    use utoipa::ToSchema;
    let mut schemas = Vec::new();
    Rulebook::schemas(&mut schemas);
    let named: Vec<&str> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["RecognitionRule", "EquivalenceRule", "Requirement", "Cap", "GiftPolicy"] {
        assert!(named.contains(&name), "{name} in {named:?}");
    }
}
