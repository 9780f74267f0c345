//! The rows of a file, and those that were refused. They hold numbers of documents, so what they say
//! is kept under the bank's key only.

use diesel::prelude::*;
use shared::ids::ImportId;
use shared::imports::Row;

use crate::db::schema::{import_failures, import_slices};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::AppResult;
use crate::keys::Keys;

/// Rows of a file in one piece.
const ROWS_PER_PIECE: usize = 500;
/// Pieces in one statement.
const PIECES: usize = 20;

/// Enters the rows of a file.
pub(super) fn insert(conn: &mut Conn, id: &str, pieces: &[String]) -> AppResult<()> {
    let rows: Vec<_> = pieces
        .iter()
        .zip(0_i64..)
        .map(|(sealed, number)| {
            (
                import_slices::import_id.eq(id),
                import_slices::number.eq(number),
                import_slices::sealed.eq(sealed),
            )
        })
        .collect();
    for rows in rows.chunks(PIECES) {
        on_each!(conn, c => diesel::insert_into(import_slices::table)
            .values(rows.to_vec())
            .execute(c))?;
    }
    Ok(())
}

/// Rows as they are kept.
pub(in crate::imports::uploads) fn seal(keys: &Keys, rows: &[Row]) -> AppResult<Vec<String>> {
    let piece = |rows: &[Row]| {
        let rows: Vec<_> = rows.iter().map(|row| (row.line, &row.cells)).collect();
        Ok(keys.seal(&serde_json::to_string(&rows)?))
    };
    rows.chunks(ROWS_PER_PIECE).map(piece).collect()
}

/// The rows of a file.
pub(in crate::imports::uploads) fn of_file(
    conn: &mut Conn,
    keys: &Keys,
    id: ImportId,
) -> AppResult<Vec<Row>> {
    let pieces: Vec<String> = import_slices::table
        .filter(import_slices::import_id.eq(id.to_string()))
        .order(import_slices::number)
        .select(import_slices::sealed)
        .load(conn)?;
    let mut rows = Vec::with_capacity(pieces.len() * ROWS_PER_PIECE);
    for piece in pieces {
        let piece: Vec<(u64, Vec<String>)> = serde_json::from_str(&keys.open_sealed(&piece)?)?;
        rows.extend(piece.into_iter().map(|(line, cells)| Row { line, cells }));
    }
    Ok(rows)
}

/// A row that was refused, as it is kept.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = import_failures, treat_none_as_default_value = false)]
pub(in crate::imports::uploads) struct FailureRow {
    pub import_id: String,
    pub row: i64,
    pub line: i64,
    pub reason: String,
    pub sealed: String,
}

/// Keeps rows that were refused, with the reasons; what was kept of them before is replaced.
pub(in crate::imports::uploads) fn keep_failures(
    conn: &mut Conn,
    failures: &[FailureRow],
) -> AppResult<()> {
    for failures in failures.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(import_failures::table)
            .values(failures)
            .on_conflict((import_failures::import_id, import_failures::row))
            .do_update()
            .set(import_failures::reason.eq(diesel::upsert::excluded(import_failures::reason)))
            .execute(c))?;
    }
    Ok(())
}

/// Forgets the rows that were refused.
pub(in crate::imports::uploads) fn forget_failures(conn: &mut Conn, id: ImportId) -> AppResult<()> {
    let of_import = import_failures::import_id.eq(id.to_string());
    diesel::delete(import_failures::table.filter(of_import)).execute(conn)?;
    Ok(())
}

/// The places of the rows that were refused.
pub(in crate::imports::uploads) fn failed_places(
    conn: &mut Conn,
    id: ImportId,
) -> AppResult<Vec<i64>> {
    let of_import = import_failures::table.filter(import_failures::import_id.eq(id.to_string()));
    Ok(of_import.select(import_failures::row).load(conn)?)
}

/// A page of rows that were refused, in the order of the file.
pub(in crate::imports::uploads) fn failures(
    conn: &mut Conn,
    id: ImportId,
    after: Option<i64>,
    most: i64,
) -> AppResult<Vec<FailureRow>> {
    let rows = import_failures::table
        .filter(import_failures::import_id.eq(id.to_string()))
        .filter(import_failures::row.gt(after.unwrap_or(-1)))
        .order(import_failures::row)
        .limit(most);
    Ok(rows.load(conn)?)
}

/// Forgets the rows of a file whose import is over.
pub(in crate::imports::uploads) fn forget(conn: &mut Conn, id: ImportId) -> AppResult<()> {
    let of_import = import_slices::import_id.eq(id.to_string());
    diesel::delete(import_slices::table.filter(of_import)).execute(conn)?;
    Ok(())
}
