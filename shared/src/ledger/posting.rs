//! Postings: what a command did, entry by entry.
//!
//! Invariant: the entries of a posting sum to zero in each scheme, and none is zero.

use serde::{Deserialize, Serialize};

use super::{Account, Day};
use crate::ids::{CommandId, EntryId, LotId, TransactionId};
use crate::names::words;
use crate::quantity::Credits;

words! {
    /// What a posting was for.
    pub enum PostingKind {
        Award = "award", "认定入账", "Award";
        Convert = "convert", "学分转换", "Conversion";
        Hold = "hold", "冻结", "Hold";
        Release = "release", "解冻退回", "Release";
        Settle = "settle", "办结", "Settlement";
        Redeem = "redeem", "兑换", "Redemption";
        Give = "give", "转赠", "Gift";
        Expire = "expire", "到期失效", "Expiry";
        Reverse = "reverse", "冲正", "Reversal";
        Adjust = "adjust", "调整", "Adjustment";
        Merge = "merge", "档案合并", "Merge";
    }
}

/// A transaction with its entries, in the order in which they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Its id.
    pub transaction: TransactionId,
    /// The command that made it.
    pub command: CommandId,
    /// What it was for.
    pub kind: PostingKind,
    /// The day of the command.
    pub on: Day,
    /// The transaction that it puts right.
    pub reverses: Option<TransactionId>,
    /// At least two.
    pub entries: Vec<Entry>,
}

/// A change of one account and, for `available` and `held`, of one lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The account that changes.
    pub account: Account,
    /// By how much: into the account above zero, out of it below.
    pub amount: Credits,
    /// The lot that changes with it.
    pub lot: Option<LotId>,
    /// A learner's balance after this entry. None for institutions and the bank, whose accounts
    /// other servers post to at the same time.
    pub balance: Option<Credits>,
}

/// The answer to a command that was not refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out now.
    Applied(Posting),
    /// It had been carried out before; this is what it did then.
    Replayed(Posting),
}

impl Outcome {
    /// What the command did, now or before.
    #[must_use]
    pub const fn posting(&self) -> &Posting {
        match self {
            Self::Applied(posting) | Self::Replayed(posting) => posting,
        }
    }
}
