//! How far somebody is in a program, on the wire.

use serde::{Deserialize, Serialize};

use super::Program;
use crate::awards::Award;
use crate::ids::{CourseId, TransferId};
use crate::institutions::InstitutionCode;
use crate::lang::Text;
use crate::names::words;
use crate::quantity::Credits;
use crate::transfers::Takes;

words! {
    /// Where somebody stands in a program.
    pub enum ProgressState {
        Open = "open", "进行中", "Under way";
        Complete = "complete", "已达到要求", "Requirements met";
        Proposed = "proposed", "待授予证书", "Certificate proposed";
        Granted = "granted", "已授予证书", "Certificate granted";
    }
}

words! {
    /// Where somebody stands in a unit.
    pub enum UnitState {
        Open = "open", "未完成", "Open";
        InReview = "in_review", "审核中", "In review";
        Filled = "filled", "已完成", "Filled";
        Waived = "waived", "已免修", "Waived";
    }
}

/// How far somebody is, requirement by requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// The program.
    pub program: Program,
    /// Where they stand.
    pub state: ProgressState,
    /// Credits of filled units that count.
    pub done: Credits,
    /// Credits of waived units: required no more, earned neither.
    pub waived: Credits,
    /// Credits applied for and undecided.
    pub in_review: Credits,
    /// What the card holds that open units would take.
    pub in_hand: Credits,
    /// What is missing of the total after all of these, not below zero.
    pub missing: Credits,
    /// Credits done or in review that come from other institutions.
    pub transferred: Credits,
    /// The most of those.
    pub transfer_most: Credits,
    /// Each group.
    pub groups: Vec<GroupProgress>,
    /// Courses that would fill what is missing.
    pub suggestions: Vec<Suggestion>,
    /// The award that was proposed or granted.
    pub award: Option<Award>,
}

/// How far somebody is in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupProgress {
    /// The group's code.
    pub code: String,
    /// Credits of its filled units, up to its most.
    pub done: Credits,
    /// Credits of its waived units.
    pub waived: Credits,
    /// Credits applied for and undecided.
    pub in_review: Credits,
    /// What the card holds that its open units would take.
    pub in_hand: Credits,
    /// What is missing of its least, not below zero.
    pub missing: Credits,
    /// Whether its least is met by what is done or waived.
    pub met: bool,
    /// Its units.
    pub units: Vec<UnitProgress>,
}

/// How far somebody is in a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitProgress {
    /// The unit's code.
    pub code: String,
    /// Where they stand.
    pub state: UnitState,
    /// The transfer that filled or waived it, or that is undecided.
    pub transfer_id: Option<TransferId>,
}

/// A course that would help to fill what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// The group that it would help.
    pub group: String,
    /// The course.
    pub course_id: CourseId,
    /// Its institution.
    pub institution: InstitutionCode,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What its completion would give.
    pub gives: Takes,
    /// The conversion that is then needed: the rule's code.
    pub via: Option<String>,
    /// The conversion's names.
    pub via_names: Option<Text>,
    /// What it would count for in the group, after the conversion.
    pub counts: Credits,
}
