//! History: a card's credits month by month, and what was converted into what.
//!
//! Invariant: a month's balance is the one before it, plus what was earned, less what was spent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::SchemeCode;
use crate::month::Month;
use crate::quantity::{Credits, Overflow};

/// Months of history at most: three years.
pub const MONTHS: i32 = 36;

/// A card's credits in one scheme in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryMonth {
    /// The month, Asia/Shanghai.
    pub month: Month,
    /// The scheme.
    pub scheme: SchemeCode,
    /// What came.
    pub earned: Credits,
    /// What went, as an amount above zero.
    pub spent: Credits,
    /// What the card held at its end: available and on hold, less what was owed.
    pub balance: Credits,
}

/// What was converted from one scheme into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flow {
    /// The scheme it came from.
    pub from: SchemeCode,
    /// The scheme it went to.
    pub to: SchemeCode,
    /// Credits that were taken.
    pub taken: Credits,
    /// Credits that were given for them.
    pub given: Credits,
}

/// A card's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct History {
    /// Month by month from the first with a movement, 36 at most, scheme by scheme; months without
    /// movement are there, too.
    pub months: Vec<HistoryMonth>,
    /// What was converted into what, over all time.
    pub flows: Vec<Flow>,
}

/// What moved in a scheme in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The month.
    pub month: Month,
    /// The scheme.
    pub scheme: SchemeCode,
    /// What came.
    pub earned: Credits,
    /// What went.
    pub spent: Credits,
}

/// The months up to `last`, from all movements that there ever were, each month and scheme once at
/// most.
///
/// # Errors
/// Sums beyond what the bank can count.
pub fn months(movements: &[Movement], last: Month) -> Result<Vec<HistoryMonth>, Overflow> {
    let Some(first) = movements.iter().map(|it| it.month).min() else { return Ok(Vec::new()) };
    let from = first.max(last.plus(1 - MONTHS));
    let mut by_scheme: BTreeMap<&SchemeCode, BTreeMap<Month, &Movement>> = BTreeMap::new();
    for movement in movements {
        by_scheme.entry(&movement.scheme).or_default().insert(movement.month, movement);
    }
    let mut months = Vec::new();
    for (scheme, moved) in by_scheme {
        let mut balance = Credits::ZERO;
        for movement in moved.range(..from).map(|(_, movement)| movement) {
            balance = balance.plus(movement.earned)?.minus(movement.spent)?;
        }
        for month in from.through(last) {
            let found = moved.get(&month);
            let earned = found.map_or(Credits::ZERO, |movement| movement.earned);
            let spent = found.map_or(Credits::ZERO, |movement| movement.spent);
            balance = balance.plus(earned)?.minus(spent)?;
            months.push(HistoryMonth { month, scheme: scheme.clone(), earned, spent, balance });
        }
    }
    Ok(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn movement(month: &str, scheme: &str, earned: i64, spent: i64) -> Movement {
        Movement {
            month: month.parse().unwrap(),
            scheme: scheme.parse().unwrap(),
            earned: Credits::from_hundredths(earned),
            spent: Credits::from_hundredths(spent),
        }
    }

    #[test]
    fn months_without_movement_keep_the_balance() {
        let moved =
            [movement("2026-01", "community", 500, 0), movement("2026-03", "community", 0, 150)];
        let months = months(&moved, "2026-04".parse().unwrap()).unwrap();
        let said: Vec<String> = months
            .iter()
            .map(|it| format!("{} {} {} {}", it.month, it.earned, it.spent, it.balance))
            .collect();
        assert_eq!(
            said,
            [
                "2026-01 5.00 0.00 5.00",
                "2026-02 0.00 0.00 5.00",
                "2026-03 0.00 1.50 3.50",
                "2026-04 0.00 0.00 3.50"
            ]
        );
    }

    #[test]
    fn what_lies_longer_ago_is_in_the_first_balance() {
        let moved = [movement("2020-01", "senior", 900, 0), movement("2026-04", "senior", 100, 0)];
        let months = months(&moved, "2026-04".parse().unwrap()).unwrap();
        assert_eq!(months.len(), usize::try_from(MONTHS).unwrap());
        assert_eq!(months[0].month.to_string(), "2023-05");
        assert_eq!(months[0].balance.to_string(), "9.00");
        assert_eq!(months.last().unwrap().balance.to_string(), "10.00");
        assert_eq!(super::months(&[], "2026-04".parse().unwrap()).unwrap(), []);
    }
}
