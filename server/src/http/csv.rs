//! Tables as comma-separated values.
//!
//! Invariant: what is written reads back as the same cells. Files carry a mark at the start that
//! tells spreadsheets that they are UTF-8.

use actix_web::HttpResponse;
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
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(MARK.as_bytes().to_vec());
    for row in table {
        writer.write_record(row).context("a table in memory")?;
    }
    let bytes = writer.into_inner().context("a table in memory")?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(bytes))
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
