//! The worked examples of the domain that rules decide, and the choices behind them.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::ids::{CompletionId, SchemeCode};
use shared::lang::Lang;
use shared::quantity::Credits;
use shared::rules::{
    Attempt, Choice, ChoiceRefusal, CompletionFacts, Condition, Counted, Decision, IndexedRulebook,
    Outcome, Reason, Repeats, Rulebook, Step, after_repeats, choose, decide, explain, in_force,
    regroup, replay,
};
use shared::vocabulary::{CourseForm, InstitutionKind};
use uuid::Uuid;

mod caps;

fn credits(words: &str) -> Credits {
    words.parse().unwrap()
}

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

fn scheme(words: &str) -> SchemeCode {
    words.parse().unwrap()
}

fn facts() -> CompletionFacts {
    CompletionFacts {
        institutions: vec!["HP-SC".into(), "HP".into()],
        institution_kind: InstitutionKind::SeniorCollege,
        course_code: "CALL-1".into(),
        title: "书法基础".into(),
        category: "art".into(),
        form: CourseForm::Classroom,
        level: None,
        hours: "32".parse().unwrap(),
        score: Some("60".parse().unwrap()),
        declared_credits: None,
        ended_on: day("2026-06-20"),
    }
}

/// A rule that anything fulfils, with what differs from it.
fn rule(code: &str, differs: &Value) -> Value {
    let mut rule = json!({
        "code": code, "names": {"zh": "规则", "en": "Rule"}, "priority": 10,
        "award": {"scheme": "senior", "method": {"fixed": "2.00"}}, "repeats": "every",
    });
    for (name, value) in differs.as_object().unwrap() {
        rule[name] = value.clone();
    }
    rule
}

fn rulebook(recognition: &[Value], caps: &Value) -> IndexedRulebook {
    let book = json!({
        "number": 1, "effective_from": "2026-01-01", "recognition": recognition, "caps": caps,
    });
    let book: Rulebook = serde_json::from_value(book).unwrap();
    assert_eq!(book.faults(), []);
    book.into()
}

fn decided(book: &IndexedRulebook, facts: &CompletionFacts) -> Decision {
    decide(book, facts, &[], &[]).unwrap()
}

fn amount(decision: &Decision) -> String {
    let credits = decision.credits.expect("recognised");
    assert_eq!(replay(&decision.trace), Ok(credits));
    credits.to_string()
}

#[test]
fn a_senior_college_course_gives_a_credit_for_each_sixteen_hours_in_steps_of_a_half() {
    let award = json!({"scheme": "senior", "method": {"per_hours": "16.00"},
        "rounding": {"step": "0.50", "mode": "down"}});
    let when = json!({"institution_kinds": ["senior_college"], "min_score": "60.00"});
    let book = rulebook(&[rule("SC-03", &json!({"award": award, "when": when}))], &json!([]));
    for (hours, gives) in [("32", "2.00"), ("39", "2.00"), ("40", "2.50")] {
        let decision =
            decided(&book, &CompletionFacts { hours: hours.parse().unwrap(), ..facts() });
        assert_eq!(amount(&decision), gives, "{hours}");
        assert_eq!(decision.rules, ["SC-03"]);
    }
    let decision = decided(&book, &CompletionFacts { hours: "39".parse().unwrap(), ..facts() });
    assert_eq!(
        serde_json::to_value(&decision).unwrap(),
        json!({"outcome": "recognised", "scheme": "senior", "credits": "2.00", "rulebook": 1,
        "rules": ["SC-03"], "trace": [
            {"step": "per_hours", "before": "39.00", "by": "16.00", "after": "39/16"},
            {"step": "round", "before": "39/16", "by": "0.50", "mode": "down", "after": "2.00"},
        ]})
    );
    assert_eq!(
        explain(&decision, Lang::Zh),
        [
            "规则 SC-03（规则集第 1 版）",
            "39 学时 ÷ 16 = 39/16 学分",
            "39/16 按 0.50 向下取整 = 2.00 学分",
        ]
    );
    assert_eq!(
        explain(&decided(&book, &facts()), Lang::Zh),
        ["规则 SC-03（规则集第 1 版）", "32 学时 ÷ 16 = 2.00 学分"]
    );
}

