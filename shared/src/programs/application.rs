//! What an application to a unit would take and give, worked out before anything moves.
//!
//! Three ways lead to a unit, tried in this order: an outcome rule that waives it, an outcome rule
//! that gives it, the group's own acceptance of credits. A rule is one whose receiver is the
//! program's institution and which grants this unit for the completions that were named, or, when
//! none were, for any that the person holds. The group takes exactly the unit's credits, one for
//! one, soonest expiring first over all the schemes that it accepts; where that would be more from
//! other institutions than the program takes, it takes the program's own institution's alone.
//!
//! Invariant: a completion counts once at each institution. By an outcome rule it counts whole:
//! what it put on the card leaves with it, and nothing of it counts there again, unless the same
//! rule grants several units. Credits that a group took in parts count as often as there are parts.

use std::collections::BTreeSet;

use super::by_acceptance::by_acceptance;
use super::by_outcome::by_outcome;
use super::counting::{Applied, Count, live};
use super::refusal::ApplyRefusal;
use super::{Group, Hand, Program, Unit, UnitState};
use crate::ids::{CompletionId, SchemeCode, TransferId};
use crate::lang::Text;
use crate::ledger::Day;
use crate::quantity::Credits;
use crate::rules::{EquivalenceOutcome, IndexedRulebook, Step};
use crate::transfers::{GivenLot, Gives, ProgramUnit, Takes};
use crate::vocabulary::Status;

/// All that deciding on an application looks at.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The program.
    pub program: &'a Program,
    /// Every live application of the person, to whatever program.
    pub applied: &'a [Applied],
    /// What the person can bring.
    pub hand: &'a Hand,
    /// The rulebook in force.
    pub rulebook: &'a IndexedRulebook,
    /// The day.
    pub on: Day,
}

/// What is applied for.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// The unit's code.
    pub unit: &'a str,
    /// The completions that are to count; empty leaves the choice to the bank.
    pub completions: &'a [CompletionId],
    /// How many credits; none means what the unit asks for.
    pub amount: Option<Credits>,
}

/// What an application would take and give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The code of the outcome rule; of the group where that accepts the credits.
    pub rule: String,
    /// Its names.
    pub rule_names: Text,
    /// The unit.
    pub unit: ProgramUnit,
    /// What leaves the card, scheme by scheme; nothing for an exemption.
    pub takings: Vec<Taking>,
    /// The parts of lots that would leave, soonest expiring first.
    pub uses: Vec<GivenLot>,
    /// What is given to the unit.
    pub gives: Gives,
    /// The completions that count.
    pub completions: Vec<CompletionId>,
    /// How the amount came about.
    pub trace: Vec<Step>,
}

/// What leaves the card in one scheme: a hold of this amount on lots of these completions takes just
/// the lots that were planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taking {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The amount.
    pub amount: Credits,
    /// The completions whose lots it is taken from.
    pub of: Vec<CompletionId>,
}

impl Application {
    /// What leaves the card first of all; nothing, in the scheme of what is given, for an exemption.
    #[must_use]
    pub fn takes(&self) -> Takes {
        self.takings.first().map_or_else(
            || Takes { scheme: self.gives.scheme.clone(), amount: Credits::ZERO },
            Taking::takes,
        )
    }

    /// What leaves it in further schemes.
    #[must_use]
    pub fn also_takes(&self) -> Vec<Takes> {
        self.takings.iter().skip(1).map(Taking::takes).collect()
    }

    /// As it would count once it was made.
    #[must_use]
    pub fn applied(&self, transfer: TransferId) -> Applied {
        let by_rule = self.trace.iter().any(|step| matches!(step, Step::Outcome { .. }));
        Applied {
            transfer,
            program: self.unit.program_id,
            institution: self.unit.institution.clone(),
            unit: self.unit.unit.clone(),
            state: UnitState::InReview,
            outcome: self.unit.outcome,
            credits: self.gives.amount,
            transferred: self.unit.transferred,
            completions: self.completions.clone(),
            rule: by_rule.then(|| self.rule.clone()),
        }
    }
}

impl Taking {
    fn takes(&self) -> Takes {
        Takes { scheme: self.scheme.clone(), amount: self.amount }
    }
}

/// Works out an application.
///
/// # Errors
/// Why the unit cannot be applied for with this.
pub fn plan_application(case: &Case<'_>, ask: &Ask<'_>) -> Result<Application, ApplyRefusal> {
    let place = admit(case.program, case.applied, ask.unit)?;
    let credits = place.unit.credits;
    if ask.amount.is_some_and(|amount| amount != credits) {
        return Err(ApplyRefusal::WrongAmount { credits });
    }
    case.all_own(ask.completions)?;
    match by_outcome(case, &place, ask.completions) {
        Ok(Some(application)) => Ok(application),
        Ok(None) => by_acceptance(case, &place, ask.completions),
        // A rule that does not serve bars nobody who named nothing from what the group accepts.
        Err(refused) if ask.completions.is_empty() => {
            by_acceptance(case, &place, &[]).map_err(|_| refused)
        }
        Err(refused) => Err(refused),
    }
}

