//! The audit: who did or looked at what, when and from where. Append-only.
//!
//! `GET /audit`
//!
//! Invariant: no identity number stands in clear here. What was changed is in `detail`; numbers are
//! in `sealed`, under the bank's key, and go out by no endpoint.

mod routes;
pub mod store;

use serde_json::Value;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::Caller;
use crate::db::Conn;
use crate::error::AppResult;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::list);
}

/// Something that was done or looked at.
#[derive(Clone, Debug)]
pub struct Act {
    actor: String,
    role: String,
    address: String,
    request_id: String,
    action: &'static str,
    subject: String,
    detail: Option<Value>,
    sealed: Option<String>,
}

impl Act {
    /// `action` is a word of the contract such as `learner.find`; `subject` the id of what it was
    /// done to. Neither may hold an identity number.
    #[must_use]
    pub fn new(who: &Caller, action: &'static str, subject: &str) -> Self {
        Self {
            actor: who.subject().to_owned(),
            role: who.role().to_string(),
            address: who.address.clone(),
            request_id: who.request_id.clone(),
            action,
            subject: subject.to_owned(),
            detail: None,
            sealed: None,
        }
    }

    /// With what was changed; no identity numbers.
    #[must_use]
    pub fn telling(self, detail: Value) -> Self {
        Self { detail: Some(detail), ..self }
    }

    /// With what only the bank's key opens.
    #[must_use]
    pub fn sealing(self, sealed: Option<String>) -> Self {
        Self { sealed, ..self }
    }

    /// Enters it, in the transaction that does it, or a look-up in one of its own.
    ///
    /// # Errors
    /// The database.
    pub fn enter(&self, conn: &mut Conn) -> AppResult<()> {
        store::insert(conn, self)
    }
}

/// Notes an act in the transaction that does it. `action` and `subject` as in [`Act::new`].
///
/// # Errors
/// The database.
pub fn note(conn: &mut Conn, who: &Caller, action: &'static str, subject: &str) -> AppResult<()> {
    Act::new(who, action, subject).enter(conn)
}

/// Notes an act of the operator at the command line. `subject` as in [`note`].
///
/// # Errors
/// The database.
pub fn note_operator(conn: &mut Conn, action: &'static str, subject: &str) -> AppResult<()> {
    let act = Act {
        actor: OPERATOR.to_owned(),
        role: "operator".to_owned(),
        address: String::new(),
        request_id: String::new(),
        action,
        subject: subject.to_owned(),
        detail: None,
        sealed: None,
    };
    act.enter(conn)
}

/// Who acts at the command line.
pub const OPERATOR: &str = "command line";
