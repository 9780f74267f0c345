//! What completed courses give at other institutions.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use shared::ids::CompletionId;
use shared::quantity::Credits;
use shared::rules::{
    HeldOutcome, IndexedRulebook, OutcomeAward, OutcomeWorth, Requirement, Rulebook, fulfilment,
    outcomes, replay,
};
use uuid::Uuid;

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

fn id(number: u128) -> CompletionId {
    CompletionId(Uuid::from_u128(number))
}

/// Completed courses of one school, each with a score or none; the first has the id 1.
fn held(courses: &[(&str, Option<&str>)]) -> Vec<HeldOutcome> {
    (1..)
        .zip(courses)
        .map(|(number, (code, score))| HeldOutcome {
            institution: "HP-CS1".into(),
            code: (*code).into(),
            score: score.map(|score| score.parse().unwrap()),
            completion: id(number),
        })
        .collect()
}

fn course(code: &str) -> Value {
    json!({"course": {"institution": "HP-CS1", "code": code}})
}

fn range(code: &str, min: Option<&str>, max: Option<&str>) -> Value {
    json!({"course": {"institution": "HP-CS1", "code": code}, "min_score": min, "max_score": max})
}

fn rule(code: &str, priority: i32, requires: &Value, unit: &str) -> Value {
    json!({"code": code, "names": {"zh": "互认", "en": "Equivalence"}, "priority": priority,
        "outcome": "exemption", "decision": "institution", "receiver": "HP-VS1",
        "by_outcome": {"requires": requires, "gives": [{"program": "ECOM", "unit": unit,
            "scheme": "vocational", "credits": "2.00"}]}})
}

fn book(rules: &[Value]) -> IndexedRulebook {
    let book = json!({"effective_from": "2026-01-01", "equivalence": rules});
    let book: Rulebook = serde_json::from_value(book).unwrap();
    assert_eq!(book.faults(), []);
    book.into()
}

fn given(rules: &[Value], held: &[HeldOutcome]) -> Vec<OutcomeWorth> {
    outcomes(&book(rules), held, day("2026-06-01"))
}

fn awards(worth: &OutcomeWorth) -> &[OutcomeAward] {
    match worth {
        OutcomeWorth::Given(award) => std::slice::from_ref(award),
        OutcomeWorth::NeedsDecision { candidates } => candidates,
    }
}

/// `rules for completions: results`, those of a clash with `or` between them.
fn told(worths: &[OutcomeWorth]) -> Vec<String> {
    let award = |award: &OutcomeAward| {
        let used: Vec<String> =
            award.used.iter().map(|completion| completion.0.as_u128().to_string()).collect();
        format!("{} for {}", award.rules.join("+"), used.join("+"))
    };
    let told = |worth| awards(worth).iter().map(award).collect::<Vec<_>>().join(" or ");
    worths.iter().map(told).collect()
}

fn used(requires: &Value, held: &[HeldOutcome]) -> Option<Vec<u128>> {
    let requirement: Requirement = serde_json::from_value(requires.clone()).unwrap();
    let used = fulfilment(&requirement, held)?;
    Some(used.into_iter().map(|completion| completion.0.as_u128()).collect())
}

#[test]
fn a_requirement_needs_no_more_completions_than_it_must() {
    let nested = json!({"all_of": [range("IT-1", Some("70"), None),
        {"any_of": [course("IT-2"), course("IT-9")]}]});
    let two =
        held(&[("IT-1", Some("69.99")), ("IT-9", None), ("IT-2", None), ("IT-1", Some("70"))]);
    assert_eq!(used(&nested, &two), Some(vec![2, 4]));
    assert_eq!(used(&nested, &two[..3]), None);
    let one_serves_both = json!({"all_of": [{"any_of": [course("A"), course("B")]}, course("B")]});
    assert_eq!(used(&one_serves_both, &held(&[("A", None), ("B", None)])), Some(vec![2]));
    let attempts = held(&[("A", Some("50")), ("A", Some("80")), ("A", Some("90"))]);
    assert_eq!(used(&range("A", Some("60"), None), &attempts), Some(vec![2]));
    assert_eq!(used(&range("A", Some("60"), Some("79.99")), &attempts), None);
    assert_eq!(used(&range("A", None, Some("60")), &held(&[("A", None)])), None);
    assert_eq!(used(&json!({"any_of": []}), &attempts), None);
    assert_eq!(used(&json!({"all_of": []}), &attempts), Some(vec![]));
}

#[test]
fn the_highest_priority_wins_where_rules_need_the_same_completion() {
    let both = json!({"all_of": [course("A"), course("B")]});
    let rules = [
        rule("LOW", 1, &course("A"), "U1"),
        rule("HIGH", 2, &both, "U2"),
        rule("APART", 1, &course("C"), "U3"),
    ];
    let (a, b, c) = (("A", None), ("B", None), ("C", None));
    assert_eq!(told(&given(&rules, &held(&[a, b, c]))), ["HIGH for 1+2", "APART for 3"]);
    assert_eq!(told(&given(&rules, &held(&[a, c]))), ["LOW for 1", "APART for 2"]);
    assert_eq!(told(&given(&rules, &held(&[a, b, a]))), ["HIGH for 1+2", "LOW for 3"]);
    assert_eq!(told(&given(&rules, &[])), [""; 0]);
}

