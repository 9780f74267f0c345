//! Reads a file: its kind, its encoding, its header, its rows as they are.
//!
//! Invariant: whatever its bytes are, reading a file is bounded in rows, columns and cells, and ends
//! in a table or in a sentence that says why not.

use std::path::Path;

use anyhow::{Context, anyhow};
use shared::fault::{Fault, FaultKind};
use shared::imports::Row;
use shared::lang::Text;
use shared::problem::Refusal;

use super::workbook;
use crate::http::csv::decode;

/// Columns at most.
pub(super) const COLUMNS: usize = 200;
/// Cells at most.
pub(super) const CELLS: usize = 4_000_000;

/// A file that was read.
pub(super) struct Table {
    /// The cells of the first row.
    pub header: Vec<String>,
    /// The rows below it, but for blank ones.
    pub rows: Vec<Row>,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// Rows without a word.
    pub blank: usize,
}

impl Table {
    /// Nothing yet.
    pub const fn new(encoding: &'static str) -> Self {
        Self { header: Vec::new(), rows: Vec::new(), encoding, blank: 0 }
    }

    /// Takes the next row; at most `most` rows are taken.
    ///
    /// # Errors
    /// A table that is too large.
    pub fn take(&mut self, line: u64, cells: Vec<String>, most: usize) -> Result<(), Refusal> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            self.blank += 1;
        } else if cells.len() > COLUMNS {
            return Err(bad(too_wide()));
        } else if self.header.is_empty() {
            self.header = cells;
        } else if self.rows.len() >= most {
            return Err(Refusal::Invalid(vec![Fault::new("/file", FaultKind::TooMany(most))]));
        } else {
            self.rows.push(Row { line, cells });
        }
        Ok(())
    }

    /// The table, when there is something in it.
    ///
    /// # Errors
    /// An empty one.
    pub fn finished(self) -> Result<Self, Refusal> {
        if self.header.is_empty() {
            return Err(bad(Text::new("文件中没有内容", "There is nothing in the file")));
        }
        Ok(self)
    }
}

/// A file that cannot be read, and why.
pub(super) fn bad(why: Text) -> Refusal {
    Refusal::Invalid(vec![Fault::new("/file", FaultKind::BadFile(why))])
}

pub(super) fn too_wide() -> Text {
    Text::new(
        format!("列或单元格过多：最多 {COLUMNS} 列、{CELLS} 格"),
        format!("It has too many columns or cells: {COLUMNS} and {CELLS} at most"),
    )
}

/// Reads a file of the operator, who may have as many rows as memory holds.
pub(super) fn read(path: &Path) -> anyhow::Result<Table> {
    let name = path.display();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
    let why = |refusal: Refusal| match refusal.faults().first() {
        Some(fault) => anyhow!("{}", fault.kind.message().en),
        None => anyhow!("{}", refusal.words().1.en),
    };
    table(&bytes, usize::MAX).map_err(why).with_context(|| format!("cannot read {name}"))
}

/// Reads the bytes of a file: a workbook by its first bytes, else text. At most `most` rows.
///
/// # Errors
/// `Invalid` with what is wrong with the file; `TooLarge`, when it grows beyond bounds.
pub(super) fn table(bytes: &[u8], most: usize) -> Result<Table, Refusal> {
    if let Some(table) = workbook::read(bytes, most) {
        return table;
    }
    let Some((text, encoding)) = decode(bytes) else {
        return Err(bad(Text::new(
            "文件既不是 XLSX、XLS，也不是 UTF-8 或 GB 18030 编码的 CSV；请在表格软件中另存后重试",
            "It is neither XLSX nor XLS, nor CSV in UTF-8 or GB 18030; save it anew from the spreadsheet",
        )));
    };
    parse(&text, encoding, most)
}

fn parse(text: &str, encoding: &'static str, most: usize) -> Result<Table, Refusal> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut table = Table::new(encoding);
    let mut lines = Lines::of(text);
    let mut cells = 0;
    for record in reader.records() {
        let record = record.map_err(|_| bad(Text::new("文件已损坏", "The file is damaged")))?;
        cells += record.len();
        if record.len() > COLUMNS || (cells > CELLS && most < usize::MAX) {
            return Err(bad(too_wide()));
        }
        let line = lines.number_at(record.position().map_or(0, csv::Position::byte));
        table.take(line, record.iter().map(str::to_owned).collect(), most)?;
    }
    table.finished()
}

/// Counts lines along a text. The reader's own count lags where a `\r\n` is read in two steps.
struct Lines<'a> {
    rest: &'a [u8],
    at: u64,
    line: u64,
}

impl<'a> Lines<'a> {
    const fn of(text: &'a str) -> Self {
        Self { rest: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of the row that is read next from a byte on. Bytes only ever grow.
    fn number_at(&mut self, byte: u64) -> u64 {
        let ahead = usize::try_from(byte.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let (passed, rest) = self.rest.split_at_checked(ahead).unwrap_or((self.rest, &[]));
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (ends, rest) = rest.split_at_checked(ends).unwrap_or((rest, &[]));
        let breaks = passed.iter().chain(ends).filter(|byte| **byte == b'\n').count();
        self.at += u64::try_from(passed.len() + ends.len()).unwrap_or(u64::MAX);
        self.line += u64::try_from(breaks).unwrap_or(u64::MAX);
        self.rest = rest;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    const TEXT: &str = "课程代码,课程名称\r\nCALL-1,书法基础\r\n,\r\n\"A,1\",\"国\n画\"\nB-1\n";

    fn table(bytes: &[u8]) -> Table {
        super::table(bytes, 10_000).unwrap()
    }

    #[test]
    fn utf8_with_and_without_mark_and_gb18030_read_the_same() {
        let plain = table(TEXT.as_bytes());
        let marked = table(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat());
        let chinese = table(&GB18030.encode(TEXT).0);
        assert_eq!((plain.encoding, chinese.encoding), ("UTF-8", "GB 18030"));
        for other in [&marked, &chinese] {
            assert_eq!(other.header, plain.header);
            assert_eq!(other.rows, plain.rows);
        }
    }

    #[test]
    fn rows_keep_their_line_breaks_widths_and_lines() {
        let table = table(TEXT.as_bytes());
        assert_eq!(table.header, ["课程代码", "课程名称"]);
        assert_eq!(table.blank, 1);
        let rows: Vec<_> = table.rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
        let expected = [(2, "CALL-1|书法基础"), (4, "A,1|国\n画"), (6, "B-1")];
        assert_eq!(rows, expected.map(|(line, cells)| (line, cells.to_owned())));
    }

    #[test]
    fn the_last_of_many_rows_is_on_the_line_that_an_editor_shows() {
        for end in ["\n", "\r\n"] {
            let text = format!("code,title{end}{}", format!("A,\"x\ny\"{end}").repeat(5_000));
            let rows = table(text.as_bytes()).rows;
            assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), {
                (0..5_000).map(|row| 2 + 2 * row).collect::<Vec<u64>>()
            });
        }
    }

    #[test]
    fn what_is_in_neither_encoding_is_not_guessed() {
        assert!(super::table(b"code,title\nA,caf\xE9\n", 10).is_err());
        assert!(super::table(b"", 10).is_err());
    }

    #[test]
    fn what_is_too_large_is_refused() {
        assert!(super::table(b"code\nA\nB\n", 1).is_err());
        assert!(super::table(",x".repeat(300).as_bytes(), 10).is_err());
        assert!(super::table(b"code\nA\n", 1).is_ok());
    }
}
