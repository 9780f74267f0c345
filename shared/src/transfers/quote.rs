//! Quotes: what would move, by which rule; they move nothing.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::identity::CardNumber;
use crate::ids::{CompletionId, ProgramId, QuoteId, SchemeCode};
use crate::institutions::InstitutionCode;
use crate::lang::Text;
use crate::quantity::Credits;
use crate::rules::{EquivalenceOutcome, Step};
use crate::vocabulary::TransferKind;

/// Completions that one application can name.
const MOST_COMPLETIONS: usize = 100;

/// What a resident wants to move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteRequest {
    /// Credits of one scheme to another on the same card, by an equivalence rule.
    Convert {
        /// The scheme that credits leave.
        from_scheme: SchemeCode,
        /// The scheme that they enter.
        to_scheme: SchemeCode,
        /// How many.
        amount: Credits,
    },
    /// Credits or outcomes to a unit of a program.
    Apply {
        /// The program.
        program_id: ProgramId,
        /// The code of its unit.
        unit: Line<64>,
        /// The completions that are to count; empty leaves the choice to the bank.
        completions: Vec<CompletionId>,
        /// How many credits; none means what the unit asks for.
        amount: Option<Credits>,
    },
    /// Credits to another card.
    Give {
        /// Their scheme.
        from_scheme: SchemeCode,
        /// How many.
        amount: Credits,
        /// The other card.
        to_card_number: CardNumber,
    },
}

impl QuoteRequest {
    /// The kind of transfer that it asks about.
    #[must_use]
    pub const fn kind(&self) -> TransferKind {
        match self {
            Self::Convert { .. } => TransferKind::Convert,
            Self::Apply { .. } => TransferKind::Apply,
            Self::Give { .. } => TransferKind::Give,
        }
    }
}

impl Form for QuoteRequest {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        match fields.required("kind")? {
            TransferKind::Convert => read_conversion(fields),
            TransferKind::Apply => read_application(fields),
            TransferKind::Give => read_gift(fields),
        }
    }
}

fn positive(fields: &mut Fields<'_>, amount: Option<Credits>) -> Option<Credits> {
    if amount.is_some_and(|amount| !amount.is_positive()) {
        fields.fault("amount", FaultKind::NotPositive);
        return None;
    }
    amount
}

fn read_conversion(fields: &mut Fields<'_>) -> Option<QuoteRequest> {
    let from_scheme = fields.required::<SchemeCode>("from_scheme");
    let to_scheme = fields.required::<SchemeCode>("to_scheme");
    let amount = fields.required("amount");
    let amount = positive(fields, amount);
    if from_scheme.is_some() && from_scheme == to_scheme {
        fields.fault("to_scheme", FaultKind::Contradicts("from_scheme"));
    }
    Some(QuoteRequest::Convert {
        from_scheme: from_scheme?,
        to_scheme: to_scheme?,
        amount: amount?,
    })
}

fn read_application(fields: &mut Fields<'_>) -> Option<QuoteRequest> {
    let program_id = fields.required("program_id");
    let unit = fields.required("unit");
    let completions = fields.list("completions", MOST_COMPLETIONS);
    let asked = fields.optional("amount");
    let amount = match asked {
        Some(Some(amount)) => positive(fields, Some(amount)).map(Some),
        other => other,
    };
    Some(QuoteRequest::Apply {
        program_id: program_id?,
        unit: unit?,
        completions: completions?,
        amount: amount?,
    })
}

fn read_gift(fields: &mut Fields<'_>) -> Option<QuoteRequest> {
    let from_scheme = fields.required("from_scheme");
    let amount = fields.required("amount");
    let amount = positive(fields, amount);
    let to_card_number = fields.required("to_card_number");
    Some(QuoteRequest::Give {
        from_scheme: from_scheme?,
        amount: amount?,
        to_card_number: to_card_number?,
    })
}

