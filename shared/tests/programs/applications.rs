//! Applications by what a group accepts.

use serde_json::json;
use shared::fault::FaultKind;
use shared::ids::ProgramId;
use shared::problem::Refusal;
use shared::programs::{Applied, ApplyRefusal, Ask, UnitState, plan_application, still_admitted};
use shared::vocabulary::Status;
use uuid::Uuid;

use super::world::{Story, credits, group, id, program, vocational};

fn story() -> Story {
    let groups = [
        group("CORE", "4.00", None, &["2.00", "2.00"], &vocational()),
        group("ELECTIVE", "2.00", Some("4.00"), &["2.00", "2.00", "2.00"], &vocational()),
    ];
    Story::new(program("8.00", 50, &groups), &[])
}

#[test]
fn a_unit_takes_exactly_its_credits_soonest_expiring_first() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "3.00").learn(2, "HP-VS1", "vocational", "0.50");
    story.learn(3, "HP-VS1", "vocational", "5.00").expiring(2, "2027-01-31");
    story.expiring(3, "2026-11-23");
    let application = story.plan("CORE-1").unwrap();
    assert_eq!(application.takes().amount, credits("2.00"));
    assert_eq!(application.also_takes(), []);
    assert_eq!(application.gives.amount, credits("2.00"));
    let uses: Vec<_> = application.uses.iter().map(|part| part.amount.to_string()).collect();
    assert_eq!(uses, ["0.50", "1.50"], "the third expired yesterday");
    assert_eq!(application.completions, [id(2), id(1)]);
    assert_eq!((application.rule.as_str(), application.unit.unit.as_str()), ("CORE", "CORE-1"));
}

#[test]
fn several_schemes_are_taken_in_one_order_of_expiry() {
    let accepts = json!({"schemes": ["vocational", "community"]});
    let groups = [group("CORE", "4.00", None, &["3.00"], &accepts)];
    let mut story = Story::new(program("3.00", 100, &groups), &[]);
    story.learn(1, "HP-VS1", "vocational", "2.00").learn(2, "HP-CS1", "community", "2.00");
    story.expiring(2, "2027-01-31");
    let application = story.plan("CORE-1").unwrap();
    assert_eq!(application.takes().scheme.as_str(), "community");
    assert_eq!(application.takes().amount, credits("2.00"));
    let also = application.also_takes();
    assert_eq!((also[0].scheme.as_str(), also[0].amount), ("vocational", credits("1.00")));
    assert_eq!(application.unit.transferred, credits("2.00"));
}

#[test]
fn category_and_course_are_those_of_one_completion() {
    let accepts = json!({"schemes": ["vocational"], "categories": ["it"],
        "courses": [{"institution": "HP-VS1", "code": "C2"}]});
    let groups = [group("CORE", "2.00", None, &["2.00"], &accepts)];
    let mut story = Story::new(program("2.00", 50, &groups), &[]);
    story.learn(1, "HP-VS1", "vocational", "9.00").learn(2, "HP-VS1", "vocational", "1.50");
    assert_eq!(
        story.plan("CORE-1").unwrap_err(),
        ApplyRefusal::NotEnough { available: credits("1.50") }
    );
    assert_eq!(story.plan_with("CORE-1", &[1]).unwrap_err(), ApplyRefusal::DoesNotCount);
    story.lot(3, "vocational", "0.50", None, &[2]);
    assert_eq!(story.plan("CORE-1").unwrap().completions, [id(2)]);
}

#[test]
fn what_no_completion_of_ones_own_stands_behind_fills_nothing() {
    let mut story = story();
    story.lot(7, "vocational", "9.00", None, &[]).lot(8, "vocational", "9.00", None, &[55]);
    assert_eq!(story.plan("CORE-1").unwrap_err(), ApplyRefusal::NothingFits);
}

#[test]
fn named_completions_alone_are_taken() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "3.00").learn(2, "HP-VS1", "vocational", "3.00");
    assert_eq!(story.plan_with("CORE-1", &[2]).unwrap().completions, [id(2)]);
    assert_eq!(
        story.plan_with("CORE-1", &[2, 9]).unwrap_err(),
        ApplyRefusal::UnknownCompletion { place: 1 }
    );
}

