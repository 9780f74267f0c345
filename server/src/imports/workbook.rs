//! Reads workbooks: XLSX and XLS, the first sheet that has anything on it.
//!
//! Invariant: what a workbook unpacks to is measured before it is read, since a few kilobytes may
//! claim a sheet of a million rows; a reader that panics costs that file alone.

use std::io::{Cursor, Read, sink};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xls, Xlsx};
use shared::lang::Text;
use shared::problem::Refusal;

use super::file::{CELLS, COLUMNS, Table, bad, too_wide};

/// Bytes that an XLSX may unpack to.
const UNPACKED: u64 = 256 << 20;
/// Parts that an XLSX may have.
const PARTS: usize = 2_000;
/// Bytes that the texts of a sheet may have: one text may stand in many cells.
const TEXT: usize = 128 << 20;
/// From here on a number has more digits than a spreadsheet keeps.
const EXACT: f64 = 1e15;

/// Reads a workbook; `None` when the bytes are none.
pub(super) fn read(bytes: &[u8], most: usize) -> Option<Result<Table, Refusal>> {
    let read = match bytes {
        [b'P', b'K', 3, 4, ..] => read_xlsx,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => read_xls,
        _ => return None,
    };
    let table = catch_unwind(AssertUnwindSafe(|| read(bytes, most)));
    Some(table.unwrap_or_else(|_| Err(broken())))
}

fn broken() -> Refusal {
    bad(Text::new(
        "工作簿无法读取：可能已损坏，或设有密码",
        "The workbook cannot be read: it may be damaged, or have a password",
    ))
}

fn read_xlsx(bytes: &[u8], most: usize) -> Result<Table, Refusal> {
    measure_xlsx(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut table = Table::new("XLSX");
    for name in book.sheet_names() {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut rows = Rows::new(&mut table, most);
        while let Some(cell) = cells.next_cell().map_err(|_| broken())? {
            let text = match cell.get_value() {
                DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
                DataRef::SharedString(text) => (*text).to_owned(),
                DataRef::Int(number) => number.to_string(),
                DataRef::Float(number) => number_text(*number),
                DataRef::Bool(value) => bool_text(*value),
                DataRef::DateTime(moment) => moment_text(moment),
                DataRef::DateTimeIso(text) => day_of(text),
                DataRef::Error(error) => error.to_string(),
                DataRef::Empty => continue,
            };
            rows.cell(cell.get_position(), text)?;
        }
        rows.end()?;
        if !table.header.is_empty() {
            break;
        }
    }
    table.finished()
}

/// Unpacks everything into nothing, and counts.
fn measure_xlsx(bytes: &[u8]) -> Result<(), Refusal> {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if parts.len() > PARTS {
        return Err(broken());
    }
    let mut left = UNPACKED;
    for place in 0..parts.len() {
        let part = parts.by_index(place).map_err(|_| broken())?;
        let mut bounded = part.take(left.saturating_add(1));
        let size = std::io::copy(&mut bounded, &mut sink()).map_err(|_| broken())?;
        left = left.checked_sub(size).ok_or(Refusal::TooLarge)?;
    }
    Ok(())
}

fn read_xls(bytes: &[u8], most: usize) -> Result<Table, Refusal> {
    measure_xls(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut table = Table::new("XLS");
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = Rows::new(&mut table, most);
        for (row, column, value) in range.used_cells() {
            let text = match value {
                Data::String(text) | Data::DurationIso(text) => text.clone(),
                Data::Int(number) => number.to_string(),
                Data::Float(number) => number_text(*number),
                Data::Bool(value) => bool_text(*value),
                Data::DateTime(moment) => moment_text(moment),
                Data::DateTimeIso(text) => day_of(text),
                Data::Error(error) => error.to_string(),
                Data::Empty => continue,
            };
            let offset =
                |start: u32, by: usize| start.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
            rows.cell((offset(top, row), offset(left, column)), text)?;
        }
        rows.end()?;
        if !table.header.is_empty() {
            break;
        }
    }
    table.finished()
}

/// The reader of XLS lays each sheet out as a rectangle: this looks through the cells beforehand
/// (BIFF: a kind, a length, then row and column) for how large those would be.
fn measure_xls(bytes: &[u8]) -> Result<(), Refusal> {
    const SHEET: u16 = 0x0809;
    const CELL: [u16; 9] = [0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205];
    const OTHER_CELL: [u16; 7] = [0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0406, 0x027E];
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| broken())?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let mut stream = file.open_stream(name.ok_or_else(broken)?).map_err(|_| broken())?;
    let mut book = Vec::new();
    stream.read_to_end(&mut book).map_err(|_| broken())?;
    let (mut rest, mut area, mut corner) = (book.as_slice(), 0_usize, (0_usize, 0_usize));
    let close = |(rows, columns): (usize, usize)| rows.saturating_mul(columns);
    while let Some(([kind_low, kind_high, size_low, size_high], after)) = rest.split_first_chunk() {
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        let size = usize::from(u16::from_le_bytes([*size_low, *size_high]));
        let Some((body, next)) = after.split_at_checked(size) else { break };
        if kind == SHEET {
            area = area.saturating_add(close(corner));
            corner = (0, 0);
        } else if (CELL.contains(&kind) || OTHER_CELL.contains(&kind))
            && let Some(([row_low, row_high, column_low, column_high], values)) =
                body.split_first_chunk()
        {
            let row = usize::from(u16::from_le_bytes([*row_low, *row_high]));
            let column = usize::from(u16::from_le_bytes([*column_low, *column_high]));
            // A record of several cells in a row has two bytes or more for each.
            let column = column.saturating_add(values.len() / 2);
            corner = (corner.0.max(row + 1), corner.1.max(column + 1));
        }
        rest = next;
    }
    if area.saturating_add(close(corner)) > 4 * CELLS {
        return Err(bad(too_wide()));
    }
    Ok(())
}

