//! Rules by amount and by outcome against every amount and every set of courses of a small world.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::quantity::{Credits, Score};
use shared::rules::{
    ConvertRefusal, CourseExample, Exchange, FindingCode, Requirement, Rulebook, check, convert,
};

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
const SCORES: [i64; 3] = [3_000, 6_000, 9_000];

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

fn outcomes() -> impl Strategy<Value = Rulebook> {
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

/// The sets of courses by which a requirement can be fulfilled with these scores.
fn witnesses(requirement: &Requirement, scores: &[Option<i64>; 3]) -> BTreeSet<BTreeSet<usize>> {
    match requirement {
        Requirement::Course(wanted) => {
            let place = COURSES.iter().position(|code| *code == wanted.course.code).unwrap();
            let enough = scores[place].is_some_and(|score| {
                let score = Score::from_hundredths(score).unwrap();
                wanted.min_score.is_none_or(|least| score >= least)
                    && wanted.max_score.is_none_or(|most| score <= most)
            });
            if enough { BTreeSet::from([BTreeSet::from([place])]) } else { BTreeSet::new() }
        }
        Requirement::Any { any_of } => {
            any_of.iter().flat_map(|part| witnesses(part, scores)).collect()
        }
        Requirement::All { all_of } => {
            all_of.iter().fold(BTreeSet::from([BTreeSet::new()]), |before, part| {
                let parts = witnesses(part, scores);
                let both = before.iter().flat_map(|one| parts.iter().map(move |part| one | part));
                both.collect()
            })
        }
    }
}

fn requires(book: &Rulebook, rule: usize) -> &Requirement {
    let Exchange::ByOutcome(by) = &book.equivalence[rule].exchange else { panic!() };
    &by.requires
}

/// Whether some scores in some courses fulfil both by way of a shared course, on a day on which no
/// rule above is fulfilled by way of it.
fn some_courses_clash(book: &Rulebook, one: usize, other: usize) -> bool {
    let choices = || std::iter::once(None).chain(SCORES.iter().copied().map(Some));
    let priority = book.equivalence[one].priority;
    let days = every_day;
    choices().any(|a| {
        choices().any(|b| {
            choices().any(|c| {
                let scores = [a, b, c];
                let of = |rule: usize| witnesses(requires(book, rule), &scores);
                let (ours, theirs) = (of(one), of(other));
                ours.iter().any(|our| {
                    theirs.iter().any(|their| {
                        let (shared, both) = (our & their, our | their);
                        let exact =
                            (0..3).all(|place| both.contains(&place) == scores[place].is_some());
                        !shared.is_empty()
                            && exact
                            && days().any(|on| {
                                let effective =
                                    |rule: &usize| book.equivalence[*rule].effective_on(on);
                                let above = (0..book.equivalence.len())
                                    .filter(|rule| book.equivalence[*rule].priority > priority)
                                    .filter(effective)
                                    .any(|rule| {
                                        of(rule).iter().any(|way| !way.is_disjoint(&shared))
                                    });
                                effective(&one) && effective(&other) && !above
                            })
                    })
                })
            })
        })
    })
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

fn different(book: &Rulebook, one: usize, other: usize) -> bool {
    let gives = |rule: usize| match &book.equivalence[rule].exchange {
        Exchange::ByOutcome(by) => by.gives.clone(),
        Exchange::ByAmount(_) => Vec::new(),
    };
    gives(one) != gives(other)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn conversions_clash_if_and_only_if_some_amount_does(book in conversions()) {
        let there_are = expected(&book, |one, other| some_amount_clashes(&book, one, other));
        prop_assert_eq!(reported(&book), there_are);
    }

    #[test]
    fn outcomes_clash_if_and_only_if_some_completed_courses_do(book in outcomes()) {
        let there_are = expected(&book, |one, other| {
            different(&book, one, other) && some_courses_clash(&book, one, other)
        });
        prop_assert_eq!(reported(&book), there_are);
        for finding in check(&book, &district(), today()) {
            let Some(example) = finding.example.filter(|_| finding.code == FindingCode::AmbiguousPair)
            else { continue };
            let score = |code: &str| {
                let is_it = |one: &&CourseExample| one.code == code;
                let done = example.courses.iter().find(is_it)?;
                Some(done.score.map_or(SCORES[0], Score::hundredths))
            };
            let scores = COURSES.map(score);
            for rule in &finding.rules {
                let place = book.equivalence.iter().position(|one| one.code == *rule).unwrap();
                prop_assert!(!witnesses(requires(&book, place), &scores).is_empty());
            }
        }
    }
}
