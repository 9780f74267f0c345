//! Awards 证书授予: a completed program proposes one, and its institution grants it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{AwardId, ProgramId, SchemeCode};
use crate::institutions::InstitutionCode;
use crate::lang::Text;
use crate::names::words;
use crate::quantity::Credits;
use crate::transfers::Applicant;

words! {
    /// Where an award stands.
    pub enum AwardStatus {
        Proposed = "proposed", "待授予", "Proposed";
        Granted = "granted", "已授予", "Granted";
        Declined = "declined", "未授予", "Declined";
    }
}

/// An award of a program to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Award {
    /// Its id.
    pub id: AwardId,
    /// The certificate's number, such as `CT-20261124-000012`, once granted.
    pub number: Option<String>,
    /// The program.
    pub program_id: ProgramId,
    /// The program's code.
    pub program: String,
    /// The program's names.
    pub program_names: Text,
    /// The institution that grants it.
    pub institution: InstitutionCode,
    /// Where it stands.
    pub status: AwardStatus,
    /// The scheme of its credits.
    pub scheme: SchemeCode,
    /// Credits that were earned toward it.
    pub credits: Credits,
    /// Credits that were waived.
    pub waived: Credits,
    /// When the last requirement was met.
    pub proposed_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// What anyone can check the certificate by, once granted.
    pub verification_code: Option<String>,
    /// Whose it is, for who decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<Applicant>,
}
