//! Why a unit cannot be applied for, at the field that can mend it.

use crate::fault::{Fault, FaultKind};
use crate::ledger::Rejection;
use crate::problem::Refusal;
use crate::quantity::{Credits, Overflow};

/// Why a unit cannot be applied for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplyRefusal {
    /// The program takes no applications any more.
    NotInUse,
    /// The program has no such unit.
    UnknownUnit,
    /// The unit has a live application already.
    UnitTaken,
    /// Every requirement is met: more would be spent for nothing.
    Complete,
    /// The unit's group counts the most that it may.
    GroupFull {
        /// That most.
        most: Credits,
    },
    /// A unit is filled by its own credits, no more and no less.
    WrongAmount {
        /// Its credits.
        credits: Credits,
    },
    /// One of the named completions is not a recognised one of this learner.
    UnknownCompletion {
        /// Its place among those named.
        place: usize,
    },
    /// One of the named completions counts at this institution already.
    Counted {
        /// Its place among those named.
        place: usize,
    },
    /// None of the named completions counts for this unit.
    DoesNotCount,
    /// What the completions put on the card was used, in part at least.
    Used,
    /// Rules give different results for the completions.
    Clash {
        /// Their codes.
        rules: Vec<String>,
    },
    /// Nothing on the card fits the unit.
    NothingFits,
    /// Too little on the card fits the unit.
    NotEnough {
        /// What fits.
        available: Credits,
    },
    /// More than the program takes from other institutions.
    ShareOfTransfer {
        /// What it still takes from them.
        most: Credits,
    },
    /// Arithmetic went beyond what can be counted.
    Overflow,
}

impl From<Overflow> for ApplyRefusal {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

impl From<Rejection> for ApplyRefusal {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::NotEnough { available, .. } if available.is_positive() => {
                Self::NotEnough { available }
            }
            Rejection::NotEnough { .. } | Rejection::Expired => Self::NothingFits,
            _ => Self::Overflow,
        }
    }
}

impl From<ApplyRefusal> for Refusal {
    fn from(refused: ApplyRefusal) -> Self {
        let at = |pointer: &str, kind| Self::Invalid(vec![Fault::new(pointer, kind)]);
        match refused {
            ApplyRefusal::NotInUse => at("/program_id", FaultKind::NotInUse),
            ApplyRefusal::UnknownUnit => at("/unit", FaultKind::Unknown),
            ApplyRefusal::UnitTaken => Self::UnitTaken,
            ApplyRefusal::Complete => Self::ProgramComplete,
            ApplyRefusal::GroupFull { most } => at("/unit", FaultKind::GroupFull(most.to_string())),
            ApplyRefusal::WrongAmount { credits } => {
                at("/amount", FaultKind::MostThatFits(credits.to_string()))
            }
            ApplyRefusal::UnknownCompletion { place } => {
                at(&format!("/completions/{place}"), FaultKind::Unknown)
            }
            ApplyRefusal::Counted { place } => {
                at(&format!("/completions/{place}"), FaultKind::UsedAlready)
            }
            ApplyRefusal::DoesNotCount => at("/completions", FaultKind::DoesNotCount),
            ApplyRefusal::Used => at("/completions", FaultKind::UsedAlready),
            ApplyRefusal::Clash { rules } => Self::RulesClash(rules),
            ApplyRefusal::NothingFits => at("/unit", FaultKind::NothingFits),
            ApplyRefusal::NotEnough { available } => Self::NotEnoughCredits { available },
            ApplyRefusal::ShareOfTransfer { most } => {
                at("/unit", FaultKind::ShareOfTransfer(most.to_string()))
            }
            ApplyRefusal::Overflow => at("/unit", FaultKind::OutOfRange),
        }
    }
}
