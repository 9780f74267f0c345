//! Refusals: why the bank did not do what was asked, as problem details (RFC 9457).
//!
//! Invariant: a refusal's code is API and never changes its meaning; its sentences exist in both
//! languages and tell what to do next.

mod words;

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FaultReport};
use crate::lang::{Lang, Text};

/// A refusal on the wire, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable URI reference, `/problems/{code}`.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// A short name.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do.
    pub detail: String,
    /// The request id.
    pub instance: String,
    /// For input: every fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FaultReport>,
    /// For a superseded quote: the one to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<crate::transfers::Quote>,
}

/// Why something was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The body is not JSON, or a query or path cannot be read.
    Malformed,
    /// Values are wrong; each is named.
    Invalid(Vec<Fault>),
    /// No token, or one that is not good any more.
    NotSignedIn,
    /// User name or password is wrong.
    WrongCredentials,
    /// The session was ended, perhaps because its refresh token was used twice.
    SessionEnded,
    /// The client id or secret of a machine is wrong.
    InvalidClient,
    /// The role may not do this.
    RoleMayNot,
    /// The request comes from another site.
    OtherOrigin,
    /// Not there, or not the caller's.
    NotFound,
    /// The path is there, the method is not.
    MethodNotAllowed,
    /// The body is larger than the call takes.
    TooLarge,
    /// The body is not of a type that the call takes.
    UnsupportedType,
    /// The answer is asked for in a type that the call does not give.
    NotAcceptable,
    /// `Idempotency-Key` is missing where credits move.
    KeyRequired,
    /// The same key came with another body.
    KeyReused,
    /// The first request with this key is still under way.
    KeyInUse,
    /// `If-Match` is missing.
    MatchRequired,
    /// `If-Match` names an older version.
    StaleMatch,
    /// Too many tries; wait so many seconds.
    TooManyTries(u32),
    /// The server is busy or its database is away.
    Busy,
    /// Something with this code or name is there already.
    AlreadyThere,
    /// The same number was posted before with other content; the fields that differ.
    DiffersFromEarlier(Vec<Fault>),
    /// The quote's time is over.
    QuoteExpired,
    /// The quote was turned into a transfer already.
    QuoteUsed,
    /// A newer rulebook is in force; a new quote stands beside this.
    QuoteSuperseded(Box<crate::transfers::Quote>),
    /// No rule or policy allows what was asked.
    NoRule,
    /// Several rules give different results.
    RulesClash(Vec<String>),
    /// Fewer credits are available than asked.
    NotEnoughCredits {
        /// What is available.
        available: crate::quantity::Credits,
    },
    /// The card is frozen, lost or closed.
    CardFrozen,
    /// The account waits for a counter to confirm who its owner is.
    NotConfirmed,
    /// From this amount on, the password is asked again.
    PasswordNeeded,
    /// The password given for confirmation is wrong.
    WrongPassword,
    /// The new credits were used already.
    AlreadySpent,
    /// The time for this step is over.
    TooLate,
    /// The time for this step has not come.
    TooEarly,
    /// The one appeal was made already.
    AppealedAlready,
    /// Whoever rejected an application does not decide on the appeal.
    SameReviewer,
    /// A gift that only passes within a learning family would leave it.
    NotInFamily,
    /// A learning family has as many people as it can have.
    FamilyFull,
    /// The step does not fit the state, which is named.
    WrongState(&'static str),
    /// The activation code does not belong to this person.
    WrongActivationCode,
    /// An account for this document or phone is there already.
    AlreadyRegistered,
    /// Whoever wrote a rulebook does not publish it.
    OwnRulebook,
    /// Findings that block publishing and were not accepted; each is named.
    FindingsBlock(Vec<Fault>),
    /// The completion is not open to a decision, or not to this one.
    NothingToDecide,
    /// The unit has an application already, undecided or approved.
    UnitTaken,
    /// Every requirement of the program is met.
    ProgramComplete,
    /// The ledger refused, with its own code and sentence.
    Ledger(&'static str, Text),
}

impl Refusal {
    /// The stable code, the last part of the problem's `type`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Invalid(_) => "invalid",
            Self::NotSignedIn => "not_signed_in",
            Self::WrongCredentials => "wrong_credentials",
            Self::SessionEnded => "session_ended",
            Self::InvalidClient => "invalid_client",
            Self::RoleMayNot => "role_may_not",
            Self::OtherOrigin => "other_origin",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooLarge => "too_large",
            Self::UnsupportedType => "unsupported_type",
            Self::NotAcceptable => "not_acceptable",
            Self::KeyRequired => "key_required",
            Self::KeyReused => "key_reused",
            Self::KeyInUse => "key_in_use",
            Self::MatchRequired => "match_required",
            Self::StaleMatch => "stale_match",
            Self::TooManyTries(_) => "too_many_tries",
            Self::Busy => "busy",
            Self::AlreadyThere => "already_there",
            Self::DiffersFromEarlier(_) => "differs_from_earlier",
            Self::QuoteExpired => "quote_expired",
            Self::QuoteUsed => "quote_used",
            Self::QuoteSuperseded(_) => "quote_superseded",
            Self::NoRule => "no_rule",
            Self::RulesClash(_) => "rules_clash",
            Self::NotEnoughCredits { .. } => "not_enough_credits",
            Self::CardFrozen => "card_frozen",
            Self::NotConfirmed => "not_confirmed",
            Self::PasswordNeeded => "password_needed",
            Self::WrongPassword => "wrong_password",
            Self::AlreadySpent => "already_spent",
            Self::TooLate => "too_late",
            Self::TooEarly => "too_early",
            Self::AppealedAlready => "appealed_already",
            Self::SameReviewer => "same_reviewer",
            Self::NotInFamily => "not_in_family",
            Self::FamilyFull => "family_full",
            Self::WrongState(_) => "wrong_state",
            Self::WrongActivationCode => "wrong_activation_code",
            Self::AlreadyRegistered => "already_registered",
            Self::OwnRulebook => "own_rulebook",
            Self::FindingsBlock(_) => "findings_block",
            Self::NothingToDecide => "nothing_to_decide",
            Self::UnitTaken => "unit_taken",
            Self::ProgramComplete => "program_complete",
            Self::Ledger(code, _) => code,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed | Self::KeyRequired => 400,
            Self::NotSignedIn
            | Self::WrongCredentials
            | Self::SessionEnded
            | Self::InvalidClient => 401,
            Self::RoleMayNot
            | Self::OtherOrigin
            | Self::NotConfirmed
            | Self::WrongPassword
            | Self::SameReviewer
            | Self::OwnRulebook => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::StaleMatch => 412,
            Self::TooLarge => 413,
            Self::UnsupportedType => 415,
            Self::Invalid(_)
            | Self::KeyReused
            | Self::NoRule
            | Self::WrongActivationCode
            | Self::PasswordNeeded => 422,
            Self::MatchRequired => 428,
            Self::TooManyTries(_) => 429,
            Self::Busy => 503,
            _ => 409,
        }
    }

    /// Seconds after which to try again, where that helps.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooManyTries(seconds) => Some(*seconds),
            Self::Busy => Some(2),
            _ => None,
        }
    }

    /// The faults of the input.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Invalid(faults)
            | Self::DiffersFromEarlier(faults)
            | Self::FindingsBlock(faults) => faults,
            _ => &[],
        }
    }

    /// As it goes over the wire.
    #[must_use]
    pub fn problem(&self, lang: Lang, instance: &str) -> Problem {
        let (title, detail) = self.words();
        Problem {
            type_uri: format!("/problems/{}", self.code()),
            title: title.get(lang).to_owned(),
            status: self.status(),
            detail: detail.get(lang).to_owned(),
            instance: instance.to_owned(),
            errors: self.faults().iter().map(|fault| fault.report(lang)).collect(),
            quote: match self {
                Self::QuoteSuperseded(quote) => Some((**quote).clone()),
                _ => None,
            },
        }
    }
}
