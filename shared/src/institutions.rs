//! Institutions 办学机构: who teaches, and the four-level network above them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fault::FaultKind;
use crate::fields::{Field, Fields, Form, Line, text};
use crate::identity::SocialCreditCode;
use crate::ids::InstitutionId;
use crate::lang::Text;
use crate::quantity::{Score, serde_as_text};
use crate::vocabulary::{InstitutionKind, Status};

/// The code of an institution: 1 to 32 capital letters, digits or hyphens, such as `HP-CS1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstitutionCode(String);

impl InstitutionCode {
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for InstitutionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for InstitutionCode {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let body = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        let fits = (1..=32).contains(&words.len()) && words.chars().all(body);
        if fits { Ok(Self(words.to_owned())) } else { Err(FaultKind::BadFormat) }
    }
}

impl Field for InstitutionCode {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

serde_as_text!(InstitutionCode);

/// One line of a grade scale: what a school writes, and the score that it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GradeStep {
    /// As written: `A-`, `优秀`, `合格`.
    pub grade: String,
    /// The score.
    pub score: Score,
}

/// The grades of an institution. A plain number from 0 to 100 is always understood as a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct GradeScale(pub Vec<GradeStep>);

impl GradeScale {
    /// The score that a grade means.
    ///
    /// # Errors
    /// `UnknownGrade`: never a guess.
    pub fn score(&self, grade: &str) -> Result<Score, FaultKind> {
        let grade = grade.trim();
        self.0
            .iter()
            .find(|step| step.grade.eq_ignore_ascii_case(grade))
            .map(|step| step.score)
            .or_else(|| grade.parse().ok())
            .ok_or(FaultKind::UnknownGrade)
    }
}

impl Default for GradeScale {
    /// The grades that most schools write.
    fn default() -> Self {
        let steps = [
            ("优秀", 9_000),
            ("良好", 8_000),
            ("中等", 7_000),
            ("及格", 6_000),
            ("合格", 6_000),
            ("通过", 6_000),
            ("不及格", 0),
            ("不合格", 0),
            ("A", 9_000),
            ("A-", 8_500),
            ("B+", 8_200),
            ("B", 7_800),
            ("B-", 7_500),
            ("C+", 7_200),
            ("C", 6_800),
            ("C-", 6_400),
            ("D", 6_000),
            ("F", 0),
            ("P", 6_000),
        ];
        Self(
            steps
                .into_iter()
                .map(|(grade, score)| GradeStep {
                    grade: grade.to_owned(),
                    score: Score::from_hundredths(score).expect("the table holds 0 to 10,000"),
                })
                .collect(),
        )
    }
}

impl Form for GradeStep {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let grade = fields.required::<Line<20>>("grade");
        let score = fields.required("score");
        Some(Self { grade: grade?.into_string(), score: score? })
    }
}

/// An institution as the bank answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Institution {
    /// Its id.
    pub id: InstitutionId,
    /// Its code.
    pub code: InstitutionCode,
    /// Its names.
    pub names: Text,
    /// Its kind.
    pub kind: InstitutionKind,
    /// The code of the institution above it.
    pub parent: Option<InstitutionCode>,
    /// Its unified social credit code.
    pub credit_code: Option<SocialCreditCode>,
    /// Its grade scale.
    pub grade_scale: GradeScale,
    /// Whether it may post.
    pub status: Status,
}

/// An institution as an administrator posts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostInstitution {
    /// Its code, unique.
    pub code: InstitutionCode,
    /// Its names.
    pub names: Text,
    /// Its kind.
    pub kind: InstitutionKind,
    /// The code of the institution above it.
    pub parent: Option<InstitutionCode>,
    /// Its unified social credit code.
    pub credit_code: Option<SocialCreditCode>,
    /// Its grade scale; the usual one when absent.
    pub grade_scale: GradeScale,
    /// Whether it may post; active when absent.
    pub status: Status,
}

impl Form for PostInstitution {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required("code");
        let names = fields.form("names");
        let kind = fields.required("kind");
        let parent = fields.optional("parent");
        let credit_code = fields.optional("credit_code");
        let grades = fields.forms::<GradeStep>("grade_scale", 100);
        let status = fields.optional("status");
        refuse_repeated(fields, grades.as_deref().unwrap_or_default());
        Some(Self {
            code: code?,
            names: names?,
            kind: kind?,
            parent: parent?,
            credit_code: credit_code?,
            grade_scale: match grades? {
                steps if steps.is_empty() => GradeScale::default(),
                steps => GradeScale(steps),
            },
            status: status?.unwrap_or(Status::Active),
        })
    }
}

/// A grade with two scores would have to be guessed.
fn refuse_repeated(fields: &mut Fields<'_>, steps: &[GradeStep]) {
    for (index, step) in steps.iter().enumerate() {
        let mut before = steps.iter().take(index);
        if before.any(|other| other.grade.eq_ignore_ascii_case(&step.grade)) {
            fields.fault_in("grade_scale", index, "grade", FaultKind::Duplicate);
        }
    }
}
