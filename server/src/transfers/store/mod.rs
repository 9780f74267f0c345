//! Queries of transfers.

mod queue;
mod surroundings;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::upsert::excluded;
use shared::ids::{InstitutionId, LearnerId, QuoteId, TransferId};
use shared::transfers::TransferEvent;
use shared::vocabulary::{Status, TransferKind, TransferStatus};

use super::order::BANK;
use crate::clock;
use crate::db::schema::{counters, institutions, quotes, transfers, users};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppResult, stored};
use crate::http::paging::Slice;
use crate::institutions::store::hold_network;
use crate::ledger::store as ledger;
use crate::verification::{CodeRow, insert_codes};

pub(super) use queue::{Queue, QueueFilter, queue, queue_key};
pub(super) use surroundings::{Network, applicants, families_of, merged, network};

/// A quote as it is stored: all that carrying it out needs.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = quotes)]
pub(super) struct QuoteRow {
    pub learner_id: String,
    pub id: String,
    pub body: String,
    pub valid_until: NaiveDateTime,
}

/// A transfer as it is stored; `body` is the transfer as its last step left it, with its terms.
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
    /// Who receives a gift, once it is known to them or will be.
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

/// Quotes by which transfers were requested, with their owners.
pub(super) fn quotes_of(
    conn: &mut Conn,
    learner_keys: &[String],
    quote_ids: &[String],
) -> AppResult<Vec<QuoteRow>> {
    Ok(quotes::table
        .filter(quotes::learner_id.eq_any(learner_keys))
        .filter(quotes::id.eq_any(quote_ids))
        .select(QuoteRow::as_select())
        .load(conn)?)
}

/// What these learners gave since an instant and did not get back.
pub(super) fn gifts_since(
    conn: &mut Conn,
    learner_keys: &[String],
    since: NaiveDateTime,
) -> AppResult<Vec<TransferRow>> {
    let returned = [
        TransferStatus::Cancelled,
        TransferStatus::Declined,
        TransferStatus::Lapsed,
        TransferStatus::TakenBack,
    ];
    Ok(transfers::table
        .filter(transfers::learner_id.eq_any(learner_keys))
        .filter(transfers::kind.eq(TransferKind::Give.as_str()))
        .filter(transfers::requested_at.ge(since))
        .filter(transfers::status.ne_all(returned.map(TransferStatus::as_str)))
        .select(TransferRow::as_select())
        .load(conn)?)
}

/// These learners' applications that stand or may come to stand.
pub(super) fn live_applications(
    conn: &mut Conn,
    learner_keys: &[String],
) -> AppResult<Vec<TransferRow>> {
    let live = [TransferStatus::InReview, TransferStatus::Settled];
    Ok(transfers::table
        .filter(transfers::learner_id.eq_any(learner_keys))
        .filter(transfers::kind.eq(TransferKind::Apply.as_str()))
        .filter(transfers::status.eq_any(live.map(TransferStatus::as_str)))
        .select(TransferRow::as_select())
        .load(conn)?)
}

/// The transfer with an id, whoever's it is.
pub(super) fn by_id(conn: &mut Conn, id: TransferId) -> AppResult<Option<TransferRow>> {
    Ok(transfers::table
        .filter(transfers::id.eq(id.to_string()))
        .select(TransferRow::as_select())
        .first(conn)
        .optional()?)
}

/// A learner's own transfers and the gifts that have come to them, newest first.
pub(super) fn list(
    conn: &mut Conn,
    learner: LearnerId,
    now: NaiveDateTime,
    slice: &Slice,
) -> AppResult<Vec<TransferRow>> {
    let own = transfers::table
        .filter(transfers::learner_id.eq(learner.to_string()))
        .order(transfers::id.desc())
        .select(TransferRow::as_select())
        .limit(slice.fetch());
    // Nobody hears of a gift before its cooling-off is over.
    let cooling_off = TransferStatus::CoolingOff.as_str();
    let arrived = transfers::status.ne(cooling_off).or(transfers::due_at.le(now));
    let received = transfers::table
        .filter(transfers::receiver_id.eq(learner.to_string()))
        .filter(arrived)
        .order(transfers::id.desc())
        .select(TransferRow::as_select())
        .limit(slice.fetch());
    let (mut own, mut received) = (own.into_boxed(), received.into_boxed());
    if let Some(after) = &slice.after {
        own = own.filter(transfers::id.lt(after));
        received = received.filter(transfers::id.lt(after));
    }
    let mut rows: Vec<TransferRow> = own.load(conn)?;
    rows.append(&mut received.load(conn)?);
    rows.sort_by(|a, b| b.id.cmp(&a.id));
    rows.truncate(slice.limit.saturating_add(1));
    Ok(rows)
}

