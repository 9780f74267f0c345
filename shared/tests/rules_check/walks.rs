//! Against learners who convert at random: a loop is found if and only if somebody can gain.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use shared::ids::SchemeCode;
use shared::quantity::Credits;
use shared::rules::{Finding, FindingCode, Rulebook, check, convert};

use crate::{book, conversion, day, district, today};

const SCHEMES: [&str; 3] = ["a", "b", "c"];
const DAYS: [&str; 4] = ["2026-03-02", "2026-04-01", "2026-05-01", "2026-06-01"];
const WALKS: usize = 10_000;

fn amount(hundredths: i64) -> String {
    Credits::from_hundredths(hundredths).to_string()
}

fn one() -> impl Strategy<Value = Value> {
    let road =
        prop::sample::select(vec![("a", "b"), ("b", "a"), ("b", "c"), ("c", "a"), ("a", "c")]);
    let ratio = prop::sample::select(vec!["1/2", "2/3", "1/1", "1/1", "3/2", "2/1", "9/10", "1/3"]);
    let steps = (prop::sample::select(vec![0_i64, 2, 7]), prop::sample::select(vec![1_i64, 2, 3]));
    let rounding = (prop::sample::select(vec![1_i64, 2, 5]), prop::bool::weighted(0.3));
    let from = prop_oneof![2 => Just(None), 1 => prop::sample::select(&DAYS[..]).prop_map(Some)];
    let to = prop_oneof![2 => Just(None), 1 => prop::sample::select(&DAYS[..]).prop_map(Some)];
    (road, ratio, steps, rounding, 1..3, (from, to)).prop_map(
        |((from, to), ratio, (smallest, step), (round, half_up), priority, days)| {
            let mode = if half_up { "half_up" } else { "down" };
            let change = json!({"priority": priority, "effective_from": days.0,
                "effective_to": days.1, "by_amount": {"smallest": amount(smallest),
                "step": amount(step), "rounding": {"step": amount(round), "mode": mode}}});
            conversion("EQ", from, to, ratio, change)
        },
    )
}

fn rules() -> impl Strategy<Value = Rulebook> {
    prop::collection::vec(one(), 2..7).prop_map(|mut rules| {
        for (number, rule) in rules.iter_mut().enumerate() {
            rule["code"] = json!(format!("EQ-{number}"));
        }
        book(json!({"equivalence": rules}))
    })
}

fn loops(book: &Rulebook) -> Vec<Finding> {
    let findings = check(book, &district(), today());
    findings.into_iter().filter(|one| one.code == FindingCode::MintingCycle).collect()
}

/// A choice of schemes, an amount, and whether a month passes first.
type Turn = (usize, usize, u8, bool);

fn turns() -> impl Strategy<Value = (usize, i64, Vec<Turn>)> {
    let turn = (0..3_usize, 0..3_usize, any::<u8>(), prop::bool::weighted(0.1));
    (0..3_usize, 1..60_i64, prop::collection::vec(turn, 1..40))
}

/// What a learner who starts with one scheme holds of it in the end at most.
fn walk(book: &Rulebook, start: usize, began: i64, turns: &[Turn]) -> i64 {
    let schemes: Vec<SchemeCode> = SCHEMES.iter().map(|code| code.parse().unwrap()).collect();
    let mut days = DAYS.iter().map(|words| day(words));
    let mut on = days.next().unwrap();
    let mut held = [0_i64; 3];
    held[start] = began;
    let mut most = began;
    for (from, to, choice, passes) in turns {
        if *passes {
            on = days.next().unwrap_or(on);
        }
        // Mostly little at a time, sometimes all.
        let asked = match choice % 4 {
            0 => held[*from],
            _ => i64::from(choice % 13),
        };
        let (asked, available) =
            (Credits::from_hundredths(asked), Credits::from_hundredths(held[*from]));
        if let Ok(done) = convert(book, &schemes[*from], &schemes[*to], asked, on, available) {
            held[*from] -= done.takes.hundredths();
            held[*to] += done.gives.hundredths();
            most = most.max(held[start]);
        }
    }
    most
}

/// Carries a loop out, one conversion after another, each on the first day on which it can be made.
fn carry_out(book: &Rulebook, finding: &Finding) -> (i64, i64) {
    let cycle = finding.cycle.as_ref().unwrap();
    let times = |place: usize| cycle[place].times.parse::<i64>().unwrap();
    let began = cycle[0].amount.hundredths() * times(0);
    let mut held: BTreeMap<SchemeCode, i64> = BTreeMap::from([(cycle[0].from.clone(), began)]);
    let starts = book.equivalence.iter().filter_map(|rule| rule.effective_from);
    let ends = book.equivalence.iter().filter_map(|rule| rule.effective_to?.succ_opt());
    let mut days: Vec<NaiveDate> = starts.chain(ends).chain([today()]).collect();
    days.sort_unstable();
    let mut on = today();
    for (place, step) in cycle.iter().enumerate() {
        let made = |on: NaiveDate, available: i64| {
            let available = Credits::from_hundredths(available);
            convert(book, &step.from, &step.to, step.amount, on, available)
                .ok()
                .filter(|made| made.rule == step.rule && made.gives == step.gives)
        };
        let mut left = held[&step.from];
        on = *days.iter().find(|day| **day >= on && made(**day, left).is_some()).unwrap();
        for _ in 0..times(place) {
            let made = made(on, left).unwrap();
            left -= made.takes.hundredths();
            *held.entry(step.to.clone()).or_default() += made.gives.hundredths();
        }
        // Where the loop closes, what came round is beside what is left: nothing.
        if place > 0 {
            assert_eq!(left, 0, "{finding:?}");
        }
        held.insert(step.from.clone(), if place == 0 { 0 } else { left });
    }
    (began, held[&cycle[0].from])
}

#[test]
fn where_no_loop_is_found_ten_thousand_walks_gain_nothing() {
    let mut runner = TestRunner::deterministic();
    let (mut walks, mut minting, mut sound) = (0, 0, 0);
    while walks < WALKS {
        let book = rules().new_tree(&mut runner).unwrap().current();
        if !loops(&book).is_empty() {
            minting += 1;
            continue;
        }
        sound += 1;
        for _ in 0..50 {
            let (start, began, turns) = turns().new_tree(&mut runner).unwrap().current();
            assert_eq!(walk(&book, start, began, &turns), began, "{book:?} {start} {turns:?}");
            walks += 1;
        }
    }
    assert!(minting > 20 && sound > 100, "{minting} mint, {sound} do not");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_loop_that_is_found_ends_with_more_when_it_is_carried_out(book in rules()) {
        for finding in loops(&book) {
            let (began, ended) = carry_out(&book, &finding);
            prop_assert!(ended > began, "{began} → {ended}: {finding:?}");
            let gain = format!("+{}", Credits::from_hundredths(ended - began));
            prop_assert!(finding.message.en.contains(&gain));
        }
    }
}
