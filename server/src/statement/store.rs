//! The query of the statement.

use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use shared::ids::{LearnerId, SchemeCode};
use shared::lang::Text;
use shared::ledger::PostingKind;
use shared::quantity::Credits;
use shared::statement::{EntryReason, StatementEntry};

use crate::clock;
use crate::db::Conn;
use crate::db::schema::{entries, transactions};
use crate::error::{AppResult, stored};
use crate::http::paging::Slice;
use crate::learners::store as learners;

/// Which entries are shown. Days are those of Asia/Shanghai.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this scheme.
    pub scheme: Option<SchemeCode>,
    /// Of this kind of posting.
    pub kind: Option<PostingKind>,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Until this day.
    pub to: Option<NaiveDate>,
}

#[derive(Queryable)]
struct Row {
    id: String,
    at: NaiveDateTime,
    scheme: String,
    account: String,
    amount: i64,
    balance: Option<i64>,
    transaction_id: String,
    kind: String,
    completion_id: Option<String>,
    transfer_id: Option<String>,
    title_zh: String,
    title_en: String,
}

/// The instant at which a day begins in Asia/Shanghai, in UTC.
fn start_of(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) - Duration::hours(8)
}

/// A page of a learner's entries, newest first.
///
/// # Errors
/// The database.
pub fn list(
    conn: &mut Conn,
    learner: LearnerId,
    filter: &Filter,
    slice: &Slice,
) -> AppResult<Vec<StatementEntry>> {
    let key = learner.to_string();
    let absorbed = learners::absorbed(conn, std::slice::from_ref(&key))?;
    let owners = absorbed.iter().map(|(from, _)| from.to_string()).chain([key]);
    let of_entry = transactions::owner
        .eq(entries::transaction_owner)
        .and(transactions::id.eq(entries::transaction_id));
    let mut query = entries::table
        .inner_join(transactions::table.on(of_entry))
        .filter(entries::owner.eq_any(owners.collect::<Vec<_>>()))
        .order(entries::id.desc())
        .limit(slice.fetch())
        .select((
            entries::id,
            entries::at,
            entries::scheme,
            entries::kind,
            entries::amount,
            entries::balance,
            entries::transaction_id,
            transactions::kind,
            transactions::completion_id,
            transactions::transfer_id,
            transactions::title_zh,
            transactions::title_en,
        ))
        .into_boxed();
    if let Some(scheme) = &filter.scheme {
        query = query.filter(entries::scheme.eq(scheme.to_string()));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(transactions::kind.eq(kind.to_string()));
    }
    if let Some(from) = filter.from {
        query = query.filter(entries::at.ge(start_of(from)));
    }
    if let Some(after) = filter.to.and_then(|day| day.checked_add_days(Days::new(1))) {
        query = query.filter(entries::at.lt(start_of(after)));
    }
    if let Some(after) = &slice.after {
        query = query.filter(entries::id.lt(after.clone()));
    }
    query.load::<Row>(conn)?.into_iter().map(entry).collect()
}

fn entry(row: Row) -> AppResult<StatementEntry> {
    Ok(StatementEntry {
        id: stored(&row.id)?,
        at: clock::instant(row.at),
        kind: stored(&row.kind)?,
        scheme: stored(&row.scheme)?,
        account: stored(&row.account)?,
        amount: Credits::from_hundredths(row.amount),
        balance: Credits::from_hundredths(row.balance.unwrap_or_default()),
        transaction_id: stored(&row.transaction_id)?,
        reason: EntryReason {
            completion_id: row.completion_id.as_deref().map(stored).transpose()?,
            transfer_id: row.transfer_id.as_deref().map(stored).transpose()?,
        },
        title: Text::new(row.title_zh, row.title_en),
    })
}