/// What moved for good on a learner's card, oldest first: their own and what was given to them.
///
/// # Errors
/// The database.
pub fn settled(conn: &mut Conn, learner: LearnerId) -> AppResult<Vec<TransferRow>> {
    let key = learner.to_string();
    let done = || {
        let settled = transfers::status.eq(TransferStatus::Settled.as_str());
        transfers::table.filter(settled).select(TransferRow::as_select())
    };
    let mut rows = done().filter(transfers::learner_id.eq(&key)).load(conn)?;
    let mut received = done().filter(transfers::receiver_id.eq(&key)).load(conn)?;
    rows.append(&mut received);
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(rows)
}

/// Transfers whose state has ended by itself, soonest due first: gifts, and applications that are
/// not with the administrators yet. `after` is the last one of the slice before.
pub(super) fn due(
    conn: &mut Conn,
    now: NaiveDateTime,
    after: Option<&(NaiveDateTime, String)>,
    limit: i64,
) -> AppResult<Vec<(NaiveDateTime, String)>> {
    use transfers::{due_at, escalated, id, status};
    let gifts = [TransferStatus::CoolingOff, TransferStatus::AwaitingReceiver];
    let mut query = transfers::table
        .filter(due_at.le(now))
        .filter(
            status
                .eq_any(gifts.map(TransferStatus::as_str))
                .or(status.eq(TransferStatus::InReview.as_str()).and(escalated.eq(false))),
        )
        .order((due_at, id))
        .select((due_at.assume_not_null(), id))
        .limit(limit)
        .into_boxed();
    if let Some((at, last)) = after {
        query = query.filter(due_at.gt(at).or(due_at.eq(at).and(id.gt(last))));
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
                transfers::institution_id.eq(excluded(transfers::institution_id)),
                transfers::receiver_id.eq(excluded(transfers::receiver_id)),
                transfers::due_at.eq(excluded(transfers::due_at)),
                transfers::decided_by.eq(excluded(transfers::decided_by)),
                transfers::escalated.eq(excluded(transfers::escalated)),
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
pub(super) fn one(
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

/// Hands what an institution has to decide to another, or to the administrators, and notes that in
/// each history. The caller holds the network still.
///
/// # Errors
/// The database.
pub fn hand_over(
    conn: &mut Conn,
    from: InstitutionId,
    to: Option<InstitutionId>,
) -> AppResult<usize> {
    let open = || {
        transfers::table
            .filter(transfers::institution_id.eq(from.to_string()))
            .filter(transfers::status.eq(TransferStatus::InReview.as_str()))
    };
    let learners: Vec<String> = open().select(transfers::learner_id).distinct().load(conn)?;
    // A decision that is being taken is waited for, as everything else about these learners is.
    ledger::lock(conn, &learners)?;
    let mut rows: Vec<TransferRow> = open().select(TransferRow::as_select()).load(conn)?;
    for row in &mut rows {
        let mut record = row.record()?;
        record.transfer.history.push(TransferEvent {
            status: "handed_over".to_owned(),
            at: clock::now(),
            by: BANK.to_owned(),
            reason: None,
        });
        row.institution_id = to.map(|id| id.to_string());
        row.body = serde_json::to_string(&record)?;
    }
    save(conn, &rows, &[])?;
    Ok(rows.len())
}

/// Hands over what came to an institution while it was being closed.
pub(super) fn hand_over_stranded(conn: &mut Conn) -> AppResult<()> {
    let closed = institutions::table
        .filter(institutions::status.ne(Status::Active.as_str()))
        .select(institutions::id.nullable());
    let stranded: Vec<Option<String>> = transfers::table
        .filter(transfers::status.eq(TransferStatus::InReview.as_str()))
        .filter(transfers::institution_id.eq_any(closed))
        .select(transfers::institution_id)
        .distinct()
        .load(conn)?;
    if stranded.is_empty() {
        return Ok(());
    }
    hold_network(conn)?;
    let network = network(conn)?;
    for id in stranded.iter().flatten() {
        let from: InstitutionId = stored(id)?;
        hand_over(conn, from, network.deciding(from))?;
    }
    Ok(())
}
