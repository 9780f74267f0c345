//! Credits that become credits of another scheme, or do not.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::ids::SchemeCode;
use shared::quantity::Credits;
use shared::rules::{
    ConvertRefusal, IndexedRulebook, Rulebook, conversions, convert, most_that_fits, replay,
};

fn credits(words: &str) -> Credits {
    words.parse().unwrap()
}

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

fn scheme(words: &str) -> SchemeCode {
    words.parse().unwrap()
}

fn conversion_book(rules: &[Value]) -> Rulebook {
    let book = json!({"number": 1, "effective_from": "2026-01-01", "equivalence": rules});
    let book: Rulebook = serde_json::from_value(book).unwrap();
    assert_eq!(book.faults(), []);
    book
}

fn conversion_rule(code: &str, ratio: &str, smallest: &str, step: &str) -> Value {
    json!({"code": code, "names": {"zh": "社区转职业", "en": "Community to vocational"},
        "priority": 10, "outcome": "credit", "decision": "automatic", "receiver": null,
        "by_amount": {"from": "community", "to": "vocational", "ratio": ratio,
            "smallest": smallest, "step": step}})
}

fn asks(book: &Rulebook, amount: &str, available: &str) -> Result<String, ConvertRefusal> {
    let (from, to) = (scheme("community"), scheme("vocational"));
    let on = day("2026-11-24");
    let plain = convert(book, &from, &to, credits(amount), on, credits(available));
    let indexed = IndexedRulebook::new(book.clone());
    assert_eq!(indexed.convert(&from, &to, credits(amount), on, credits(available)), plain);
    plain.map(|conversion| {
        assert_eq!(replay(&conversion.trace), Ok(conversion.gives));
        conversion.gives.to_string()
    })
}

#[test]
fn nine_community_credits_become_six_vocational_ones_and_ten_name_nine_as_the_most_that_fits() {
    let book = conversion_book(&[conversion_rule("EQ-01", "2/3", "3.00", "3.00")]);
    assert_eq!(asks(&book, "9.00", "10.00"), Ok("6.00".into()));
    let refusal = asks(&book, "10.00", "10.00").unwrap_err();
    assert_eq!(refusal, ConvertRefusal::NotAStep { most_that_fits: credits("9.00") });
    assert!(refusal.message().en.contains("9.00") && refusal.message().zh.contains("9.00"));
    let (_, by) = conversions(&book, day("2026-11-24")).next().unwrap();
    assert_eq!(most_that_fits(by, credits("10.00")), Some(credits("9.00")));
    assert_eq!(most_that_fits(by, credits("2.99")), None);
}

#[test]
fn a_conversion_is_refused_with_what_would_do() {
    let book = conversion_book(&[conversion_rule("EQ-01", "2/3", "4.00", "3.00")]);
    let smallest = credits("6.00");
    for amount in ["-3.00", "0.00", "3.00", "5.99"] {
        let refusal = asks(&book, amount, "20.00");
        assert_eq!(refusal, Err(ConvertRefusal::BelowSmallest { smallest }), "{amount}");
    }
    let available = credits("10.00");
    let most_that_fits = Some(credits("9.00"));
    let refusal = asks(&book, "12.00", "10.00");
    assert_eq!(refusal, Err(ConvertRefusal::NotEnough { most_that_fits, available }));
    let refusal = asks(&book, "6.01", "5.00");
    let (most_that_fits, available) = (None, credits("5.00"));
    assert_eq!(refusal, Err(ConvertRefusal::NotEnough { most_that_fits, available }));
    let book = conversion_book(&[conversion_rule("EQ-01", "1/2", "0.00", "0.01")]);
    assert_eq!(asks(&book, "0.01", "5.00"), Err(ConvertRefusal::NothingGained));
    let from = scheme("community");
    let none = convert(&book, &from, &from, available, day("2026-11-24"), available);
    assert_eq!(none, Err(ConvertRefusal::NoRule));
}

#[test]
fn conversion_rules_of_one_priority_that_differ_are_not_picked_from_silently() {
    let one = conversion_rule("EQ-01", "2/3", "3.00", "3.00");
    let same = conversion_rule("EQ-02", "4/6", "3.00", "3.00");
    let other = conversion_rule("EQ-03", "1/2", "3.00", "3.00");
    let book = conversion_book(&[one.clone(), same]);
    assert_eq!(asks(&book, "9.00", "10.00"), Ok("6.00".into()));
    let book = conversion_book(&[one.clone(), other.clone()]);
    let rules = vec!["EQ-01".to_owned(), "EQ-03".to_owned()];
    assert_eq!(asks(&book, "9.00", "10.00"), Err(ConvertRefusal::Clash { rules }));
    let mut higher = other;
    higher["priority"] = json!(11);
    assert_eq!(asks(&conversion_book(&[one, higher]), "9.00", "10.00"), Ok("4.50".into()));
}
