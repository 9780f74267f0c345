//! What holds of any card and any program.

use proptest::prelude::*;
use shared::ids::TransferId;
use shared::programs::{
    Applied, Ask, Case, Count, Hand, Tally, UnitState, in_hand, plan_application, progress,
    still_admitted,
};
use shared::quantity::Credits;
use shared::rules::EquivalenceOutcome;
use uuid::Uuid;

use super::world::{Story, day, group, program, rule};

const SCHOOLS: [&str; 3] = ["HP-VS1", "HP-CS1", "HP-CC"];
const SCHEMES: [&str; 2] = ["vocational", "community"];
const EXPIRY: [Option<&str>; 4] =
    [None, Some("2027-01-31"), Some("2026-11-24"), Some("2026-01-01")];

/// School, scheme, hundredths, expiry of each completion with its lot.
type Learnt = (usize, usize, i64, usize);

fn learnt() -> impl Strategy<Value = Vec<Learnt>> {
    prop::collection::vec((0..3_usize, 0..2_usize, 0..500_i64, 0..4_usize), 0..8)
}

fn story(learnt: &[Learnt], percent: u32, most: i64, sizes: &[i64]) -> Story {
    let amount = |hundredths: i64| Credits::from_hundredths(hundredths).to_string();
    let sizes: Vec<String> = sizes.iter().map(|size| amount(*size)).collect();
    let sizes: Vec<&str> = sizes.iter().map(String::as_str).collect();
    let accepts = serde_json::json!({"schemes": ["vocational", "community"]});
    let most = amount(most);
    let groups = [
        group("A", "1.00", Some(&most), &sizes, &accepts),
        group("B", "1.00", None, &sizes, &serde_json::json!({"schemes": ["community"]})),
    ];
    let rules = [
        rule("EX-1", "exemption", &["C1"], &[("A-1", "1.00")]),
        rule("CR-1", "credit", &["C2", "C3"], &[("B-1", "1.50"), ("B-2", "0.50")]),
    ];
    let mut story = Story::new(program("6.00", percent, &groups), &rules);
    for (number, (school, scheme, hundredths, expiry)) in (1..).zip(learnt) {
        story.learn(number, SCHOOLS[*school], SCHEMES[*scheme], &amount(*hundredths));
        if let (Some(on), true) = (EXPIRY[*expiry], *hundredths > 0) {
            story.expiring(number, on);
        }
    }
    story
}

proptest! {
    #[test]
    fn walking_a_program_never_breaks_its_promises(
        learnt in learnt(),
        percent in 0..=100_u32,
        most in 100..600_i64,
        sizes in prop::collection::vec(50..300_i64, 1..4),
        steps in prop::collection::vec((0..8_usize, 0..3_usize), 0..12),
    ) {
        let mut story = story(&learnt, percent, most, &sizes);
        let units: Vec<String> = story.program.groups.iter()
            .flat_map(|group| group.units.iter().map(|unit| unit.code.clone()))
            .collect();
        for (place, fate) in steps {
            let unit = &units[place % units.len()];
            let Ok(application) = story.plan(unit) else { continue };
            let size = story.program.unit(unit).unwrap().1.credits;
            let taken = Credits::total(application.takings.iter().map(|one| one.amount)).unwrap();
            let used = Credits::total(application.uses.iter().map(|one| one.amount)).unwrap();
            prop_assert_eq!(taken, used);
            let by_group = application.rule == "A" || application.rule == "B";
            if by_group {
                prop_assert_eq!(taken, size);
                prop_assert_eq!(application.gives.amount, size);
            }
            if by_group {
                let days: Vec<_> =
                    application.uses.iter().map(|part| part.expires_on.unwrap_or(day("9999-12-31"))).collect();
                prop_assert!(days.is_sorted(), "soonest expiring first");
                prop_assert!(days.iter().all(|last| *last >= day("2026-11-24")));
            }
            let waives = application.unit.outcome == EquivalenceOutcome::Exemption;
            prop_assert!(!waives || taken.is_zero());
            let wanted = application.applied(TransferId(Uuid::nil()));
            prop_assert_eq!(still_admitted(&story.program, &story.applied, &wanted), Ok(()));
            let state = match fate {
                0 => UnitState::InReview,
                _ if waives => UnitState::Waived,
                _ => UnitState::Filled,
            };
            story.make(&application, state);
        }
        let count = Count::of(&story.program, &story.applied).unwrap();
        prop_assert!(count.transferred <= story.program.transfer_most().unwrap());
        for (group, tally) in story.program.groups.iter().zip(&count.groups) {
            prop_assert!(group.max.is_none_or(|most| tally.done <= most));
        }
        once_at_each_institution(&story.applied)?;
    }

    #[test]
    fn what_progress_calls_in_hand_can_be_applied_for(
        learnt in learnt(),
        percent in 0..=100_u32,
        most in 100..600_i64,
        sizes in prop::collection::vec(50..300_i64, 1..4),
    ) {
        let mut story = story(&learnt, percent, most, &sizes);
        let before = story.progress();
        for planned in in_hand(&story.case()) {
            let again = story.plan(&planned.unit.unit);
            prop_assert_eq!(again.as_ref(), Ok(&planned));
            story.make(&planned, UnitState::InReview);
        }
        let after = story.progress();
        prop_assert_eq!(after.in_hand, Credits::ZERO);
        prop_assert_eq!(after.missing, before.missing);
        let counted = Count::of(&story.program, &story.applied).unwrap();
        let foreseen = counted.sum(Tally::foreseen).unwrap();
        prop_assert_eq!(foreseen, before.in_hand);
    }

    #[test]
    fn what_is_not_on_the_card_is_never_planned(learnt in learnt(), size in 1..900_i64) {
        let story = story(&learnt, 100, 5_000, &[size]);
        let empty = Hand::default();
        let case = Case { hand: &empty, ..story.case() };
        for unit in ["A-1", "B-1"] {
            let ask = Ask { unit, completions: &[], amount: None };
            prop_assert!(plan_application(&case, &ask).is_err());
        }
        prop_assert!(progress(&case, None).unwrap().in_hand.is_zero());
    }
}

/// A completion that counted by a rule counts by nothing else at the institution.
fn once_at_each_institution(applied: &[Applied]) -> Result<(), TestCaseError> {
    for (place, one) in applied.iter().enumerate() {
        for other in &applied[..place] {
            let shared = one.completions.iter().any(|it| other.completions.contains(it));
            let in_parts = one.rule.is_none() && other.rule.is_none();
            prop_assert!(!shared || in_parts || one.rule == other.rule);
        }
    }
    Ok(())
}