#[test]
fn another_amount_than_the_units_is_refused_at_the_amount() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "9.00");
    let ask = |amount| {
        let ask = Ask { unit: "CORE-1", completions: &[], amount: Some(credits(amount)) };
        plan_application(&story.case(), &ask)
    };
    assert!(ask("2.00").is_ok());
    for amount in ["1.99", "2.01", "0.01"] {
        let refused = ask(amount).unwrap_err();
        assert_eq!(refused, ApplyRefusal::WrongAmount { credits: credits("2.00") });
        let Refusal::Invalid(faults) = Refusal::from(refused) else { panic!("a fault") };
        assert_eq!(faults[0].pointer, "/amount");
        assert_eq!(faults[0].kind, FaultKind::MostThatFits("2.00".to_owned()));
    }
}

#[test]
fn a_unit_is_applied_for_once_while_an_application_is_live() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "9.00");
    let application = story.plan("CORE-1").unwrap();
    story.make(&application, UnitState::InReview);
    assert_eq!(story.plan("CORE-1").unwrap_err(), ApplyRefusal::UnitTaken);
    assert_eq!(Refusal::from(ApplyRefusal::UnitTaken).code(), "unit_taken");
    let wanted = application.applied(story.applied[0].transfer);
    assert_eq!(
        still_admitted(&story.program, &story.applied, &wanted).unwrap_err(),
        ApplyRefusal::UnitTaken
    );
    story.applied.clear();
    assert_eq!(still_admitted(&story.program, &story.applied, &wanted), Ok(()));
}

#[test]
fn an_application_to_another_program_leaves_a_unit_of_the_same_code_open() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "9.00");
    let application = story.plan("CORE-1").unwrap();
    story.make(&application, UnitState::Filled);
    story.applied[0] =
        Applied { program: ProgramId(Uuid::from_u128(901)), ..story.applied[0].clone() };
    assert!(story.plan("CORE-1").is_ok());
}

#[test]
fn what_would_count_for_nothing_is_not_taken() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "20.00");
    story.fill("ELECTIVE-1");
    story.fill("ELECTIVE-2");
    assert_eq!(
        story.plan("ELECTIVE-3").unwrap_err(),
        ApplyRefusal::GroupFull { most: credits("4.00") }
    );
    story.fill("CORE-1");
    story.program.total = credits("6.00");
    story.program.groups[0].min = credits("2.00");
    assert_eq!(story.plan("CORE-2").unwrap_err(), ApplyRefusal::Complete);
}

#[test]
fn a_program_out_of_use_and_a_unit_that_is_not_there_are_refused_at_their_fields() {
    let mut story = story();
    story.learn(1, "HP-VS1", "vocational", "9.00");
    assert_eq!(story.plan("CORE-9").unwrap_err(), ApplyRefusal::UnknownUnit);
    story.program.status = Status::Inactive;
    assert_eq!(story.plan("CORE-1").unwrap_err(), ApplyRefusal::NotInUse);
}

#[test]
fn no_more_comes_from_other_institutions_than_the_program_takes() {
    let mut story = story();
    story.learn(1, "HP-CS1", "vocational", "9.00").expiring(1, "2027-01-31");
    story.fill("CORE-1");
    story.fill("CORE-2");
    assert_eq!(
        story.plan("ELECTIVE-1").unwrap_err(),
        ApplyRefusal::ShareOfTransfer { most: credits("0.00") }
    );
    story.learn(2, "HP-VS1", "vocational", "2.00");
    let own = story.plan("ELECTIVE-1").unwrap();
    assert_eq!(own.completions, [id(2)], "own credits come in where the share is used up");
    assert!(own.unit.transferred.is_zero());
}

#[test]
fn schools_below_the_programs_institution_are_its_own() {
    let mut story = story();
    story.learn(1, "HP-BR1", "vocational", "9.00");
    assert_eq!(story.plan("CORE-1").unwrap().unit.transferred, credits("2.00"));
    let source = story.hand.sources.get_mut(&id(1)).unwrap();
    source.institutions.push("HP-VS1".to_owned());
    assert!(story.plan("CORE-1").unwrap().unit.transferred.is_zero());
}
