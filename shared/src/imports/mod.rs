//! What the rows of a file mean, before any of it reaches the bank.
//!
//! The server reads the bytes and the rows; what a header, a cell, a course in many sections or a
//! table of equivalences means is decided here, and is the same for every way in which a file may
//! come in.
//!
//! Invariants: a row is used, told apart as the same as another, or refused with a reason, never
//! passed over; nothing that a cell does not say is guessed silently.

mod codes;
mod completions;
mod countries;
mod courses;
mod equivalences;
mod learners;
mod outcome_rules;
mod school_upload;
mod sheet;
mod uploads;

pub use codes::{CodeTable, Meaning};
pub use completions::{COMPLETION_COLUMNS, read_completion};
pub use countries::{CountryCensus, country};
pub use courses::{COURSE_COLUMNS, CourseLine, Differing, Merged, merge_sections, read_course};
pub use equivalences::{Census, Class, EQUIVALENCE_COLUMNS, census};
pub use learners::{LEARNER_COLUMNS, read_learner};
pub use outcome_rules::{Receiver, rule_of};
pub use school_upload::{Month, SCHOOL_COLUMNS, SchoolResult, best_of_each, read_school_result};
pub use sheet::{Column, HeaderFault, Need, Record, Row, Sheet, fold, is_reason, neutralise};
pub use uploads::{
    CommitImport, FailedRow, Import, ImportColumn, ImportCounts, ImportKind, ImportStatus, Mapping,
    RowsToPost, columns_of, has_column, is_of_school,
};
