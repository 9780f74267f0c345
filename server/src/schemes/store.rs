//! Queries over schemes.

use std::collections::HashMap;

use anyhow::Context;
use diesel::prelude::*;
use shared::ids::SchemeCode;
use shared::lang::Text;
use shared::quantity::Hours;
use shared::schemes::Scheme;

use crate::db::{Conn, on_each, schema::schemes};
use crate::error::{AppError, AppResult, stored};
use crate::http::etag::Versioned;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = schemes, treat_none_as_null = true, treat_none_as_default_value = false)]
struct Stored {
    code: String,
    name_zh: String,
    name_en: String,
    hours_per_credit: i64,
    validity_months: Option<i64>,
    transferable: bool,
    revision: i64,
}

impl From<&Versioned<Scheme>> for Stored {
    fn from(Versioned { value: scheme, revision }: &Versioned<Scheme>) -> Self {
        Self {
            code: scheme.code.to_string(),
            name_zh: scheme.names.zh.clone(),
            name_en: scheme.names.en.clone(),
            hours_per_credit: scheme.hours_per_credit.hundredths(),
            validity_months: scheme.validity_months.map(i64::from),
            transferable: scheme.transferable,
            revision: *revision,
        }
    }
}

impl TryFrom<Stored> for Versioned<Scheme> {
    type Error = AppError;

    fn try_from(row: Stored) -> AppResult<Self> {
        let months = row.validity_months.map(u32::try_from).transpose();
        let scheme = Scheme {
            code: stored(&row.code)?,
            names: Text::new(row.name_zh, row.name_en),
            hours_per_credit: Hours::from_hundredths(row.hours_per_credit),
            validity_months: months.context("a stored validity")?,
            transferable: row.transferable,
        };
        Ok(Self { value: scheme, revision: row.revision })
    }
}

/// Every scheme, by code.
///
/// # Errors
/// The database.
pub fn all(conn: &mut Conn) -> AppResult<Vec<Scheme>> {
    let found = schemes::table.select(Stored::as_select()).order(schemes::code).load(conn)?;
    found.into_iter().map(|row| Ok(Versioned::try_from(row)?.value)).collect()
}

/// Months of validity of every scheme; `None` is for life.
///
/// # Errors
/// The database.
pub fn validity(conn: &mut Conn) -> AppResult<HashMap<SchemeCode, Option<u32>>> {
    Ok(all(conn)?.into_iter().map(|scheme| (scheme.code, scheme.validity_months)).collect())
}

/// Names of every scheme.
///
/// # Errors
/// The database.
pub fn names(conn: &mut Conn) -> AppResult<HashMap<SchemeCode, Text>> {
    Ok(all(conn)?.into_iter().map(|scheme| (scheme.code, scheme.names)).collect())
}

/// The scheme with a code.
///
/// # Errors
/// The database.
pub fn by_code(conn: &mut Conn, code: &SchemeCode) -> AppResult<Option<Versioned<Scheme>>> {
    let query = schemes::table.find(code.as_str()).select(Stored::as_select());
    query.first(conn).optional()?.map(Versioned::try_from).transpose()
}

/// Adds a scheme; `false` when its code is taken.
///
/// # Errors
/// The database.
pub fn insert(conn: &mut Conn, scheme: &Versioned<Scheme>) -> AppResult<bool> {
    let row = Stored::from(scheme);
    let written = on_each!(conn, c => diesel::insert_into(schemes::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// Writes a scheme over revision `over`; `false` when another revision stands there by now.
///
/// # Errors
/// The database.
pub fn update(conn: &mut Conn, scheme: &Versioned<Scheme>, over: i64) -> AppResult<bool> {
    let row = Stored::from(scheme);
    let old = schemes::table.find(row.code.clone()).filter(schemes::revision.eq(over));
    Ok(diesel::update(old).set(row).execute(conn)? == 1)
}
