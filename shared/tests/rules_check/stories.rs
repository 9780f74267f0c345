//! One story for each finding.

use serde_json::{Value, json};
use shared::lang::Lang;
use shared::quantity::Score;
use shared::rules::{Example, Finding, FindingCode, Severity, check};

use crate::{
    book, checked, conversion, course, credits, day, district, equivalence, found, named, only,
    rule, scored, taught, today, with,
};

const AMBIGUOUS: FindingCode = FindingCode::AmbiguousPair;

fn recognition(rules: &[Value]) -> Value {
    json!({"recognition": rules})
}

fn exchanges(rules: &[Value]) -> Value {
    json!({"equivalence": rules})
}

fn example(finding: &Finding) -> &Example {
    finding.example.as_ref().unwrap()
}

fn results(finding: &Finding) -> Vec<String> {
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
