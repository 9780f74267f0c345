//! The names of the district's categories and levels.

use anyhow::Context;
use serde::Deserialize;
use shared::code_tables::{CodeTable, CodeTableName, NamedCode};
use shared::lang::Text;

use crate::code_tables::store;
use crate::db::Conn;
use crate::error::AppResult;
use crate::http::etag::Versioned;

const CODES: &str = include_str!("codes.csv");

#[derive(Deserialize)]
struct Row {
    table: CodeTableName,
    code: String,
    zh: String,
    en: String,
}

/// Enters the names.
pub(super) fn add(conn: &mut Conn) -> AppResult<()> {
    let rows: Vec<Row> = csv::Reader::from_reader(CODES.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .context("codes.csv")?;
    for &table in CodeTableName::ALL {
        let of_table = rows.iter().filter(|row| row.table == table);
        let items = of_table.map(|row| NamedCode {
            code: row.code.clone(),
            names: Text::new(row.zh.clone(), row.en.clone()),
        });
        let value = CodeTable { table, items: items.collect() };
        store::write(conn, &Versioned { value, revision: 2 })?;
    }
    Ok(())
}
