//! What a card gave, as far as it counts toward the limits of a policy.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use shared::transfers::Given;
use shared::vocabulary::TransferStatus;

use super::store::TransferRow;
use crate::clock;
use crate::error::AppResult;

/// What these gifts count for: nothing where they were returned, also where a job has not yet
/// written down that they lapsed.
pub(super) fn counted<'a>(
    rows: impl Iterator<Item = &'a TransferRow>,
    now: DateTime<Utc>,
) -> AppResult<Vec<Given>> {
    use TransferStatus as S;
    let returned = [S::Cancelled, S::Declined, S::Lapsed, S::TakenBack];
    let mut given = Vec::new();
    for row in rows {
        let transfer = row.transfer()?;
        if returned.contains(&row.standing(&transfer)?.at(now).status) {
            continue;
        }
        given.push(Given {
            scheme: transfer.takes.scheme,
            amount: transfer.takes.amount,
            on: clock::day_of(clock::instant(row.requested_at)),
        });
    }
    Ok(given)
}

/// The instant at which the year of a day begins in Asia/Shanghai, in UTC.
pub(super) fn start_of_year(day: NaiveDate) -> NaiveDateTime {
    let first = NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day);
    first.and_time(NaiveTime::MIN) - Duration::hours(8)
}
