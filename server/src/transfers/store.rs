//! Queries of transfers.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::upsert::excluded;
use shared::ids::{LearnerId, QuoteId, TransferId};
use shared::transfers::Transfer;

use crate::db::schema::{counters, quotes, transfers, users};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::AppResult;
use crate::http::paging::Slice;
use crate::verification::{CodeRow, insert_codes};

/// A quote as it is stored: all that carrying it out needs.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = quotes)]
pub(super) struct QuoteRow {
    pub learner_id: String,
    pub id: String,
    pub body: String,
    pub valid_until: NaiveDateTime,
}

/// A transfer as it is stored; `body` is the transfer as the bank answers it.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = transfers, treat_none_as_default_value = false)]
pub struct TransferRow {
    pub learner_id: String,
    pub id: String,
    pub number: String,
    pub kind: String,
    pub status: String,
    pub quote_id: String,
    pub body: String,
    pub verification_code: String,
    pub settled_by: Option<String>,
    pub take_back_until: Option<NaiveDateTime>,
    pub requested_at: NaiveDateTime,
    /// Who decides; none where the rule does, or an administrator.
    pub institution_id: Option<String>,
    /// Who receives a gift.
    pub receiver_id: Option<String>,
    /// The program that is applied to.
    pub program_id: Option<String>,
    /// When the state ends by itself.
    pub due_at: Option<NaiveDateTime>,
    /// The user who rejected it first.
    pub decided_by: Option<String>,
    /// Whether the administrators have taken over.
    pub escalated: bool,
}

impl TransferRow {
    /// As the bank answers it.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn transfer(&self) -> AppResult<Transfer> {
        Ok(serde_json::from_str(&self.body)?)
    }
}

pub(super) fn insert_quote(conn: &mut Conn, row: &QuoteRow) -> AppResult<()> {
    diesel::insert_into(quotes::table).values(row).execute(conn)?;
    Ok(())
}

pub(super) fn quote(
    conn: &mut Conn,
    learner: LearnerId,
    id: QuoteId,
) -> AppResult<Option<QuoteRow>> {
    Ok(quotes::table
        .find((learner.to_string(), id.to_string()))
        .select(QuoteRow::as_select())
        .first(conn)
        .optional()?)
}

/// Transfers by their own ids or by the quotes that they came from.
pub(super) fn of_orders(
    conn: &mut Conn,
    learner_keys: &[String],
    ids: &[String],
    quote_ids: &[String],
) -> AppResult<Vec<TransferRow>> {
    Ok(transfers::table
        .filter(transfers::learner_id.eq_any(learner_keys))
        .filter(transfers::id.eq_any(ids).or(transfers::quote_id.eq_any(quote_ids)))
        .select(TransferRow::as_select())
        .load(conn)?)
}

/// One transfer of a learner.
pub(super) fn one(
    conn: &mut Conn,
    learner: LearnerId,
    id: TransferId,
) -> AppResult<Option<TransferRow>> {
    Ok(transfers::table
        .find((learner.to_string(), id.to_string()))
        .select(TransferRow::as_select())
        .first(conn)
        .optional()?)
}

/// A learner's transfers, newest first.
pub(super) fn list(
    conn: &mut Conn,
    learner: LearnerId,
    slice: &Slice,
) -> AppResult<Vec<TransferRow>> {
    let mut query = transfers::table
        .filter(transfers::learner_id.eq(learner.to_string()))
        .order(transfers::id.desc())
        .select(TransferRow::as_select())
        .limit(slice.fetch())
        .into_boxed();
    if let Some(after) = &slice.after {
        query = query.filter(transfers::id.lt(after.clone()));
    }
    Ok(query.load(conn)?)
}

/// Writes new and changed transfers, and the verification codes of the new.
pub(super) fn save(conn: &mut Conn, rows: &[TransferRow], new: &[TransferRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(transfers::table)
            .values(rows)
            .on_conflict((transfers::learner_id, transfers::id))
            .do_update()
            .set((
                transfers::status.eq(excluded(transfers::status)),
                transfers::body.eq(excluded(transfers::body)),
                transfers::settled_by.eq(excluded(transfers::settled_by)),
                transfers::take_back_until.eq(excluded(transfers::take_back_until)),
            ))
            .execute(c))?;
    }
    let codes: Vec<CodeRow> = new
        .iter()
        .map(|row| CodeRow {
            code: row.verification_code.clone(),
            kind: "transfer".to_owned(),
            learner_id: row.learner_id.clone(),
            subject_id: row.id.clone(),
        })
        .collect();
    insert_codes(conn, &codes)
}

/// Takes `count` numbers of a day; answers the last of them.
pub(super) fn take_numbers(conn: &mut Conn, day: NaiveDate, count: i64) -> AppResult<i64> {
    let name = format!("transfers-{day}");
    let last = on_each!(conn, c => diesel::insert_into(counters::table)
        .values((counters::name.eq(&name), counters::value.eq(count)))
        .on_conflict(counters::name)
        .do_update()
        .set(counters::value.eq(counters::value + count))
        .returning(counters::value)
        .get_result::<i64>(c))?;
    Ok(last)
}

/// Whether a resident is confirmed still, for what the token cannot know.
pub(super) fn is_confirmed(conn: &mut Conn, user: &str, learner: LearnerId) -> AppResult<bool> {
    let row: Option<bool> = users::table
        .find(user)
        .filter(users::learner_id.eq(learner.to_string()))
        .filter(users::status.eq("active"))
        .select(users::confirmed)
        .first(conn)
        .optional()?;
    Ok(row == Some(true))
}

/// The transfer behind a verification code.
///
/// # Errors
/// The database.
pub fn verified(
    conn: &mut Conn,
    learner_key: &str,
    transfer_key: &str,
) -> AppResult<Option<TransferRow>> {
    Ok(transfers::table
        .find((learner_key, transfer_key))
        .select(TransferRow::as_select())
        .first(conn)
        .optional()?)
}
