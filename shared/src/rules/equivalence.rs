//! Equivalence rules (等值转换规则) as a model: by amount or by outcome, in the shape of the HTTP
//! contract.
//!
//! Invariant: a rule exchanges in one of the two ways, never both; a requirement is one node.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rulebook::{active, is_active};
use crate::ids::SchemeCode;
use crate::lang::Text;
use crate::names::words;
use crate::quantity::{Credits, Ratio, Rounding, Score};
use crate::vocabulary::Status;

words! {
    /// What an equivalence gives.
    pub enum EquivalenceOutcome {
        Credit = "credit", "学分", "Credit";
        Exemption = "exemption", "免修", "Exemption";
        Elective = "elective", "选修学分", "Elective credit";
    }
}

words! {
    /// Who decides on a conversion.
    pub enum DecidedBy {
        Automatic = "automatic", "自动办理", "Automatic";
        Institution = "institution", "接收机构审核", "The receiving institution";
    }
}

/// An equivalence rule (等值转换规则): by amount or by outcome, never both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "RawEquivalence")]
pub struct EquivalenceRule {
    /// Its code, unique in the rulebook.
    pub code: String,
    /// Its name.
    pub names: Text,
    /// The highest matching one wins.
    pub priority: i32,
    /// First day of effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<NaiveDate>,
    /// Last day of effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<NaiveDate>,
    /// Active unless said otherwise.
    #[serde(skip_serializing_if = "is_active")]
    pub status: Status,
    /// The legal or academic ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// What it gives.
    pub outcome: EquivalenceOutcome,
    /// Who decides.
    pub decision: DecidedBy,
    /// The code of the institution that receives, when one does.
    pub receiver: Option<String>,
    /// What becomes what.
    #[serde(flatten)]
    pub exchange: Exchange,
}

/// What an equivalence rule exchanges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Exchange {
    /// Credits of one scheme for credits of another.
    ByAmount(ByAmount),
    /// Completed courses for courses or program units.
    ByOutcome(ByOutcome),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEquivalence {
    code: String,
    names: Text,
    priority: i32,
    effective_from: Option<NaiveDate>,
    effective_to: Option<NaiveDate>,
    #[serde(default = "active")]
    status: Status,
    ground: Option<String>,
    outcome: EquivalenceOutcome,
    decision: DecidedBy,
    receiver: Option<String>,
    by_amount: Option<ByAmount>,
    by_outcome: Option<ByOutcome>,
}

impl TryFrom<RawEquivalence> for EquivalenceRule {
    type Error = &'static str;

    fn try_from(raw: RawEquivalence) -> Result<Self, Self::Error> {
        let exchange = match (raw.by_amount, raw.by_outcome) {
            (Some(by), None) => Exchange::ByAmount(by),
            (None, Some(by)) => Exchange::ByOutcome(by),
            _ => return Err("give exactly one of by_amount and by_outcome"),
        };
        Ok(Self {
            code: raw.code,
            names: raw.names,
            priority: raw.priority,
            effective_from: raw.effective_from,
            effective_to: raw.effective_to,
            status: raw.status,
            ground: raw.ground,
            outcome: raw.outcome,
            decision: raw.decision,
            receiver: raw.receiver,
            exchange,
        })
    }
}

/// Credits for credits: `amount × ratio`, rounded once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ByAmount {
    /// The scheme that pays.
    pub from: SchemeCode,
    /// The scheme that receives.
    pub to: SchemeCode,
    /// What one credit becomes.
    pub ratio: Ratio,
    /// The least amount that may be converted.
    #[serde(default)]
    pub smallest: Option<Credits>,
    /// Amounts are multiples of this, counted from zero.
    #[serde(default = "hundredth")]
    pub step: Credits,
    /// The one rounding of what is received.
    #[serde(default)]
    pub rounding: Rounding,
}

pub(super) const fn hundredth() -> Credits {
    Credits::from_hundredths(1)
}

/// Outcomes for outcomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ByOutcome {
    /// What must be completed.
    pub requires: Requirement,
    /// What is granted for it.
    pub gives: Vec<Grant>,
}

/// A tree of required courses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged, try_from = "RawRequirement")]
pub enum Requirement {
    /// Every one of these.
    All {
        /// The parts.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        all_of: Vec<Requirement>,
    },
    /// At least one of these.
    Any {
        /// The parts.
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        any_of: Vec<Requirement>,
    },
    /// One course.
    Course(CourseRequirement),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRequirement {
    all_of: Option<Vec<Requirement>>,
    any_of: Option<Vec<Requirement>>,
    course: Option<CourseRef>,
    min_score: Option<Score>,
    max_score: Option<Score>,
}

impl TryFrom<RawRequirement> for Requirement {
    type Error = &'static str;

    fn try_from(raw: RawRequirement) -> Result<Self, Self::Error> {
        let RawRequirement { all_of, any_of, course, min_score, max_score } = raw;
        match (all_of, any_of, course) {
            (None, None, Some(course)) => {
                Ok(Self::Course(CourseRequirement { course, min_score, max_score }))
            }
            (Some(_), None, None) | (None, Some(_), None)
                if min_score.is_some() || max_score.is_some() =>
            {
                Err("a score range belongs to a course")
            }
            (Some(all_of), None, None) => Ok(Self::All { all_of }),
            (None, Some(any_of), None) => Ok(Self::Any { any_of }),
            _ => Err("give exactly one of all_of, any_of and course"),
        }
    }
}

/// One required course, with a score range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CourseRequirement {
    /// The course.
    pub course: CourseRef,
    /// Least score.
    pub min_score: Option<Score>,
    /// Greatest score.
    pub max_score: Option<Score>,
}

/// A course by its institution's code and its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CourseRef {
    /// The institution's code.
    pub institution: String,
    /// The course's code.
    pub code: String,
}

/// What an outcome gives: a unit of a program, or a course, with its credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The program's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// The unit's code in the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The course, where no program unit is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<CourseRef>,
    /// The scheme of the credits.
    pub scheme: SchemeCode,
    /// How many.
    pub credits: Credits,
}