#[test]
fn a_declared_amount_is_multiplied_exactly_and_rounded_once() {
    let award = json!({"scheme": "community", "method": "declared", "factor": "2/3",
        "rounding": {"step": "0.01", "mode": "half_up"}});
    let book = rulebook(&[rule("CC-01", &json!({"award": award}))], &json!([]));
    for (declared, gives) in [("1.5", "1.00"), ("1.25", "0.83"), ("0", "0.00")] {
        let declared_credits = Some(credits(declared));
        let decision = decided(&book, &CompletionFacts { declared_credits, ..facts() });
        assert_eq!(amount(&decision), gives);
        assert_eq!(decision.outcome, Outcome::Recognised);
    }
}

#[test]
fn a_rule_that_takes_declared_credits_fails_without_them() {
    let award = json!({"scheme": "community", "method": "declared"});
    let book = rulebook(&[rule("CC-01", &json!({"award": award}))], &json!([]));
    let decision = decided(&book, &facts());
    assert_eq!(decision.outcome, Outcome::NotRecognised);
    let Some(Reason::NoRule { nearest: Some(nearest) }) = decision.reason else { panic!() };
    assert_eq!(nearest.failed, [Condition::DeclaredCredits { has: None }]);
}

fn attempt(order: u64, worth: &str, posted: &str) -> Attempt {
    Attempt {
        completion: CompletionId(Uuid::from_u128(u128::from(order))),
        order,
        scheme: scheme("senior"),
        score: None,
        ended_on: day("2026-06-20"),
        credits: credits(worth),
        posted: credits(posted),
    }
}

#[test]
fn of_several_attempts_the_best_counts_once_and_a_better_one_adds_the_difference() {
    let good = json!({"scheme": "senior", "method": {"fixed": "3.00"}});
    let rules = [
        rule("PASS", &json!({"repeats": "best"})),
        rule(
            "GOOD",
            &json!({"repeats": "best", "priority": 20, "award": good,
            "when": {"min_score": "85.00"}}),
        ),
    ];
    let book = rulebook(&rules, &json!([]));
    let scored = |score: &str| CompletionFacts { score: score.parse().ok(), ..facts() };
    let first = decide(&book, &scored("70"), &[], &[]).unwrap();
    assert_eq!(amount(&first), "2.00");
    let second = decide(&book, &scored("90"), &[attempt(1, "2.00", "2.00")], &[]).unwrap();
    assert_eq!(amount(&second), "1.00");
    assert_eq!(second.rules, ["GOOD"]);
    let earlier = [attempt(1, "2.00", "2.00"), attempt(2, "3.00", "1.00")];
    let third = decide(&book, &scored("61"), &earlier, &[]).unwrap();
    assert_eq!(amount(&third), "0.00");
    assert_eq!(third.outcome, Outcome::Recognised);
    assert_eq!(
        explain(&second, Lang::Zh).last().unwrap(),
        "同一课程取最高一次：此前计 2.00，本次值 3.00，再计 1.00 学分"
    );
}

#[test]
fn under_once_the_first_counts_and_under_every_each_does() {
    let earlier = [attempt(1, "2.00", "2.00")];
    let this = attempt(2, "3.00", "0.00");
    let adds = |repeats| after_repeats(repeats, &earlier, &this).unwrap().0.to_string();
    assert_eq!(adds(Repeats::Once), "0.00");
    assert_eq!(adds(Repeats::Best), "1.00");
    assert_eq!(adds(Repeats::Every), "3.00");
    let alone = after_repeats(Repeats::Once, &[], &this).unwrap();
    assert_eq!(alone, (credits("3.00"), None));
    let elsewhere = [Attempt { scheme: scheme("community"), ..attempt(1, "2.00", "2.00") }];
    assert_eq!(after_repeats(Repeats::Once, &elsewhere, &this).unwrap().0, credits("3.00"));
}

#[test]
fn an_amended_attempt_takes_back_and_the_later_ones_make_up_for_it() {
    let group = [attempt(1, "1.00", "2.00"), attempt(2, "3.00", "1.00")];
    let taken = after_repeats(Repeats::Best, &[], &group[0]).unwrap().0;
    assert_eq!(taken, credits("-1.00"));
    let differences = |group: &[Attempt]| -> Vec<String> {
        let shares = regroup(Repeats::Best, group).unwrap();
        shares.iter().map(|share| share.difference.to_string()).collect()
    };
    assert_eq!(differences(&group), ["-1.00", "1.00"]);
    // The first was revoked: what it counted for passes to the second.
    assert_eq!(differences(&group[1..]), ["2.00"]);
}

