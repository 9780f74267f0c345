//! Amounts, days and moments as people read them. Days are those of Asia/Shanghai.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};
use shared::lang::Lang;
use shared::quantity::Credits;

use crate::browser;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day: `2026年6月20日`, `20 Jun 2026`.
pub fn day(day: NaiveDate, lang: Lang) -> String {
    let month = usize::try_from(day.month0()).ok().and_then(|month| MONTHS.get(month));
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year()),
    }
}

/// A moment to the minute: `2026年6月20日 09:05`.
pub fn moment(at: DateTime<Utc>, lang: Lang) -> String {
    let at = at.with_timezone(&shanghai());
    format!("{} {:02}:{:02}", day(at.date_naive(), lang), at.hour(), at.minute())
}

/// The day on which a moment falls.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&shanghai()).date_naive()
}

/// Today.
pub fn today() -> NaiveDate {
    day_of(browser::now())
}

/// An amount of hundredths: `12.50`.
pub fn hundredths(amount: i64) -> String {
    Credits::from_hundredths(amount).to_string()
}

/// An amount with its sign: `+2.00`, `−5.00`.
pub fn signed(amount: Credits) -> String {
    let plain = amount.to_string();
    match plain.strip_prefix('-') {
        Some(size) => format!("−{size}"),
        None => format!("+{plain}"),
    }
}

fn shanghai() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("eight hours are less than a day")
}

/// A number without decimals that say nothing: `32`, `1.5`.
pub fn plain(number: impl ToString) -> String {
    let number = number.to_string();
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        number
    }
}

/// A count with a mark at every thousand: `50,000`.
pub fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let parts: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|part| std::str::from_utf8(part).ok())
        .collect();
    parts.join(",")
}
