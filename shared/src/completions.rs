//! Completions 学习成果: what a school posts, and what the bank made of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::courses::{check_declared, check_hours};
use crate::fault::{FaultKind, FaultReport};
use crate::fields::{Fields, Form, Line};
use crate::identity::{CardNumber, IdDocument};
use crate::ids::{BatchId, CompletionId, CourseId, TransactionId};
use crate::institutions::InstitutionCode;
use crate::quantity::{Credits, Hours, Score};
use crate::rules::Decision;
use crate::vocabulary::{CompletionStatus, CourseForm};

/// A completion as it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostCompletion {
    /// The institution, where the caller has several.
    pub institution: Option<InstitutionCode>,
    /// The school's own number, unique in the institution for ever.
    pub external_id: Line<64>,
    /// Who learned.
    pub learner: LearnerRef,
    /// What they finished.
    pub course: CourseRef,
    /// First day.
    pub started_on: Option<NaiveDate>,
    /// Last day.
    pub ended_on: NaiveDate,
    /// Learning hours.
    pub hours: Hours,
    /// The grade as the school writes it.
    pub grade: Option<Line<20>>,
    /// The credits that the school declares.
    pub declared_credits: Option<Credits>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
}

/// Who learned: a document with a name, or a card number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LearnerRef {
    /// By document; the name is compared with the recorded one.
    Document {
        /// The document.
        document: IdDocument,
        /// The name that the school has.
        name: Line<64>,
    },
    /// By the number of a card.
    Card(CardNumber),
}

impl Form for LearnerRef {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        if let Some(card) = fields.optional::<CardNumber>("card_number")? {
            for name in ["id_type", "id_number", "name"] {
                if fields.optional::<Line<64>>(name)?.is_some() {
                    fields.fault(name, FaultKind::ExactlyOneOf("card_number, id_number"));
                    return None;
                }
            }
            return Some(Self::Card(card));
        }
        let document = IdDocument::read(fields);
        let name = fields.required("name");
        Some(Self::Document { document: document?, name: name? })
    }
}

/// What was finished: a course of the catalogue, or enough to enter it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseRef {
    /// The code in the institution's catalogue.
    pub code: Line<64>,
    /// The title; with it, a code that the catalogue does not have yet is entered.
    pub title: Option<Line<200>>,
    /// The category of a course that is entered.
    pub category: Option<Line<64>>,
    /// The form of a course that is entered.
    pub form: Option<CourseForm>,
    /// The level of a course that is entered.
    pub level: Option<Line<64>>,
}

impl Form for CourseRef {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required("code");
        let title = fields.optional("title");
        let category = fields.optional("category");
        let form = fields.optional("form");
        let level = fields.optional("level");
        Some(Self { code: code?, title: title?, category: category?, form: form?, level: level? })
    }
}

/// A piece of evidence: where it is and what its digest was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// What it is.
    pub name: String,
    /// Where it is, https only.
    pub url: String,
    /// SHA-256 of its content, 64 hexadecimal digits.
    pub sha256: String,
}

impl Form for Evidence {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let name = fields.required::<Line<200>>("name");
        let url = fields.required::<Line<500>>("url");
        let sha256 = fields.required::<Line<64>>("sha256");
        if url.as_ref().is_some_and(|url| !url.as_str().starts_with("https://")) {
            fields.fault("url", FaultKind::NotHttps);
        }
        let hex =
            |digest: &str| digest.len() == 64 && digest.chars().all(|c| c.is_ascii_hexdigit());
        if sha256.as_ref().is_some_and(|digest| !hex(digest.as_str())) {
            fields.fault("sha256", FaultKind::BadFormat);
        }
        Some(Self {
            name: name?.into_string(),
            url: url?.into_string(),
            sha256: sha256?.into_string().to_ascii_lowercase(),
        })
    }
}

impl Form for PostCompletion {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let institution = fields.optional("institution");
        let external_id = fields.required("external_id");
        let learner = fields.form("learner");
        let course = fields.form("course");
        let started_on = fields.optional::<NaiveDate>("started_on");
        let ended_on = fields.required::<NaiveDate>("ended_on");
        let hours = fields.required("hours");
        let grade = fields.optional("grade");
        let declared_credits = fields.optional("declared_credits");
        let evidence = fields.forms("evidence", 10);
        check_hours(fields, hours);
        check_declared(fields, declared_credits.flatten());
        if let (Some(Some(started)), Some(ended)) = (started_on, ended_on)
            && ended < started
        {
            fields.fault("ended_on", FaultKind::EndBeforeStart);
        }
        Some(Self {
            institution: institution?,
            external_id: external_id?,
            learner: learner?,
            course: course?,
            started_on: started_on?,
            ended_on: ended_on?,
            hours: hours?,
            grade: grade?,
            declared_credits: declared_credits?,
            evidence: evidence?,
        })
    }
}

