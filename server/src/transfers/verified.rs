//! Transfers as anyone sees them who has the code of a receipt.

use chrono::NaiveDate;
use shared::transfers::Transfer;
use shared::vocabulary::TransferStatus;

use super::store;
use crate::clock;
use crate::db::Conn;
use crate::error::AppResult;

/// The transfer behind a verification code, as it stands now, and the day it was settled, or else
/// requested.
///
/// # Errors
/// The database.
pub fn verified(
    conn: &mut Conn,
    learner_key: &str,
    transfer_key: &str,
) -> AppResult<Option<(Transfer, NaiveDate)>> {
    let Some(row) = store::one(conn, learner_key, transfer_key)? else { return Ok(None) };
    let mut transfer = row.transfer()?;
    transfer.status = row.standing(&transfer)?.at(clock::now()).status;
    let settled = TransferStatus::Settled.as_str();
    let settled = transfer.history.iter().rev().find(|event| event.status == settled);
    let at = settled.map_or_else(|| clock::instant(row.requested_at), |event| event.at);
    Ok(Some((transfer, clock::day_of(at))))
}
