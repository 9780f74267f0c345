//! The audit 审计记录: who did or looked at what, as administrators and auditors read it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that was done or looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Its id.
    pub id: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The id of the user or machine; the command line says so.
    pub actor: String,
    /// Their role.
    pub role: String,
    /// What was done, such as `learner.find`.
    pub action: String,
    /// The id of what it was done to.
    pub subject: String,
    /// The request.
    pub request_id: String,
    /// Where it came from.
    pub address: String,
    /// What was changed, without identity numbers.
    pub detail: Option<Value>,
}
