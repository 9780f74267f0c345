//! One story for each warning of a check.

use serde_json::{Value, json};
use shared::rules::{FindingCode, Severity, check};

use crate::stories::{example, exchanges, recognition};
use crate::{
    book, conversion, course, district, equivalence, found, named, only, rule, taught, today, with,
};

#[test]
fn a_rule_that_rules_above_it_cover_between_them_is_shadowed() {
    let lists = recognition(&[
        rule("LOW", json!({"when": {"courses": ["CALL*"], "min_hours": "16.00"}})),
        rule(
            "SHORT",
            json!({"priority": 20, "when": {"forms": ["classroom", "online", "blended"]}}),
        ),
        rule(
            "REST",
            json!({"priority": 30,
            "when": {"forms": ["self_study", "certificate", "activity"]}}),
        ),
    ]);
    let finding = only(lists.clone(), FindingCode::Shadowed);
    assert_eq!(finding.rules, ["LOW", "SHORT", "REST"]);
    assert_eq!(finding.code.severity(), Severity::Warning);
    let mut open = lists;
    open["recognition"][2]["when"]["min_score"] = json!("60.00");
    assert_eq!(found(open, FindingCode::Shadowed), []);
}

#[test]
fn an_outcome_rule_is_shadowed_by_one_above_that_asks_the_same() {
    let rules = [
        equivalence("EQ-1", course("CALL-1"), "IT-1", json!({})),
        equivalence("EQ-2", course("CALL-1"), "IT-2", json!({"priority": 20})),
    ];
    assert_eq!(only(exchanges(&rules), FindingCode::Shadowed).rules, ["EQ-1", "EQ-2"]);
}

#[test]
fn what_the_catalogue_does_not_have_is_said_once() {
    let elsewhere = json!({"course": {"institution": "X-AALTO", "code": "ECON-1"}});
    let lists = json!({
        "recognition": [
            rule("R1", json!({"when": {"institutions": [{"code": "NOWHERE"}]}})),
            rule("R2", json!({"when": {"courses": ["CALL*", "CAL-1", "DANCE*"]},
                "award": {"scheme": "gold"}, "priority": 20})),
            rule("R3", json!({"when": {"institution_kinds": ["senior_college"],
                "courses": ["IT-1"]}, "priority": 30})),
            rule("OFF", json!({"status": "inactive", "award": {"scheme": "silver"}})),
        ],
        "equivalence": [
            equivalence("EQ-1", elsewhere.clone(), "IT-1", json!({})),
            equivalence("EQ-2", elsewhere, "IT-9", json!({"priority": 20})),
            equivalence("EQ-3", course("CALL-9"), "IT-8", json!({})),
        ],
        "caps": [with(named("C1"), json!({"rules": ["R1", "R9"], "limit": {"items": 1},
            "window": "lifetime"}))],
    });
    let found = found(lists, FindingCode::DeadReference);
    let said: Vec<_> = found
        .iter()
        .map(|one| (one.rules.join(" "), one.pointer.as_deref(), one.message.en.split(". ").next()))
        .collect();
    let said: Vec<String> = said
        .into_iter()
        .map(|(rules, at, text)| format!("{rules} | {} | {}", at.unwrap_or("-"), text.unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            "R1 | /recognition/0/when/institutions/0/code | There is no institution NOWHERE (rule R1)",
            "R2 | /recognition/1/award/scheme | There is no scheme gold (rule R2)",
            "R2 | - | No course in use at the institutions of rule R2 is CAL-1, DANCE*",
            "R3 | /recognition/2/when/courses/0 | No course in use at the institutions of rule R3 is IT-1",
            "EQ-1 EQ-2 | - | There is no institution X-AALTO (rule EQ-1, EQ-2)",
            "EQ-2 EQ-3 | - | Institution HP-CS1 has no course IT-9, IT-8 in use (rule EQ-2, EQ-3)",
            "EQ-3 | /equivalence/2/by_outcome/requires | Institution HP-SC has no course CALL-9 in use (rule EQ-3)",
            "C1 | /caps/0/rules/1 | Cap C1 names recognition rule R9, which does not exist",
        ]
    );
}

