//! How far somebody is in a program, measured.
//!
//! Invariant: what is called in hand could be applied for now, unit after unit in the program's
//! order, and would be accepted for a decision.

use uuid::Uuid;

use super::application::{Application, Ask, Case, plan_application};
use super::counting::{Applied, Count, Tally, live};
use super::{Group, GroupProgress, Progress, ProgressState, UnitProgress, UnitState};
use crate::awards::{Award, AwardStatus};
use crate::ids::TransferId;
use crate::quantity::{Credits, Overflow};

/// Every open unit of a program that could be applied for now, one after the other in the program's
/// order, with what each would take of what those before it leave.
#[must_use]
pub fn in_hand(case: &Case<'_>) -> Vec<Application> {
    let (mut hand, mut applied) = (case.hand.clone(), case.applied.to_vec());
    let mut found = Vec::new();
    for unit in case.program.groups.iter().flat_map(|group| &group.units) {
        let rest = Case { hand: &hand, applied: &applied, ..*case };
        let ask = Ask { unit: &unit.code, completions: &[], amount: None };
        let Ok(application) = plan_application(&rest, &ask) else { continue };
        if hand.spend(&application.takings, case.on).is_err() {
            break;
        }
        applied.push(application.applied(TransferId(Uuid::nil())));
        found.push(application);
    }
    found
}

/// How far somebody is, requirement by requirement; courses are not suggested yet.
///
/// # Errors
/// `Overflow`.
pub fn progress(case: &Case<'_>, award: Option<Award>) -> Result<Progress, Overflow> {
    let program = case.program;
    let count = Count::of(program, case.applied)?;
    let in_hand = in_hand(case);
    let none = TransferId(Uuid::nil());
    let mut applied = case.applied.to_vec();
    applied.extend(in_hand.iter().map(|application| application.applied(none)));
    let then = Count::of(program, &applied)?;
    let groups = program.groups.iter().zip(count.groups.iter().zip(&then.groups));
    let groups: Vec<GroupProgress> = groups
        .map(|(group, (now, then))| group_progress(case, group, now, then))
        .collect::<Result<_, _>>()?;
    Ok(Progress {
        state: state(&count, award.as_ref())?,
        done: count.sum(|group| Ok(group.done))?,
        waived: count.sum(|group| Ok(group.waived))?,
        in_review: count.sum(|group| Ok(group.in_review))?,
        in_hand: Credits::total(groups.iter().map(|group| group.in_hand))?,
        missing: short(program.total, then.sum(Tally::foreseen)?)?,
        transferred: count.transferred,
        transfer_most: program.transfer_most()?,
        groups,
        suggestions: Vec::new(),
        award,
        program: program.clone(),
    })
}

fn state(count: &Count, award: Option<&Award>) -> Result<ProgressState, Overflow> {
    Ok(match award.map(|award| award.status) {
        Some(AwardStatus::Granted) => ProgressState::Granted,
        Some(AwardStatus::Proposed) => ProgressState::Proposed,
        Some(AwardStatus::Declined) | None if count.complete()? => ProgressState::Complete,
        Some(AwardStatus::Declined) | None => ProgressState::Open,
    })
}

fn group_progress(
    case: &Case<'_>,
    group: &Group,
    now: &Tally,
    then: &Tally,
) -> Result<GroupProgress, Overflow> {
    let unit =
        |unit: &super::Unit| unit_progress(live(case.program, case.applied, &unit.code), unit);
    Ok(GroupProgress {
        code: group.code.clone(),
        done: now.done,
        waived: now.waived,
        in_review: now.in_review,
        in_hand: then.foreseen()?.minus(now.foreseen()?)?,
        missing: short(group.min, then.foreseen()?)?,
        met: now.met()?,
        units: group.units.iter().map(unit).collect(),
    })
}

fn unit_progress(application: Option<&Applied>, unit: &super::Unit) -> UnitProgress {
    UnitProgress {
        code: unit.code.clone(),
        state: application.map_or(UnitState::Open, |one| one.state),
        transfer_id: application.map(|one| one.transfer),
    }
}

/// By how much an amount falls short, not below zero.
fn short(wanted: Credits, has: Credits) -> Result<Credits, Overflow> {
    Ok(wanted.minus(has)?.max(Credits::ZERO))
}
