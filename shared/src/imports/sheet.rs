//! A table with a header: columns found by name, cells folded, reasons in the words of the header.

use std::collections::HashMap;
use std::fmt;

use serde_json::{Map, Value};

use super::Mapping;
use crate::fault::Fault;
use crate::lang::{Lang, Text};

/// Whether a file can be read without a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It cannot.
    Must,
    /// It can.
    May,
}

/// A column that a kind of file may have.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it means.
    pub field: &'static str,
    /// The names that it goes by; the first that the header has is taken.
    pub names: &'static [&'static str],
    /// Whether it must be there.
    pub need: Need,
}

impl Column {
    /// A column without which nothing can be read.
    #[must_use]
    pub const fn must(field: &'static str, names: &'static [&'static str]) -> Self {
        Self { field, names, need: Need::Must }
    }

    /// A column that may be missing.
    #[must_use]
    pub const fn may(field: &'static str, names: &'static [&'static str]) -> Self {
        Self { field, names, need: Need::May }
    }
}

/// A row as it stood in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// What is wrong with a header: the file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderFault {
    /// Columns that must be there, each with its names.
    Missing(Vec<String>),
    /// A column that stands there twice.
    Twice(String),
}

impl fmt::Display for HeaderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(columns) => {
                write!(f, "the first row does not name these columns: {}", columns.join("; "))
            }
            Self::Twice(name) => write!(f, "the first row names the column {name} twice"),
        }
    }
}

impl std::error::Error for HeaderFault {}

/// A header that was understood.
#[derive(Clone, Debug)]
pub struct Sheet {
    header: Vec<String>,
    places: HashMap<&'static str, usize>,
}

impl Sheet {
    /// Finds columns by name: case, spaces, hyphens, underscores and what stands in brackets do not
    /// matter.
    ///
    /// # Errors
    /// Columns that are missing, or stand there twice.
    pub fn read(header: &[String], columns: &[Column]) -> Result<Self, HeaderFault> {
        Self::mapped(header, columns, &Mapping::default())
    }

    /// The same for a file that calls some of them otherwise.
    ///
    /// # Errors
    /// As [`Sheet::read`].
    pub fn mapped(
        header: &[String],
        columns: &[Column],
        mapping: &Mapping,
    ) -> Result<Self, HeaderFault> {
        let keys: Vec<String> = header.iter().map(|name| key(name)).collect();
        let mut places = HashMap::new();
        let mut missing = Vec::new();
        for column in columns {
            let named = mapping.0.get(column.field).map(String::as_str);
            if let Some(place) = named.and_then(|name| header.iter().position(|one| one == name)) {
                places.insert(column.field, place);
                continue;
            }
            let found = column.names.iter().find(|name| keys.contains(&key(name)));
            let Some(name) = found.filter(|_| named.is_none()) else {
                if column.need == Need::Must {
                    missing.push(column.names.join(" / "));
                }
                continue;
            };
            let mut at = keys.iter().enumerate().filter(|(_, one)| **one == key(name));
            if let Some((place, _)) = at.next() {
                places.insert(column.field, place);
            }
            if at.next().is_some() {
                return Err(HeaderFault::Twice((*name).to_owned()));
            }
        }
        if missing.is_empty() {
            Ok(Self { header: header.iter().map(|name| fold(name)).collect(), places })
        } else {
            Err(HeaderFault::Missing(missing))
        }
    }

    /// The file's own name for what a column means.
    #[must_use]
    pub fn heading_of(&self, field: &str) -> Option<&str> {
        self.header.get(self.place_of(field)?).map(String::as_str)
    }

    /// The place of a column in a row.
    #[must_use]
    pub fn place_of(&self, field: &str) -> Option<usize> {
        self.places.get(field).copied()
    }

