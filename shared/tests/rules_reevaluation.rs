//! What is decided again when rules change, and the impact that this has.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use shared::ids::CompletionId;
use shared::quantity::Credits;
use shared::rules::{
    Choice, CompletionFacts, Decision, History, Impact, ImpactLine, ImpactTally, IndexedRulebook,
    Outcome, PastCompletion, Reason, Step, choose, decide, reevaluate, replay, same_course_key,
};
use shared::vocabulary::{CourseForm, InstitutionKind};
use uuid::Uuid;

const SINCE: &str = "2026-01-01";

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

fn rule(code: &str, fixed: &str, differs: &Value) -> Value {
    let mut rule = json!({
        "code": code, "names": {"zh": "规则", "en": "Rule"}, "priority": 10, "repeats": "every",
        "award": {"scheme": "senior", "method": {"fixed": fixed}},
    });
    for (name, value) in differs.as_object().unwrap() {
        rule[name] = value.clone();
    }
    rule
}

fn book(number: u32, rules: &[Value], caps: &[Value]) -> Arc<IndexedRulebook> {
    let book = json!({"number": number, "effective_from": "2020-01-01", "recognition": rules, "caps": caps});
    Arc::new(IndexedRulebook::new(serde_json::from_value(book).unwrap()))
}

fn cap(most: &str) -> Value {
    json!({"code": "C1", "names": {"zh": "上限", "en": "Cap"}, "limit": {"credits": most},
        "window": "lifetime"})
}

fn facts(title: &str, ended_on: &str) -> CompletionFacts {
    CompletionFacts {
        institutions: vec!["HP-SC".into(), "HP".into()],
        institution_kind: InstitutionKind::SeniorCollege,
        course_code: title.to_uppercase(),
        title: title.into(),
        category: "art".into(),
        form: CourseForm::Classroom,
        level: None,
        hours: "32".parse().unwrap(),
        score: Some("80".parse().unwrap()),
        declared_credits: None,
        ended_on: day(ended_on),
    }
}

/// Records completions one after the other, as the bank does.
fn record(rulebook: &IndexedRulebook, completions: Vec<CompletionFacts>) -> Vec<PastCompletion> {
    let mut history = History::default();
    let record = |(number, facts): (u128, CompletionFacts)| {
        let title_key = same_course_key(&facts.title);
        let earlier = history.attempts(&facts, &title_key);
        let decision = decide(rulebook, &facts, &earlier, history.counted()).unwrap();
        let completion = CompletionId(Uuid::from_u128(number));
        history.add(&facts, &title_key, completion, &decision);
        PastCompletion { completion, facts, title_key, decision, live: true }
    };
    (1..).zip(completions).map(record).collect()
}

fn again(past: &[PastCompletion], rulebook: &Arc<IndexedRulebook>) -> Vec<Option<Decision>> {
    reevaluate(past, day(SINCE), &|_| Some(Arc::clone(rulebook))).unwrap()
}

fn credits(changes: &[Option<Decision>]) -> Vec<Option<String>> {
    let credits = |decision: &Decision| decision.credits.unwrap().to_string();
    changes.iter().map(|change| change.as_ref().map(credits)).collect()
}

#[test]
fn what_a_cap_cut_is_given_back_and_what_ended_before_stays_but_counts() {
    let rules = [rule("R", "2.00", &json!({}))];
    let ends = [("a", "2025-12-31"), ("b", "2026-01-01"), ("c", "2026-02-01")];
    let completions = ends.map(|(title, ended)| facts(title, ended)).to_vec();
    let past = record(&book(1, &rules, &[cap("3.00")]), completions);
    let changes = again(&past, &book(2, &rules, &[cap("5.00")]));
    assert_eq!(credits(&changes), [None, Some("2.00".into()), Some("1.00".into())]);
    assert_eq!(changes[1].as_ref().unwrap().rulebook, Some(2));
    let changes = again(&past, &book(2, &rules, &[cap("3.00")]));
    assert_eq!(changes, [None, None, None], "another number alone changes nothing");
}

#[test]
fn attempts_at_one_course_are_decided_again_together() {
    let best = json!({"repeats": "best"});
    let attempts = vec![facts("a", "2026-02-01"), facts("a", "2026-03-01")];
    let past = record(&book(1, &[rule("R", "2.00", &best)], &[]), attempts);
    assert_eq!(past[1].decision.credits, Some(Credits::ZERO));
    let later = json!({"repeats": "best", "priority": 11, "when": {"ended_from": "2026-03-01"}});
    let rules = [rule("R", "1.00", &best), rule("L", "3.00", &later)];
    let changes = again(&past, &book(2, &rules, &[]));
    assert_eq!(credits(&changes), [Some("1.00".into()), Some("2.00".into())]);
}

