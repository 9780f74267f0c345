//! Queries over code tables.

use anyhow::Context;
use diesel::prelude::*;
use shared::code_tables::{CodeTable, CodeTableName, NamedCode};

use crate::db::{Conn, on_each, schema::code_tables};
use crate::error::AppResult;
use crate::http::etag::Versioned;

/// The revision of a table that nobody has filled yet.
const UNTOUCHED: i64 = 1;

#[derive(Queryable, Selectable)]
#[diesel(table_name = code_tables)]
struct Stored {
    name: String,
    items: String,
    revision: i64,
}

/// Every table, in the order of [`CodeTableName::ALL`].
///
/// # Errors
/// The database.
pub fn all(conn: &mut Conn) -> AppResult<Vec<CodeTable>> {
    let stored: Vec<Stored> = code_tables::table.select(Stored::as_select()).load(conn)?;
    let table = |name: &CodeTableName| {
        let found = stored.iter().find(|row| row.name == name.as_str());
        Ok(versioned(*name, found)?.value)
    };
    CodeTableName::ALL.iter().map(table).collect()
}

/// A table.
///
/// # Errors
/// The database.
pub fn of(conn: &mut Conn, name: CodeTableName) -> AppResult<Versioned<CodeTable>> {
    let query = code_tables::table.find(name.as_str()).select(Stored::as_select());
    versioned(name, query.first(conn).optional()?.as_ref())
}

/// Writes a table over the revision before its own; `false` when another stands there by now.
///
/// # Errors
/// The database.
pub fn write(conn: &mut Conn, table: &Versioned<CodeTable>) -> AppResult<bool> {
    let Versioned { value: CodeTable { table, items }, revision } = table;
    let (name, revision) = (table.as_str(), *revision);
    let items = serde_json::to_string(items).context("codes as JSON")?;
    let columns = (
        code_tables::name.eq(name),
        code_tables::items.eq(&items),
        code_tables::revision.eq(revision),
    );
    let over = revision - 1;
    let there = code_tables::table.find(name).filter(code_tables::revision.eq(over));
    if diesel::update(there)
        .set((code_tables::items.eq(&items), code_tables::revision.eq(revision)))
        .execute(conn)?
        == 1
    {
        return Ok(true);
    }
    if over != UNTOUCHED {
        return Ok(false);
    }
    let written = on_each!(conn, c => diesel::insert_into(code_tables::table)
        .values(columns)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

fn versioned(table: CodeTableName, found: Option<&Stored>) -> AppResult<Versioned<CodeTable>> {
    let (items, revision) = match found {
        Some(row) => {
            let items: Vec<NamedCode> = serde_json::from_str(&row.items).context("stored codes")?;
            (items, row.revision)
        }
        None => (Vec::new(), UNTOUCHED),
    };
    Ok(Versioned { value: CodeTable { table, items }, revision })
}
