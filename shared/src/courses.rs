//! Courses 课程: the catalogue, which needs no account to read.

use serde::{Deserialize, Serialize};

use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::ids::{CourseId, SchemeCode};
use crate::institutions::InstitutionCode;
use crate::quantity::{Credits, Hours};
use crate::rules::Outcome;
use crate::vocabulary::{CourseForm, Status};

/// A course as the bank answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Course {
    /// Its id.
    pub id: CourseId,
    /// The code of its institution.
    pub institution: InstitutionCode,
    /// Its code, unique in the institution.
    pub code: String,
    /// Its title, as the institution writes it.
    pub title: String,
    /// Its category, a word of the institution's own, such as `art`.
    pub category: String,
    /// Its form.
    pub form: CourseForm,
    /// Its level, if it has one.
    pub level: Option<String>,
    /// Its learning hours.
    pub hours: Hours,
    /// The credits that the institution declares.
    pub declared_credits: Option<Credits>,
    /// Whether it is taught.
    pub status: Status,
    /// What finishing it today would be worth by the rules in force, in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<CourseWorth>,
}

/// What a course would be worth with a score that passes, by the rules alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CourseWorth {
    /// How it would come out.
    pub outcome: Outcome,
    /// The scheme of the credits, when recognised.
    pub scheme: Option<SchemeCode>,
    /// So many, when recognised.
    pub credits: Option<Credits>,
}

/// A course as it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostCourse {
    /// The institution, where the caller has several.
    pub institution: Option<InstitutionCode>,
    /// Its code.
    pub code: Line<64>,
    /// Its title.
    pub title: Line<200>,
    /// Its category; `general` when absent.
    pub category: Line<64>,
    /// Its form; `classroom` when absent.
    pub form: CourseForm,
    /// Its level.
    pub level: Option<Line<64>>,
    /// Its learning hours.
    pub hours: Hours,
    /// The credits that the institution declares.
    pub declared_credits: Option<Credits>,
    /// Whether it is taught.
    pub status: Status,
}

impl Form for PostCourse {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let institution = fields.optional("institution");
        let code = fields.required("code");
        let title = fields.required("title");
        let category = fields.optional("category");
        let form = fields.optional("form");
        let level = fields.optional("level");
        let hours = fields.required("hours");
        let declared_credits = fields.optional("declared_credits");
        let status = fields.optional("status");
        check_hours(fields, hours);
        check_declared(fields, declared_credits.flatten());
        Some(Self {
            institution: institution?,
            code: code?,
            title: title?,
            category: match category? {
                Some(category) => category,
                None => Line::new("general").ok()?,
            },
            form: form?.unwrap_or(CourseForm::Classroom),
            level: level?,
            hours: hours?,
            declared_credits: declared_credits?,
            status: status?.unwrap_or(Status::Active),
        })
    }
}

/// Hours of a course or completion: 0 to 10,000.
pub(crate) fn check_hours(fields: &mut Fields<'_>, hours: Option<Hours>) {
    match hours {
        Some(hours) if hours < Hours::ZERO => fields.fault("hours", FaultKind::Negative),
        Some(hours) if hours.hundredths() > 1_000_000 => {
            fields.fault("hours", FaultKind::OutOfRange);
        }
        _ => {}
    }
}

/// Declared credits: 0 to 1,000.
pub(crate) fn check_declared(fields: &mut Fields<'_>, credits: Option<Credits>) {
    match credits {
        Some(credits) if credits < Credits::ZERO => {
            fields.fault("declared_credits", FaultKind::Negative);
        }
        Some(credits) if credits.hundredths() > 100_000 => {
            fields.fault("declared_credits", FaultKind::OutOfRange);
        }
        _ => {}
    }
}
