//! Ids and codes, one type each, so that a learner's id cannot stand where a course's belongs.
//!
//! Invariant: ids are UUIDs (version 7 where the server makes them); codes have the form they claim.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;
use uuid::Uuid;

use crate::fault::FaultKind;
use crate::fields::{Field, text};
use crate::quantity::serde_as_text;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = FaultKind;

            fn from_str(words: &str) -> Result<Self, FaultKind> {
                Uuid::parse_str(words).map(Self).map_err(|_| FaultKind::NotAnId)
            }
        }

        impl Field for $name {
            fn from_value(value: &Value) -> Result<Self, FaultKind> {
                text(value)?.parse()
            }
        }

        serde_as_text!($name);
    )+};
}

ids! {
    /// A learner: the owner of accounts.
    LearnerId;
    /// An institution.
    InstitutionId;
    /// A course of an institution.
    CourseId;
    /// A completion.
    CompletionId;
    /// A lot of credits that came from one source together.
    LotId;
    /// A ledger transaction.
    TransactionId;
    /// An entry of a transaction.
    EntryId;
    /// A command to the ledger: applied once.
    CommandId;
    /// A hold on credits; a transfer holds under its own id.
    HoldId;
    /// A quote.
    QuoteId;
    /// A transfer.
    TransferId;
    /// A rulebook.
    RulebookId;
    /// A person who signs in.
    UserId;
    /// A signed-in browser: a family of refresh tokens.
    SessionId;
    /// A notice to a resident.
    NoticeId;
    /// A program of an institution.
    ProgramId;
    /// An award of a program: a certificate.
    AwardId;
    /// A batch of completions that were posted together.
    BatchId;
    /// A learning family.
    FamilyId;
    /// An import of a file.
    ImportId;
    /// A transcript that was issued.
    TranscriptId;
    /// A share of a record with one reader.
    ShareId;
}

/// The code of a scheme: a small letter, then up to 31 small letters, digits or underscores.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeCode(String);

impl SchemeCode {
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SchemeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SchemeCode {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let body = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let fits = words.starts_with(|c: char| c.is_ascii_lowercase())
            && words.len() <= 32
            && words.chars().all(body);
        if fits { Ok(Self(words.to_owned())) } else { Err(FaultKind::BadFormat) }
    }
}

impl Field for SchemeCode {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

serde_as_text!(SchemeCode);