#[test]
fn a_program_a_unit_or_a_place_that_a_program_does_not_have_is_said() {
    let grants = |code: &str, priority: u32, program: &str, unit: &str, scheme: &str| {
        let gives = json!([{"program": program, "unit": unit, "scheme": scheme,
            "credits": "2.00"}]);
        let change = json!({"priority": priority, "receiver": "HP-CC"});
        let mut rule = equivalence(code, course("CALL-1"), "IT-1", change);
        rule["by_outcome"]["gives"] = gives;
        rule
    };
    let mut elsewhere = grants("EQ-5", 50, "ECOM", "CORE-2", "vocational");
    elsewhere["receiver"] = json!("HP-CS1");
    let rules = [
        grants("EQ-1", 10, "ECOM", "CORE-1", "vocational"),
        grants("EQ-2", 20, "TEACH", "CORE-1", "vocational"),
        grants("EQ-3", 30, "ECOM", "CORE-9", "vocational"),
        grants("EQ-4", 40, "ECOM", "CORE-2", "senior"),
        elsewhere,
    ];
    let said: Vec<String> = found(exchanges(&rules), FindingCode::DeadReference)
        .iter()
        .map(|one| {
            format!("{} | {}", one.rules.join(" "), one.message.en.split(". ").next().unwrap())
        })
        .collect();
    assert_eq!(
        said,
        [
            "EQ-2 | There is no program TEACH to apply to (rule EQ-2)",
            "EQ-3 | Program ECOM has no unit CORE-9 (rule EQ-3)",
            "EQ-4 EQ-5 | What rule EQ-4, EQ-5 grants in program ECOM takes no effect: receiver and \
             scheme must be the program's.",
        ]
    );
}

#[test]
fn what_was_taken_out_of_use_is_dead_too() {
    let mut catalogue = district();
    catalogue.institutions[2].active = false;
    catalogue.courses[0].active = false;
    let lists = recognition(&[
        rule("R1", json!({"when": {"institutions": [{"code": "HP-SC"}]}})),
        rule("R2", json!({"when": {"courses": ["IT-1"]}})),
    ]);
    let findings = check(&book(lists), &catalogue, today());
    let dead: Vec<_> =
        findings.iter().filter(|one| one.code == FindingCode::DeadReference).collect();
    assert_eq!(dead.len(), 2);
    assert!(dead[0].message.en.contains("HP-SC is no longer in use"));
    assert!(dead[1].message.en.contains("IT-1"));
}

#[test]
fn courses_that_earn_nothing_are_said_for_each_institution() {
    let rules = [rule("R1", json!({"when": {"courses": ["IT*"]}}))];
    let finding = only(recognition(&rules), FindingCode::Gap);
    assert!(finding.message.en.contains("2 courses in use at institution HP-SC (CALL-1, CALL-2)"));
    assert!(finding.message.zh.contains("2 门"), "{}", finding.message.zh);
    assert_eq!(example(&finding).completion.as_ref().unwrap().course_code, "CALL-1");
    let long = rule("R1", json!({"when": {"min_hours": "40.00"}}));
    assert_eq!(found(recognition(&[long]), FindingCode::Gap).len(), 2);
    let mut catalogue = district();
    catalogue.courses.push(taught(0, "OFF-1", "停开", "art"));
    catalogue.courses[4].active = false;
    let findings = check(&book(recognition(&[rule("R1", json!({}))])), &catalogue, today());
    assert_eq!(findings, []);
}