#[test]
fn a_persons_choice_stands_while_the_rules_still_clash_and_falls_when_they_do_not() {
    let (a, b) = (rule("A", "2.00", &json!({})), rule("B", "3.00", &json!({})));
    let clash = book(1, &[a.clone(), b.clone()], &[]);
    let mut past = record(&clash, vec![facts("a", "2026-02-01")]);
    let choice = Choice { rule: "B".into(), by: "admin".into(), reason: "核对".into() };
    past[0].decision = choose(&clash, &past[0].facts, &[], &[], choice).unwrap();
    let capped = again(&past, &book(2, &[a.clone(), b.clone()], &[cap("2.50")]));
    assert_eq!(credits(&capped), [Some("2.50".into())]);
    let trace = &capped[0].as_ref().unwrap().trace;
    assert!(
        matches!(&trace[0], Step::Choice { by, reason, .. } if by == "admin" && reason == "核对")
    );
    assert_eq!(replay(trace), Ok("2.50".parse().unwrap()));
    let c = rule("C", "4.00", &json!({}));
    let other = again(&past, &book(2, &[a.clone(), c], &[]));
    assert_eq!(other[0].as_ref().unwrap().outcome, Outcome::NeedsDecision);
    let settled = again(&past, &book(2, &[a], &[]));
    assert_eq!(settled[0].as_ref().unwrap().rules, ["A"]);
    assert_eq!(credits(&settled), [Some("2.00".into())]);
}

#[test]
fn what_waits_for_a_name_or_was_revoked_stays_as_it_is() {
    let rules = [rule("R", "2.00", &json!({}))];
    let first = book(1, &rules, &[cap("2.00")]);
    let completions = vec![facts("a", "2026-02-01"), facts("b", "2026-02-01")];
    let mut past = record(&first, completions);
    past[0].live = false;
    let changes = again(&past, &first);
    assert_eq!(credits(&changes), [None, Some("2.00".into())], "a revoked one counts for nothing");
    past[1].decision = Decision::name_differs(Some(1));
    assert_eq!(again(&past, &first), [None, None]);
}

#[test]
fn without_a_rulebook_in_force_nothing_is_recognised() {
    let rules = [rule("R", "2.00", &json!({}))];
    let past = record(&book(1, &rules, &[]), vec![facts("a", "2026-02-01")]);
    let changes = reevaluate(&past, day(SINCE), &|_| None).unwrap();
    let reason = changes[0].as_ref().unwrap().reason.clone();
    assert_eq!(reason, Some(Reason::NoRulebook { on: day("2026-02-01") }));
}

#[test]
fn the_impact_names_ages_schemes_and_the_largest_changes_first() {
    let rules = |fixed: &str, scheme: &str| {
        let award = json!({"scheme": scheme, "method": {"fixed": "5.00"}});
        let moved = json!({"award": award, "priority": 20, "when": {"courses": ["MOVED"]}});
        [rule("R", fixed, &json!({"when": {"courses": ["A"]}})), rule("M", "5.00", &moved)]
    };
    let ends = [("a", "2026-02-01"), ("moved", "2026-03-01"), ("none", "2026-04-01")];
    let completions = || ends.map(|(title, ended)| facts(title, ended)).to_vec();
    let past = record(&book(1, &rules("2.00", "senior"), &[]), completions());
    let changes = again(&past, &book(2, &rules("1.50", "community"), &[]));
    let mut tally = ImpactTally::new(day(SINCE));
    tally.person("6201", Some(day("1966-03-01")), &past, &changes).unwrap();
    tally.person("6202", None, &past, &[None, None, None]).unwrap();
    tally.person("6203", None, &[], &[]).unwrap();
    let impact = tally.finish();
    assert_eq!((impact.people, impact.completions, impact.changed), (2, 6, 2));
    assert_eq!((impact.gainers, impact.losers), (0, 1));
    let lines = |lines: &[ImpactLine]| -> Vec<String> {
        let line = |line: &ImpactLine| {
            let ImpactLine { key, completions, people, before, after, .. } = line;
            format!("{key}: {completions} of {people}, {before} to {after}")
        };
        lines.iter().map(line).collect()
    };
    assert_eq!(
        lines(&impact.schemes),
        [
            ": 2 of 2, 0.00 to 0.00",
            "community: 1 of 1, 0.00 to 5.00",
            "senior: 3 of 2, 14.00 to 8.50",
        ]
    );
    assert_eq!(
        lines(&impact.age_bands),
        [
            "50-59: 1 of 1, 2.00 to 1.50",
            "60-69: 2 of 1, 5.00 to 5.00",
            "unknown: 3 of 1, 7.00 to 7.00",
        ]
    );
    let senior = &impact.schemes[2];
    assert_eq!(
        (senior.gainers, senior.losers, senior.difference.to_string()),
        (0, 1, "-5.50".into())
    );
    let largest: Vec<_> =
        impact.largest.iter().map(|c| (c.course.as_str(), c.difference)).collect();
    assert_eq!(largest, [("a", "-0.50".parse().unwrap()), ("moved", Credits::ZERO)]);
}