/// Puts cells, which come row by row, into the rows of a table.
struct Rows<'a> {
    table: &'a mut Table,
    most: usize,
    at: u32,
    cells: Vec<String>,
    count: usize,
    bytes: usize,
}

impl<'a> Rows<'a> {
    const fn new(table: &'a mut Table, most: usize) -> Self {
        Self { table, most, at: 0, cells: Vec::new(), count: 0, bytes: 0 }
    }

    fn cell(&mut self, (row, column): (u32, u32), text: String) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        if row < self.at {
            return Err(broken());
        }
        if row > self.at {
            self.end()?;
            self.at = row;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        self.count += 1;
        self.bytes = self.bytes.saturating_add(text.len());
        if column >= COLUMNS || self.count > CELLS || self.bytes > TEXT {
            return Err(bad(too_wide()));
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }

    /// Ends a row. A sheet has no end of a row but the header's.
    fn end(&mut self) -> Result<(), Refusal> {
        let mut cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() < self.table.header.len() {
            cells.resize(self.table.header.len(), String::new());
        }
        self.table.take(u64::from(self.at) + 1, cells, self.most)
    }
}

/// A number as a person would have typed it; one with more digits than a spreadsheet keeps is
/// written as a power of ten, so that whoever reads the row sees that digits are lost.
fn number_text(number: f64) -> String {
    if number.abs() >= EXACT {
        return format!("{number:.5E}").replace('E', "E+");
    }
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn bool_text(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

fn moment_text(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return number_text(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day of `2026-06-20T00:00:00`.
fn day_of(text: &str) -> String {
    text.split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_were_typed_and_lost_digits_are_seen() {
        for (number, text) in
            [(32.0, "32"), (2.5, "2.5"), (202_406.0, "202406"), (0.1 + 0.2, "0.3"), (-0.0, "0")]
        {
            assert_eq!(number_text(number), text);
        }
        assert_eq!(number_text(310_105_194_912_310_021.0), "3.10105E+17");
        assert_eq!(number_text(9_930_123_456_789_012.0), "9.93012E+15");
    }

    #[test]
    fn what_only_begins_like_a_workbook_is_refused_in_words() {
        for bytes in [&b"PK\x03\x04rest"[..], b"\xD0\xCF\x11\xE0rest"] {
            assert!(matches!(read(bytes, 10), Some(Err(Refusal::Invalid(_)))));
        }
        assert!(read(b"code,title", 10).is_none());
    }
}