    /// Whether the file has a column for this.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.places.contains_key(field)
    }

    /// The language that the header is written in, in which reasons are given.
    #[must_use]
    pub fn lang(&self) -> Lang {
        let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let chinese = self.header.iter().any(|name| name.chars().any(han));
        if chinese { Lang::Zh } else { Lang::En }
    }

    /// Names of columns that are not read; blank ones and an earlier reason are not worth a word.
    #[must_use]
    pub fn unread(&self) -> Vec<&str> {
        let read: Vec<usize> = self.places.values().copied().collect();
        self.header
            .iter()
            .enumerate()
            .filter(|(place, name)| !read.contains(place) && !name.is_empty() && !is_reason(name))
            .map(|(_, name)| name.as_str())
            .collect()
    }

    /// A row of as many cells as the header.
    ///
    /// # Errors
    /// The reason, for a row that has more or fewer.
    pub fn record<'a>(&'a self, row: &'a Row) -> Result<Record<'a>, Text> {
        let (has, wants) = (row.cells.len(), self.header.len());
        if has == wants {
            return Ok(Record { sheet: self, row });
        }
        let open = row.cells.iter().any(|cell| cell.matches('\n').count() > 3);
        let hint = if open {
            ("；可能有引号未闭合", "; a quotation mark may not be closed")
        } else {
            ("", "")
        };
        Err(Text::new(
            format!("此行有 {has} 格，表头有 {wants} 格{}", hint.0),
            format!("The row has {has} cells and the header {wants}{}", hint.1),
        ))
    }

    /// Faults as one reason, each with the name of its column.
    #[must_use]
    pub fn reason(&self, faults: &[Fault]) -> Text {
        let one = |fault: &Fault| {
            let (heading, message) = (self.heading(&fault.pointer), fault.kind.message());
            let with = |words: &str, mark| match heading {
                "" => words.to_owned(),
                heading => format!("{heading}{mark}{words}"),
            };
            Text::new(with(&message.zh, "："), with(&message.en, ": "))
        };
        let reasons: Vec<Text> = faults.iter().map(one).collect();
        let all = |lang: Lang, mark: &str| {
            reasons.iter().map(|reason| reason.get(lang)).collect::<Vec<_>>().join(mark)
        };
        Text::new(all(Lang::Zh, "；"), all(Lang::En, "; "))
    }

    /// The header's own name for what a JSON pointer means, or the pointer without its slashes.
    #[must_use]
    pub fn heading<'a>(&'a self, pointer: &'a str) -> &'a str {
        let last = pointer.rsplit('/').next().unwrap_or_default();
        let of_course = format!("course_{last}");
        [last, of_course.as_str()]
            .iter()
            .find_map(|field| self.places.get(*field))
            .and_then(|place| self.header.get(*place))
            .map_or(pointer.trim_start_matches('/'), String::as_str)
    }
}

/// A row under its header.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
}

impl<'a> Record<'a> {
    /// What a cell says, folded; `None` when it says nothing or there is no such column.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<String> {
        let place = self.sheet.places.get(field)?;
        self.row.cells.get(*place).map(|cell| fold(cell)).filter(|cell| !cell.is_empty())
    }

    /// A cell as it stands in the file; empty when there is no such column.
    #[must_use]
    pub fn raw(&self, field: &str) -> &'a str {
        let place = self.sheet.places.get(field);
        place.and_then(|place| self.row.cells.get(*place)).map_or("", String::as_str)
    }

    /// The header.
    #[must_use]
    pub const fn sheet(&self) -> &'a Sheet {
        self.sheet
    }

    /// An object of those fields that say something, each under its name on the wire.
    pub(super) fn object(&self, names: &[(&str, &str)]) -> Map<String, Value> {
        names
            .iter()
            .filter_map(|(field, name)| Some(((*name).to_owned(), Value::from(self.get(field)?))))
            .collect()
    }
}

