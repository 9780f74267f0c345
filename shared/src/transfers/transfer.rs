//! A transfer on the wire: follow-up page, receipt, and item of a queue.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::lifecycle::TransferStep;
use super::quote::{Gives, ProgramUnit, Takes, TransferParty};
use crate::accounts::GivenPassword;
use crate::completions::Completion;
use crate::fields::{Fields, Form, Line};
use crate::identity::CardNumber;
use crate::ids::{CompletionId, LearnerId, QuoteId, SchemeCode, TransferId};
use crate::institutions::InstitutionCode;
use crate::lang::Text;
use crate::names::words;
use crate::programs::Progress;
use crate::quantity::Credits;
use crate::rules::Step;
use crate::vocabulary::{TransferKind, TransferStatus};

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

/// A step that needs a reason: rejecting, appealing, amending, revoking, merging, undoing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reasoned {
    /// Why, for the person and the audit.
    pub reason: Line<1_000>,
}

impl Form for Reasoned {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let reason = fields.required("reason");
        Some(Self { reason: reason? })
    }
}

/// A step that may be given a reason: approving, declining.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerhapsReasoned {
    /// Why, for the other side.
    pub reason: Option<Line<1_000>>,
}

impl Form for PerhapsReasoned {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let reason = fields.optional("reason");
        Some(Self { reason: reason? })
    }
}

/// A transfer: follow-up page, receipt, and item of an institution's queue.
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
    /// The code of the rule or policy; of the program's group where that accepts the credits.
    pub rule: String,
    /// The rule's names.
    pub rule_names: Text,
    /// The rulebook's number.
    pub rulebook: u32,
    /// What leaves the card.
    pub takes: Takes,
    /// What leaves it in further schemes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_takes: Vec<Takes>,
    /// What is given for it.
    pub gives: Gives,
    /// How the amount came about.
    pub trace: Vec<Step>,
    /// What the owner's card held after the last step, in each scheme; empty for others.
    pub balances_after: Vec<BalanceAfter>,
    /// What happened, oldest first.
    pub history: Vec<TransferEvent>,
    /// What anyone can check the receipt by.
    pub verification_code: String,
    /// Until when it can be taken back, while it can.
    pub take_back_until: Option<DateTime<Utc>>,
    /// From when it can be approved: an application's ten minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approvable_from: Option<DateTime<Utc>>,
    /// When the present state ends by itself: cooling-off is over, the gift lapses, or the
    /// administrators take over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// The unit that is applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<ProgramUnit>,
    /// The completions that count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub completions: Vec<CompletionId>,
    /// Who gives, for the receiver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub giver: Option<TransferParty>,
    /// Who receives, for the giver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver: Option<TransferParty>,
    /// The institution that decides; `None` where the rule does, or an administrator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decider: Option<InstitutionCode>,
    /// Whether the administrators have taken over.
    #[serde(default)]
    pub escalated: bool,
    /// Whether the one appeal was made.
    #[serde(default)]
    pub appealed: bool,
    /// What whoever asks can do now.
    #[serde(default)]
    pub steps: Vec<TransferStep>,
    /// Whose it is, for who decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<Applicant>,
}

/// What an application is decided on, beside itself: for who decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewCase {
    /// The completions that count, each with its decision.
    pub completions: Vec<Completion>,
    /// How far the applicant is in the program, this application among what is in review.
    pub progress: Option<Progress>,
}

impl Transfer {
    /// What statements and receipts call it: the unit that it is for, or else its rule.
    #[must_use]
    pub fn title(&self) -> Text {
        match &self.program {
            Some(unit) => Text::new(
                format!("{}·{}", unit.program_names.zh, unit.unit_names.zh),
                format!("{}, {}", unit.program_names.en, unit.unit_names.en),
            ),
            None => self.rule_names.clone(),
        }
    }
}

/// Whose application it is, as who decides sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Applicant {
    /// The learner.
    pub learner_id: LearnerId,
    /// Their name.
    pub name: String,
    /// Their card.
    pub card_number: CardNumber,
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

/// One event in the life of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TransferEvent {
    /// `requested`, `appealed`, `escalated`, `handed_over`, or the status reached.
    pub status: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: a name, the rule, or `bank`.
    pub by: String,
    /// Why, where a reason was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

words! {
    /// What taking an opportunity would lead to, the furthest first.
    pub enum LeadsTo {
        Award = "award", "可取得证书", "Completes a certificate";
        Requirement = "requirement", "完成一组要求", "Meets a requirement";
        Unit = "unit", "完成一个学习单元", "Fills a unit";
        NearerUnit = "nearer_unit", "可用于申请学习单元", "Can then be applied to a unit";
        Credits = "credits", "增加可用学分", "Adds credits";
    }
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
    /// What would be given for it.
    pub gives: Takes,
    /// Whether the rule alone decides.
    pub automatic: bool,
    /// The unit that could be applied for, or that the credits could then be applied to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<ProgramUnit>,
    /// The completions that would count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub completions: Vec<CompletionId>,
    /// What it leads to.
    pub leads_to: LeadsTo,
    /// The earliest last day among the credits that would leave.
    pub expires_on: Option<NaiveDate>,
}
