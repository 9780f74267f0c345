//! The query of verification.

use diesel::prelude::*;

use crate::db::schema::verifications;
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::AppResult;

/// A code, and what it stands on.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = verifications, treat_none_as_default_value = false)]
pub struct CodeRow {
    /// As printed.
    pub code: String,
    /// `transfer`, `completion`, `award` or `transcript`.
    pub kind: String,
    /// Whose it is.
    pub learner_id: String,
    /// Its id.
    pub subject_id: String,
}

/// Enters new codes.
///
/// # Errors
/// The database.
pub fn insert(conn: &mut Conn, rows: &[CodeRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(verifications::table).values(rows).execute(c))?;
    }
    Ok(())
}

pub(super) fn find(conn: &mut Conn, code: &str) -> AppResult<Option<CodeRow>> {
    Ok(verifications::table.find(code).select(CodeRow::as_select()).first(conn).optional()?)
}
