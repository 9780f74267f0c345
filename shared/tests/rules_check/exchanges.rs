//! Rules by amount and by outcome against every amount and every set of courses of a small world.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::ids::CompletionId;
use shared::quantity::{Credits, Score};
use shared::rules::{
    ConvertRefusal, FindingCode, HeldOutcome, IndexedRulebook, OutcomeWorth, Rulebook, check,
    convert, outcomes,
};
use uuid::Uuid;

use crate::{book, conversion, day, district, equivalence, today, with};

const DAYS: [&str; 3] = ["2026-03-02", "2026-04-01", "2026-05-01"];

/// Those days and the ones after them: what is true on any day is true on one of these.
fn every_day() -> impl Iterator<Item = NaiveDate> {
    DAYS.iter().flat_map(|words| [day(words), day(words).succ_opt().unwrap()])
}

fn days() -> impl Strategy<Value = Value> {
    let from = prop_oneof![2 => Just(None), 1 => prop::sample::select(&DAYS[..]).prop_map(Some)];
    let to = prop_oneof![2 => Just(None), 1 => prop::sample::select(&DAYS[..]).prop_map(Some)];
    (from, to).prop_map(|(from, to)| json!({"effective_from": from, "effective_to": to}))
}

fn reported(book: &Rulebook) -> BTreeSet<[String; 2]> {
    check(book, &district(), today())
        .into_iter()
        .filter(|finding| finding.code == FindingCode::AmbiguousPair)
        .map(|finding| finding.rules.try_into().unwrap())
        .collect()
}

fn amount(hundredths: i64) -> String {
    Credits::from_hundredths(hundredths).to_string()
}

fn conversions() -> impl Strategy<Value = Rulebook> {
    let by = (
        prop::sample::select(vec!["1/2", "2/4", "2/3", "1/1", "3/2"]),
        prop::sample::select(vec![0_i64, 3, 7]),
        1_i64..4,
        prop::sample::select(vec![1_i64, 2, 5]),
        prop::sample::select(vec!["down", "half_up"]),
    );
    let one = (by, 1..4, days(), prop::sample::select(vec![None, Some("HP-CC")]));
    prop::collection::vec(one, 2..5).prop_map(|rules| {
        let rules: Vec<Value> = rules
            .into_iter()
            .enumerate()
            .map(|(number, ((ratio, smallest, step, to, mode), priority, days, receiver))| {
                let change = json!({"priority": priority, "receiver": receiver,
                    "by_amount": {"smallest": amount(smallest), "step": amount(step),
                    "rounding": {"step": amount(to), "mode": mode}}});
                conversion(&format!("R{number}"), "a", "b", ratio, with(change, days))
            })
            .collect();
        book(json!({"equivalence": rules}))
    })
}

/// The two rules alone, so that only they can clash.
fn alone(book: &Rulebook, one: usize, other: usize) -> Rulebook {
    let rules = [one, other].map(|rule| book.equivalence[rule].clone());
    Rulebook { equivalence: rules.to_vec(), ..book.clone() }
}

/// Whether some amount, on a day that is not taken by rules above, is refused since the two differ,
/// though one of them converts it.
fn some_amount_clashes(book: &Rulebook, one: usize, other: usize) -> bool {
    let (from, to) = ("a".parse().unwrap(), "b".parse().unwrap());
    let priority = book.equivalence[one].priority;
    let pair = alone(book, one, other);
    every_day().any(|on| {
        let effective = |rule: usize| book.equivalence[rule].effective_on(on);
        let above =
            book.equivalence.iter().any(|rule| rule.priority > priority && rule.effective_on(on));
        let made = |book: &Rulebook, amount: i64| {
            let amount = Credits::from_hundredths(amount);
            convert(book, &from, &to, amount, on, amount)
        };
        let converts = |rule: usize, amount| made(&alone(book, rule, rule), amount).is_ok();
        effective(one)
            && effective(other)
            && !above
            && (1..200).any(|amount| {
                matches!(made(&pair, amount), Err(ConvertRefusal::Clash { .. }))
                    && (converts(one, amount) || converts(other, amount))
            })
    })
}

const COURSES: [&str; 3] = ["A", "B", "C"];
const SCORES: [Option<i64>; 4] = [None, Some(3_000), Some(6_000), Some(9_000)];

fn leaf() -> impl Strategy<Value = Value> {
    let range = prop::sample::select(vec![
        json!({}),
        json!({"min_score": "60.00"}),
        json!({"max_score": "59.99"}),
        json!({"min_score": "60.00", "max_score": "80.00"}),
    ]);
    (prop::sample::select(&COURSES[..]), range)
        .prop_map(|(code, range)| with(crate::course(code), range))
}

