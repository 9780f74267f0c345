//! One story for each error that a check finds.

use serde_json::{Value, json};
use shared::lang::Lang;
use shared::quantity::Score;
use shared::rules::{Example, Finding, FindingCode, Severity};

use crate::{
    checked, conversion, course, credits, day, equivalence, found, named, only, rule, scored, with,
};

const AMBIGUOUS: FindingCode = FindingCode::AmbiguousPair;

pub fn recognition(rules: &[Value]) -> Value {
    json!({"recognition": rules})
}

pub fn exchanges(rules: &[Value]) -> Value {
    json!({"equivalence": rules})
}

pub fn example(finding: &Finding) -> &Example {
    finding.example.as_ref().unwrap()
}

pub fn results(finding: &Finding) -> Vec<String> {
    let results = example(finding).results.iter();
    results.map(|result| format!("{}: {}", result.rule, result.text.en)).collect()
}

#[test]
fn a_rulebook_that_fits_the_catalogue_has_no_findings() {
    let cap = with(
        named("C1"),
        json!({"schemes": ["senior"], "limit": {"credits": "42.00"},
        "window": {"year_from": "03-01"}}),
    );
    let lists = json!({"recognition": [rule("R1", json!({}))], "caps": [cap],
        "equivalence": [conversion("EQ-1", "community", "vocational", "2/3", json!({}))]});
    assert_eq!(checked(lists), []);
}

#[test]
fn a_fault_of_a_field_names_its_rule_and_its_place() {
    let lists = recognition(&[
        rule("R1", json!({"award": {"method": {"per_hours": "0.00"}}})),
        rule(
            "R2",
            json!({"award": {"factor": "4294967295/1",
            "method": {"per_hours": "0.01"}, "rounding": {"step": "90000000000000000.00"}}}),
        ),
    ]);
    let found = found(lists, FindingCode::Invalid);
    let said: Vec<_> =
        found.iter().map(|one| (one.rules[0].as_str(), one.pointer.as_deref().unwrap())).collect();
    assert_eq!(said, [("R1", "/recognition/0/award/method/per_hours")]);
    let huge = rule(
        "R3",
        json!({"award": {"method": {"fixed": "90000000000000000.00"},
        "factor": "2/1"}}),
    );
    let found = only(recognition(&[huge]), FindingCode::Invalid);
    assert_eq!(found.pointer.as_deref(), Some("/recognition/0/award/factor"));
    assert_eq!(found.code.severity(), Severity::Error);
    assert!(found.message.zh.contains("R3"), "{}", found.message.zh);
    let huge = conversion(
        "EQ-1",
        "a",
        "b",
        "4294967295/1",
        json!({"by_amount": {"smallest": "90000000000000.00"}}),
    );
    let found = only(exchanges(&[huge]), FindingCode::Invalid);
    assert_eq!(found.pointer.as_deref(), Some("/equivalence/0/by_amount/ratio"));
}

#[test]
fn two_rules_that_clash_are_shown_with_a_course_that_a_clerk_knows() {
    let lists = recognition(&[
        rule("SC-01", json!({"when": {"institution_kinds": ["senior_college"]}})),
        rule(
            "SC-02",
            json!({"when": {"categories": ["art"], "min_hours": "20.00"},
            "award": {"method": {"fixed": "3.00"}}}),
        ),
    ]);
    let finding = only(lists, AMBIGUOUS);
    assert_eq!(finding.rules, ["SC-01", "SC-02"]);
    let completion = example(&finding).completion.as_ref().unwrap();
    assert_eq!(completion.institution.as_deref(), Some("HP-SC"));
    assert_eq!(completion.title.as_deref(), Some("书法基础"));
    assert_eq!(completion.hours.to_string(), "32.00");
    assert_eq!(
        results(&finding),
        [
            "SC-01: 2.00 credits (senior; the best counts once)",
            "SC-02: 3.00 credits (senior; the best counts once)"
        ]
    );
    assert!(finding.message.zh.contains("优先级同为 10"), "{}", finding.message.zh);
    assert_eq!(finding.report(Lang::En).message, finding.message.en);
}

