//! Months of the calendar: `2026-03`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use crate::fault::FaultKind;
use crate::quantity::serde_as_text;

/// A month; earlier ones are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: NaiveDate,
}

serde_as_text!(Month);

impl Month {
    /// The month in which a day lies.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).expect("every month has a first day") }
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.plus(1).first.pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// The month that lies so many later, or earlier.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        let number =
            self.first.year() * 12 + i32::try_from(self.first.month0()).unwrap_or_default();
        let (year, month) = ((number + months).div_euclid(12), (number + months).rem_euclid(12));
        let month = u32::try_from(month + 1).unwrap_or(1);
        Self { first: NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(self.first) }
    }

    /// This month and those after it, up to `last`.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |month| Some(month.plus(1)))
            .take_while(move |month| *month <= last)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// The month of the year, from 1.
    #[must_use]
    pub fn number(self) -> u32 {
        self.first.month()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl FromStr for Month {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let day = crate::fields::parse_day(&format!("{words}-01"));
        day.map(Self::of).map_err(|kind| match kind {
            FaultKind::NotADay => FaultKind::BadFormat,
            other => other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(words: &str) -> Month {
        words.parse().unwrap()
    }

    #[test]
    fn months_are_counted_over_the_turn_of_a_year() {
        let through: Vec<String> =
            month("2025-11").through(month("2026-02")).map(|month| month.to_string()).collect();
        assert_eq!(through, ["2025-11", "2025-12", "2026-01", "2026-02"]);
        assert_eq!(month("2026-01").plus(-13), month("2024-12"));
        assert_eq!(month("2024-02").last_day().to_string(), "2024-02-29");
        assert_eq!(month("2026-03").through(month("2026-02")).count(), 0);
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for words in ["", "2026", "2026-13", "2026-3", "2026-03-01", "1026-03", "２０２６-03"] {
            assert!(words.parse::<Month>().is_err(), "{words}");
        }
    }
}
