//! Learning families 学习家庭: people whose cards may pass credits to each other by policy.
//!
//! Invariant: one person belongs to at most one family, and only by their own consent.

use serde::{Deserialize, Serialize};

use crate::fields::{Fields, Form, Line};
use crate::identity::CardNumber;
use crate::ids::FamilyId;
use crate::lang::Text;
use crate::names::words;
use crate::transfers::TransferParty;

/// Members and invited people of one family at most.
pub const FAMILY_MOST: usize = 12;

words! {
    /// Where somebody stands in a family.
    pub enum FamilyStanding {
        Invited = "invited", "待确认", "Invited";
        Member = "member", "成员", "Member";
    }
}

/// The families that concern a resident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyFamily {
    /// The one that they belong to.
    pub family: Option<Family>,
    /// Those that invited them.
    pub invitations: Vec<Family>,
}

/// A family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Family {
    /// Its id.
    pub id: FamilyId,
    /// Its name.
    pub name: String,
    /// Who belongs to it or is invited.
    pub members: Vec<FamilyMember>,
}

/// Somebody in a family, by what the others may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FamilyMember {
    /// Masked name and card.
    pub person: TransferParty,
    /// Where they stand.
    pub standing: FamilyStanding,
    /// Whether it is who asks.
    pub me: bool,
}

/// Founding a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFamily {
    /// Its name.
    pub name: Line<64>,
}

impl Form for FoundFamily {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let name = fields.required("name");
        Some(Self { name: name? })
    }
}

/// Inviting somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteToFamily {
    /// Their card.
    pub card_number: CardNumber,
}

impl Form for InviteToFamily {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let card_number = fields.required("card_number");
        Some(Self { card_number: card_number? })
    }
}

/// What somebody is told who is invited to a family, by a person whose name is masked.
#[must_use]
pub fn invited(family: &str, by: &TransferParty) -> Text {
    let name = &by.name;
    Text::new(
        format!(
            "{name}邀请您加入学习家庭“{family}”。成员之间可以按规则互相转赠学分，加入后可随时退出。"
        ),
        format!(
            "{name} invites you to the learning family “{family}”. Members can give each other \
             credits by the rules; you can leave at any time."
        ),
    )
}