#[test]
fn a_clash_that_no_course_of_the_catalogue_shows_is_shown_by_one_that_could_be() {
    let lists = recognition(&[
        rule("R1", json!({"when": {"courses": ["DANCE*"], "levels": ["2"]}})),
        rule("R2", json!({"when": {"forms": ["online"], "min_score": "60.00"}, "repeats": "once"})),
    ]);
    let finding = only(lists, AMBIGUOUS);
    let completion = example(&finding).completion.as_ref().unwrap();
    assert!(completion.course_code.starts_with("DANCE"));
    assert_eq!((completion.title.as_ref(), completion.level.as_deref()), (None, Some("2")));
    assert_eq!(completion.score, Some(Score::from_hundredths(10_000).unwrap()));
}

#[test]
fn rules_that_cannot_meet_do_not_clash() {
    let pairs = [
        (json!({"when": {"courses": ["CALL*"]}}), json!({"when": {"courses": ["IT-1"]}})),
        (json!({"when": {"categories": ["art"]}}), json!({"when": {"categories": ["it"]}})),
        (json!({"effective_to": "2026-05-31"}), json!({"effective_from": "2026-06-01"})),
        (json!({"effective_to": "2026-05-31"}), json!({"when": {"ended_from": "2026-06-01"}})),
        (
            json!({"when": {"institutions": [{"code": "HP-CC", "below": true}]}}),
            json!({"when": {"institution_kinds": ["senior_college"]}}),
        ),
        (
            json!({"when": {"institutions": [{"code": "HP-CC"}]}}),
            json!({"when": {"institutions": [{"code": "HP-CS1"}]}}),
        ),
        (json!({"status": "inactive"}), json!({})),
        (json!({"priority": 9}), json!({})),
        (json!({"when": {"institutions": [{"code": "NOWHERE"}]}}), json!({})),
    ];
    for (one, other) in pairs {
        let other = with(other, json!({"award": {"method": {"fixed": "3.00"}}}));
        let lists = recognition(&[rule("R1", one.clone()), rule("R2", other)]);
        assert_eq!(found(lists, AMBIGUOUS), [], "{one}");
    }
}

#[test]
fn awards_that_are_written_differently_and_give_the_same_do_not_clash() {
    let award = |award: Value| rule("R2", json!({"award": award}));
    let same = [
        json!({"method": {"per_hours": "32.00"}, "factor": "2/1"}),
        json!({"max": "625.00"}),
        json!({"factor": "3/3"}),
    ];
    for change in same {
        let lists = recognition(&[rule("R1", json!({})), award(change.clone())]);
        assert_eq!(found(lists, AMBIGUOUS), [], "{change}");
    }
    // Half up and down differ only where a hundredth is rounded.
    let half_up = json!({"rounding": {"step": "0.01", "mode": "half_up"}});
    let finding = only(recognition(&[rule("R1", json!({})), award(half_up)]), AMBIGUOUS);
    let texts = results(&finding);
    assert_ne!(texts[0].split(' ').nth(1), texts[1].split(' ').nth(1), "{texts:?}");
    // A maximum that only the longest course reaches.
    let finding =
        only(recognition(&[rule("R1", json!({})), award(json!({"max": "624.99"}))]), AMBIGUOUS);
    assert_eq!(example(&finding).completion.as_ref().unwrap().hours.to_string(), "10000.00");
}

#[test]
fn a_rule_of_higher_priority_settles_what_the_two_share() {
    let low = [rule("R1", json!({})), rule("R2", json!({"award": {"method": {"fixed": "3.00"}}}))];
    let high = |when: Value| rule("HIGH", json!({"priority": 20, "when": when}));
    let clashes = |above: &[Value]| found(recognition(&[&low[..], above].concat()), AMBIGUOUS);
    assert_eq!(clashes(&[high(json!({}))]), []);
    let finding = &clashes(&[high(json!({"min_hours": "20.00"}))])[0];
    assert!(example(finding).completion.as_ref().unwrap().hours < "20".parse().unwrap());
    let (short, long) = (json!({"ended_to": "2026-06-30"}), json!({"ended_from": "2026-07-01"}));
    assert_eq!(clashes(&[high(short.clone()), with(high(long), json!({"code": "H2"}))]), []);
    let finding = &clashes(&[high(short)])[0];
    assert_eq!(example(finding).completion.as_ref().unwrap().ended_on, day("2026-07-01"));
}