/// Whether an application that was worked out before can still be made, or made again: its unit is
/// free, its completions do not count elsewhere at the institution, and the share has room for it.
/// What is on the card is the ledger's to say.
///
/// # Errors
/// Why not.
pub fn still_admitted(
    program: &Program,
    applied: &[Applied],
    wanted: &Applied,
) -> Result<(), ApplyRefusal> {
    let place = admit(program, applied, &wanted.unit)?;
    let rule = wanted.rule.as_deref();
    for (index, completion) in wanted.completions.iter().enumerate() {
        if applied.iter().any(|one| bars(one, program, *completion, rule)) {
            return Err(ApplyRefusal::Counted { place: index });
        }
    }
    place.within_share(wanted.transferred)
}

/// Where in a program an application belongs, and how much of it may come from elsewhere.
pub(super) struct Place<'a> {
    pub(super) group: &'a Group,
    pub(super) unit: &'a Unit,
    transfer_left: Credits,
}

impl Place<'_> {
    pub(super) fn within_share(&self, transferred: Credits) -> Result<(), ApplyRefusal> {
        if transferred > self.transfer_left {
            return Err(ApplyRefusal::ShareOfTransfer { most: self.transfer_left });
        }
        Ok(())
    }
}

fn admit<'a>(
    program: &'a Program,
    applied: &[Applied],
    unit: &str,
) -> Result<Place<'a>, ApplyRefusal> {
    if program.status != Status::Active {
        return Err(ApplyRefusal::NotInUse);
    }
    let at = program.groups.iter().position(|group| group.units.iter().any(|u| u.code == unit));
    let (group, unit) = program.unit(unit).ok_or(ApplyRefusal::UnknownUnit)?;
    if live(program, applied, &unit.code).is_some() {
        return Err(ApplyRefusal::UnitTaken);
    }
    let count = Count::of(program, applied)?;
    if count.complete()? {
        return Err(ApplyRefusal::Complete);
    }
    let tally = at.and_then(|at| count.groups.get(at)).copied().unwrap_or_default();
    if tally.is_full()? {
        return Err(ApplyRefusal::GroupFull { most: group.max.unwrap_or_default() });
    }
    Ok(Place { group, unit, transfer_left: count.transfer_left(program)? })
}

/// Whether an application bars a completion from counting by this rule, or by none, at the program's
/// institution.
fn bars(one: &Applied, program: &Program, completion: CompletionId, rule: Option<&str>) -> bool {
    let counts = one.institution == program.institution && one.completions.contains(&completion);
    let in_parts = one.rule.is_none() && rule.is_none();
    let further = rule.is_some() && one.rule.as_deref() == rule && one.state != UnitState::InReview;
    counts && !in_parts && !further
}

impl Case<'_> {
    fn all_own(&self, named: &[CompletionId]) -> Result<(), ApplyRefusal> {
        match named.iter().position(|one| !self.hand.sources.contains_key(one)) {
            Some(place) => Err(ApplyRefusal::UnknownCompletion { place }),
            None => Ok(()),
        }
    }

    /// The completions that count at the program's institution already, whichever way.
    pub(super) fn counted(&self) -> BTreeSet<CompletionId> {
        let here = self.applied.iter().filter(|one| one.institution == self.program.institution);
        here.flat_map(|one| one.completions.iter().copied()).collect()
    }

    pub(super) fn barred(&self, completion: CompletionId, rule: Option<&str>) -> bool {
        self.applied.iter().any(|one| bars(one, self.program, completion, rule))
    }

    /// So many credits for a unit.
    pub(super) fn gives(&self, amount: Credits) -> Gives {
        let scheme = self.program.scheme.clone();
        Gives { scheme, amount, expires_on: None, lots: Vec::new() }
    }

    pub(super) fn unit_of(
        &self,
        unit: &Unit,
        outcome: EquivalenceOutcome,
        transferred: Credits,
    ) -> ProgramUnit {
        ProgramUnit {
            program_id: self.program.id,
            program: self.program.code.clone(),
            program_names: self.program.names.clone(),
            institution: self.program.institution.clone(),
            unit: unit.code.clone(),
            unit_names: unit.names.clone(),
            outcome,
            transferred,
        }
    }
}

/// Whether a completion may count: when it was named, or none was.
pub(super) fn is_meant(named: &[CompletionId], completion: &CompletionId) -> bool {
    named.is_empty() || named.contains(completion)
}
