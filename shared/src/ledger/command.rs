//! Commands: everything that can happen to credits, as data.
//!
//! Invariant: a command carries all that its posting depends on besides the state; amounts, ratios
//! and dates were computed from the rules before it was made.

use serde::{Deserialize, Serialize};

use super::{Day, Posting, PostingKind};
use crate::ids::{
    CommandId, CompletionId, HoldId, InstitutionId, LearnerId, LotId, SchemeCode, TransactionId,
};
use crate::quantity::{Credits, Ratio, Rounding};

/// One command. What makes it the same command is its id and its action; a retry on a later day
/// is still the same one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// Applied once.
    pub id: CommandId,
    /// The day on which it happens.
    pub on: Day,
    /// What happens.
    pub action: Action,
}

/// What a command does. Amounts are above zero unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Action {
    /// Credits for a completion: a new lot.
    Award {
        /// Who gets it.
        learner: LearnerId,
        /// The scheme of the credits.
        scheme: SchemeCode,
        /// How many.
        amount: Credits,
        /// The institution that issues them.
        institution: InstitutionId,
        /// The completion that they trace to.
        completion: CompletionId,
        /// The completion's end date.
        dated_on: Day,
        /// The last usable day; none for life.
        expires_on: Option<Day>,
    },
    /// Available credits of one scheme become credits of another on the same card.
    Convert {
        /// Whose they are.
        learner: LearnerId,
        /// The scheme that is taken from.
        from: SchemeCode,
        /// The scheme that is given.
        to: SchemeCode,
        /// How many are taken.
        amount: Credits,
        /// Given for each one taken.
        ratio: Ratio,
        /// The one rounding of the total.
        rounding: Rounding,
        /// The target scheme's validity; none for life.
        validity_months: Option<u32>,
    },
    /// Available credits go on hold.
    Hold {
        /// Whose they are.
        learner: LearnerId,
        /// Their scheme.
        scheme: SchemeCode,
        /// How many.
        amount: Credits,
        /// The new hold; it must not hold anything in this scheme yet.
        hold: HoldId,
        /// Only lots that trace to one of these completions; empty means any lot.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        of: Vec<CompletionId>,
    },
    /// All that a hold holds returns to the lots it came from.
    Release {
        /// Whose they are.
        learner: LearnerId,
        /// Their scheme.
        scheme: SchemeCode,
        /// The hold.
        hold: HoldId,
    },
    /// All that a hold holds is spent.
    Settle {
        /// Whose they are.
        learner: LearnerId,
        /// Their scheme.
        scheme: SchemeCode,
        /// The hold.
        hold: HoldId,
        /// On what.
        into: Settlement,
    },
    /// Available credits are used up at an institution, irrevocably.
    Redeem {
        /// Whose they are.
        learner: LearnerId,
        /// Their scheme.
        scheme: SchemeCode,
        /// How many.
        amount: Credits,
        /// The institution that takes them.
        institution: InstitutionId,
    },
    /// Available credits pass to another card, lot by lot.
    Give {
        /// Who gives.
        learner: LearnerId,
        /// Their scheme.
        scheme: SchemeCode,
        /// How many.
        amount: Credits,
        /// Who gets them.
        receiver: LearnerId,
    },
    /// What is available of a lot past its last day is gone; what is on hold stays.
    Expire {
        /// Whose it is.
        learner: LearnerId,
        /// Its scheme.
        scheme: SchemeCode,
        /// The lot.
        lot: LotId,
    },
    /// An earlier posting is put right.
    Reverse(Reversal),
    /// Two records are of one person: all that one has, holds and owes in every scheme is the
    /// other's from now on. Lots keep their age and holds their ids.
    Merge {
        /// Whose record ends.
        from: LearnerId,
        /// Whose record goes on.
        into: LearnerId,
    },
    /// Credits that the bank itself adds, as a lot without sources, or takes.
    Adjust {
        /// Whose they are.
        learner: LearnerId,
        /// Their scheme.
        scheme: SchemeCode,
        /// How many: above zero adds; below zero takes what is usable, the rest is owed.
        amount: Credits,
        /// From when the added lot is dated.
        dated_on: Day,
        /// The added lot's last usable day; none for life.
        expires_on: Option<Day>,
    },
}

