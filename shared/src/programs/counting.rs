//! What counts in a program: applications that were approved, once each, group by group.
//!
//! Invariant: what is done never exceeds a group's most; an application is live while it is
//! undecided or approved, and a unit has one live application at most.

use super::{Group, Program, Unit, UnitState};
use crate::ids::{CompletionId, ProgramId, TransferId};
use crate::institutions::InstitutionCode;
use crate::quantity::{Credits, Overflow};
use crate::rules::{EquivalenceOutcome, Step};
use crate::transfers::Transfer;
use crate::vocabulary::TransferStatus;

/// An application that is undecided or was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The transfer.
    pub transfer: TransferId,
    /// The program that it was made to.
    pub program: ProgramId,
    /// The institution that decides.
    pub institution: InstitutionCode,
    /// The unit's code.
    pub unit: String,
    /// `InReview`, `Filled` or `Waived`, never `Open`.
    pub state: UnitState,
    /// What it earns.
    pub outcome: EquivalenceOutcome,
    /// The credits that it earns.
    pub credits: Credits,
    /// How many of them come from other institutions.
    pub transferred: Credits,
    /// The completions that count.
    pub completions: Vec<CompletionId>,
    /// The outcome rule that it went by; `None` where the group took credits.
    pub rule: Option<String>,
}

impl Applied {
    /// The application that a transfer is, while it is live.
    #[must_use]
    pub fn of(transfer: &Transfer) -> Option<Self> {
        let unit = transfer.program.as_ref()?;
        let state = match (transfer.status, unit.outcome) {
            (TransferStatus::InReview, _) => UnitState::InReview,
            (TransferStatus::Settled, EquivalenceOutcome::Exemption) => UnitState::Waived,
            (TransferStatus::Settled, _) => UnitState::Filled,
            _ => return None,
        };
        let by_rule = transfer.trace.iter().any(|step| matches!(step, Step::Outcome { .. }));
        Some(Self {
            transfer: transfer.id,
            program: unit.program_id,
            institution: unit.institution.clone(),
            unit: unit.unit.clone(),
            state,
            outcome: unit.outcome,
            credits: transfer.gives.amount,
            transferred: unit.transferred,
            completions: transfer.completions.clone(),
            rule: by_rule.then(|| transfer.rule.clone()),
        })
    }

    /// What it counts for in a unit while it is undecided, and once it is approved.
    fn counts(&self, unit: &Unit) -> Credits {
        match self.outcome {
            EquivalenceOutcome::Exemption => unit.credits,
            EquivalenceOutcome::Credit | EquivalenceOutcome::Elective => self.credits,
        }
    }
}

/// How far a group is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Credits of filled units, up to the group's most.
    pub done: Credits,
    /// Credits of waived units.
    pub waived: Credits,
    /// Credits of undecided applications.
    pub in_review: Credits,
    least: Credits,
    most: Option<Credits>,
}

impl Tally {
    fn of(group: &Group, program: &Program, applied: &[Applied]) -> Result<Self, Overflow> {
        let mut tally = Self { least: group.min, most: group.max, ..Self::default() };
        for unit in &group.units {
            let Some(application) = live(program, applied, &unit.code) else { continue };
            let counts = application.counts(unit);
            let sum = match application.state {
                UnitState::Filled => &mut tally.done,
                UnitState::Waived => &mut tally.waived,
                UnitState::InReview | UnitState::Open => &mut tally.in_review,
            };
            *sum = sum.plus(counts)?;
        }
        tally.done = tally.up_to_most(tally.done);
        Ok(tally)
    }

    /// An amount, held to the most that the group counts.
    #[must_use]
    pub fn up_to_most(&self, amount: Credits) -> Credits {
        self.most.map_or(amount, |most| amount.min(most))
    }

    /// What stands: done or waived, up to the most.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn stands(&self) -> Result<Credits, Overflow> {
        Ok(self.up_to_most(self.done.plus(self.waived)?))
    }

    /// What would stand if all that is undecided were approved, up to the most.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn foreseen(&self) -> Result<Credits, Overflow> {
        Ok(self.up_to_most(self.done.plus(self.waived)?.plus(self.in_review)?))
    }

    /// Whether the least is met by what stands.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn met(&self) -> Result<bool, Overflow> {
        Ok(self.stands()? >= self.least)
    }

    /// Whether more would count for nothing.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn is_full(&self) -> Result<bool, Overflow> {
        let foreseen = self.foreseen()?;
        Ok(self.most.is_some_and(|most| foreseen >= most))
    }
}

/// How far a program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Each group, in the program's order.
    pub groups: Vec<Tally>,
    /// Credits done or in review that come from other institutions.
    pub transferred: Credits,
    total: Credits,
}

impl Count {
    /// Counts what a learner's live applications make of a program. Applications to other programs
    /// do not matter.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn of(program: &Program, applied: &[Applied]) -> Result<Self, Overflow> {
        let groups = program.groups.iter().map(|group| Tally::of(group, program, applied));
        let own = applied.iter().filter(|one| one.program == program.id);
        Ok(Self {
            groups: groups.collect::<Result<_, _>>()?,
            transferred: Credits::total(own.map(|one| one.transferred))?,
            total: program.total,
        })
    }

    /// A sum over the groups.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn sum(
        &self,
        of: impl Fn(&Tally) -> Result<Credits, Overflow>,
    ) -> Result<Credits, Overflow> {
        self.groups.iter().try_fold(Credits::ZERO, |sum, group| sum.plus(of(group)?))
    }

    /// Whether every requirement is met by what is done or waived.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn complete(&self) -> Result<bool, Overflow> {
        for group in &self.groups {
            if !group.met()? {
                return Ok(false);
            }
        }
        Ok(self.sum(Tally::stands)? >= self.total)
    }

    /// How much more may come from other institutions.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn transfer_left(&self, program: &Program) -> Result<Credits, Overflow> {
        Ok(program.transfer_most()?.minus(self.transferred)?.max(Credits::ZERO))
    }
}

/// The live application to a unit.
#[must_use]
pub fn live<'a>(program: &Program, applied: &'a [Applied], unit: &str) -> Option<&'a Applied> {
    applied.iter().find(|one| one.program == program.id && one.unit == unit)
}
