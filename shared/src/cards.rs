//! The citizen lifelong learning card 市民终身学习卡: the face of a learner's accounts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::accounts::GivenPassword;
use crate::fields::{Fields, Form};
use crate::identity::CardNumber;
use crate::ids::SchemeCode;
use crate::quantity::Credits;
use crate::vocabulary::CardStatus;

/// A card with its balances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Card {
    /// Its number.
    pub number: CardNumber,
    /// Its status.
    pub status: CardStatus,
    /// The name of its holder.
    pub name: String,
    /// One line per scheme that the holder ever had credits in.
    pub balances: Vec<Balance>,
}

/// What a card holds in one scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Balance {
    /// The scheme.
    pub scheme: SchemeCode,
    /// Free to use.
    pub available: Credits,
    /// Set aside for transfers under way.
    pub held: Credits,
    /// Owed to the bank after a reversal: zero or below.
    pub owed: Credits,
    /// What expires next.
    pub expiring_next: Option<Expiring>,
}

/// An amount and the last day on which it can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expiring {
    /// The last day of use.
    pub on: NaiveDate,
    /// The amount.
    pub amount: Credits,
}

/// Unfreezing a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfreeze {
    /// The password.
    pub password: GivenPassword,
}

impl Form for Unfreeze {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let password = fields.required("password");
        Some(Self { password: password? })
    }
}
