//! Applications by outcome rules: what completed courses give or waive.

use serde_json::json;
use shared::programs::{Applied, ApplyRefusal, UnitState};
use shared::rules::{EquivalenceOutcome, Step, replay};

use super::world::{Story, credits, group, id, program, rule};

fn story(rules: &[serde_json::Value]) -> Story {
    let groups = [
        group("CORE", "4.00", None, &["2.00", "2.00", "2.00"], &json!({})),
        group("OPEN", "0.00", None, &["2.00", "2.00"], &json!({"schemes": ["community"]})),
    ];
    Story::new(program("8.00", 100, &groups), rules)
}

#[test]
fn an_exemption_waives_a_unit_and_takes_nothing() {
    let mut story = story(&[rule("EX-1", "exemption", &["C1"], &[("CORE-1", "2.00")])]);
    assert_eq!(story.plan("CORE-1").unwrap_err(), ApplyRefusal::NothingFits);
    story.learn(1, "HP-CS1", "community", "3.00");
    let application = story.fill("CORE-1");
    assert_eq!(application.unit.outcome, EquivalenceOutcome::Exemption);
    assert_eq!(application.takings, []);
    assert_eq!(application.takes().amount, credits("0.00"));
    assert_eq!(
        (application.rule.as_str(), application.completions.as_slice()),
        ("EX-1", &[id(1)][..])
    );
    let progress = story.progress();
    assert_eq!((progress.done, progress.waived), (credits("0.00"), credits("2.00")));
    assert_eq!(progress.transferred, credits("0.00"));
}

#[test]
fn a_unit_that_is_not_exemptible_is_not_waived() {
    let mut story = story(&[rule("EX-1", "exemption", &["C1"], &[("CORE-1", "2.00")])]);
    story.learn(1, "HP-CS1", "community", "3.00");
    story.program.groups[0].units[0].exemptible = false;
    assert_eq!(story.plan("CORE-1").unwrap_err(), ApplyRefusal::NothingFits);
    assert_eq!(story.plan_with("CORE-1", &[1]).unwrap_err(), ApplyRefusal::DoesNotCount);
}

#[test]
fn credit_by_outcome_takes_all_that_the_courses_put_on_the_card() {
    let mut story = story(&[rule("CR-1", "credit", &["C1", "C2"], &[("CORE-1", "2.00")])]);
    story.learn(1, "HP-CS1", "community", "3.00").learn(2, "HP-CS1", "vocational", "1.00");
    story.learn(3, "HP-CS1", "community", "5.00");
    let application = story.plan("CORE-1").unwrap();
    let taken: Vec<_> = application
        .takings
        .iter()
        .map(|taking| (taking.scheme.as_str(), taking.amount.to_string(), taking.of.clone()))
        .collect();
    assert_eq!(
        taken,
        [
            ("community", "3.00".to_owned(), vec![id(1)]),
            ("vocational", "1.00".to_owned(), vec![id(2)])
        ]
    );
    assert_eq!(application.gives.amount, credits("2.00"));
    assert_eq!(application.unit.transferred, credits("2.00"));
    assert_eq!(replay(&application.trace), Ok(credits("2.00")));
}

#[test]
fn credit_by_outcome_needs_the_courses_credits_untouched() {
    let mut story = story(&[rule("CR-1", "credit", &["C1"], &[("CORE-1", "2.00")])]);
    story.learn(1, "HP-CS1", "community", "3.00");
    story.hand.lots[0].available = credits("2.99");
    assert_eq!(story.plan("CORE-1").unwrap_err(), ApplyRefusal::Used);
    assert_eq!(story.plan_with("CORE-1", &[1]).unwrap_err(), ApplyRefusal::Used);
}

#[test]
fn a_rule_that_does_not_serve_leaves_what_the_group_accepts() {
    let mut story = story(&[rule("CR-1", "credit", &["C1"], &[("OPEN-1", "2.00")])]);
    story.learn(1, "HP-CS1", "community", "3.00").learn(2, "HP-CS1", "community", "3.00");
    story.hand.lots[0].available = credits("1.00");
    assert_eq!(story.plan("OPEN-1").unwrap().rule, "OPEN");
    assert_eq!(story.plan_with("OPEN-1", &[1]).unwrap_err(), ApplyRefusal::Used);
    assert_eq!(story.plan_with("OPEN-1", &[2]).unwrap().completions, [id(2)]);
}

