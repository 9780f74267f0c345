//! What a check of a rulebook finds, and that it finds all of it.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod clashes;
mod exchanges;
mod large;
mod loops;
mod stories;
mod walks;
mod warnings;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::quantity::{Credits, Hours};
use shared::rules::{
    Catalogue, CatalogueCourse, CatalogueInstitution, CatalogueProgram, Finding, FindingCode,
    Rulebook, check,
};
use shared::vocabulary::{CourseForm, InstitutionKind};

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-03-02")
}

fn credits(words: &str) -> Credits {
    words.parse().unwrap()
}

/// `whole` with the fields of `change` put over its own, level by level; a method or a limit is one
/// value.
fn with(mut whole: Value, change: Value) -> Value {
    match (&mut whole, change) {
        (Value::Object(fields), Value::Object(change)) => {
            for (name, value) in change {
                let old = fields.remove(&name).filter(|_| name != "method" && name != "limit");
                fields.insert(name, with(old.unwrap_or(Value::Null), value));
            }
            whole
        }
        (_, change) => change,
    }
}

fn named(code: &str) -> Value {
    json!({"code": code, "names": {"zh": code, "en": code}})
}

/// A recognition rule of priority 10 that gives one senior credit for 16 hours of anything.
fn rule(code: &str, change: Value) -> Value {
    let usual = json!({"priority": 10, "when": {}, "repeats": "best",
        "award": {"scheme": "senior", "method": {"per_hours": "16.00"}}});
    with(with(named(code), usual), change)
}

/// A rule of priority 10 by which credits of one scheme become credits of another.
fn conversion(code: &str, from: &str, to: &str, ratio: &str, change: Value) -> Value {
    let usual = json!({"priority": 10, "outcome": "credit", "decision": "automatic",
        "receiver": null, "by_amount": {"from": from, "to": to, "ratio": ratio}});
    with(with(named(code), usual), change)
}

/// A rule of priority 10 by which a course of the senior college becomes a course of `HP-CS1`.
fn equivalence(code: &str, requires: Value, target: &str, change: Value) -> Value {
    let gives = json!([{"course": {"institution": "HP-CS1", "code": target},
        "scheme": "senior", "credits": "2.00"}]);
    let mut usual = json!({"priority": 10, "outcome": "credit", "decision": "institution",
        "receiver": "HP-CS1", "by_outcome": {"gives": gives}});
    usual["by_outcome"]["requires"] = requires;
    with(with(named(code), usual), change)
}

fn course(code: &str) -> Value {
    json!({"course": {"institution": "HP-SC", "code": code}})
}

fn scored(code: &str, least: &str, most: &str) -> Value {
    with(course(code), json!({"min_score": least, "max_score": most}))
}

fn book(lists: Value) -> Rulebook {
    serde_json::from_value(with(json!({"effective_from": "2026-01-01"}), lists)).unwrap()
}

fn institution(path: &[&str], kind: InstitutionKind) -> CatalogueInstitution {
    CatalogueInstitution {
        path: path.iter().map(|code| (*code).to_owned()).collect(),
        kind,
        active: true,
    }
}

fn taught(institution: usize, code: &str, title: &str, category: &str) -> CatalogueCourse {
    CatalogueCourse {
        institution,
        code: code.to_owned(),
        title: title.to_owned(),
        category: category.to_owned(),
        form: CourseForm::Classroom,
        level: None,
        hours: Hours::from_hundredths(3_200),
        declared_credits: None,
        active: true,
    }
}

/// A district: a community college with a school below it, and a senior college.
fn district() -> Catalogue {
    Catalogue {
        institutions: vec![
            institution(&["HP-CC"], InstitutionKind::CommunityCollege),
            institution(&["HP-CS1", "HP-CC"], InstitutionKind::CommunitySchool),
            institution(&["HP-SC"], InstitutionKind::SeniorCollege),
        ],
        courses: vec![
            taught(1, "IT-1", "智能手机", "it"),
            taught(1, "IT-2", "短视频制作", "it"),
            taught(2, "CALL-1", "书法基础", "art"),
            taught(2, "CALL-2", "书法提高", "art"),
        ],
        schemes: ["community", "senior", "vocational", "a", "b", "c"]
            .map(|code| code.parse().unwrap())
            .to_vec(),
        programs: vec![CatalogueProgram {
            code: "ECOM".to_owned(),
            institution: "HP-CC".to_owned(),
            scheme: "vocational".parse().unwrap(),
            units: vec!["CORE-1".to_owned(), "CORE-2".to_owned()],
        }],
    }
}

fn checked(lists: Value) -> Vec<Finding> {
    check(&book(lists), &district(), today())
}

/// The findings of one kind.
fn found(lists: Value, code: FindingCode) -> Vec<Finding> {
    checked(lists).into_iter().filter(|finding| finding.code == code).collect()
}

/// The only finding of one kind.
fn only(lists: Value, code: FindingCode) -> Finding {
    let mut found = found(lists, code);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}