/// A cell as it is meant: line breaks and runs of space are one space; what cannot be seen, and the
/// apostrophe before a sign that a spreadsheet would take for a formula, are not part of it.
#[must_use]
pub fn fold(cell: &str) -> String {
    let cell = match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    };
    let unseen =
        |c: char| matches!(c, '\u{200B}' | '\u{FEFF}') || c.is_control() && !c.is_whitespace();
    let seen: String = cell.chars().filter(|c| !unseen(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell that no spreadsheet takes for a formula; [`fold`] reads it as it was.
#[must_use]
pub fn neutralise(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Whether a column carries the reasons of an earlier import, which are not read.
#[must_use]
pub fn is_reason(name: &str) -> bool {
    matches!(key(name).as_str(), "reason" | "错误原因")
}

fn key(name: &str) -> String {
    let name = fold(name);
    let bare = name.split(['(', '（']).next().unwrap_or_default();
    bare.chars()
        .filter(|c| !matches!(c, ' ' | '-' | '_' | '*'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::FaultKind;

    const COLUMNS: &[Column] = &[
        Column::must("code", &["code", "课程代码"]),
        Column::may("course_title", &["title", "课程名称"]),
        Column::may("ended_on", &["获得时间"]),
    ];

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn columns_are_found_by_either_name_whatever_their_order_and_case() {
        let sheet =
            Sheet::read(&strings(&["课程名称", " 获得时间 (yyyyMM)", "课程代码", "学号"]), COLUMNS);
        let sheet = sheet.unwrap();
        let row = Row { line: 2, cells: strings(&["书法\n（一）", "", " CALL-1 ", "17"]) };
        let record = sheet.record(&row).unwrap();
        assert_eq!(record.get("code").as_deref(), Some("CALL-1"));
        assert_eq!(record.get("course_title").as_deref(), Some("书法 （一）"));
        assert_eq!(record.get("ended_on"), None);
        assert_eq!((sheet.lang(), sheet.unread()), (Lang::Zh, vec!["学号"]));
        assert!(Sheet::read(&strings(&["CODE", "Title"]), COLUMNS).is_ok());
    }

    #[test]
    fn a_header_without_a_needed_column_or_with_one_twice_is_refused() {
        let missing = Sheet::read(&strings(&["title"]), COLUMNS).unwrap_err();
        assert_eq!(missing, HeaderFault::Missing(vec!["code / 课程代码".to_owned()]));
        let twice = Sheet::read(&strings(&["code", "Code"]), COLUMNS).unwrap_err();
        assert_eq!(twice, HeaderFault::Twice("code".to_owned()));
    }

    #[test]
    fn a_ragged_row_says_how_many_cells_it_has() {
        let sheet = Sheet::read(&strings(&["code", "title"]), COLUMNS).unwrap();
        let row = Row { line: 2, cells: strings(&["A"]) };
        assert_eq!(sheet.record(&row).unwrap_err().en, "The row has 1 cells and the header 2");
        let open = Row { line: 3, cells: strings(&["A\nb\nc\nd\ne"]) };
        assert!(sheet.record(&open).unwrap_err().en.contains("quotation mark"));
    }

    #[test]
    fn a_column_may_go_by_the_files_own_name_or_be_said_to_be_missing() {
        let header = strings(&["流水号", "课程名称", "课程代码"]);
        let mapping = |field: &str, name: &str| {
            Mapping(std::iter::once((field.to_owned(), name.to_owned())).collect())
        };
        let sheet = Sheet::mapped(&header, COLUMNS, &mapping("code", "流水号")).unwrap();
        assert_eq!(sheet.heading_of("code"), Some("流水号"));
        let sheet = Sheet::mapped(&header, COLUMNS, &mapping("course_title", "")).unwrap();
        assert!(!sheet.has("course_title") && sheet.has("code"));
    }

    #[test]
    fn faults_are_named_by_the_headers_own_words() {
        let sheet = Sheet::read(&strings(&["课程代码", "课程名称"]), COLUMNS).unwrap();
        let faults = [
            Fault::new("/course/title", FaultKind::Required),
            Fault::new("/institution", FaultKind::Unknown),
        ];
        assert_eq!(sheet.reason(&faults).zh, "课程名称：请填写此项；institution：查无此项");
    }

    #[test]
    fn what_cannot_be_seen_is_not_part_of_a_cell() {
        assert_eq!(fold("\u{FEFF}D\u{8D}ebats\u{7}\r\n S5\u{200B}"), "Debats S5");
    }

    #[test]
    fn what_is_neutralised_reads_as_it_was() {
        for cell in ["=1+1", "+86", "-", "@x", "plain", "O'Neill", "'quoted'"] {
            let safe = neutralise(cell);
            assert!(!safe.starts_with(['=', '+', '-', '@']), "{safe}");
            assert_eq!(fold(&safe), cell);
        }
    }
}
