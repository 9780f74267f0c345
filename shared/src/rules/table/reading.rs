//! Reads a rulebook from a table.
//!
//! Cells become the JSON that the rulebook is said in, and what is wrong with that is what is wrong
//! with the cells.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{COLUMNS, LIST, RULEBOOK, Shape};
use crate::fault::{Fault, FaultKind};
use crate::rules::difference::RuleList;
use crate::rules::rulebook::Rulebook;

/// Reads a rulebook as [`to_table`](super::to_table) writes it. Columns may be left out and stand in
/// any order.
///
/// # Errors
/// Every fault, with a pointer `/row/column`: the row as a spreadsheet counts it, the header being 1,
/// and the name of the column.
pub fn from_table(rows: &[Vec<String>]) -> Result<Rulebook, Vec<Fault>> {
    let mut reading = Reading::default();
    let mut rows = (1..).zip(rows);
    let header = rows.next().map(|(_, cells)| reading.header(cells)).unwrap_or_default();
    if !header.contains(&Some((LIST, Shape::Text))) {
        reading.fault(1, LIST, FaultKind::Required);
        return Err(reading.faults);
    }
    for (row, cells) in rows {
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            reading.row(row, &header, cells);
        }
    }
    reading.finish()
}

/// The columns of the table that is read; `None` for one without a name.
type Header = Vec<Option<(&'static str, Shape)>>;

#[derive(Default)]
struct Reading {
    /// What each list says, and the row about the whole.
    lists: HashMap<&'static str, Vec<Said>>,
    faults: Vec<Fault>,
}

/// A rule as it would be said in JSON, and the row where it stands.
struct Said {
    row: usize,
    rule: Map<String, Value>,
}

impl Reading {
    fn fault(&mut self, row: usize, column: &str, kind: FaultKind) {
        self.faults.push(Fault::new(format!("/{row}/{column}"), kind));
    }

    fn header(&mut self, cells: &[String]) -> Header {
        let mut header = Header::new();
        for cell in cells {
            let name = cell.trim_start_matches('\u{FEFF}').trim();
            let mut known = std::iter::once((LIST, Shape::Text)).chain(COLUMNS);
            let column = known.find(|(known, _)| *known == name);
            if column.is_none() && !name.is_empty() {
                self.fault(1, name, FaultKind::UnknownField);
            } else if column.is_some() && header.contains(&column) {
                self.fault(1, name, FaultKind::Duplicate);
            }
            header.push(column);
        }
        header
    }

    fn row(&mut self, row: usize, header: &Header, cells: &[String]) {
        let mut list = "";
        let mut rule = Map::new();
        for (place, cell) in cells.iter().enumerate() {
            let cell = cell.strip_prefix('\'').unwrap_or(cell);
            if cell.trim().is_empty() {
                continue;
            }
            match header.get(place).copied().flatten() {
                Some((LIST, _)) => list = cell.trim(),
                Some((column, shape)) => {
                    if let Err(kind) = put(&mut rule, column, value(cell, shape)) {
                        self.fault(row, column, kind);
                    }
                }
                None => self.fault(row, &(place + 1).to_string(), FaultKind::UnknownField),
            }
        }
        let lists = || RuleList::ALL.iter().map(|list| list.as_str()).chain([RULEBOOK]);
        match lists().find(|known| *known == list) {
            Some(list) => self.lists.entry(list).or_default().push(Said { row, rule }),
            None => self.fault(row, LIST, FaultKind::NotOneOf(lists().collect())),
        }
    }

    fn finish(mut self) -> Result<Rulebook, Vec<Fault>> {
        let mut about = self.lists.remove(RULEBOOK).unwrap_or_default().into_iter();
        let whole = about.next();
        for again in about {
            self.fault(again.row, LIST, FaultKind::Duplicate);
        }
        let places = Places {
            whole: whole.as_ref().map(|said| said.row),
            rules: self.lists.iter().map(|(list, said)| (*list, rows(said))).collect(),
        };
        let mut body = whole.map(|said| said.rule).unwrap_or_default();
        for (list, said) in self.lists {
            let rules = said.into_iter().map(|said| Value::Object(said.rule)).collect();
            body.insert(list.to_owned(), rules);
        }
        match Rulebook::parse(&Value::Object(body)) {
            Ok(rulebook) if self.faults.is_empty() => Ok(rulebook),
            read => {
                let faults = read.err().unwrap_or_default();
                self.faults.extend(faults.into_iter().map(|fault| places.at_cell(fault)));
                Err(self.faults)
            }
        }
    }
}

/// Where in the table rules stand.
struct Places {
    whole: Option<usize>,
    rules: HashMap<&'static str, Vec<usize>>,
}

fn rows(said: &[Said]) -> Vec<usize> {
    said.iter().map(|said| said.row).collect()
}

impl Places {
    /// A fault of the rulebook's JSON as one of the cell that it means.
    fn at_cell(&self, fault: Fault) -> Fault {
        let mut names = fault.pointer.split('/').skip(1);
        let list = names.next().unwrap_or_default();
        let index = names.next().and_then(|index| index.parse::<usize>().ok());
        let rule = index.and_then(|index| self.rules.get(list)?.get(index));
        let path = names.collect::<Vec<_>>().join(".");
        let pointer = match (rule, self.whole) {
            (Some(row), _) => format!("/{row}/{}", column(&path)),
            (None, Some(row)) if index.is_none() => format!("/{row}/{}", column(list)),
            _ => return fault,
        };
        Fault { pointer, ..fault }
    }
}

/// What a cell says; what does not fit its column stays text, which its field then refuses.
fn value(cell: &str, shape: Shape) -> Value {
    let text = || Value::from(cell);
    match shape {
        Shape::Text => text(),
        Shape::Integer => cell.trim().parse::<i64>().map_or_else(|_| text(), Value::from),
        Shape::Boolean => {
            let word = cell.trim().to_ascii_lowercase();
            word.parse::<bool>().map_or_else(|_| text(), Value::from)
        }
        Shape::Words if !cell.starts_with('[') => {
            cell.split(';').map(str::trim).filter(|word| !word.is_empty()).collect()
        }
        Shape::Words | Shape::Json => serde_json::from_str(cell).unwrap_or_else(|_| text()),
    }
}

/// Puts a value where the path of its column leads.
fn put(
    mut rule: &mut Map<String, Value>,
    column: &'static str,
    value: Value,
) -> Result<(), FaultKind> {
    let mut name = column;
    while let Some((outer, inner)) = name.split_once('.') {
        let within = rule.entry(outer).or_insert_with(|| json!({}));
        rule = within.as_object_mut().ok_or(FaultKind::Contradicts(outer))?;
        name = inner;
    }
    match rule.insert(name.to_owned(), value) {
        None => Ok(()),
        Some(_) => Err(FaultKind::Contradicts(name)),
    }
}

/// The column in which a field lies, or else the first of those that lie in the field.
fn column(path: &str) -> &str {
    let within = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let names = || COLUMNS.iter().map(|(name, _)| *name);
    let around = names().filter(|name| within(name, path)).max_by_key(|name| name.len());
    let found = around.or_else(|| names().find(|name| within(path, name)));
    found.unwrap_or(if path.is_empty() { LIST } else { path })
}
