//! Reads a file of comma-separated values: its encoding, its header, its rows as they are.

use std::path::Path;

use anyhow::{Context, bail};
use shared::imports::Row;

use crate::http::csv::decode;

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

/// Reads a file.
pub(super) fn read(path: &Path) -> anyhow::Result<Table> {
    let name = path.display();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
    if is_workbook(path, &bytes) {
        bail!(
            "{name} is a workbook (.xls or .xlsx), which this version does not read; save it as CSV and import that"
        );
    }
    let (text, encoding) =
        decode(&bytes).with_context(|| format!("{name} is neither UTF-8 nor GB 18030"))?;
    parse(&text, encoding).with_context(|| format!("cannot read {name}"))
}

/// By its name, or by the first bytes of the two formats.
fn is_workbook(path: &Path, bytes: &[u8]) -> bool {
    let extension = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    ["xls", "xlsx", "xlsm", "xlsb"].contains(&extension.to_lowercase().as_str())
        || bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"\xD0\xCF\x11\xE0")
}

fn parse(text: &str, encoding: &'static str) -> anyhow::Result<Table> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut table = Table { header: Vec::new(), rows: Vec::new(), encoding, blank: 0 };
    let mut lines = Lines::of(text);
    for record in reader.records() {
        let record = record?;
        let line = lines.number_at(record.position().map_or(0, csv::Position::byte));
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            table.blank += 1;
        } else if table.header.is_empty() {
            table.header = cells;
        } else {
            table.rows.push(Row { line, cells });
        }
    }
    if table.header.is_empty() {
        bail!("there is nothing in it");
    }
    Ok(table)
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
        let (text, encoding) = decode(bytes).unwrap();
        parse(&text, encoding).unwrap()
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
        assert!(decode(b"code,title\nA,caf\xE9\n").is_none());
        assert!(parse("", "UTF-8").is_err());
    }

    #[test]
    fn a_workbook_is_known_by_its_name_and_by_its_first_bytes() {
        assert!(is_workbook(Path::new("a.XLSX"), b""));
        assert!(is_workbook(Path::new("a.csv"), b"PK\x03\x04rest"));
        assert!(!is_workbook(Path::new("a.csv"), b"code,title"));
    }
}
