//! Worked example 6: loops of conversions that make credits out of nothing, and loops that do not.

use serde_json::{Value, json};
use shared::rules::{Finding, FindingCode};

use crate::{conversion, found, only};

fn minted(rules: &[Value]) -> Finding {
    only(json!({"equivalence": rules}), FindingCode::MintingCycle)
}

fn mints(rules: &[Value]) -> bool {
    !found(json!({"equivalence": rules}), FindingCode::MintingCycle).is_empty()
}

/// The loop in one line: `AB 1.00→0.50 ×2, …`.
fn steps(finding: &Finding) -> String {
    let cycle = finding.cycle.as_ref().unwrap();
    let said = cycle
        .iter()
        .map(|step| format!("{} {}→{} ×{}", step.rule, step.amount, step.gives, step.times));
    said.collect::<Vec<_>>().join(", ")
}

fn plain(code: &str, from: &str, to: &str, ratio: &str) -> Value {
    conversion(code, from, to, ratio, json!({}))
}

fn half_up(step: &str) -> Value {
    json!({"by_amount": {"rounding": {"step": step, "mode": "half_up"}}})
}

#[test]
fn a_loop_whose_ratios_multiply_to_one_mints_nothing() {
    let rules =
        [plain("AB", "a", "b", "2/3"), plain("BC", "b", "c", "3/2"), plain("CA", "c", "a", "1/1")];
    assert!(!mints(&rules));
}

#[test]
fn a_ratio_a_little_too_high_mints_and_the_loop_is_shown_with_its_gain() {
    let rules = [
        plain("AB", "a", "b", "2/3"),
        plain("BC", "b", "c", "3/2"),
        plain("CA", "c", "a", "11/10"),
    ];
    let finding = minted(&rules);
    assert_eq!(finding.rules, ["AB", "BC", "CA"]);
    assert_eq!(steps(&finding), "AB 0.03→0.02 ×10, BC 0.02→0.03 ×10, CA 0.10→0.11 ×3");
    assert!(finding.message.en.contains("a → b → c → a"), "{}", finding.message.en);
    assert!(finding.message.en.contains("0.30 → 0.33, +0.03"), "{}", finding.message.en);
    assert!(
        finding.message.zh.contains("0.30 → 0.33，+0.03") || finding.message.zh.contains("+0.03")
    );
}

#[test]
fn rounding_half_up_mints() {
    let rules = [
        conversion("AB", "a", "b", "1/2", half_up("1.00")),
        conversion("BA", "b", "a", "2/1", json!({})),
    ];
    let finding = minted(&rules);
    // One whole credit becomes 0.50, rounded to 1.00, and comes back as 2.00.
    assert_eq!(steps(&finding), "AB 1.00→1.00 ×1, BA 0.01→0.02 ×100");
    assert!(finding.message.en.contains("1.00 → 2.00, +1.00"), "{}", finding.message.en);
}

#[test]
fn splitting_into_small_conversions_mints_though_no_single_amount_gains() {
    let rules = [
        conversion("AB", "a", "b", "1/2", half_up("0.01")),
        conversion(
            "BA",
            "b",
            "a",
            "3/2",
            json!({"by_amount": {"smallest": "0.02", "step": "0.02"}}),
        ),
    ];
    let finding = minted(&rules);
    assert_eq!(steps(&finding), "AB 0.01→0.01 ×2, BA 0.02→0.03 ×1");
    assert!(finding.message.en.contains("0.02 → 0.03, +0.01"), "{}", finding.message.en);
}

#[test]
fn rounding_down_and_large_steps_keep_a_loop_from_minting() {
    let rules = [
        conversion(
            "AB",
            "a",
            "b",
            "1/2",
            json!({"by_amount": {"smallest": "3.00", "step": "3.00"}}),
        ),
        conversion("BA", "b", "a", "2/1", json!({"by_amount": {"rounding": {"step": "5.00"}}})),
    ];
    assert!(!mints(&rules));
    // A smallest amount that is large leaves rounding little to add, but more than nothing.
    let little = json!({"by_amount": {"smallest": "100.00", "step": "0.03",
        "rounding": {"step": "0.01", "mode": "half_up"}}});
    assert!(mints(&[conversion("AB", "a", "b", "1/2", little), plain("BA", "b", "a", "2/1")]));
}

#[test]
fn rules_of_different_days_mint_when_the_way_back_opens_later() {
    let until = json!({"effective_to": "2026-05-31"});
    let from = json!({"effective_from": "2026-06-01"});
    let apart =
        [conversion("AB", "a", "b", "1/1", until), conversion("BA", "b", "a", "2/1", from.clone())];
    let finding = minted(&apart);
    assert_eq!(steps(&finding), "AB 0.01→0.01 ×1, BA 0.01→0.02 ×1");
    assert!(finding.message.en.contains("BA from 2026-06-01"), "{}", finding.message.en);
    // Round the one way days follow each other, round the other nobody comes back.
    let middle = json!({"effective_from": "2026-04-01", "effective_to": "2026-05-31"});
    let early = json!({"effective_to": "2026-03-31"});
    let round = |first: &Value, last: &Value| {
        mints(&[
            conversion("AB", "a", "b", "1/1", first.clone()),
            conversion("BC", "b", "c", "1/1", middle.clone()),
            conversion("CA", "c", "a", "2/1", last.clone()),
        ])
    };
    assert!(round(&early, &from));
    assert!(!round(&from, &early));
}

#[test]
fn only_the_rules_of_the_highest_priority_can_be_used() {
    let low = conversion("LOW", "b", "a", "3/1", json!({"priority": 5}));
    let rules =
        |to| [plain("AB", "a", "b", "1/1"), low.clone(), conversion("HIGH", "b", "a", "1/1", to)];
    assert!(!mints(&rules(json!({}))));
    assert!(mints(&rules(json!({"effective_to": "2026-12-31"}))));
    assert!(mints(&rules(json!({"status": "inactive"}))));
    assert!(mints(&rules(json!({"outcome": "exemption"}))));
}

#[test]
fn two_loops_are_two_findings() {
    let rules = [
        plain("AB", "a", "b", "2/1"),
        plain("BA", "b", "a", "1/1"),
        plain("CD", "c", "vocational", "2/1"),
        plain("DC", "vocational", "c", "1/1"),
    ];
    let findings = found(json!({"equivalence": rules}), FindingCode::MintingCycle);
    let mut rules: Vec<_> = findings.into_iter().map(|finding| finding.rules).collect();
    rules.sort();
    assert_eq!(rules, [["AB", "BA"], ["CD", "DC"]]);
}

#[test]
fn the_largest_ratios_and_steps_are_no_trouble() {
    let huge = "4294967295/1";
    let tiny = "1/4294967295";
    assert!(mints(&[plain("AB", "a", "b", huge), plain("BA", "b", "a", "1/1")]));
    let steps = json!({"by_amount": {"smallest": "92233720368547758.07",
        "step": "92233720368547758.07", "rounding": {"step": "92233720368547758.07"}}});
    mints(&[
        conversion("AB", "a", "b", huge, steps.clone()),
        conversion("BA", "b", "a", tiny, steps),
    ]);
    mints(&[
        conversion("AB", "a", "b", "4294967291/4294967279", half_up("0.07")),
        conversion("BA", "b", "a", "4294967279/4294967291", half_up("0.11")),
    ]);
}
