//! What the rows of a table of course equivalences are: each is of one class, the first that fits.

use std::collections::{HashMap, HashSet};

use super::countries::CountryCensus;
use super::sheet::{Column, Row, Sheet, fold};
use crate::names::words;

/// The columns of a table of equivalences.
pub const EQUIVALENCE_COLUMNS: &[Column] = &[
    Column::may("institution", &["institution_code", "原机构代码"]),
    Column::may("university", &["University", "institution", "原办学机构", "原学校"]),
    Column::may("country", &["University-Country", "country", "国家或地区", "国家"]),
    Column::must("source_code", &["Exchange-Course-Code", "source_code", "原课程代码"]),
    Column::may("source_title", &["Exchange-Course-Title", "source_title", "原课程名称"]),
    Column::must("target_code", &["HKU-Course-Code", "target_code", "转换后课程代码"]),
    Column::may("target_title", &["HKU-Course-Title", "target_title", "转换后课程名称"]),
    Column::may("credits", &["credits", "转换后学分"]),
];

words! {
    /// What a row is; a row is of the first class that fits.
    pub enum Class {
        Duplicate = "duplicate", "完全重复", "exact duplicate";
        NoSource = "no_source", "无原课程代码", "no source";
        BlankTarget = "blank_target", "无目标课程代码", "blank target";
        Generic = "generic_target", "笼统目标", "generic target";
        Set = "set", "多门合并", "set";
        Several = "several_targets", "一对多", "several targets";
        Rest = "rest", "其余", "rest";
    }
}

/// What a table holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// The class of each row, in order; `None` for a row that is not as wide as the header.
    pub classes: Vec<Option<Class>>,
    /// Rows without a source, whatever else they are.
    pub without_source: usize,
    /// Rows without a target.
    pub without_target: usize,
    /// Rows with a target such as `ECONxxxx`.
    pub generic: usize,
    /// Rows with a generic target written otherwise: `ECONXXXX`, `SOCI20xx`, `ELECTIVE`.
    pub generic_otherwise: usize,
    /// Rows whose source is a set, `A + B`.
    pub sets: usize,
    /// Sources, each of one university, with more than one distinct target (code and title).
    pub sources_with_several: usize,
    /// Sources that seem to join courses by another sign than `+`; they are taken as one code.
    pub joined_otherwise: usize,
    /// Universities named.
    pub universities: usize,
    /// How countries are spelled.
    pub countries: CountryCensus,
}

impl Census {
    /// How many rows are of a class.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        self.classes.iter().filter(|one| **one == Some(class)).count()
    }
}

/// Whether a cell stands for no source: `-`, `--`, blank.
#[must_use]
pub fn is_no_source(folded: &str) -> bool {
    folded.chars().all(|c| matches!(c, '-' | '–' | '—'))
}

/// Whether a target names no course but a kind of course: `ECONxxxx`, `SOCI20xx`, `ELECTIVE`.
#[must_use]
pub fn is_generic(folded: &str) -> bool {
    let small = folded.to_lowercase();
    small.contains("xx") || small.contains("elective")
}

/// Whether a source joins courses by `+`. `1.29E+30` is a code that a spreadsheet ruined, no set.
#[must_use]
pub fn is_set(folded: &str) -> bool {
    folded.contains('+') && !is_ruined(folded)
}

/// Whether a spreadsheet took a code for a number.
#[must_use]
pub fn is_ruined(folded: &str) -> bool {
    folded.contains("E+") && folded.parse::<f64>().is_ok()
}

/// Whether a source seems to join courses by another sign than `+`.
fn is_joined_otherwise(folded: &str, cell: &str) -> bool {
    let small = folded.to_lowercase();
    !folded.contains('+')
        && (small.contains([',', '/', ';', '&'])
            || small.contains(" and ")
            || small.contains(" or ")
            || cell.trim().contains('\n'))
}

/// Tells what each row is, and counts what the table holds.
#[must_use]
pub fn census(sheet: &Sheet, rows: &[Row]) -> Census {
    let read: Vec<Option<Cells<'_>>> = rows.iter().map(|row| Cells::of(sheet, row)).collect();
    let mut targets: HashMap<(&str, &str), HashSet<(&str, &str)>> = HashMap::new();
    for cells in read.iter().flatten().filter(|cells| !is_no_source(&cells.source)) {
        targets.entry(cells.key()).or_default().insert((&cells.target, &cells.target_title));
    }
    let mut seen = HashSet::new();
    let mut universities = HashSet::new();
    let mut census = Census {
        sources_with_several: targets.values().filter(|targets| targets.len() > 1).count(),
        ..Census::default()
    };
    for cells in &read {
        let Some(cells) = cells else {
            census.classes.push(None);
            continue;
        };
        census.note(cells);
        universities.insert(&cells.university);
        let several = targets.get(&cells.key()).is_some_and(|targets| targets.len() > 1);
        census.classes.push(Some(match () {
            () if !seen.insert(&cells.row.cells) => Class::Duplicate,
            () if is_no_source(&cells.source) => Class::NoSource,
            () if cells.target.is_empty() => Class::BlankTarget,
            () if is_generic(&cells.target) => Class::Generic,
            () if is_set(&cells.source) => Class::Set,
            () if several => Class::Several,
            () => Class::Rest,
        }));
    }
    census.universities = universities.len();
    census
}

impl Census {
    fn note(&mut self, cells: &Cells<'_>) {
        self.without_source += usize::from(is_no_source(&cells.source));
        self.without_target += usize::from(cells.target.is_empty());
        let usual = cells.target.contains("xxxx");
        self.generic += usize::from(usual);
        self.generic_otherwise += usize::from(!usual && is_generic(&cells.target));
        self.sets += usize::from(is_set(&cells.source));
        self.joined_otherwise +=
            usize::from(is_joined_otherwise(&cells.source, &cells.source_cell));
        self.countries.count(cells.country.clone());
    }
}

struct Cells<'a> {
    row: &'a Row,
    university: String,
    country: Option<String>,
    source: String,
    source_cell: String,
    target: String,
    target_title: String,
}

impl<'a> Cells<'a> {
    fn of(sheet: &Sheet, row: &'a Row) -> Option<Self> {
        let record = sheet.record(row).ok()?;
        let get = |field| record.get(field).unwrap_or_default();
        let university = record.get("institution").unwrap_or_else(|| get("university"));
        Some(Self {
            row,
            university,
            country: record.get("country"),
            source: get("source_code"),
            source_cell: record.raw("source_code").to_owned(),
            target: get("target_code"),
            target_title: get("target_title"),
        })
    }

    fn key(&self) -> (&str, &str) {
        (&self.university, &self.source)
    }
}

/// The parts of a set, or the one code that is no set.
#[must_use]
pub fn parts(code: &str) -> Vec<String> {
    if is_set(code) { code.split('+').map(fold).collect() } else { vec![code.to_owned()] }
}
