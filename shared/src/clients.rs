//! Machine clients: school systems that post without a person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::institutions::InstitutionCode;
use crate::vocabulary::Scope;

/// A machine client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Client {
    /// What it calls itself when asking for a token.
    pub client_id: String,
    /// What a person calls it.
    pub name: String,
    /// The institutions that it posts for.
    pub institutions: Vec<InstitutionCode>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Shown once, when it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
}

/// A machine client as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostClient {
    /// What a person calls it.
    pub name: Line<64>,
    /// The institutions; the caller's own when absent.
    pub institutions: Vec<InstitutionCode>,
    /// What it may do.
    pub scopes: Vec<Scope>,
}

impl Form for PostClient {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let name = fields.required("name");
        let institutions = fields.list("institutions", 100);
        let scopes = fields.list::<Scope>("scopes", 10);
        if scopes.as_ref().is_some_and(Vec::is_empty) {
            fields.fault("scopes", FaultKind::Required);
        }
        Some(Self { name: name?, institutions: institutions?, scopes: scopes? })
    }
}

/// The answer of `/oauth/token`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MachineToken {
    /// A signed token for the `Authorization: Bearer` header.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: String,
    /// Seconds that the token lives.
    pub expires_in: u32,
    /// The scopes granted, separated by spaces.
    pub scope: String,
}
