//! Schemes 学分体系: kinds of credit that only a rule can interchange.

use serde::{Deserialize, Serialize};

use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::ids::SchemeCode;
use crate::lang::Text;
use crate::quantity::Hours;

/// A scheme, posted and answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scheme {
    /// Its code, such as `community`.
    pub code: SchemeCode,
    /// Its names.
    pub names: Text,
    /// Learning hours that make one credit, for orientation; rules decide.
    pub hours_per_credit: Hours,
    /// Months that a credit is valid, from the completion's end date; `None` for life.
    pub validity_months: Option<u32>,
    /// Whether a policy may let credits pass from card to card.
    pub transferable: bool,
}

impl Form for Scheme {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required("code");
        let names = fields.form("names");
        let hours_per_credit = fields.required::<Hours>("hours_per_credit");
        let validity_months = fields.optional::<u32>("validity_months");
        let transferable = fields.or_default("transferable");
        if hours_per_credit.is_some_and(|hours| !hours.is_positive()) {
            fields.fault("hours_per_credit", FaultKind::NotPositive);
        }
        if validity_months.flatten().is_some_and(|months| !(1..=1200).contains(&months)) {
            fields.fault("validity_months", FaultKind::OutOfRange);
        }
        Some(Self {
            code: code?,
            names: names?,
            hours_per_credit: hours_per_credit?,
            validity_months: validity_months?,
            transferable: transferable?,
        })
    }
}

impl Form for Text {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let zh = fields.required::<Line<200>>("zh");
        let en = fields.required::<Line<200>>("en");
        Some(Self { zh: zh?.into_string(), en: en?.into_string() })
    }
}
