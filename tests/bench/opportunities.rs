//! What finding out what somebody can do costs, by the number of rules: the same card and programs,
//! few rules and many.

use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::ids::{CompletionId, LearnerId, LotId};
use shared::ledger::Lot;
use shared::programs::{Hand, Offer, Program, Prospect, Source, opportunities};
use shared::quantity::Credits;
use shared::rules::IndexedRulebook;
use uuid::Uuid;

use crate::rules::outcome_rules;

/// How much more it costs against 25,000 rules than against 250.
pub fn opportunities_25000_vs_250() -> f64 {
    let time = |rules: usize| {
        let (book, _) = outcome_rules(rules);
        let book = IndexedRulebook::new(book);
        find_all(&book, 1);
        find_all(&book, 20)
    };
    let (few, many) = (time(250), time(25_000));
    many.as_secs_f64() / few.as_secs_f64()
}

fn find_all(rulebook: &IndexedRulebook, rounds: usize) -> Duration {
    let (offer, hand, validity) = (Offer::new(programs()), hand(), HashMap::new());
    let on = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let prospect =
        Prospect { offer: &offer, applied: &[], hand: &hand, rulebook, validity: &validity, on };
    let start = Instant::now();
    for _ in 0..rounds {
        let found = opportunities(black_box(&prospect)).expect("the amounts are small");
        assert!(!black_box(found).is_empty());
    }
    start.elapsed()
}

/// Twenty programs of six units.
fn programs() -> Vec<Program> {
    let names = json!({"zh": "项目", "en": "Program"});
    let one = |number: u128| {
        let units: Vec<Value> = (0..6)
            .map(|unit| {
                json!({"code": format!("U-{unit}"), "names": names, "credits": "2.00",
                "exemptible": true})
            })
            .collect();
        json!({"id": Uuid::from_u128(number), "code": format!("P-{number}"), "names": names,
            "institution": format!("SCH-{number:03}"), "scheme": "vocational", "total": "8.00",
            "transfer_percent_max": 100, "status": "active", "groups": [{"code": "G", "names": names,
                "min": "4.00", "max": null, "units": units,
                "accepts": {"schemes": ["vocational"], "categories": [], "courses": []}}]})
    };
    serde_json::from_value((0..20).map(one).collect()).expect("the contract's form")
}

/// Thirty completed courses, each with its lot.
fn hand() -> Hand {
    let scheme = || "vocational".parse().expect("a scheme's code");
    let day = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let mut hand = Hand { lots: Vec::new(), sources: BTreeMap::new() };
    for (number, order) in (1..=30_u128).zip(1..) {
        let completion = CompletionId(Uuid::from_u128(number));
        let source = Source {
            institutions: vec![format!("SCH-{number:03}")],
            course_code: format!("C-{number}"),
            category: "it".into(),
            score: None,
            scheme: scheme(),
            credits: Credits::from_hundredths(100),
        };
        hand.sources.insert(completion, source);
        hand.lots.push(Lot {
            id: LotId(Uuid::from_u128(number)),
            learner: LearnerId(Uuid::from_u128(1)),
            scheme: scheme(),
            sources: vec![completion],
            dated_on: day,
            expires_on: None,
            order,
            available: Credits::from_hundredths(100),
            held: BTreeMap::new(),
        });
    }
    hand
}
