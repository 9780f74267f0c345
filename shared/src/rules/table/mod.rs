//! A rulebook as a table, for a spreadsheet: a row a rule, a column a field, none lost.
//!
//! A column is named by the path of its field, such as `award.rounding.step`. A cell holds a list of
//! words as `A; B`, and what is nested, or a word with a semicolon, as JSON. A cell that a spreadsheet
//! would take for a formula starts with an apostrophe, as one that has an apostrophe of its own does.
//!
//! Invariant: what is written reads back as the same rulebook, but for its number.

mod reading;
mod writing;

pub use reading::from_table;
pub use writing::to_table;

/// What a cell of a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Integer,
    Boolean,
    Words,
    Json,
}

/// The list that a row belongs to: of rules, or `rulebook` for the one row about the whole.
const LIST: &str = "list";
const RULEBOOK: &str = "rulebook";

/// The columns after the first.
const COLUMNS: [(&str, Shape); 56] = [
    ("code", Shape::Text),
    ("names.zh", Shape::Text),
    ("names.en", Shape::Text),
    ("priority", Shape::Integer),
    ("effective_from", Shape::Text),
    ("effective_to", Shape::Text),
    ("status", Shape::Text),
    ("ground", Shape::Text),
    ("note", Shape::Text),
    ("when.institution_kinds", Shape::Words),
    ("when.institutions", Shape::Json),
    ("when.courses", Shape::Words),
    ("when.categories", Shape::Words),
    ("when.forms", Shape::Words),
    ("when.levels", Shape::Words),
    ("when.min_hours", Shape::Text),
    ("when.min_score", Shape::Text),
    ("when.ended_from", Shape::Text),
    ("when.ended_to", Shape::Text),
    ("award.scheme", Shape::Text),
    ("award.method", Shape::Text),
    ("award.method.fixed", Shape::Text),
    ("award.method.per_hours", Shape::Text),
    ("award.factor", Shape::Text),
    ("award.rounding.step", Shape::Text),
    ("award.rounding.mode", Shape::Text),
    ("award.max", Shape::Text),
    ("repeats", Shape::Text),
    ("outcome", Shape::Text),
    ("decision", Shape::Text),
    ("receiver", Shape::Text),
    ("by_amount.from", Shape::Text),
    ("by_amount.to", Shape::Text),
    ("by_amount.ratio", Shape::Text),
    ("by_amount.smallest", Shape::Text),
    ("by_amount.step", Shape::Text),
    ("by_amount.rounding.step", Shape::Text),
    ("by_amount.rounding.mode", Shape::Text),
    ("by_outcome.requires", Shape::Json),
    ("by_outcome.gives", Shape::Json),
    ("schemes", Shape::Words),
    ("institutions", Shape::Words),
    ("categories", Shape::Words),
    ("forms", Shape::Words),
    ("rules", Shape::Words),
    ("limit.credits", Shape::Text),
    ("limit.items", Shape::Integer),
    ("window", Shape::Text),
    ("window.year_from", Shape::Text),
    ("window.semesters_from", Shape::Words),
    ("smallest", Shape::Text),
    ("largest", Shape::Text),
    ("per_day", Shape::Text),
    ("per_year", Shape::Text),
    ("cooling_off_hours", Shape::Integer),
    ("family_only", Shape::Boolean),
];