#[test]
fn conversions_that_clash_are_shown_with_an_amount() {
    let clash = |change: Value| {
        found(
            exchanges(&[
                conversion("EQ-1", "community", "vocational", "2/3", json!({})),
                conversion("EQ-2", "community", "vocational", "2/3", change),
            ]),
            AMBIGUOUS,
        )
    };
    assert_eq!(clash(json!({})), []);
    assert_eq!(clash(json!({"by_amount": {"ratio": "4/6"}})), []);
    assert_eq!(clash(json!({"priority": 11, "by_amount": {"ratio": "1/2"}})), []);
    assert_eq!(clash(json!({"outcome": "exemption", "by_amount": {"ratio": "1/2"}})), []);
    assert_eq!(clash(json!({"effective_to": "2026-02-28", "by_amount": {"ratio": "1/2"}})), []);
    let finding = &clash(json!({"by_amount": {"ratio": "1/2"}}))[0];
    assert_eq!(finding.rules, ["EQ-1", "EQ-2"]);
    let amount = example(finding).amount.as_ref().unwrap();
    assert_eq!(amount.amount, credits("0.03"));
    assert_eq!(
        results(finding),
        ["EQ-1: gives 0.02 credits (automatic)", "EQ-2: gives 0.01 credits (automatic)"]
    );
    let finding = &clash(json!({"by_amount": {"step": "3.00"}}))[0];
    assert_eq!(results(finding)[1], "EQ-2: does not convert this amount");
    let other = json!({"decision": "institution", "receiver": "HP-CC"});
    let finding = &clash(other)[0];
    assert_eq!(results(finding)[1], "EQ-2: gives 0.01 credits (the receiving institution HP-CC)");
    // Ratios that differ by next to nothing part at a large amount.
    let near = json!({"by_amount": {"ratio": "2000001/3000000"}});
    assert!(example(&clash(near)[0]).amount.as_ref().unwrap().amount > credits("100.00"));
}

#[test]
fn a_rule_above_hides_conversions_only_on_all_of_their_days() {
    let rules = |change: Value| {
        exchanges(&[
            conversion("EQ-1", "a", "b", "1/1", json!({})),
            conversion("EQ-2", "a", "b", "1/2", json!({})),
            conversion("TOP", "a", "b", "1/3", with(json!({"priority": 20}), change)),
        ])
    };
    assert_eq!(found(rules(json!({})), AMBIGUOUS), []);
    let shadowed = found(rules(json!({})), FindingCode::Shadowed);
    assert_eq!(shadowed.len(), 2);
    assert_eq!(shadowed[0].rules, ["EQ-1", "TOP"]);
    let later = rules(json!({"effective_from": "2026-09-01"}));
    assert_eq!(found(later.clone(), AMBIGUOUS).len(), 1);
    assert_eq!(found(later, FindingCode::Shadowed), []);
}

#[test]
fn one_course_that_can_become_two_things_is_shown_with_the_courses() {
    let rules = [
        equivalence("EQ-1", course("CALL-1"), "IT-1", json!({})),
        equivalence(
            "EQ-2",
            json!({"all_of": [scored("CALL-1", "60.00", "100.00"),
            {"any_of": [course("CALL-2"), course("CALL-3")]}]}),
            "IT-2",
            json!({}),
        ),
    ];
    let finding = only(exchanges(&rules), AMBIGUOUS);
    assert_eq!(finding.rules, ["EQ-1", "EQ-2"]);
    let courses = &example(&finding).courses;
    let said: Vec<_> =
        courses.iter().map(|one| (one.code.as_str(), one.score.map(|s| s.to_string()))).collect();
    assert_eq!(said, [("CALL-1", Some("80.00".to_owned())), ("CALL-2", None)]);
    assert_eq!(
        results(&finding)[0],
        "EQ-1: credit, the receiving institution: HP-CS1 IT-1 2.00 (senior)"
    );
    assert!(finding.message.zh.contains("HP-SC CALL-1"), "{}", finding.message.zh);
}

