//! Transfers 转换: quote, request, settle, receipt.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::accounts::GivenPassword;
use crate::fault::FaultKind;
use crate::fields::{Fields, Form};
use crate::ids::{QuoteId, SchemeCode, TransferId};
use crate::lang::Text;
use crate::quantity::Credits;
use crate::rules::Step;
use crate::vocabulary::{TransferKind, TransferStatus};

/// Minutes for which a quote is valid.
pub const QUOTE_MINUTES: i64 = 15;
/// Minutes within which a settled conversion can be taken back.
pub const TAKE_BACK_MINUTES: i64 = 10;
/// From this amount on, a request asks for the password again.
pub const PASSWORD_FROM: Credits = Credits::from_hundredths(5_000);

/// What a resident wants to move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteRequest {
    /// The kind.
    pub kind: TransferKind,
    /// The scheme that credits leave.
    pub from_scheme: SchemeCode,
    /// The scheme that they enter.
    pub to_scheme: SchemeCode,
    /// How many.
    pub amount: Credits,
}

impl Form for QuoteRequest {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let kind = fields.required("kind");
        let from_scheme = fields.required::<SchemeCode>("from_scheme");
        let to_scheme = fields.required::<SchemeCode>("to_scheme");
        let amount = fields.required::<Credits>("amount");
        if amount.is_some_and(|amount| !amount.is_positive()) {
            fields.fault("amount", FaultKind::NotPositive);
        }
        if from_scheme.is_some() && from_scheme == to_scheme {
            fields.fault("to_scheme", FaultKind::Contradicts("from_scheme"));
        }
        Some(Self {
            kind: kind?,
            from_scheme: from_scheme?,
            to_scheme: to_scheme?,
            amount: amount?,
        })
    }
}

/// What leaves the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Takes {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The amount.
    pub amount: Credits,
}

/// What enters the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gives {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The amount.
    pub amount: Credits,
    /// The earliest last day of use among the lots.
    pub expires_on: Option<NaiveDate>,
    /// One lot for each lot that is taken.
    pub lots: Vec<GivenLot>,
}

/// A lot that a transfer would make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenLot {
    /// The amount.
    pub amount: Credits,
    /// The last day of use; `None` for life.
    pub expires_on: Option<NaiveDate>,
}

/// What would move, by which rule; moves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// Its id.
    pub id: QuoteId,
    /// The kind.
    pub kind: TransferKind,
    /// The rule's code.
    pub rule: String,
    /// The rule's names.
    pub rule_names: Text,
    /// The rulebook's number.
    pub rulebook: u32,
    /// What leaves the card.
    pub takes: Takes,
    /// What enters it.
    pub gives: Gives,
    /// How the amount came about.
    pub trace: Vec<Step>,
    /// Whether the receiving institution decides, or the rule alone.
    pub automatic: bool,
    /// Whether the request must carry the password.
    pub needs_password: bool,
    /// Until when it can be requested.
    pub valid_until: DateTime<Utc>,
}

/// Turning a quote into a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferRequest {
    /// The quote.
    pub quote_id: QuoteId,
    /// The password, where the quote needs it.
    pub password: Option<GivenPassword>,
}

impl Form for TransferRequest {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let quote_id = fields.required("quote_id");
        let password = fields.optional("password");
        Some(Self { quote_id: quote_id?, password: password? })
    }
}

/// A transfer: follow-up page and receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfer {
    /// Its id.
    pub id: TransferId,
    /// Its number, such as `TR-20261124-000731`.
    pub number: String,
    /// The kind.
    pub kind: TransferKind,
    /// Where it stands.
    pub status: TransferStatus,
    /// The rule's code.
    pub rule: String,
    /// The rule's names.
    pub rule_names: Text,
    /// The rulebook's number.
    pub rulebook: u32,
    /// What left the card.
    pub takes: Takes,
    /// What entered it.
    pub gives: Gives,
    /// How the amount came about.
    pub trace: Vec<Step>,
    /// What the card held afterwards in each of the two schemes.
    pub balances_after: Vec<BalanceAfter>,
    /// What happened, oldest first.
    pub history: Vec<TransferEvent>,
    /// What anyone can check the receipt by.
    pub verification_code: String,
    /// Until when it can be taken back, while it can.
    pub take_back_until: Option<DateTime<Utc>>,
}

/// A balance after a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BalanceAfter {
    /// The scheme.
    pub scheme: SchemeCode,
    /// Free to use.
    pub available: Credits,
}

/// One step in the life of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TransferEvent {
    /// `requested`, or the status reached.
    pub status: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: a name, or the rule.
    pub by: String,
}

/// What a resident can do now with what the card holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opportunity {
    /// The kind.
    pub kind: TransferKind,
    /// The rule's code.
    pub rule: String,
    /// The rule's names.
    pub rule_names: Text,
    /// The most that can leave the card.
    pub takes: Takes,
    /// What would enter it.
    pub gives: Takes,
    /// Whether the rule alone decides.
    pub automatic: bool,
}
