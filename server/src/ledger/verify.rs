use crate::db::Conn;
use crate::error::AppResult;
use shared::verification::LedgerCheck;
/// Checks.
///
/// # Errors
/// The database.
pub fn check(_conn: &mut Conn) -> AppResult<LedgerCheck> {
    Err(crate::error::AppError::busy())
}