#[test]
fn equal_results_name_all_and_different_ones_need_a_decision() {
    let same = [rule("A", 1, &course("A"), "U1"), rule("B", 1, &course("A"), "U1")];
    let taken = held(&[("A", None)]);
    assert_eq!(told(&given(&same, &taken)), ["A+B for 1"]);
    let differ = [rule("A", 1, &course("A"), "U1"), rule("B", 1, &course("A"), "U2")];
    assert_eq!(told(&given(&differ, &taken)), ["A for 1 or B for 1"]);
    let mut elsewhere = rule("B", 1, &course("A"), "U2");
    elsewhere["receiver"] = json!("HP-VS2");
    let apart = [rule("A", 1, &course("A"), "U1"), elsewhere];
    assert_eq!(told(&given(&apart, &taken)), ["A for 1", "B for 1"]);
    let chain = [
        rule("A", 1, &json!({"all_of": [course("A"), course("B")]}), "U1"),
        rule("X", 1, &course("D"), "U9"),
        rule("C", 1, &course("C"), "U3"),
        rule("B", 1, &json!({"all_of": [course("B"), course("C")]}), "U1"),
    ];
    let all = held(&[("A", None), ("B", None), ("C", None), ("D", None)]);
    assert_eq!(told(&given(&chain, &all)), ["A+B for 1+2+3 or C for 3", "X for 4"]);
}

#[test]
fn an_exemption_earns_nothing_and_the_others_their_credits() {
    for (outcome, credits) in [("exemption", "0.00"), ("credit", "2.00"), ("elective", "2.00")] {
        let mut rule = rule("A", 1, &course("A"), "U1");
        rule["outcome"] = json!(outcome);
        let found = given(&[rule], &held(&[("A", None)]));
        let grant = &awards(&found[0])[0].grants[0];
        assert_eq!(grant.credits.to_string(), credits);
        assert_eq!(replay(&grant.trace), Ok(grant.credits));
        assert_eq!(grant.grant.unit.as_deref(), Some("U1"));
    }
}

#[test]
fn a_rule_counts_on_the_days_of_its_effect() {
    let mut ended = rule("A", 1, &course("A"), "U1");
    ended["effective_to"] = json!("2026-05-31");
    assert_eq!(given(&[ended], &held(&[("A", None)])), []);
}

fn requirement() -> impl Strategy<Value = Value> {
    let one = (select(vec!["A", "B", "C", "D"]), select(vec![None, Some("60")]))
        .prop_map(|(code, min)| range(code, min, None));
    one.prop_recursive(3, 8, 3, |part| {
        let list = select(vec!["all_of", "any_of"]);
        (list, prop::collection::vec(part, 1..4)).prop_map(|(list, parts)| json!({list: parts}))
    })
}

fn taken() -> impl Strategy<Value = Vec<HeldOutcome>> {
    let one = (select(vec!["A", "B", "C", "D", "E"]), select(vec![None, Some("50"), Some("80")]));
    prop::collection::vec(one, 0..7).prop_map(|courses| held(&courses))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_used_fulfils_and_none_of_it_could_be_left_out(
        requires in requirement(),
        held in taken(),
    ) {
        let requirement: Requirement = serde_json::from_value(requires).unwrap();
        let Some(used) = fulfilment(&requirement, &held) else { return Ok(()) };
        let kept = |without: Option<CompletionId>| -> Vec<HeldOutcome> {
            let keeps = |one: &&HeldOutcome| {
                used.contains(&one.completion) && Some(one.completion) != without
            };
            held.iter().filter(keeps).cloned().collect()
        };
        prop_assert_eq!(fulfilment(&requirement, &kept(None)), Some(used.clone()));
        for one in &used {
            prop_assert_eq!(fulfilment(&requirement, &kept(Some(*one))), None);
        }
    }

    #[test]
    fn a_completion_counts_for_one_result_at_each_receiver_and_no_rule_is_forgotten(
        requires in prop::collection::vec((requirement(), 1..3, select(vec!["U1", "U2"])), 0..6),
        held in taken(),
    ) {
        let rules: Vec<Value> = (0..)
            .zip(&requires)
            .map(|(number, (requires, priority, unit))| {
                rule(&format!("R{number}"), *priority, requires, unit)
            })
            .collect();
        let found = given(&rules, &held);
        let mut used: Vec<CompletionId> = Vec::new();
        for worth in &found {
            let mut group: Vec<CompletionId> =
                awards(worth).iter().flat_map(|award| award.used.clone()).collect();
            group.sort_unstable();
            group.dedup();
            prop_assert!(group.iter().all(|completion| !used.contains(completion)));
            used.extend(group);
            for grant in awards(worth).iter().flat_map(|award| &award.grants) {
                prop_assert_eq!(replay(&grant.trace), Ok(Credits::ZERO));
            }
        }
        // With what is left over, no rule is fulfilled that was not named.
        let left: Vec<HeldOutcome> =
            held.into_iter().filter(|one| !used.contains(&one.completion)).collect();
        let named: Vec<&String> =
            found.iter().flat_map(awards).flat_map(|award| &award.rules).collect();
        let unnamed = (0..).zip(requires).filter(|(number, _)| !named.contains(&&format!("R{number}")));
        for (_, (requires, ..)) in unnamed {
            let requirement: Requirement = serde_json::from_value(requires).unwrap();
            prop_assert_eq!(fulfilment(&requirement, &left), None);
        }
    }
}
