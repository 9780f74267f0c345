//! Tables as comma-separated values.
//!
//! Invariant: what is written reads back as the same cells. Files carry a mark at the start that
//! tells spreadsheets that they are UTF-8.

use actix_web::HttpResponse;
use actix_web::HttpResponseBuilder;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use anyhow::Context;
use encoding_rs::{Encoding, GB18030, UTF_8};
use shared::problem::Refusal;

use crate::error::AppResult;

const MARK: &str = "\u{FEFF}";

/// Answers a table as a file with this name.
///
/// # Errors
/// None that a table in memory has.
pub fn answer(table: &[Vec<String>], name: &str) -> AppResult<HttpResponse> {
    Ok(file(name).body(write(table, Part::First)?))
}

/// The head of an answer that is a table under a file name.
#[must_use]
pub fn file(name: &str) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
    response
}

/// Which part of a file rows are: the mark stands before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first.
    First,
    /// A further one.
    Further,
}

/// Writes rows of a table.
///
/// # Errors
/// None that a table in memory has.
pub fn write(rows: &[Vec<String>], part: Part) -> AppResult<Vec<u8>> {
    let start = if part == Part::First { MARK.as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(start);
    for row in rows {
        writer.write_record(row).context("a table in memory")?;
    }
    Ok(writer.into_inner().context("a table in memory")?)
}

/// Reads a table, in UTF-8 or GB 18030.
///
/// # Errors
/// `Malformed`.
pub fn read(bytes: &[u8]) -> AppResult<Vec<Vec<String>>> {
    let (text, _) = decode(bytes).ok_or(Refusal::Malformed)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| {
            let record = record.map_err(|_| Refusal::Malformed)?;
            Ok(record.iter().map(str::to_owned).collect())
        })
        .collect()
}

/// What a mark at the start says; else UTF-8 if it is UTF-8 throughout; else GB 18030 if it is that.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<(String, &'static str)> {
    let (marked, skip) = Encoding::for_bom(bytes).unzip();
    let rest = bytes.get(skip.unwrap_or(0)..)?;
    let candidates = marked.map_or_else(|| vec![UTF_8, GB18030], |marked| vec![marked]);
    candidates.into_iter().find_map(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest)?;
        Some((text.into_owned(), label(encoding)))
    })
}

fn label(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB 18030" } else { encoding.name() }
}
