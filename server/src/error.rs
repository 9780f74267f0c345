//! What can go wrong in the server, and how a client hears of it.
//!
//! Invariant: a client hears a [`Refusal`], in its language, and nothing else: no SQL, no path, no
//! stack. What is not the client's doing is logged once, here, and answered as `busy`.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use shared::fault::{Fault, FaultKind};
use shared::ledger::Rejection;
use shared::problem::Refusal;
use shared::quantity::Overflow;
use shared::rules::ChoiceRefusal;

/// The result of everything that a request does.
pub type AppResult<T> = Result<T, AppError>;

/// Why a request was not served.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The domain or the contract says no.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The database said so.
    #[error("database: {0}")]
    Database(#[from] DieselError),
    /// Something that should not happen did.
    #[error("broken: {0:#}")]
    Broken(#[from] anyhow::Error),
}

impl AppError {
    /// The server cannot serve this now.
    #[must_use]
    pub const fn busy() -> Self {
        Self::Refused(Refusal::Busy)
    }

    /// One value of the input is wrong.
    #[must_use]
    pub fn fault(pointer: &str, kind: FaultKind) -> Self {
        Self::Refused(Refusal::Invalid(vec![Fault::new(pointer, kind)]))
    }

    /// What the client is told.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal.clone(),
            Self::Database(DieselError::NotFound) => Refusal::NotFound,
            Self::Database(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
                Refusal::AlreadyThere
            }
            Self::Database(_) | Self::Broken(_) => Refusal::Busy,
        }
    }

    fn is_ours(&self) -> bool {
        matches!(self, Self::Database(_) | Self::Broken(_)) && self.refusal() == Refusal::Busy
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Vec<Fault>> for AppError {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Refused(Refusal::Invalid(faults))
    }
}

impl From<Overflow> for AppError {
    fn from(_: Overflow) -> Self {
        Self::fault("/amount", FaultKind::OutOfRange)
    }
}

/// A choice that cannot stand.
impl From<ChoiceRefusal> for AppError {
    fn from(refusal: ChoiceRefusal) -> Self {
        match refusal {
            ChoiceRefusal::NothingToChoose => Refusal::NothingToDecide.into(),
            ChoiceRefusal::NotACandidate(_) => Self::fault("/rule", FaultKind::Unknown),
            ChoiceRefusal::Overflow => Overflow.into(),
        }
    }
}

impl From<Rejection> for AppError {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(match rejection {
            Rejection::NotEnough { available, .. } => Refusal::NotEnoughCredits { available },
            Rejection::Frozen => Refusal::CardFrozen,
            Rejection::AlreadySpent => Refusal::AlreadySpent,
            other => Refusal::Ledger(other.code(), other.message()),
        })
    }
}

impl From<actix_web::error::BlockingError> for AppError {
    fn from(error: actix_web::error::BlockingError) -> Self {
        Self::Broken(anyhow::Error::new(error))
    }
}

impl From<serde_json::Error> for AppError {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(anyhow::Error::new(error).context("stored JSON"))
    }
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.refusal().status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// The refusal rides along; [`crate::http::problem`] writes the body, in the caller's language.
    fn error_response(&self) -> HttpResponse {
        if self.is_ours() {
            tracing::error!(error = %self, "request failed");
        }
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(self.refusal());
        response
    }
}

/// Reads a value that the bank itself stored.
///
/// # Errors
/// `Broken` when the domain would refuse it: the row was not written by the bank.
pub fn stored<T: std::str::FromStr>(words: &str) -> AppResult<T> {
    words.parse().map_err(|_| {
        let kind = std::any::type_name::<T>();
        AppError::Broken(anyhow::anyhow!("a stored {kind} cannot be read"))
    })
}