fn clash() -> IndexedRulebook {
    let three = json!({"scheme": "senior", "method": {"fixed": "3.00"}});
    let declared = json!({"scheme": "senior", "method": {"per_hours": "16.00"}});
    rulebook(
        &[
            rule("A", &json!({})),
            rule("B", &json!({"award": three})),
            rule("A2", &json!({"award": declared})),
            rule("LOW", &json!({"priority": 9})),
        ],
        &json!([]),
    )
}

#[test]
fn two_results_at_the_same_priority_need_a_decision_that_names_every_rule() {
    let decision = decided(&clash(), &facts());
    assert_eq!(decision.outcome, Outcome::NeedsDecision);
    assert_eq!((decision.credits, &decision.scheme), (None, &None));
    let Some(Reason::Clash { candidates }) = &decision.reason else { panic!() };
    let results: Vec<_> =
        candidates.iter().map(|award| (award.rules.join("+"), award.credits.to_string())).collect();
    assert_eq!(
        results,
        [("A+A2".to_owned(), "2.00".to_owned()), ("B".to_owned(), "3.00".to_owned())]
    );
    let read: Decision = serde_json::from_value(serde_json::to_value(&decision).unwrap()).unwrap();
    assert_eq!(read, decision);
}

#[test]
fn a_person_chooses_among_the_clashing_rules_and_the_choice_is_in_the_trace() {
    let choice = |rule: &str| Choice {
        rule: rule.to_owned(),
        by: "admin".to_owned(),
        reason: "课程为提高班".to_owned(),
    };
    let decision = choose(&clash(), &facts(), &[], &[], choice("B")).unwrap();
    assert_eq!(amount(&decision), "3.00");
    assert_eq!(decision.rules, ["B"]);
    assert!(matches!(&decision.trace[0], Step::Choice { rule, .. } if rule == "B"));
    let refusal = choose(&clash(), &facts(), &[], &[], choice("LOW")).unwrap_err();
    let candidates = ["A", "A2", "B"].map(str::to_owned).to_vec();
    assert_eq!(refusal, ChoiceRefusal::NotACandidate(candidates));
    let settled = rulebook(&[rule("A", &json!({}))], &json!([]));
    let refusal = choose(&settled, &facts(), &[], &[], choice("A")).unwrap_err();
    assert_eq!(refusal, ChoiceRefusal::NothingToChoose);
}

#[test]
fn equal_results_are_one_result_that_names_every_rule() {
    let other = json!({"scheme": "senior", "method": {"per_hours": "16.00"}});
    let book = rulebook(&[rule("A", &json!({})), rule("B", &json!({"award": other}))], &json!([]));
    let decision = decided(&book, &facts());
    assert_eq!(amount(&decision), "2.00");
    assert_eq!(decision.rules, ["A", "B"]);
    // The same amount for a first attempt is not the same for a second one.
    let once = rule("B", &json!({"repeats": "once"}));
    let book = rulebook(&[rule("A", &json!({})), once], &json!([]));
    assert_eq!(decided(&book, &facts()).outcome, Outcome::NeedsDecision);
}

#[test]
fn a_completion_that_no_rule_fits_is_told_what_the_nearest_rule_lacks() {
    let book = rulebook(
        &[
            rule(
                "FAR",
                &json!({"priority": 30, "when": {"min_hours": "40.00", "forms": ["online"]}}),
            ),
            rule("LOW", &json!({"priority": 10, "when": {"min_hours": "40.00"}})),
            rule("NEAR", &json!({"priority": 20, "when": {"min_score": "60.00"}})),
            rule("OFF", &json!({"status": "inactive"})),
            rule("LATE", &json!({"effective_from": "2026-06-21"})),
            rule("OVER", &json!({"effective_to": "2026-06-19"})),
        ],
        &json!([]),
    );
    let decision = decided(&book, &CompletionFacts { score: None, ..facts() });
    assert_eq!(decision.outcome, Outcome::NotRecognised);
    assert_eq!(
        explain(&decision, Lang::En),
        [
            "No recognition rule applies (rulebook 1)",
            "The nearest rule is NEAR (Rule)",
            "needs a score of 60, has none",
        ]
    );
    let facts = CompletionFacts { score: None, hours: "16.5".parse().unwrap(), ..facts() };
    let only = rulebook(&[rule("LOW", &json!({"when": {"min_hours": "20.00"}}))], &json!([]));
    let decision = decided(&only, &facts);
    assert_eq!(explain(&decision, Lang::Zh).last().unwrap(), "需要至少 20 学时，现有 16.5 学时");
    assert_eq!(explain(&decision, Lang::En).last().unwrap(), "needs 20 hours, has 16.5");
}

