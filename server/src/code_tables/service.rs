//! What is done with code tables.

use shared::code_tables::{CodeTable, CodeTableName};
use shared::fault::FaultKind;
use shared::page::Page;
use shared::problem::Refusal;

use super::store;
use crate::audit;
use crate::auth::Caller;
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::etag::{IfMatch, Versioned};

/// Every table.
pub(super) async fn list(bank: &Bank) -> AppResult<Page<CodeTable>> {
    bank.db.read(|conn| Ok(Page { items: store::all(conn)?, next_cursor: None })).await
}

/// One table.
pub(super) async fn show(bank: &Bank, table: CodeTableName) -> AppResult<Versioned<CodeTable>> {
    bank.db.read(move |conn| store::of(conn, table)).await
}

/// Replaces the codes of a table.
pub(super) async fn replace(
    bank: &Bank,
    who: &Caller,
    table: CodeTableName,
    seen: IfMatch,
    value: CodeTable,
) -> AppResult<Versioned<CodeTable>> {
    if value.table != table {
        return Err(AppError::fault("/table", FaultKind::Contradicts("/code-tables/{table}")));
    }
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let old = store::of(conn, table)?.revision;
            seen.check(old)?;
            let new = Versioned { value: value.clone(), revision: old + 1 };
            if !store::write(conn, &new)? {
                return Err(Refusal::StaleMatch.into());
            }
            audit::note(conn, &who, "code_table.replace", table.as_str())?;
            Ok(new)
        })
        .await
}
