//! Accounts: one per owner, scheme and kind.
//!
//! Signs: what a learner has is positive, what a learner owes negative; `issued` falls by what an
//! institution awards and `redeemed` grows by what it takes in, so that a scheme sums to zero.

use serde::{Deserialize, Serialize};

use crate::ids::{InstitutionId, LearnerId, SchemeCode};
use crate::names::words;

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Owner {
    /// A learner; the card is only the face of the accounts.
    Learner(LearnerId),
    /// An institution.
    Institution(InstitutionId),
    /// The credit bank itself.
    Bank,
}

words! {
    /// What an account counts. The first three are a learner's, the next two an institution's,
    /// the others the bank's.
    pub enum AccountKind {
        Available = "available", "可用", "Available";
        Held = "held", "冻结", "On hold";
        Owed = "owed", "待抵扣", "Owed";
        Issued = "issued", "已发放", "Issued";
        Redeemed = "redeemed", "已兑换", "Redeemed";
        Conversion = "conversion", "转换", "Conversion";
        Expired = "expired", "已过期", "Expired";
        Adjustment = "adjustment", "调整", "Adjustment";
    }
}

/// The name of an account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Account {
    /// Whose it is.
    pub owner: Owner,
    /// The scheme whose credits it counts.
    pub scheme: SchemeCode,
    /// What it counts.
    pub kind: AccountKind,
}

impl Account {
    /// A learner's account.
    #[must_use]
    pub fn learner(learner: LearnerId, scheme: &SchemeCode, kind: AccountKind) -> Self {
        Self { owner: Owner::Learner(learner), scheme: scheme.clone(), kind }
    }

    /// An institution's account.
    #[must_use]
    pub fn institution(institution: InstitutionId, scheme: &SchemeCode, kind: AccountKind) -> Self {
        Self { owner: Owner::Institution(institution), scheme: scheme.clone(), kind }
    }

    /// An account of the bank.
    #[must_use]
    pub fn bank(scheme: &SchemeCode, kind: AccountKind) -> Self {
        Self { owner: Owner::Bank, scheme: scheme.clone(), kind }
    }

    /// Whether many cards touch it, so that no posting can know its balance after.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        !matches!(self.owner, Owner::Learner(_))
    }
}