/// A completion as the bank answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Completion {
    /// Its id.
    pub id: CompletionId,
    /// The school's own number.
    pub external_id: String,
    /// Where it stands.
    pub status: CompletionStatus,
    /// The institution's code.
    pub institution: InstitutionCode,
    /// The course.
    pub course: CompletedCourse,
    /// The learner's card.
    pub card_number: CardNumber,
    /// The learner's name, as recorded.
    pub learner_name: String,
    /// First day.
    pub started_on: Option<NaiveDate>,
    /// Last day.
    pub ended_on: NaiveDate,
    /// Learning hours.
    pub hours: Hours,
    /// The grade as posted.
    pub grade: Option<String>,
    /// The score that it means.
    pub score: Option<Score>,
    /// The credits that the school declared.
    pub declared_credits: Option<Credits>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
    /// What the rules made of it, with the trace.
    pub decision: Decision,
    /// The posting, when credits were posted.
    pub transaction_id: Option<TransactionId>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// What to check it by at `/verify`.
    pub verification_code: String,
}

/// The course of a completion, as it was when it was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompletedCourse {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its category.
    pub category: String,
    /// Its form.
    pub form: CourseForm,
    /// Its level.
    pub level: Option<String>,
}

/// What became of one row of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowStatus {
    /// Recorded now.
    Created,
    /// Recorded before, with the same content.
    Unchanged,
    /// Recorded before, with other content.
    Conflict,
    /// Refused.
    Failed,
    /// Would be recorded, had this not been a dry run.
    WouldCreate,
}

/// The verdict on one row of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowVerdict {
    /// The row, counted from 0.
    pub index: usize,
    /// What became of it.
    pub status: RowStatus,
    /// The completion, when there is one.
    pub completion: Option<Completion>,
    /// What is wrong with the row.
    pub errors: Vec<FaultReport>,
}

/// How many rows met which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowCounts {
    /// Recorded now.
    pub created: usize,
    /// Recorded before, with the same content.
    pub unchanged: usize,
    /// Recorded before, with other content.
    pub conflict: usize,
    /// Refused.
    pub failed: usize,
    /// Would be recorded.
    pub would_create: usize,
}

impl RowCounts {
    /// Counts one more row.
    pub fn count(&mut self, status: RowStatus) {
        let field = match status {
            RowStatus::Created => &mut self.created,
            RowStatus::Unchanged => &mut self.unchanged,
            RowStatus::Conflict => &mut self.conflict,
            RowStatus::Failed => &mut self.failed,
            RowStatus::WouldCreate => &mut self.would_create,
        };
        *field += 1;
    }
}

/// The answer to a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchAnswer {
    /// One verdict per row, in order.
    pub rows: Vec<RowVerdict>,
    /// How many met which fate.
    pub counts: RowCounts,
    /// What to undo it by, when it created any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_id: Option<BatchId>,
}

/// The question what something would be worth: a course of the catalogue, or a free description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRequest {
    /// A course of the catalogue.
    pub course_id: Option<CourseId>,
    /// The institution of a free description.
    pub institution: Option<InstitutionCode>,
    /// The title of a free description.
    pub title: Option<Line<200>>,
    /// Its category.
    pub category: Option<Line<64>>,
    /// Its form.
    pub form: Option<CourseForm>,
    /// Its level.
    pub level: Option<Line<64>>,
    /// Learning hours; the course's own when absent.
    pub hours: Option<Hours>,
    /// Score.
    pub score: Option<Score>,
    /// Declared credits; the course's own when absent.
    pub declared_credits: Option<Credits>,
    /// Last day; today when absent.
    pub ended_on: Option<NaiveDate>,
    /// For a clerk: whose card it would go on. A resident asks for themself.
    pub card_number: Option<CardNumber>,
}

impl Form for PreviewRequest {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let course_id = fields.optional::<CourseId>("course_id");
        let institution = fields.optional::<InstitutionCode>("institution");
        let title = fields.optional("title");
        let category = fields.optional("category");
        let form = fields.optional("form");
        let level = fields.optional("level");
        let hours = fields.optional::<Hours>("hours");
        let score = fields.optional("score");
        let declared_credits = fields.optional::<Credits>("declared_credits");
        let ended_on = fields.optional("ended_on");
        let card_number = fields.optional("card_number");
        check_hours(fields, hours.flatten());
        check_declared(fields, declared_credits.flatten());
        if let (Some(course), Some(place)) = (course_id, &institution)
            && course.is_some() == place.is_some()
        {
            fields.fault("course_id", FaultKind::ExactlyOneOf("course_id, institution"));
        }
        Some(Self {
            course_id: course_id?,
            institution: institution?,
            title: title?,
            category: category?,
            form: form?,
            level: level?,
            hours: hours?,
            score: score?,
            declared_credits: declared_credits?,
            ended_on: ended_on?,
            card_number: card_number?,
        })
    }
}
