//! Uploads over HTTP: a file from its first byte to its receipt.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{COMPLETION_COLUMNS, COURSE_COLUMNS, EQUIVALENCE_COLUMNS, LEARNER_COLUMNS};
use super::{Column, SCHOOL_COLUMNS};
use crate::fault::{Fault, FaultKind};
use crate::fields::{Fields, Form, text};
use crate::ids::{BatchId, ImportId};
use crate::institutions::InstitutionCode;
use crate::names::words;

words! {
    /// What a file holds.
    pub enum ImportKind {
        Completions = "completions", "学习成果", "Completions";
        Courses = "courses", "课程", "Courses";
        Equivalences = "equivalences", "课程等值表", "Course equivalences";
        Learners = "learners", "学习者", "Learners";
    }
}

words! {
    /// Where an import stands.
    pub enum ImportStatus {
        NeedsMapping = "needs_mapping", "待对应列名", "Columns to be matched";
        Reading = "reading", "正在检查", "Being checked";
        Ready = "ready", "待登记", "Ready to post";
        Posting = "posting", "正在登记", "Being posted";
        Posted = "posted", "已登记", "Posted";
        Undoing = "undoing", "正在撤回", "Being undone";
        Undone = "undone", "已撤回", "Undone";
        Stopped = "stopped", "已停止", "Stopped";
    }
}

impl ImportStatus {
    /// Whether the bank is at work on it.
    #[must_use]
    pub const fn is_moving(self) -> bool {
        matches!(self, Self::Reading | Self::Posting | Self::Undoing)
    }
}

words! {
    /// Which rows of a file are posted.
    pub enum RowsToPost {
        All = "all", "全部", "All";
        Good = "good", "只登记无误的", "Only those that are fit";
    }
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// The institution that it is for.
    pub institution: InstitutionCode,
    /// What the file holds.
    pub kind: ImportKind,
    /// Where it stands.
    pub status: ImportStatus,
    /// The name of the file.
    pub file: String,
    /// `UTF-8`, `GB 18030`, `XLSX` or `XLS`.
    pub encoding: String,
    /// When it was uploaded.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Rows below the header.
    pub rows: u64,
    /// Rows that are dealt with in what is under way.
    pub done: u64,
    /// What became of the rows so far; each counts once.
    pub counts: ImportCounts,
    /// The first row of the file.
    pub header: Vec<String>,
    /// The columns that the bank reads, each with the file's own name for it.
    pub columns: Vec<ImportColumn>,
    /// Whether names of columns were taken from an earlier upload.
    pub remembered: bool,
    /// Columns of the file that are not kept.
    pub unread: Vec<String>,
    /// The batch that was posted.
    pub batch_id: Option<BatchId>,
    /// Why it stopped.
    pub problem: Option<String>,
}

/// What became of the rows of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ImportCounts {
    /// Recorded by this import.
    pub created: u64,
    /// Recorded before, with the same content.
    pub unchanged: u64,
    /// Recorded before, with other content.
    pub conflict: u64,
    /// Refused.
    pub failed: u64,
    /// Would be recorded.
    pub would_create: u64,
    /// Repeat another row of the file, or belong to it.
    pub repeated: u64,
    /// Of those that are or would be recorded: recognised.
    pub recognised: u64,
    /// Of those: a person must decide.
    pub needs_decision: u64,
    /// Of those: not recognised.
    pub not_recognised: u64,
}

impl ImportCounts {
    /// Rows that cannot be posted as they are.
    #[must_use]
    pub const fn bad(&self) -> u64 {
        self.conflict.saturating_add(self.failed)
    }

    /// The sum of two.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            created: self.created.saturating_add(other.created),
            unchanged: self.unchanged.saturating_add(other.unchanged),
            conflict: self.conflict.saturating_add(other.conflict),
            failed: self.failed.saturating_add(other.failed),
            would_create: self.would_create.saturating_add(other.would_create),
            repeated: self.repeated.saturating_add(other.repeated),
            recognised: self.recognised.saturating_add(other.recognised),
            needs_decision: self.needs_decision.saturating_add(other.needs_decision),
            not_recognised: self.not_recognised.saturating_add(other.not_recognised),
        }
    }
}

/// A column that the bank reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportColumn {
    /// What it means.
    pub field: String,
    /// The names that it goes by, the first being the field.
    pub names: Vec<String>,
    /// Whether the file cannot be read without it.
    pub needed: bool,
    /// What the file calls it; `None` when the file has no such column, or it was not found.
    pub heading: Option<String>,
}

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FailedRow {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// Why it was refused.
    pub reason: String,
    /// Its cells as they were.
    pub cells: Vec<String>,
}

/// Names of columns: for what the bank reads, what a file calls it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(pub BTreeMap<String, String>);

impl Mapping {
    /// Longest name of a column, in characters.
    const LONGEST: usize = 200;

    /// Reads `{"field": "heading", …}` for a header; an empty heading says that there is none.
    ///
    /// # Errors
    /// Fields that the bank does not read, headings that the file does not have.
    pub fn read(value: &Value, columns: &[Column], header: &[String]) -> Result<Self, Vec<Fault>> {
        let Some(object) = value.as_object() else {
            let kind = FaultKind::WrongType(crate::fault::JsonType::Object);
            return Err(vec![Fault::new("/mapping", kind)]);
        };
        let (mut mapping, mut faults) = (BTreeMap::new(), Vec::new());
        for (field, heading) in object {
            let known = columns.iter().any(|column| column.field == field);
            let heading = text(heading).and_then(|heading| match heading {
                _ if !known => Err(FaultKind::UnknownField),
                long if long.chars().count() > Self::LONGEST => {
                    Err(FaultKind::TooLong(Self::LONGEST))
                }
                found if found.is_empty() || header.iter().any(|one| one == found) => Ok(found),
                _ => Err(FaultKind::Unknown),
            });
            match heading {
                Ok(heading) => drop(mapping.insert(field.clone(), heading.to_owned())),
                Err(kind) => faults.push(Fault::new(format!("/mapping/{field}"), kind)),
            }
        }
        if faults.is_empty() { Ok(Self(mapping)) } else { Err(faults) }
    }

    /// Whether a header has every column that is named.
    #[must_use]
    pub fn fits(&self, header: &[String]) -> bool {
        self.0.values().all(|heading| heading.is_empty() || header.contains(heading))
    }
}

/// The body of posting what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitImport {
    /// Which rows.
    pub rows: RowsToPost,
}

impl Form for CommitImport {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        Some(Self { rows: fields.required("rows")? })
    }
}

/// The columns of a kind of file.
#[must_use]
pub fn columns_of(kind: ImportKind, header: &[String]) -> &'static [Column] {
    match kind {
        ImportKind::Completions if is_of_school(header) => SCHOOL_COLUMNS,
        ImportKind::Completions => COMPLETION_COLUMNS,
        ImportKind::Courses => COURSE_COLUMNS,
        ImportKind::Equivalences => EQUIVALENCE_COLUMNS,
        ImportKind::Learners => LEARNER_COLUMNS,
    }
}

/// Whether a header is of the upload that school systems make: it has the month of a result.
#[must_use]
pub fn is_of_school(header: &[String]) -> bool {
    has_column(header, &["获得时间"])
}

/// Whether a header has a column of one of these names.
#[must_use]
pub fn has_column(header: &[String], names: &'static [&'static str]) -> bool {
    super::Sheet::read(header, &[Column::must("it", names)]).is_ok()
}
