//! How far somebody is, requirement by requirement.

use shared::programs::{Count, ProgressState, UnitState};

use super::world::{Story, credits, group, program, rule, vocational};

fn story() -> Story {
    let groups = [
        group("CORE", "4.00", None, &["2.00", "2.00"], &vocational()),
        group("ELECTIVE", "2.00", Some("3.00"), &["2.00", "2.00"], &vocational()),
    ];
    let rules = [rule("EX-1", "exemption", &["C9"], &[("CORE-2", "2.00")])];
    Story::new(program("7.00", 50, &groups), &rules)
}

#[test]
fn nothing_yet_is_all_missing() {
    let progress = story().progress();
    assert_eq!(progress.state, ProgressState::Open);
    assert_eq!((progress.done, progress.in_hand), (credits("0.00"), credits("0.00")));
    assert_eq!(progress.missing, credits("7.00"));
    assert_eq!(progress.transfer_most, credits("3.50"));
    let missing: Vec<_> = progress.groups.iter().map(|group| group.missing.to_string()).collect();
    assert_eq!(missing, ["4.00", "2.00"]);
    assert!(progress.groups.iter().all(|group| !group.met));
}

#[test]
fn done_waived_in_review_and_in_hand_are_told_apart() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "5.00").learn(9, "HP-CS1", "community", "1.00");
    story.fill("CORE-1");
    story.fill("CORE-2");
    let elective = story.plan("ELECTIVE-1").unwrap();
    story.make(&elective, UnitState::InReview);
    let progress = story.progress();
    let core = &progress.groups[0];
    assert_eq!((core.done, core.waived, core.met), (credits("2.00"), credits("2.00"), true));
    assert_eq!(core.units[0].state, UnitState::Filled);
    assert_eq!(core.units[1].state, UnitState::Waived);
    let elective = &progress.groups[1];
    assert_eq!((elective.in_review, elective.met), (credits("2.00"), false));
    assert_eq!(elective.units[0].transfer_id, Some(story.applied[2].transfer));
    assert_eq!(elective.units[1].state, UnitState::Open);
    // One credit is left on the card; the second elective unit takes two.
    assert_eq!((elective.in_hand, progress.missing), (credits("0.00"), credits("1.00")));
    story.learn(2, "HP-VS1", "vocational", "1.00");
    let progress = story.progress();
    assert_eq!(progress.groups[1].in_hand, credits("1.00"), "the group counts three at most");
    assert_eq!(progress.missing, credits("0.00"));
    assert_eq!(progress.state, ProgressState::Open);
}

#[test]
fn a_program_is_complete_when_every_group_and_the_total_are_met_by_what_stands() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "9.00");
    for unit in ["CORE-1", "CORE-2", "ELECTIVE-1"] {
        story.fill(unit);
        assert!(!Count::of(&story.program, &story.applied).unwrap().complete().unwrap());
    }
    let last = story.plan("ELECTIVE-2").unwrap();
    story.make(&last, UnitState::InReview);
    assert_eq!(story.progress().state, ProgressState::Open, "what is undecided does not stand");
    story.applied[3].state = UnitState::Filled;
    let progress = story.progress();
    assert_eq!(progress.state, ProgressState::Complete);
    assert_eq!(progress.done, credits("7.00"), "four and three: a group counts up to its most");
}
