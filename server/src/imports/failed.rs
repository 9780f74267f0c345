//! The file of refused rows: as they were, with the reason, ready to be mended and sent again.

use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use shared::imports::{is_reason, neutralise};
use shared::lang::Lang;

use super::Outcome;
use super::file::Table;
use crate::config::Import;

/// Reasons that the summary names.
const NAMED_REASONS: usize = 8;

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// Its place among the rows.
    pub row: usize,
    /// Why.
    pub reason: String,
}

impl Refused {
    pub fn new(row: usize, reason: &str) -> Self {
        Self { row, reason: reason.to_owned() }
    }
}

/// Where refused rows go.
pub(super) fn path(options: &Import) -> anyhow::Result<PathBuf> {
    let stem = options.file.file_stem().unwrap_or_default().to_string_lossy();
    let path = options.errors.clone().unwrap_or_else(|| format!("{stem}.failed.csv").into());
    if path == options.file {
        bail!("--errors names the file itself");
    }
    Ok(path)
}

/// Writes the refused rows: UTF-8 with a mark, which spreadsheets need to see it; the reason first,
/// where rows of any width have room for it; nothing that a spreadsheet would take for a formula.
pub(super) fn write(path: &Path, table: &Table, outcome: &Outcome) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    let mut file = File::create(path).with_context(context)?;
    write_to(&mut file, table, outcome).with_context(context)?;
    file.sync_all().with_context(context)
}

fn write_to(out: &mut impl Write, table: &Table, outcome: &Outcome) -> anyhow::Result<()> {
    let mut writer = Writer::open(out, &table.header, outcome.sheet.lang())?;
    let mut refused: Vec<_> = outcome.refused.iter().collect();
    refused.sort_by_key(|refused| refused.row);
    for refused in refused {
        let row = table.rows.get(refused.row).context("a refused row is a row of the file")?;
        writer.row(row.line, &refused.reason, &row.cells)?;
    }
    writer.finish().map(|_| ())
}

/// Writes refused rows, one after the other.
pub(super) struct Writer<W: Write> {
    csv: csv::Writer<W>,
    /// The column of an earlier reason, which is left out.
    earlier: Option<usize>,
    lang: Lang,
}

impl<W: Write> Writer<W> {
    /// Begins with the mark and the header.
    pub fn open(mut out: W, header: &[String], lang: Lang) -> anyhow::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let csv = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let earlier = header.iter().position(|name| is_reason(name));
        let mut writer = Self { csv, earlier, lang };
        let heading = match lang {
            Lang::Zh => "错误原因",
            Lang::En => "reason",
        };
        writer.record(heading.to_owned(), header)?;
        Ok(writer)
    }

    /// A row, with the line that it began on.
    pub fn row(&mut self, line: u64, reason: &str, cells: &[String]) -> anyhow::Result<()> {
        let on_line = match self.lang {
            Lang::Zh => format!("第 {line} 行："),
            Lang::En => format!("line {line}: "),
        };
        self.record(on_line + reason, cells)
    }

    /// What was written.
    pub fn finish(mut self) -> anyhow::Result<W> {
        self.csv.flush()?;
        self.csv.into_inner().map_err(|error| anyhow::anyhow!("{error}"))
    }

    fn record(&mut self, first: String, cells: &[String]) -> anyhow::Result<()> {
        let kept = cells.iter().enumerate().filter(|(place, _)| Some(*place) != self.earlier);
        let kept = kept.map(|(_, cell)| neutralise(cell));
        Ok(self.csv.write_record(std::iter::once(first).chain(kept))?)
    }
}

/// The most frequent reasons, each with how many rows have it.
pub(super) fn summary(outcome: &Outcome) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for refused in &outcome.refused {
        *counts.entry(&refused.reason).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let more = counts.len().saturating_sub(NAMED_REASONS);
    let mut lines: Vec<String> = counts
        .into_iter()
        .take(NAMED_REASONS)
        .map(|(reason, count)| format!("{count:>6}  {reason}"))
        .collect();
    if more > 0 {
        lines.push(format!("        and {more} other reasons"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use shared::imports::{Column, Row, Sheet, fold};

    use super::*;

    #[test]
    fn refused_rows_stand_as_they_were_with_a_reason_and_without_formulas() {
        let strings =
            |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let header = strings(&["code", "reason", "title"]);
        let table = Table {
            rows: vec![
                Row { line: 2, cells: strings(&["A", "old", "fit"]) },
                Row { line: 3, cells: strings(&["-", "", "=1+1"]) },
                Row { line: 4, cells: strings(&["B", "", "two\nlines", "too many"]) },
            ],
            header,
            encoding: "UTF-8",
            blank: 0,
        };
        let outcome = Outcome {
            sheet: Sheet::read(&table.header, &[Column::must("code", &["code"])]).unwrap(),
            lines: Vec::new(),
            refused: vec![Refused::new(2, "too wide"), Refused::new(1, "no code")],
        };
        let mut out = Vec::new();
        write_to(&mut out, &table, &outcome).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{FEFF}reason,code,title\r\nline 3: no code,'-,'=1+1\r\nline 4: too wide,B,\"two\nlines\",too many\r\n"
        );
        assert_eq!((fold("'-"), fold("'=1+1")), ("-".to_owned(), "=1+1".to_owned()));
        assert_eq!(summary(&outcome).len(), 2);
    }
}