/// What becomes of settled credits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Settlement {
    /// As `Action::Convert`.
    Convert {
        /// The scheme that is given.
        to: SchemeCode,
        /// Given for each one taken.
        ratio: Ratio,
        /// The one rounding of the total.
        rounding: Rounding,
        /// The target scheme's validity; none for life.
        validity_months: Option<u32>,
    },
    /// As `Action::Redeem`.
    Redeem {
        /// The institution that takes them.
        institution: InstitutionId,
    },
    /// As `Action::Give`.
    Give {
        /// Who gets them.
        receiver: LearnerId,
    },
}

/// What is reversed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Reversal {
    /// An award, or a part of it: the completion was revoked or amended, or its recognition
    /// changed.
    Award {
        /// Who had it.
        learner: LearnerId,
        /// Its scheme.
        scheme: SchemeCode,
        /// How many credits go back.
        amount: Credits,
        /// The institution that had issued them.
        institution: InstitutionId,
        /// The completion: its own lots go first.
        completion: CompletionId,
        /// The award's transaction.
        reverses: TransactionId,
    },
    /// As `Award`, of credits that were written off unspent from the completion's own lots: the
    /// bank gives them back, and the learner's accounts stay as they are. How many those are is
    /// the caller's to know.
    Expired {
        /// Who had it.
        learner: LearnerId,
        /// Its scheme.
        scheme: SchemeCode,
        /// How many credits go back.
        amount: Credits,
        /// The institution that had issued them.
        institution: InstitutionId,
        /// The completion.
        completion: CompletionId,
        /// The award's transaction.
        reverses: TransactionId,
    },
    /// A settled conversion or gift is taken back whole, while its new lots are untouched.
    Transaction {
        /// What was posted.
        original: Posting,
    },
}

impl Action {
    /// The kind of the posting that it makes.
    #[must_use]
    pub const fn kind(&self) -> PostingKind {
        match self {
            Self::Award { .. } => PostingKind::Award,
            Self::Convert { .. } => PostingKind::Convert,
            Self::Hold { .. } => PostingKind::Hold,
            Self::Release { .. } => PostingKind::Release,
            Self::Settle { .. } => PostingKind::Settle,
            Self::Redeem { .. } => PostingKind::Redeem,
            Self::Give { .. } => PostingKind::Give,
            Self::Expire { .. } => PostingKind::Expire,
            Self::Reverse(_) => PostingKind::Reverse,
            Self::Merge { .. } => PostingKind::Merge,
            Self::Adjust { .. } => PostingKind::Adjust,
        }
    }

    /// The posting that it reverses.
    #[must_use]
    pub const fn reverses(&self) -> Option<TransactionId> {
        match self {
            Self::Reverse(
                Reversal::Award { reverses, .. } | Reversal::Expired { reverses, .. },
            ) => Some(*reverses),
            Self::Reverse(Reversal::Transaction { original }) => Some(original.transaction),
            _ => None,
        }
    }

    /// Whose credits are spent: the command is refused while that learner is frozen. Awards,
    /// releases, expiry, corrections and merges spend nothing.
    #[must_use]
    pub const fn spender(&self) -> Option<LearnerId> {
        match self {
            Self::Convert { learner, .. }
            | Self::Hold { learner, .. }
            | Self::Settle { learner, .. }
            | Self::Redeem { learner, .. }
            | Self::Give { learner, .. } => Some(*learner),
            Self::Award { .. }
            | Self::Release { .. }
            | Self::Expire { .. }
            | Self::Reverse(_)
            | Self::Merge { .. }
            | Self::Adjust { .. } => None,
        }
    }
}