#[test]
fn each_condition_lets_in_what_it_names_and_nothing_else() {
    for (when, fits) in [
        (json!({"institutions": [{"code": "HP-SC", "below": false}]}), true),
        (json!({"institutions": [{"code": "HP", "below": true}]}), true),
        (json!({"institutions": [{"code": "HP", "below": false}]}), false),
        (json!({"institution_kinds": ["enterprise"]}), false),
        (json!({"courses": ["CALL*"]}), true),
        (json!({"courses": ["CALL"]}), false),
        (json!({"courses": ["X", "CALL-1"]}), true),
        (json!({"categories": ["sport"]}), false),
        (json!({"forms": ["online", "classroom"]}), true),
        (json!({"levels": ["1"]}), false),
        (json!({"min_hours": "32.00", "min_score": "60.00"}), true),
        (json!({"min_hours": "32.01"}), false),
        (json!({"min_score": "60.01"}), false),
        (json!({"ended_from": "2026-06-20", "ended_to": "2026-06-20"}), true),
        (json!({"ended_from": "2026-06-21"}), false),
        (json!({"ended_to": "2026-06-19"}), false),
    ] {
        let book = rulebook(&[rule("R", &json!({"when": when}))], &json!([]));
        let decision = decided(&book, &facts());
        assert_eq!(decision.outcome == Outcome::Recognised, fits, "{when}");
        for lang in [Lang::Zh, Lang::En] {
            let lines = explain(&decision, lang);
            assert_eq!(lines.len(), if fits { 2 } else { 3 }, "{lines:?}");
        }
    }
}

#[test]
fn a_maximum_holds_an_award_down() {
    let award = json!({"scheme": "senior", "method": {"per_hours": "8.00"}, "max": "3.00"});
    let book = rulebook(&[rule("R", &json!({"award": award}))], &json!([]));
    let decision = decided(&book, &facts());
    assert_eq!(amount(&decision), "3.00");
    assert_eq!(explain(&decision, Lang::Zh)[2], "单项最高 3.00 学分：4.00 计为 3.00 学分");
}

#[test]
fn a_course_without_a_rulebook_or_with_another_name_says_why() {
    let without = Decision::without_rulebook(day("2019-01-01"));
    assert_eq!(without.outcome, Outcome::NotRecognised);
    assert_eq!(explain(&without, Lang::En), ["No rulebook was in force on 2019-01-01"]);
    let name = Decision::name_differs(Some(1));
    assert_eq!(name.outcome, Outcome::NeedsDecision);
    assert_eq!(serde_json::to_value(&name).unwrap()["reason"], json!({"code": "name_differs"}));
}

#[test]
fn in_force_is_the_highest_numbered_rulebook_that_has_begun() {
    let edition = |number: Option<u32>, from: &str| -> Rulebook {
        serde_json::from_value(json!({"number": number, "effective_from": from})).unwrap()
    };
    let books = [
        edition(Some(2), "2026-03-01"),
        edition(Some(1), "2026-01-01"),
        edition(Some(3), "2026-02-01"),
        edition(None, "2026-01-01"),
    ];
    let number = |on: &str| in_force(&books, day(on)).and_then(|book| book.number);
    assert_eq!(number("2025-12-31"), None);
    assert_eq!(number("2026-01-31"), Some(1));
    assert_eq!(number("2026-02-01"), Some(3));
    assert_eq!(number("2026-03-01"), Some(3));
}

#[test]
fn amounts_beyond_counting_are_an_error() {
    let award = json!({"scheme": "senior", "method": "declared", "factor": "4000000000/1"});
    let book = rulebook(&[rule("R", &json!({"award": award}))], &json!([]));
    let declared_credits = Some(Credits::from_hundredths(i64::MAX));
    assert!(decide(&book, &CompletionFacts { declared_credits, ..facts() }, &[], &[]).is_err());
}
