//! The statement: entries of a card's accounts, newest first.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CompletionId, EntryId, SchemeCode, TransactionId, TransferId};
use crate::lang::Text;
use crate::ledger::{AccountKind, PostingKind};
use crate::quantity::Credits;

/// One entry of the statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementEntry {
    /// Its id.
    pub id: EntryId,
    /// When it was posted.
    pub at: DateTime<Utc>,
    /// What kind of posting it belongs to.
    pub kind: PostingKind,
    /// The scheme.
    pub scheme: SchemeCode,
    /// The account: `available`, `held` or `owed`.
    pub account: AccountKind,
    /// Signed amount.
    pub amount: Credits,
    /// The account's balance after it.
    pub balance: Credits,
    /// The transaction it belongs to.
    pub transaction_id: TransactionId,
    /// What caused it.
    pub reason: EntryReason,
    /// What to call it.
    pub title: Text,
}

/// What caused an entry: at most one is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryReason {
    /// A completion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion_id: Option<CompletionId>,
    /// A transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_id: Option<TransferId>,
}