#[test]
fn outcome_rules_that_do_not_share_a_completion_do_not_clash() {
    let clash = |one: Value, two: Value, change: Value| {
        let rules =
            [equivalence("EQ-1", one, "IT-1", json!({})), equivalence("EQ-2", two, "IT-2", change)];
        !found(exchanges(&rules), AMBIGUOUS).is_empty()
    };
    let all = |parts: Value| json!({"all_of": parts});
    let any = |parts: Value| json!({"any_of": parts});
    let (low, high) = (scored("CALL-1", "0", "59.99"), scored("CALL-1", "60", "100"));
    assert!(clash(course("CALL-1"), course("CALL-1"), json!({})));
    assert!(!clash(course("CALL-1"), course("CALL-2"), json!({})));
    assert!(!clash(low.clone(), high.clone(), json!({})));
    assert!(!clash(course("CALL-1"), course("CALL-1"), json!({"priority": 9})));
    assert!(!clash(course("CALL-1"), course("CALL-1"), json!({"receiver": "HP-CC"})));
    assert!(!clash(course("CALL-1"), course("CALL-1"), json!({"effective_to": "2026-03-01"})));
    // The courses agree in one part and exclude each other in the other.
    let one = all(json!([low, course("CALL-2")]));
    let two = all(json!([high.clone(), course("CALL-2")]));
    assert!(!clash(one.clone(), two, json!({})));
    assert!(clash(
        one,
        any(json!([all(json!([high, course("IT-1")])), course("CALL-2")])),
        json!({})
    ));
    // The same result is no clash, in whatever order it is granted.
    let same = json!({"by_outcome": {"gives": [{"course": {"institution": "HP-CS1", "code": "IT-1"},
        "scheme": "senior", "credits": "2.00"}]}});
    assert!(!clash(course("CALL-1"), course("CALL-1"), same));
}

#[test]
fn an_outcome_rule_above_settles_what_it_always_takes() {
    let clashes = |above: Value| {
        found(
            exchanges(&[
                equivalence("EQ-1", course("CALL-1"), "IT-1", json!({})),
                equivalence("EQ-2", course("CALL-1"), "IT-2", json!({})),
                above,
            ]),
            AMBIGUOUS,
        )
    };
    let top = json!({"priority": 20});
    assert_eq!(clashes(equivalence("TOP", course("CALL-1"), "IT-1", top.clone())), []);
    let passed = scored("CALL-1", "60.00", "100.00");
    let finding = &clashes(equivalence("TOP", passed, "IT-1", top.clone()))[0];
    assert!(example(finding).courses[0].score < Some(Score::from_hundredths(6_000).unwrap()));
    let more = json!({"all_of": [course("CALL-1"), course("CALL-2")]});
    assert_eq!(clashes(equivalence("TOP", more, "IT-1", top.clone())).len(), 1);
    let later = with(top, json!({"effective_from": "2026-09-01"}));
    assert_eq!(clashes(equivalence("TOP", course("CALL-1"), "IT-1", later)).len(), 1);
}

#[test]
fn errors_come_first_and_a_check_says_the_same_each_time() {
    let lists = json!({"recognition": [
        rule("R1", json!({"award": {"scheme": "gold"}})),
        rule("R2", json!({"effective_to": "2025-01-01"})),
        rule("R3", json!({"award": {"method": {"fixed": "-1.00"}}})),
    ]});
    let findings = checked(lists.clone());
    assert!(findings.iter().map(|one| one.code.severity()).is_sorted());
    assert!(findings.len() > 3);
    assert_eq!(findings, checked(lists));
}