fn requirement() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(2, 6, 3, |part| {
        (prop::collection::vec(part, 1..3), any::<bool>()).prop_map(|(parts, all)| {
            if all { json!({"all_of": parts}) } else { json!({"any_of": parts}) }
        })
    })
}

fn outcome_rules() -> impl Strategy<Value = Rulebook> {
    let one = (requirement(), 1..3, prop::sample::select(vec!["T-1", "T-2"]), days());
    prop::collection::vec(one, 2..5).prop_map(|rules| {
        let rules: Vec<Value> = rules
            .into_iter()
            .enumerate()
            .map(|(number, (requires, priority, target, days))| {
                let change = with(json!({"priority": priority}), days);
                equivalence(&format!("R{number}"), requires, target, change)
            })
            .collect();
        book(json!({"equivalence": rules}))
    })
}

fn completed(code: &str, score: Option<Score>) -> HeldOutcome {
    let place = COURSES.iter().position(|one| *one == code).unwrap();
    HeldOutcome {
        institution: "HP-SC".into(),
        code: code.to_owned(),
        score,
        completion: CompletionId(Uuid::from_u128(u128::try_from(place).unwrap())),
    }
}

/// Every set of the courses, in every order, with every score.
fn every_set() -> Vec<Vec<HeldOutcome>> {
    let scores = SCORES.map(|score| score.map(|score| Score::from_hundredths(score).unwrap()));
    let mut all: Vec<Vec<HeldOutcome>> = vec![Vec::new()];
    for length in 0..COURSES.len() {
        let sets: Vec<_> = all.iter().filter(|set| set.len() == length).cloned().collect();
        for set in sets {
            let left = COURSES.iter().filter(|code| set.iter().all(|one| one.code != **code));
            for code in left {
                for score in scores {
                    all.push([set.as_slice(), &[completed(code, score)]].concat());
                }
            }
        }
    }
    all
}

/// The two and the rules above them, so that no third can bring them together.
fn with_those_above(book: &Rulebook, one: usize, other: usize) -> IndexedRulebook {
    let rules = &book.equivalence;
    let priority = rules[one].priority;
    let mut places = (0..rules.len()).collect::<Vec<_>>();
    places.retain(|place| [one, other].contains(place) || rules[*place].priority > priority);
    let equivalence = places.iter().map(|place| rules[*place].clone()).collect();
    IndexedRulebook::new(Rulebook { equivalence, ..book.clone() })
}

/// Whether a person must choose between the two, and no rule above gives anything.
fn undecided(book: &IndexedRulebook, pair: [&str; 2], held: &[HeldOutcome], on: NaiveDate) -> bool {
    let [OutcomeWorth::NeedsDecision { candidates }] = &outcomes(book, held, on)[..] else {
        return false;
    };
    let is_candidate = |rule: &str| candidates.iter().any(|award| award.rules == [rule.to_owned()]);
    pair.into_iter().all(is_candidate)
}

fn expected(book: &Rulebook, clashes: impl Fn(usize, usize) -> bool) -> BTreeSet<[String; 2]> {
    let mut pairs = BTreeSet::new();
    for one in 0..book.equivalence.len() {
        for other in one + 1..book.equivalence.len() {
            let rules = [one, other].map(|rule| &book.equivalence[rule]);
            if rules[0].priority == rules[1].priority && clashes(one, other) {
                pairs.insert(rules.map(|rule| rule.code.clone()));
            }
        }
    }
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn conversions_clash_if_and_only_if_some_amount_does(book in conversions()) {
        let there_are = expected(&book, |one, other| some_amount_clashes(&book, one, other));
        prop_assert_eq!(reported(&book), there_are);
    }

    #[test]
    fn outcomes_clash_if_and_only_if_some_completed_courses_do(book in outcome_rules()) {
        let sets = every_set();
        let code = |place: usize| book.equivalence[place].code.as_str();
        let there_are = expected(&book, |one, other| {
            let (rules, pair) = (with_those_above(&book, one, other), [code(one), code(other)]);
            sets.iter().any(|held| every_day().any(|on| undecided(&rules, pair, held, on)))
        });
        prop_assert_eq!(reported(&book), there_are);
        let findings = check(&book, &district(), today());
        for finding in findings.iter().filter(|one| one.code == FindingCode::AmbiguousPair) {
            let courses = &finding.example.as_ref().unwrap().courses;
            let held: Vec<_> = courses.iter().map(|one| completed(&one.code, one.score)).collect();
            let place = |rule: &String| book.equivalence.iter().position(|one| one.code == *rule);
            let [one, other] = [0, 1].map(|at| place(&finding.rules[at]).unwrap());
            let (rules, pair) = (with_those_above(&book, one, other), [code(one), code(other)]);
            prop_assert!(every_day().any(|on| undecided(&rules, pair, &held, on)), "{finding:?}");
        }
    }
}
