//! The card as it was last seen, for times without a network.
//!
//! Invariant: signing out leaves nothing of it on the device.

use chrono::{DateTime, Utc};
use shared::cards::Card;

use crate::browser;
use crate::json::read;

const KEPT: &str = "last-card";

/// A card and when it was seen.
pub struct LastCard {
    /// The card.
    pub card: Card,
    /// When the bank answered it.
    pub seen_at: DateTime<Utc>,
}

/// Keeps the text of an answer that has just come.
pub fn keep(text: &str) {
    browser::keep(KEPT, &format!("{} {text}", browser::now().timestamp_millis()));
}

/// The card as it was last seen.
pub fn recall() -> Option<LastCard> {
    let kept = browser::kept(KEPT)?;
    let (millis, text) = kept.split_once(' ')?;
    let seen_at = DateTime::from_timestamp_millis(millis.parse().ok()?)?;
    Some(LastCard { card: read(text)?, seen_at })
}

/// Forgets the card.
pub fn forget() {
    browser::forget(KEPT);
}
