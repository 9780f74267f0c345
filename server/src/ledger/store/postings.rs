//! Transactions with their entries: append-only.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::ledger::{Account, AccountKind, Command, Entry, Owner, Posting};
use shared::quantity::Credits;

use super::owner_key;
use crate::db::schema::{commands, entries, transactions};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppResult, stored};
use crate::ledger::books::Cause;

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = transactions, treat_none_as_default_value = false)]
pub(in crate::ledger) struct TransactionRow {
    owner: String,
    id: String,
    command_id: String,
    command: String,
    kind: String,
    on_day: NaiveDate,
    reverses: Option<String>,
    completion_id: Option<String>,
    transfer_id: Option<String>,
    title_zh: String,
    title_en: String,
    at: NaiveDateTime,
}

impl TransactionRow {
    pub(in crate::ledger) fn new(
        command: &Command,
        posting: &Posting,
        cause: &Cause,
        at: NaiveDateTime,
    ) -> AppResult<Self> {
        Ok(Self {
            owner: cause.learner.to_string(),
            id: posting.transaction.to_string(),
            command_id: posting.command.to_string(),
            command: serde_json::to_string(command)?,
            kind: posting.kind.to_string(),
            on_day: posting.on,
            reverses: posting.reverses.map(|id| id.to_string()),
            completion_id: cause.completion.map(|id| id.to_string()),
            transfer_id: cause.transfer.map(|id| id.to_string()),
            title_zh: cause.title.zh.clone(),
            title_en: cause.title.en.clone(),
            at,
        })
    }
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = entries, treat_none_as_default_value = false)]
pub(in crate::ledger) struct EntryRow {
    owner: String,
    id: String,
    transaction_owner: String,
    transaction_id: String,
    scheme: String,
    kind: String,
    amount: i64,
    balance: Option<i64>,
    lot_id: Option<String>,
    at: NaiveDateTime,
}

impl EntryRow {
    pub(in crate::ledger) fn new(
        entry: &Entry,
        posting: &Posting,
        cause: &Cause,
        at: NaiveDateTime,
    ) -> Self {
        Self {
            owner: owner_key(&entry.account.owner),
            id: entry.id.to_string(),
            transaction_owner: cause.learner.to_string(),
            transaction_id: posting.transaction.to_string(),
            scheme: entry.account.scheme.to_string(),
            kind: entry.account.kind.to_string(),
            amount: entry.amount.hundredths(),
            balance: entry.balance.map(Credits::hundredths),
            lot_id: entry.lot.map(|id| id.to_string()),
            at,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = commands, treat_none_as_default_value = false)]
pub(in crate::ledger) struct CommandRow {
    id: String,
    owner: String,
    transaction_id: String,
}

impl CommandRow {
    pub(in crate::ledger) fn new(posting: &Posting, cause: &Cause) -> Self {
        Self {
            id: posting.command.to_string(),
            owner: cause.learner.to_string(),
            transaction_id: posting.transaction.to_string(),
        }
    }
}

pub(in crate::ledger) fn insert_commands(conn: &mut Conn, rows: &[CommandRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(commands::table).values(rows).execute(c))?;
    }
    Ok(())
}

pub(in crate::ledger) fn insert_transactions(
    conn: &mut Conn,
    rows: &[TransactionRow],
) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(transactions::table).values(rows).execute(c))?;
    }
    Ok(())
}

pub(in crate::ledger) fn insert_entries(conn: &mut Conn, rows: &[EntryRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(entries::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// The postings of transactions, as they were made.
///
/// # Errors
/// The database.
pub fn postings(conn: &mut Conn, transaction_keys: &[String]) -> AppResult<Vec<Posting>> {
    let rows: Vec<TransactionRow> = transactions::table
        .filter(transactions::id.eq_any(transaction_keys))
        .select(TransactionRow::as_select())
        .load(conn)?;
    let mut of: BTreeMap<String, Vec<EntryRow>> = BTreeMap::new();
    let all: Vec<EntryRow> = entries::table
        .filter(entries::transaction_id.eq_any(transaction_keys))
        .order(entries::id)
        .select(EntryRow::as_select())
        .load(conn)?;
    for entry in all {
        of.entry(entry.transaction_id.clone()).or_default().push(entry);
    }
    rows.iter()
        .map(|row| {
            let entries = of.remove(&row.id).unwrap_or_default();
            Ok(Posting {
                transaction: stored(&row.id)?,
                command: stored(&row.command_id)?,
                kind: stored(&row.kind)?,
                on: row.on_day,
                reverses: row.reverses.as_deref().map(stored).transpose()?,
                entries: entries.iter().map(entry_of).collect::<AppResult<_>>()?,
            })
        })
        .collect()
}

fn entry_of(row: &EntryRow) -> AppResult<Entry> {
    let kind: AccountKind = stored(&row.kind)?;
    let owner = match kind {
        AccountKind::Available | AccountKind::Held | AccountKind::Owed => {
            Owner::Learner(stored(&row.owner)?)
        }
        AccountKind::Issued | AccountKind::Redeemed => Owner::Institution(stored(&row.owner)?),
        AccountKind::Conversion | AccountKind::Expired | AccountKind::Adjustment => Owner::Bank,
    };
    Ok(Entry {
        id: stored(&row.id)?,
        account: Account { owner, scheme: stored(&row.scheme)?, kind },
        amount: Credits::from_hundredths(row.amount),
        lot: row.lot_id.as_deref().map(stored).transpose()?,
        balance: row.balance.map(Credits::from_hundredths),
    })
}