/// What leaves the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Takes {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The amount; zero where nothing leaves the card, as for an exemption.
    pub amount: Credits,
}

/// What is given for it: to the card, to the program's unit, or to the other card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gives {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The amount; zero for an exemption.
    pub amount: Credits,
    /// The earliest last day of use among the lots.
    pub expires_on: Option<NaiveDate>,
    /// One lot for each lot that is taken; empty where credits are redeemed.
    pub lots: Vec<GivenLot>,
}

/// A part of a lot: an amount and its last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenLot {
    /// The amount.
    pub amount: Credits,
    /// The last day of use; `None` for life.
    pub expires_on: Option<NaiveDate>,
}

/// The unit of a program that an application is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgramUnit {
    /// The program.
    pub program_id: ProgramId,
    /// The program's code.
    pub program: String,
    /// The program's names.
    pub program_names: Text,
    /// The institution whose program it is, and which decides.
    pub institution: InstitutionCode,
    /// The unit's code.
    pub unit: String,
    /// The unit's names.
    pub unit_names: Text,
    /// Whether it would earn credits or be waived.
    pub outcome: EquivalenceOutcome,
    /// How many of the credits come from other institutions than the program's own.
    pub transferred: Credits,
}

/// The other person of a gift, by what both may see of each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TransferParty {
    /// The card's number, all but its first and last four digits masked.
    pub card_number: String,
    /// The name, all but its first character masked.
    pub name: String,
}

impl TransferParty {
    /// What somebody else may see of a card.
    #[must_use]
    pub fn masked(card_number: &CardNumber, name: &str) -> Self {
        let digits = card_number.as_str();
        let front: String = digits.chars().take(4).collect();
        let back: String = digits.chars().skip(digits.chars().count().saturating_sub(4)).collect();
        Self { card_number: format!("{front} **** **** {back}"), name: Self::mask_name(name) }
    }

    /// A name, all but its first character masked.
    #[must_use]
    pub fn mask_name(name: &str) -> String {
        let mut letters = name.chars();
        let first: String = letters.next().into_iter().collect();
        let rest = "*".repeat(letters.count().clamp(1, 3));
        format!("{first}{rest}")
    }
}

/// What a card may give still, by the policy of a gift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GiftAllowance {
    /// Today, before this gift; `None` without a limit.
    pub today: Option<Credits>,
    /// This calendar year, before this gift; `None` without a limit.
    pub this_year: Option<Credits>,
    /// Hours before the receiver can accept.
    pub cooling_off_hours: u32,
    /// Whether both must belong to one learning family.
    pub family_only: bool,
}

/// What would move, by which rule; moves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// Its id.
    pub id: QuoteId,
    /// The kind.
    pub kind: TransferKind,
    /// The code of the rule or policy; of the program's group where that accepts the credits.
    pub rule: String,
    /// The rule's names.
    pub rule_names: Text,
    /// The rulebook's number.
    pub rulebook: u32,
    /// What leaves the card.
    pub takes: Takes,
    /// What leaves it in further schemes, where an outcome rule asks for several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_takes: Vec<Takes>,
    /// The parts of lots that would leave, soonest expiring first.
    #[serde(default)]
    pub uses: Vec<GivenLot>,
    /// What is given for it.
    pub gives: Gives,
    /// How the amount came about.
    pub trace: Vec<Step>,
    /// Whether the rule alone decides; a gift needs its receiver, and is not automatic.
    pub automatic: bool,
    /// Whether the request must carry the password.
    pub needs_password: bool,
    /// Until when it can be requested.
    pub valid_until: DateTime<Utc>,
    /// The unit that is applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<ProgramUnit>,
    /// The completions that count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub completions: Vec<CompletionId>,
    /// Who would receive a gift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver: Option<TransferParty>,
    /// What may be given still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowance: Option<GiftAllowance>,
    /// The institution that decides; `None` where the rule does, or an administrator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decider: Option<InstitutionCode>,
}
