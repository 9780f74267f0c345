//! The rulebook (规则集) as a model: the four lists, in the very shape of the HTTP contract.
//!
//! Invariant: reading what was written gives the same rulebook, and a field that is not known is an
//! error. An empty list in a condition or a cap means any.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::equivalence::EquivalenceRule;
use super::limits::{Cap, GiftPolicy};
use crate::ids::SchemeCode;
use crate::lang::Text;
use crate::names::words;
use crate::quantity::{Credits, Hours, Ratio, Rounding, Score};
use crate::vocabulary::{CourseForm, InstitutionKind, Status};

words! {
    /// What several attempts at the same course count for together.
    pub enum Repeats {
        Once = "once", "只计首次", "The first counts";
        Best = "best", "取最高一次", "The best counts once";
        Every = "every", "每次都计", "Every one counts";
    }
}

/// An immutable set of rules, once published; `number` is absent in a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// The number under which it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The first day on which it is in force.
    pub effective_from: NaiveDate,
    /// What it is for, or what changed.
    #[serde(default)]
    pub note: String,
    /// Completion → credits.
    #[serde(default)]
    pub recognition: Vec<RecognitionRule>,
    /// Credits or outcomes → credits or outcomes.
    #[serde(default)]
    pub equivalence: Vec<EquivalenceRule>,
    /// Limits, applied in this order.
    #[serde(default)]
    pub caps: Vec<Cap>,
    /// What may pass from card to card.
    #[serde(default)]
    pub gifts: Vec<GiftPolicy>,
}

/// A recognition rule (认定规则).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecognitionRule {
    /// Its code, unique in the rulebook.
    pub code: String,
    /// Its name.
    pub names: Text,
    /// The highest matching one wins.
    pub priority: i32,
    /// First day of effect.
    #[serde(default)]
    pub effective_from: Option<NaiveDate>,
    /// Last day of effect.
    #[serde(default)]
    pub effective_to: Option<NaiveDate>,
    /// Active unless said otherwise.
    #[serde(default = "active", skip_serializing_if = "is_active")]
    pub status: Status,
    /// The legal or academic ground.
    #[serde(default)]
    pub ground: Option<String>,
    /// What a completion must fulfil.
    #[serde(default)]
    pub when: When,
    /// What it is then worth.
    pub award: AwardMethod,
    /// What further attempts count for.
    pub repeats: Repeats,
}

/// The conditions of a recognition rule: all must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct When {
    /// Kinds of the institution.
    pub institution_kinds: Vec<InstitutionKind>,
    /// The institutions, each with or without what is below it.
    pub institutions: Vec<InstitutionScope>,
    /// Course codes, or prefixes ending in `*`.
    pub courses: Vec<String>,
    /// Categories of the course.
    pub categories: Vec<String>,
    /// Forms of the course.
    pub forms: Vec<CourseForm>,
    /// Levels of the course.
    pub levels: Vec<String>,
    /// Least hours.
    pub min_hours: Option<Hours>,
    /// Least score; a completion without a score does not fulfil it.
    pub min_score: Option<Score>,
    /// First day on which the completion may have ended.
    pub ended_from: Option<NaiveDate>,
    /// Last day on which the completion may have ended.
    pub ended_to: Option<NaiveDate>,
}

/// One institution, alone or with everything below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InstitutionScope {
    /// The institution's code.
    pub code: String,
    /// Whether those below it are meant too.
    #[serde(default)]
    pub below: bool,
}

/// How an award is computed: method, factor, one rounding, maximum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AwardMethod {
    /// The scheme of the credits.
    pub scheme: SchemeCode,
    /// Where the amount comes from.
    pub method: Method,
    /// What it is multiplied by.
    #[serde(default)]
    pub factor: Ratio,
    /// The one rounding.
    #[serde(default)]
    pub rounding: Rounding,
    /// The most that one completion is worth.
    #[serde(default)]
    pub max: Option<Credits>,
}

/// Where the amount of an award comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// What the school declares.
    Declared,
    /// So many credits.
    Fixed(Credits),
    /// One credit for so many hours.
    PerHours(Hours),
}

/// Default of a status that is not said.
pub(super) const fn active() -> Status {
    Status::Active
}

/// Whether a status need not be said.
// Serde passes what it may skip by reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(super) fn is_active(status: &Status) -> bool {
    *status == Status::Active
}

/// Gives each kind of rule its days of effect.
macro_rules! dated {
    ($($rule:ty),+) => {$(
        impl $rule {
            /// Whether it is active and the day lies between its first and last day of effect.
            #[must_use]
            pub fn effective_on(&self, day: NaiveDate) -> bool {
                self.status == Status::Active
                    && self.effective_from.is_none_or(|from| from <= day)
                    && self.effective_to.is_none_or(|to| day <= to)
            }
        }
    )+};
}

dated!(RecognitionRule, EquivalenceRule, Cap, GiftPolicy);

/// What decides whether a rulebook is in force.
pub trait Edition {
    /// The number under which it was published; `None` for a draft.
    fn number(&self) -> Option<u32>;
    /// The first day on which it is in force.
    fn effective_from(&self) -> NaiveDate;
    /// Whether it was taken out of use.
    fn retired(&self) -> bool;
}

/// A rulebook by itself knows nothing of retirement: pass only those that are not retired.
impl Edition for Rulebook {
    fn number(&self) -> Option<u32> {
        self.number
    }

    fn effective_from(&self) -> NaiveDate {
        self.effective_from
    }

    fn retired(&self) -> bool {
        false
    }
}

/// The rulebook in force on a day: the highest-numbered published, unretired one whose
/// `effective_from` is not after it.
#[must_use]
pub fn in_force<T: Edition>(editions: &[T], day: NaiveDate) -> Option<&T> {
    editions
        .iter()
        .filter(|edition| edition.number().is_some() && !edition.retired())
        .filter(|edition| edition.effective_from() <= day)
        .max_by_key(|edition| edition.number())
}