#[test]
fn a_range_of_days_without_a_day_is_named() {
    let cap = json!({"limit": {"items": 1}, "window": "lifetime", "effective_to": "2025-12-31"});
    let lists = json!({
        "recognition": [
            rule("R1", json!({"effective_from": "2026-05-01", "effective_to": "2026-04-01"})),
            rule("R2", json!({"when": {"ended_from": "2026-05-01", "ended_to": "2026-04-01"}})),
            rule("R3", json!({"effective_from": "2026-05-01", "when": {"ended_to": "2026-04-01"}})),
            rule("R4", json!({"effective_to": "2026-01-01"})),
        ],
        "equivalence": [conversion("EQ-1", "a", "b", "1/1", json!({"effective_to": "2025-12-31"}))],
        "caps": [with(named("C1"), cap)],
    });
    let found = found(lists, FindingCode::EmptyRange);
    let at: Vec<_> = found.iter().map(|one| one.pointer.as_deref().unwrap()).collect();
    assert_eq!(
        at,
        [
            "/recognition/0/effective_to",
            "/recognition/1/when/ended_to",
            "/recognition/2/when/ended_to",
            "/equivalence/0/effective_to",
            "/caps/0/effective_to",
        ]
    );
}

#[test]
fn a_cap_that_nothing_reaches_is_named() {
    let cap = |change: Value| {
        with(with(named("C1"), json!({"limit": {"credits": "4.00"}, "window": "lifetime"})), change)
    };
    let narrow = json!({"when": {"institutions": [{"code": "HP-SC"}], "courses": ["CALL-1", "CALL-2"]},
        "award": {"max": "2.00"}});
    let unreachable = |rules: Value, change: Value| {
        let lists = json!({"recognition": [rule("R1", rules)], "caps": [cap(change)]});
        !found(lists, FindingCode::UnreachableCap).is_empty()
    };
    assert!(!unreachable(json!({}), json!({})));
    assert!(unreachable(json!({}), json!({"schemes": ["community"]})));
    assert!(unreachable(json!({}), json!({"rules": ["R9"]})));
    assert!(unreachable(json!({"status": "inactive"}), json!({"rules": ["R1"]})));
    assert!(unreachable(json!({"when": {"forms": ["online"]}}), json!({"forms": ["classroom"]})));
    assert!(unreachable(narrow.clone(), json!({"institutions": ["HP-CC"]})));
    assert!(unreachable(
        json!({"effective_to": "2026-06-30"}),
        json!({"effective_from": "2026-07-01"})
    ));
    // Two courses of at most 2.00 come to 4.00, which is not beyond it.
    assert!(unreachable(narrow.clone(), json!({})));
    assert!(!unreachable(narrow.clone(), json!({"limit": {"credits": "3.99"}})));
    assert!(unreachable(narrow.clone(), json!({"limit": {"items": 2}})));
    assert!(!unreachable(narrow.clone(), json!({"limit": {"items": 1}})));
    assert!(!unreachable(with(narrow, json!({"repeats": "every"})), json!({})));
}

#[test]
fn courses_that_are_granted_for_one_another_are_named() {
    let back = json!({"receiver": "HP-SC", "by_outcome": {
        "requires": {"course": {"institution": "HP-CS1", "code": "IT-2"}},
        "gives": [{"course": {"institution": "HP-SC", "code": "CALL-1"}, "scheme": "senior",
            "credits": "2.00"}]}});
    let rules = [
        equivalence("THERE", course("CALL-1"), "IT-1", json!({})),
        equivalence(
            "ON",
            json!({"course": {"institution": "HP-CS1", "code": "IT-1"}}),
            "IT-2",
            json!({}),
        ),
        equivalence("BACK", course("CALL-2"), "IT-2", back),
        equivalence("ASIDE", course("CALL-2"), "IT-2", json!({})),
    ];
    let finding = only(exchanges(&rules), FindingCode::ReferenceCycle);
    assert_eq!(finding.rules, ["THERE", "ON", "BACK"]);
    assert_eq!(found(exchanges(&rules[..2]), FindingCode::ReferenceCycle), []);
}
