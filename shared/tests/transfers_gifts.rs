//! Gifts: the policy that lets credits pass, and its limits.

// A test fails by panicking, wherever it stands.
#![allow(clippy::unwrap_used)]

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::ids::SchemeCode;
use shared::quantity::Credits;
use shared::rules::{GiftPolicy, Rulebook};
use shared::transfers::{GiftRefusal, Given, allow_gift, gift_policy};

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

fn credits(words: &str) -> Credits {
    words.parse().unwrap()
}

fn scheme(code: &str) -> SchemeCode {
    code.parse().unwrap()
}

fn policy(code: &str, more: &Value) -> Value {
    let mut policy = json!({"code": code, "names": {"zh": code, "en": code},
        "schemes": ["activity"], "cooling_off_hours": 24});
    let members = policy.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    policy
}

fn book(policies: &[Value]) -> Rulebook {
    serde_json::from_value(json!({"effective_from": "2020-01-01", "gifts": policies})).unwrap()
}

fn limited(more: &Value) -> GiftPolicy {
    serde_json::from_value(policy("G1", more)).unwrap()
}

fn given(amount: &str, on: &str) -> Given {
    Given { scheme: scheme("activity"), amount: credits(amount), on: day(on) }
}

const TODAY: &str = "2026-11-24";

fn allow(
    policy: &GiftPolicy,
    amount: &str,
    given: &[Given],
    available: &str,
) -> Result<(), GiftRefusal> {
    allow_gift(policy, credits(amount), day(TODAY), given, credits(available)).map(|_| ())
}

#[test]
fn a_policy_is_for_its_schemes_and_days_and_an_empty_list_is_for_any() {
    let rules = book(&[policy("G1", &json!({"effective_to": "2026-11-24"}))]);
    assert_eq!(gift_policy(&rules, &scheme("activity"), day(TODAY)).unwrap().code, "G1");
    let none = Err(GiftRefusal::NoRule);
    assert_eq!(gift_policy(&rules, &scheme("senior"), day(TODAY)), none);
    assert_eq!(gift_policy(&rules, &scheme("activity"), day("2026-11-25")), none);
    let rules = book(&[policy("G1", &json!({"status": "inactive"}))]);
    assert_eq!(gift_policy(&rules, &scheme("activity"), day(TODAY)), none);
    let rules = book(&[policy("G1", &json!({"schemes": []}))]);
    assert_eq!(gift_policy(&rules, &scheme("senior"), day(TODAY)).unwrap().code, "G1");
}

#[test]
fn different_policies_for_the_same_credits_clash_and_equal_ones_do_not() {
    let rules = book(&[policy("G1", &json!({})), policy("G2", &json!({"ground": "x"}))]);
    assert_eq!(gift_policy(&rules, &scheme("activity"), day(TODAY)).unwrap().code, "G1");
    for more in [
        json!({"smallest": "1.00"}),
        json!({"largest": "1.00"}),
        json!({"per_day": "1.00"}),
        json!({"per_year": "1.00"}),
        json!({"cooling_off_hours": 0}),
        json!({"family_only": true}),
    ] {
        let rules = book(&[policy("G1", &json!({})), policy("G2", &more)]);
        let clash = GiftRefusal::Clash { rules: vec!["G1".to_owned(), "G2".to_owned()] };
        assert_eq!(gift_policy(&rules, &scheme("activity"), day(TODAY)), Err(clash), "{more}");
    }
}

#[test]
fn the_most_that_fits_is_the_least_of_all_limits() {
    let it = limited(&json!({"smallest": "1.00", "largest": "9.00", "per_day": "8.00",
        "per_year": "20.00"}));
    let most = |words: &str| Err(GiftRefusal::AboveMost { most_that_fits: credits(words) });
    assert_eq!(allow(&it, "8.00", &[], "50.00"), Ok(()));
    assert_eq!(allow(&it, "8.01", &[], "50.00"), most("8.00"));
    assert_eq!(allow(&it, "8.00", &[given("2.00", TODAY)], "50.00"), most("6.00"));
    let earlier = [given("15.00", "2026-01-01"), given("99.00", "2025-12-31")];
    assert_eq!(allow(&it, "5.00", &earlier, "50.00"), Ok(()));
    assert_eq!(allow(&it, "5.01", &earlier, "50.00"), most("5.00"));
    assert_eq!(allow(&it, "5.00", &earlier, "3.50"), most("3.50"));
    let small = Err(GiftRefusal::BelowSmallest { smallest: credits("1.00") });
    assert_eq!(allow(&it, "0.99", &[], "50.00"), small);
    // Nothing fits any more today; or nothing is there.
    assert_eq!(allow(&it, "1.00", &[given("7.50", TODAY)], "50.00"), most("0.00"));
    let broke = Err(GiftRefusal::NotEnough { available: credits("0.99") });
    assert_eq!(allow(&it, "1.00", &[], "0.99"), broke);
    let other = Given { scheme: scheme("senior"), ..given("8.00", TODAY) };
    assert_eq!(allow(&it, "8.00", &[other], "50.00"), Ok(()), "another scheme's do not count");
}

proptest! {
    #[test]
    fn no_sequence_of_gifts_passes_more_than_a_day_or_a_year_allows(
        gifts in prop::collection::vec((1_i64..2_000, 0_u32..800), 1..40),
        per_day in 500_i64..3_000,
        per_year in 1_000_i64..20_000,
    ) {
        let text = |amount: i64| Credits::from_hundredths(amount).to_string();
        let it = limited(&json!({"per_day": text(per_day), "per_year": text(per_year)}));
        let mut on: Vec<(i64, NaiveDate)> = gifts.into_iter()
            .map(|(amount, days)| (amount, day("2025-01-01") + chrono::Days::new(days.into())))
            .collect();
        on.sort_by_key(|(_, on)| *on);
        let (mut given, plenty) = (Vec::new(), Credits::from_hundredths(1 << 40));
        for (amount, on) in on {
            let amount = Credits::from_hundredths(amount);
            let mut fits = amount;
            if let Err(refused) = allow_gift(&it, amount, on, &given, plenty) {
                let GiftRefusal::AboveMost { most_that_fits } = refused else {
                    return Err(TestCaseError::fail(format!("{refused:?}")));
                };
                prop_assert!(most_that_fits < amount);
                fits = most_that_fits;
            }
            // What it says fits does, and a hundredth more does not.
            if fits.is_positive() {
                prop_assert!(allow_gift(&it, fits, on, &given, plenty).is_ok());
                if fits < amount {
                    let more = Credits::from_hundredths(fits.hundredths() + 1);
                    prop_assert!(allow_gift(&it, more, on, &given, plenty).is_err());
                }
                given.push(Given { scheme: scheme("activity"), amount: fits, on });
            }
        }
        let sum = |counts: &dyn Fn(&Given) -> bool| -> i64 {
            given.iter().filter(|gift| counts(gift)).map(|gift| gift.amount.hundredths()).sum()
        };
        for gift in &given {
            prop_assert!(sum(&|other| other.on == gift.on) <= per_day);
            prop_assert!(sum(&|other| other.on.year() == gift.on.year()) <= per_year);
        }
    }
}