#[test]
fn rules_that_differ_are_never_chosen_between() {
    let rules = [
        rule("EX-1", "exemption", &["C1"], &[("CORE-1", "2.00")]),
        rule("CR-1", "credit", &["C1"], &[("CORE-1", "2.00")]),
    ];
    let mut story = story(&rules);
    story.learn(1, "HP-CS1", "community", "3.00");
    let rules = vec!["EX-1".to_owned(), "CR-1".to_owned()];
    assert_eq!(story.plan("CORE-1").unwrap_err(), ApplyRefusal::Clash { rules });
}

#[test]
fn a_grant_counts_up_to_the_units_credits_and_its_trace_says_so() {
    let mut story = story(&[rule("CR-1", "credit", &["C1"], &[("CORE-1", "3.50")])]);
    story.learn(1, "HP-CS1", "community", "3.00");
    let application = story.plan("CORE-1").unwrap();
    assert_eq!(application.gives.amount, credits("2.00"));
    assert!(matches!(application.trace.last(), Some(Step::Max { .. })));
    assert_eq!(replay(&application.trace), Ok(credits("2.00")));
}

#[test]
fn a_completion_counts_once_at_each_institution() {
    let rules = [
        rule("EX-1", "exemption", &["C1"], &[("CORE-1", "2.00")]),
        rule("EX-2", "exemption", &["C1"], &[("CORE-2", "2.00")]),
    ];
    let mut story = story(&rules);
    story.learn(1, "HP-CS1", "community", "4.00");
    // Both rules need the completion and give different things.
    assert!(matches!(story.plan("CORE-1"), Err(ApplyRefusal::Clash { .. })));
    let open = story.plan("OPEN-1").unwrap();
    story.make(&open, UnitState::InReview);
    // Its credits may fill another part of the program, but it does not count as a course any more.
    assert_eq!(story.plan("OPEN-2").unwrap().completions, [id(1)]);
    assert_eq!(story.plan("CORE-1").unwrap_err(), ApplyRefusal::NothingFits);
    let elsewhere = Applied { institution: "HP-VS2".parse().unwrap(), ..story.applied[0].clone() };
    story.applied[0] = elsewhere;
    assert!(matches!(story.plan("CORE-1"), Err(ApplyRefusal::Clash { .. })));
}

#[test]
fn what_was_waived_by_a_course_is_not_filled_by_its_credits_too() {
    let mut story = story(&[rule("EX-1", "exemption", &["C1"], &[("CORE-1", "2.00")])]);
    story.learn(1, "HP-CS1", "community", "4.00");
    story.fill("CORE-1");
    assert_eq!(story.plan("OPEN-1").unwrap_err(), ApplyRefusal::NothingFits);
    assert_eq!(story.plan_with("OPEN-1", &[1]).unwrap_err(), ApplyRefusal::Counted { place: 0 });
}

#[test]
fn a_rule_that_grants_several_units_is_paid_for_once() {
    let units = [("CORE-1", "2.00"), ("CORE-2", "2.00")];
    let mut story = story(&[rule("CR-1", "credit", &["C1"], &units)]);
    story.learn(1, "HP-CS1", "community", "4.00");
    let first = story.plan("CORE-1").unwrap();
    story.make(&first, UnitState::InReview);
    assert_eq!(story.plan("CORE-2").unwrap_err(), ApplyRefusal::NothingFits, "not decided yet");
    story.applied[0].state = UnitState::Filled;
    let second = story.fill("CORE-2");
    assert_eq!((second.takings.len(), second.gives.amount), (0, credits("2.00")));
    assert_eq!(story.progress().done, credits("4.00"));
    assert_eq!(story.plan("CORE-3").unwrap_err(), ApplyRefusal::NothingFits);
}

#[test]
fn what_the_group_accepts_gives_way_to_a_rule_of_the_institution() {
    let mut story = story(&[rule("EX-1", "exemption", &["C1"], &[("OPEN-1", "2.00")])]);
    story.learn(1, "HP-CS1", "community", "4.00").learn(2, "HP-CS1", "community", "4.00");
    assert_eq!(story.plan("OPEN-1").unwrap().rule, "EX-1");
    assert_eq!(story.plan_with("OPEN-1", &[2]).unwrap().rule, "OPEN");
    assert_eq!(story.plan("OPEN-2").unwrap().rule, "OPEN");
}
