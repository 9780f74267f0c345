//! Programs 项目: requirements toward a certificate or diploma, and how far somebody is.
//!
//! Invariant: only what was applied for and approved counts as done, once; a waived unit earns
//! nothing; what comes from other institutions counts up to the program's share.

mod application;
mod by_acceptance;
mod by_outcome;
mod counting;
mod form;
mod hand;
mod measure;
pub mod messages;
mod offer;
mod opportunities;
mod parts;
mod progress;
mod refusal;
mod suggest;

pub use application::{Application, Ask, Case, Taking, plan_application, still_admitted};
pub use counting::{Applied, Count, Tally, live};
pub use form::PostProgram;
pub use hand::{Hand, Source};
pub use measure::{in_hand, progress};
pub use offer::Offer;
pub use opportunities::{Prospect, opportunities};
pub use progress::{GroupProgress, Progress, ProgressState, Suggestion, UnitProgress, UnitState};
pub use refusal::ApplyRefusal;
pub use suggest::{TaughtCourse, suggest};

use serde::{Deserialize, Serialize};

use crate::ids::{ProgramId, SchemeCode};
use crate::institutions::InstitutionCode;
use crate::lang::Text;
use crate::quantity::Credits;
use crate::rules::CourseRef;
use crate::vocabulary::Status;

/// A program as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Program {
    /// Its id.
    pub id: ProgramId,
    /// Its code, unique in the bank.
    pub code: String,
    /// The institution that decides on applications and awards.
    pub institution: InstitutionCode,
    /// Its names.
    pub names: Text,
    /// The scheme that its credits are counted in.
    pub scheme: SchemeCode,
    /// The credits that it takes in all.
    pub total: Credits,
    /// How much of the total may come from other institutions, in percent.
    pub transfer_percent_max: u32,
    /// Its requirements.
    pub groups: Vec<Group>,
    /// Whether it can be applied to.
    pub status: Status,
}

/// A group of units, of which some credits are required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    /// Its code, unique in the program.
    pub code: String,
    /// Its names.
    pub names: Text,
    /// The least that it takes.
    pub min: Credits,
    /// The most that counts of it.
    pub max: Option<Credits>,
    /// Its units.
    pub units: Vec<Unit>,
    /// Which credits it takes without a rule.
    pub accepts: Accepts,
}

/// A part of a program that one application fills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unit {
    /// Its code, unique in the program.
    pub code: String,
    /// Its names.
    pub names: Text,
    /// Its credits.
    pub credits: Credits,
    /// Whether an outcome rule may waive it.
    pub exemptible: bool,
}

/// Credits that a group takes without a rule: one for one, all three conditions at once, where an
/// empty list of categories or courses means any, and an empty list of schemes none at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepts {
    /// Schemes of the credits.
    #[serde(default)]
    pub schemes: Vec<SchemeCode>,
    /// Categories of the courses that they trace to.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Courses that they trace to.
    #[serde(default)]
    pub courses: Vec<CourseRef>,
}

impl Program {
    /// The most credits that may come from other institutions.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn transfer_most(&self) -> Result<Credits, crate::quantity::Overflow> {
        let whole = i128::from(self.total.hundredths()) * i128::from(self.transfer_percent_max);
        let hundredths = i64::try_from(whole / 100).map_err(|_| crate::quantity::Overflow)?;
        Ok(Credits::from_hundredths(hundredths))
    }

    /// A unit, with its group.
    #[must_use]
    pub fn unit(&self, code: &str) -> Option<(&Group, &Unit)> {
        self.groups.iter().find_map(|group| {
            group.units.iter().find(|unit| unit.code == code).map(|unit| (group, unit))
        })
    }
}
