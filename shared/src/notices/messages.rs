//! What the bank tells people of its own accord, where nobody did anything.

use chrono::NaiveDate;

use crate::lang::Text;
use crate::quantity::Credits;

/// Days before credits expire on which their holder is told, the nearest first.
pub const EXPIRY_DAYS: [u32; 3] = [7, 30, 90];

/// Credits of a scheme expire after a day that is near.
#[must_use]
pub fn expiring(scheme: &Text, amount: Credits, last_day: NaiveDate) -> Text {
    Text::new(
        format!("您的{}中有 {amount} 将于 {last_day} 到期，请在当日或之前使用。", scheme.zh),
        format!(
            "{amount} of your {} can be used until {last_day}, that day included; then they expire.",
            scheme.en
        ),
    )
}
