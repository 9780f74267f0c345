//! Now, as the bank counts it.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, SubsecRound, Utc};

/// Now in UTC, cut to microseconds, which both databases keep exactly.
#[must_use]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// The day in Asia/Shanghai, UTC+8 all year: the bank's days are those.
#[must_use]
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    (instant.naive_utc() + Duration::hours(8)).date()
}

/// Today in Asia/Shanghai.
#[must_use]
pub fn today() -> NaiveDate {
    day_of(now())
}

/// A stored instant.
#[must_use]
pub const fn instant(stored: NaiveDateTime) -> DateTime<Utc> {
    stored.and_utc()
}
