//! What a transfer's row says besides its columns, and what carrying it out needs.
//!
//! Invariant: where a column and the body tell of the same, the column is right.

use serde::{Deserialize, Serialize};
use shared::fields::Line;
use shared::identity::CardNumber;
use shared::ids::{CompletionId, HoldId, InstitutionId, LearnerId, ProgramId, SchemeCode};
use shared::quantity::{Credits, Ratio, Rounding};
use shared::rules::GiftPolicy;
use shared::transfers::lifecycle::{Standing, approvable_from};
use shared::transfers::{Quote, QuoteRequest, Takes, Transfer, TransferParty};
use shared::vocabulary::TransferKind;

use super::store::TransferRow;
use crate::clock;
use crate::error::{AppError, AppResult, stored};

/// A quote with what carrying it out needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Offer {
    /// As it was answered.
    pub(super) quote: Quote,
    /// The institution that decides, as the rule names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decider: Option<InstitutionId>,
    /// How it settles.
    #[serde(flatten)]
    pub(super) terms: Terms,
}

/// How a transfer settles.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Terms {
    /// As credits of another scheme on the same card.
    Convert {
        /// Given for each one taken.
        ratio: Ratio,
        /// The one rounding.
        rounding: Rounding,
        /// The target scheme's validity.
        validity_months: Option<u32>,
    },
    /// On another card.
    Give {
        /// Whose.
        receiver: LearnerId,
        /// Their card, as the giver named it.
        to: CardNumber,
        /// Who gives, as the receiver sees them.
        giver: TransferParty,
        /// What lets the credits pass.
        policy: Box<GiftPolicy>,
    },
    /// Used up at an institution, for a unit of its program.
    Redeem {
        /// What leaves the card; nothing for an exemption.
        parts: Vec<Part>,
        /// The institution.
        institution: InstitutionId,
        /// What was asked for.
        ask: Application,
    },
}

/// What an application was asked for by.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Application {
    pub program_id: ProgramId,
    pub unit: String,
    pub completions: Vec<CompletionId>,
    pub amount: Option<Credits>,
}

/// Credits of one scheme that go on hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    /// Their scheme.
    pub scheme: SchemeCode,
    /// How many.
    pub amount: Credits,
    /// The completions that they must trace to; empty for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<CompletionId>,
}

/// The body of a row: the transfer as its last step left it, and its terms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    #[serde(flatten)]
    pub transfer: Transfer,
    /// Absent from rows that were written before institutions could decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Terms>,
}

impl Record {
    /// What is on hold, or would be.
    pub fn parts(&self) -> Vec<Part> {
        let Takes { scheme, amount } = self.transfer.takes.clone();
        match &self.terms {
            Some(Terms::Redeem { parts, .. }) => parts.clone(),
            _ => vec![Part { scheme, amount, of: Vec::new() }],
        }
    }

    /// The hold that keeps its credits.
    pub const fn hold(&self) -> HoldId {
        HoldId(self.transfer.id.0)
    }
}

impl Offer {
    /// What was asked for.
    pub(super) fn ask(&self) -> AppResult<QuoteRequest> {
        let Takes { scheme, amount } = self.quote.takes.clone();
        Ok(match &self.terms {
            Terms::Convert { .. } => QuoteRequest::Convert {
                from_scheme: scheme,
                to_scheme: self.quote.gives.scheme.clone(),
                amount,
            },
            Terms::Give { to, .. } => {
                QuoteRequest::Give { from_scheme: scheme, amount, to_card_number: to.clone() }
            }
            Terms::Redeem { ask, .. } => QuoteRequest::Apply {
                program_id: ask.program_id,
                unit: Line::new(&ask.unit).map_err(|kind| AppError::fault("/unit", kind))?,
                completions: ask.completions.clone(),
                amount: ask.amount,
            },
        })
    }
}

impl TransferRow {
    /// The body, with what the columns say.
    pub(super) fn record(&self) -> AppResult<Record> {
        let mut record: Record = serde_json::from_str(&self.body)?;
        let transfer = &mut record.transfer;
        transfer.status = stored(&self.status)?;
        transfer.take_back_until = self.take_back_until.map(clock::instant);
        transfer.due_at = self.due_at.map(clock::instant);
        transfer.escalated = self.escalated;
        Ok(record)
    }

    /// The transfer as its last step left it, whoever looks.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn transfer(&self) -> AppResult<Transfer> {
        Ok(self.record()?.transfer)
    }

    /// What matters for its next step.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub(super) fn standing(&self, transfer: &Transfer) -> AppResult<Standing> {
        let kind: TransferKind = stored(&self.kind)?;
        let requested_at = clock::instant(self.requested_at);
        Ok(Standing {
            kind,
            status: stored(&self.status)?,
            due_at: self.due_at.map(clock::instant),
            take_back_until: self.take_back_until.map(clock::instant),
            approvable_from: approvable_from(kind, requested_at).filter(|_| !transfer.appealed),
            appealed: transfer.appealed,
        })
    }
}