/// Random rules over few courses, so that they repeat, clash and are capped.
fn any_book(number: u32) -> impl Strategy<Value = Arc<IndexedRulebook>> {
    let rule = (
        select(vec!["A", "B", "*"]),
        1_u32..3,
        1_u32..5,
        select(vec!["once", "best", "every"]),
        select(vec!["senior", "community"]),
        select(vec!["0.00", "60.00"]),
    )
        .prop_map(|(course, priority, fixed, repeats, scheme, hours)| {
            json!({"names": {"zh": "规则", "en": "Rule"}, "priority": priority, "repeats": repeats,
                "when": {"courses": [course], "min_hours": hours},
                "award": {"scheme": scheme, "method": {"fixed": fixed.to_string()}}})
        });
    let rules = prop::collection::vec(rule, 0..5);
    (rules, prop::option::of(1_u32..12)).prop_map(move |(mut rules, most)| {
        for (number, rule) in rules.iter_mut().enumerate() {
            rule["code"] = json!(format!("R{number}"));
        }
        let caps: Vec<Value> = most.iter().map(|most| cap(&most.to_string())).collect();
        book(number, &rules, &caps)
    })
}

fn any_person() -> impl Strategy<Value = (Vec<CompletionFacts>, Option<u64>)> {
    let one =
        (select(vec!["a", "b", "c"]), 0_u64..400, any::<bool>()).prop_map(|(title, days, long)| {
            let mut facts = facts(title, "2025-10-01");
            facts.ended_on = facts.ended_on + Days::new(days);
            facts.hours = if long { "80".parse().unwrap() } else { "32".parse().unwrap() };
            facts.institutions = vec![if long { "HP-SC".into() } else { "HP-CC".into() }];
            facts
        });
    (prop::collection::vec(one, 0..8), prop::option::of(0_u64..36_000))
}

/// Every table adds up to the totals and to each other.
fn agrees(impact: &Impact) {
    let tables = [&impact.schemes, &impact.institutions, &impact.age_bands];
    for table in tables {
        let sum = |of: fn(&ImpactLine) -> u64| table.iter().map(of).sum::<u64>();
        assert_eq!(sum(|line| line.completions), impact.completions);
        assert_eq!(sum(|line| line.changed), impact.changed);
        assert_eq!(sum(|line| line.newly_undecided), impact.newly_undecided);
        for line in table {
            assert_eq!(line.after.minus(line.before), Ok(line.difference));
            assert!(line.gainers + line.losers <= line.people && line.people <= impact.people);
        }
    }
    let total = |table: &[ImpactLine], of: fn(&ImpactLine) -> Credits| {
        Credits::total(table.iter().map(of)).unwrap()
    };
    for of in [|line: &ImpactLine| line.before, |line: &ImpactLine| line.after] {
        let totals = tables.map(|table| total(table, of));
        assert!(totals.iter().all(|sum| *sum == totals[0]), "{totals:?}");
    }
    let sizes = impact.largest.iter().map(|change| change.difference.hundredths().abs());
    assert!(sizes.rev().is_sorted());
    assert_eq!(u64::try_from(impact.largest.len()).unwrap(), impact.changed.min(50));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn deciding_again_under_the_same_rules_changes_nothing(
        book in any_book(1),
        (completions, _) in any_person(),
    ) {
        let past = record(&book, completions);
        let changes = reevaluate(&past, day("2020-01-01"), &|_| Some(Arc::clone(&book))).unwrap();
        prop_assert!(changes.iter().all(Option::is_none));
    }

    #[test]
    fn deciding_all_again_is_as_if_the_new_rules_had_always_been(
        (first, second) in (any_book(1), any_book(2)),
        (completions, _) in any_person(),
    ) {
        let past = record(&first, completions.clone());
        let anew = record(&second, completions);
        let changes = reevaluate(&past, day("2020-01-01"), &|_| Some(Arc::clone(&second))).unwrap();
        for ((past, anew), change) in past.iter().zip(&anew).zip(&changes) {
            let now = change.as_ref().unwrap_or(&past.decision);
            prop_assert!(now.same_result(&anew.decision));
            if let Some(credits) = now.credits {
                prop_assert_eq!(replay(&now.trace), Ok(credits));
            }
        }
    }

    #[test]
    fn the_tables_of_an_impact_agree_with_its_totals(
        (first, second) in (any_book(1), any_book(2)),
        people in prop::collection::vec(any_person(), 0..15),
    ) {
        let mut tally = ImpactTally::new(day(SINCE));
        for (number, (completions, age)) in people.into_iter().enumerate() {
            let past = record(&first, completions);
            let birth_date = age.map(|days| day("2026-06-01") - Days::new(days));
            let changes = again(&past, &second);
            tally.person(&number.to_string(), birth_date, &past, &changes).unwrap();
        }
        agrees(&tally.finish());
    }
}
