//! Caps (上限) and gift policies (转赠规则) as a model, and the windows that caps are counted over.
//!
//! Invariant: every day lies in exactly one window of a cap.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::rulebook::{active, is_active};
use crate::fault::FaultKind;
use crate::ids::SchemeCode;
use crate::lang::Text;
use crate::quantity::{Credits, serde_as_text};
use crate::vocabulary::{CourseForm, Status};

/// The most that counts within a window; an empty list means any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Its code, unique in the rulebook.
    pub code: String,
    /// Its name.
    pub names: Text,
    /// First day of effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<NaiveDate>,
    /// Last day of effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<NaiveDate>,
    /// Active unless said otherwise.
    #[serde(default = "active", skip_serializing_if = "is_active")]
    pub status: Status,
    /// The legal or academic ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// Schemes.
    #[serde(default)]
    pub schemes: Vec<SchemeCode>,
    /// Codes of institutions, each with everything below it.
    #[serde(default)]
    pub institutions: Vec<String>,
    /// Categories of courses.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Forms of courses.
    #[serde(default)]
    pub forms: Vec<CourseForm>,
    /// Codes of recognition rules.
    #[serde(default)]
    pub rules: Vec<String>,
    /// How much.
    pub limit: Limit,
    /// Over which time.
    pub window: Window,
}

/// How much a cap lets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// So many credits.
    Credits(Credits),
    /// So many completions that gave credits.
    Items(u32),
}

/// The time over which a cap counts, by the day on which a completion ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// A year that starts on this day.
    YearFrom(MonthDay),
    /// Parts of a year that start on these days.
    SemestersFrom(Vec<MonthDay>),
    /// For ever.
    Lifetime,
}

impl Window {
    /// Whether two days lie in the same window.
    #[must_use]
    pub fn joins(&self, one: NaiveDate, other: NaiveDate) -> bool {
        self.start(one) == self.start(other)
    }

    /// Year and day on which the window of a day started; `None` when it never did.
    fn start(&self, day: NaiveDate) -> Option<(i32, MonthDay)> {
        let starts: &[MonthDay] = match self {
            Self::YearFrom(start) => std::slice::from_ref(start),
            Self::SemestersFrom(starts) => starts,
            Self::Lifetime => &[],
        };
        let today = MonthDay { month: day.month(), day: day.day() };
        let last = starts.iter().max()?;
        let this_year = starts.iter().filter(|start| **start <= today).max();
        Some(this_year.map_or((day.year() - 1, *last), |start| (day.year(), *start)))
    }
}

/// A day of any year. On the wire `"03-01"`; `"02-29"` is 1 March where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl FromStr for MonthDay {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let fits = words.len() == 5 && words.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        // 2000 has every day that any year has.
        let day = fits.then(|| format!("2000-{words}").parse::<NaiveDate>().ok()).flatten();
        let day = day.ok_or(FaultKind::BadFormat)?;
        Ok(Self { month: day.month(), day: day.day() })
    }
}

serde_as_text!(MonthDay);

/// What may pass from card to card, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GiftPolicy {
    /// Its code, unique in the rulebook.
    pub code: String,
    /// Its name.
    pub names: Text,
    /// First day of effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<NaiveDate>,
    /// Last day of effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<NaiveDate>,
    /// Active unless said otherwise.
    #[serde(default = "active", skip_serializing_if = "is_active")]
    pub status: Status,
    /// The legal or academic ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// Schemes whose credits may pass.
    #[serde(default)]
    pub schemes: Vec<SchemeCode>,
    /// Least amount of one gift.
    #[serde(default)]
    pub smallest: Option<Credits>,
    /// Greatest amount of one gift.
    #[serde(default)]
    pub largest: Option<Credits>,
    /// Most that one card gives in a day.
    #[serde(default)]
    pub per_day: Option<Credits>,
    /// Most that one card gives in a year.
    #[serde(default)]
    pub per_year: Option<Credits>,
    /// Hours before the receiver can accept.
    pub cooling_off_hours: u32,
    /// Whether both must belong to one learning family.
    #[serde(default)]
    pub family_only: bool,
}
