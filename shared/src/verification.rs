//! What anyone may see of a receipt, a completion or a transcript by its code.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::SchemeCode;
use crate::lang::Text;
use crate::quantity::Credits;
use crate::transcripts::Transcript;

/// The answer to a verification code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verification {
    /// What the code stands on.
    pub kind: VerifiedKind,
    /// Whether it is good today.
    pub valid: bool,
    /// The state that it is in, in the words of its kind.
    pub state: String,
    /// When this was looked up.
    pub as_of: DateTime<Utc>,
    /// What it says; nothing that identifies the holder.
    pub statement: VerifiedStatement,
}

/// What a verification code can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerifiedKind {
    /// A receipt of a transfer.
    Transfer,
    /// A completion.
    Completion,
    /// A certificate: the award of a program.
    Award,
    /// A transcript that was issued.
    Transcript,
}

/// What a verified thing says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifiedStatement {
    /// What it is: a rule's or a course's name, or a program's with its unit.
    pub title: Text,
    /// The transfer's number, or the institution's code.
    pub reference: String,
    /// The day it was settled, or the course ended.
    pub on: NaiveDate,
    /// Credits that left, for a conversion.
    pub takes: Option<VerifiedAmount>,
    /// Credits that left in further schemes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_takes: Vec<VerifiedAmount>,
    /// Credits that entered.
    pub gives: Option<VerifiedAmount>,
    /// What a transcript said when it was issued, its holder's name masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<Transcript>,
}

/// An amount in a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifiedAmount {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The scheme's names.
    pub names: Text,
    /// The amount.
    pub amount: Credits,
}

/// What a check of the whole ledger counted and found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerCheck {
    /// Transactions checked.
    pub transactions: u64,
    /// Entries checked.
    pub entries: u64,
    /// Accounts whose balance was computed again.
    pub accounts: u64,
    /// Lots whose remainder was computed again.
    pub lots: u64,
    /// Completions whose trace was run again.
    pub decisions: u64,
    /// What does not hold; empty when all is well.
    pub faults: Vec<LedgerFault>,
}

/// One thing in the ledger that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerFault {
    /// A stable code.
    pub code: String,
    /// Which row.
    pub subject: String,
    /// What it should be and what it is.
    pub detail: String,
}
