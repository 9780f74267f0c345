//! The card as it was last seen, for times without a network.
//!
//! Invariant: signing out leaves nothing of it on the device.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::cards::Card;

use crate::browser;

const KEPT: &str = "last-card";

/// A card and when it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastCard {
    /// The card.
    pub card: Card,
    /// When the bank answered it.
    pub seen_at: DateTime<Utc>,
}

/// Keeps a card that has just come.
pub fn keep(card: &Card) {
    let last = LastCard { card: card.clone(), seen_at: browser::now() };
    if let Ok(text) = serde_json::to_string(&last) {
        browser::keep(KEPT, &text);
    }
}

/// The card as it was last seen.
pub fn recall() -> Option<LastCard> {
    let value: serde_json::Value = serde_json::from_str(&browser::kept(KEPT)?).ok()?;
    serde_json::from_value(value).ok()
}

/// Forgets the card.
pub fn forget() {
    browser::forget(KEPT);
}
