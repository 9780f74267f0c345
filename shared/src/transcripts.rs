//! Transcripts 学习成果证明: what a person has finished and what it came to, to show to others.
//!
//! Invariant: a transcript that was issued never changes; whether what it says is still so is asked
//! of the record as it stands.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{AwardId, CompletionId, SchemeCode, TranscriptId, TransferId};
use crate::institutions::InstitutionCode;
use crate::lang::Text;
use crate::names::words;
use crate::quantity::{Credits, Hours};
use crate::verification::VerifiedAmount;
use crate::vocabulary::TransferKind;

/// What it is called, in Chinese and in English.
pub const TRANSCRIPT: (&str, &str) = ("学习成果证明", "Transcript of learning");

words! {
    /// Whether what an issued transcript says is still so.
    pub enum TranscriptState {
        Current = "current", "与现有记录一致", "Agrees with the record";
        Changed = "changed", "部分内容已有变更", "Partly changed since";
    }
}

/// Everything that was recognised of a person, as it stands at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transcript {
    /// The holder's name; masked for those whom it was not shown by the holder.
    pub name: String,
    /// Their card, all but its first and last four digits masked.
    pub card_number: String,
    /// The instant.
    pub as_of: DateTime<Utc>,
    /// Completions, scheme by scheme.
    pub schemes: Vec<TranscriptScheme>,
    /// What became of credits, oldest first.
    pub transfers: Vec<TranscriptTransfer>,
    /// Certificates, oldest first.
    pub awards: Vec<TranscriptAward>,
}

/// What was recognised in one scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TranscriptScheme {
    /// The scheme.
    pub scheme: SchemeCode,
    /// Its names.
    pub names: Text,
    /// The completions, oldest first.
    pub completions: Vec<TranscriptCompletion>,
    /// Their hours together.
    pub hours: Hours,
    /// Their credits together.
    pub credits: Credits,
}

/// A completion that was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TranscriptCompletion {
    /// Its id.
    pub id: CompletionId,
    /// The course's title.
    pub title: String,
    /// The institution's code.
    pub institution: InstitutionCode,
    /// Its names.
    pub institution_names: Text,
    /// The day on which the course ended.
    pub ended_on: NaiveDate,
    /// Learning hours.
    pub hours: Hours,
    /// The grade as the school gave it.
    pub grade: Option<String>,
    /// What it was recognised as.
    pub credits: Credits,
}

/// A transfer that was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TranscriptTransfer {
    /// Its id.
    pub id: TransferId,
    /// Its number.
    pub number: String,
    /// The kind.
    pub kind: TransferKind,
    /// The rule's name, or the unit that it is for.
    pub title: Text,
    /// The day on which it was settled.
    pub on: NaiveDate,
    /// What left the card.
    pub takes: Vec<VerifiedAmount>,
    /// What came onto it.
    pub gives: Option<VerifiedAmount>,
}

/// A certificate that was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TranscriptAward {
    /// Its id.
    pub id: AwardId,
    /// Its number.
    pub number: String,
    /// The program's names.
    pub title: Text,
    /// The names of the institution that granted it.
    pub institution_names: Text,
    /// The day on which it was granted.
    pub on: NaiveDate,
    /// The credits that it stands for.
    pub credits: VerifiedAmount,
}

/// A transcript that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedTranscript {
    /// Its id.
    pub id: TranscriptId,
    /// What anyone can check it by.
    pub verification_code: String,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// Whether what it says is still so.
    pub state: TranscriptState,
    /// What it says; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<Transcript>,
}

impl Transcript {
    /// All completions.
    pub fn completions(&self) -> impl Iterator<Item = &TranscriptCompletion> {
        self.schemes.iter().flat_map(|scheme| &scheme.completions)
    }

    /// Whether everything that it says stands in the record of today, which may hold more.
    #[must_use]
    pub fn against(&self, today: &Self) -> TranscriptState {
        let holds = |scheme: &TranscriptScheme| {
            let now = today.schemes.iter().find(|it| it.scheme == scheme.scheme);
            scheme.completions.iter().all(|said| {
                now.is_some_and(|now| now.completions.iter().any(|it| it.tells_the_same(said)))
            })
        };
        let still = self.schemes.iter().all(holds)
            && self.transfers.iter().all(|said| today.transfers.iter().any(|it| it.id == said.id))
            && self.awards.iter().all(|said| today.awards.iter().any(|it| it.id == said.id));
        if still { TranscriptState::Current } else { TranscriptState::Changed }
    }

    /// With those completions alone, and nothing that credits became.
    #[must_use]
    pub fn only(mut self, wanted: &[CompletionId]) -> Self {
        for scheme in &mut self.schemes {
            scheme.completions.retain(|it| wanted.contains(&it.id));
            scheme.hours =
                Hours::total(scheme.completions.iter().map(|it| it.hours)).unwrap_or(scheme.hours);
            scheme.credits = Credits::total(scheme.completions.iter().map(|it| it.credits))
                .unwrap_or(scheme.credits);
        }
        self.schemes.retain(|scheme| !scheme.completions.is_empty());
        Self { transfers: Vec::new(), awards: Vec::new(), ..self }
    }
}

impl TranscriptCompletion {
    /// What the institution is called may change without the completion changing.
    fn tells_the_same(&self, other: &Self) -> bool {
        let said = |it: &Self| {
            (it.id, it.title.clone(), it.ended_on, it.hours, it.grade.clone(), it.credits)
        };
        said(self) == said(other)
    }
}
