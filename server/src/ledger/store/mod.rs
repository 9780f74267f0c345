//! Queries of the ledger: loads the state of a batch, writes its rows in bulk.

mod postings;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;
use shared::ids::{HoldId, LotId};
use shared::ledger::{Account, AccountKind, Lot, Owner, State};
use shared::quantity::Credits;
use uuid::Uuid;

use crate::db::schema::{account_deltas, accounts, cards, learners, lot_holds, lots};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppResult, stored};

pub use postings::postings;
pub(super) use postings::{
    CommandRow, EntryRow, TransactionRow, insert_commands, insert_entries, insert_transactions,
};

/// The owner of accounts, as stored: a learner's or institution's id, or `bank`.
#[must_use]
pub fn owner_key(owner: &Owner) -> String {
    match owner {
        Owner::Learner(id) => id.to_string(),
        Owner::Institution(id) => id.to_string(),
        Owner::Bank => "bank".to_owned(),
    }
}

#[derive(Insertable)]
#[diesel(table_name = accounts, treat_none_as_default_value = false)]
struct AccountRow {
    owner: String,
    scheme: String,
    kind: String,
    balance: i64,
}

#[derive(Insertable)]
#[diesel(table_name = account_deltas, treat_none_as_default_value = false)]
struct DeltaRow {
    owner: String,
    scheme: String,
    kind: String,
    batch_id: String,
    amount: i64,
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = lots, treat_none_as_default_value = false)]
struct LotRow {
    learner_id: String,
    id: String,
    scheme: String,
    sources: String,
    dated_on: NaiveDate,
    expires_on: Option<NaiveDate>,
    age: i64,
    available: i64,
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = lot_holds, treat_none_as_default_value = false)]
struct HoldRow {
    learner_id: String,
    lot_id: String,
    hold_id: String,
    amount: i64,
}

/// Locks learners in id order until the transaction ends, and answers which of them were merged into
/// whom. SQLite has one writer and needs no locks.
///
/// # Errors
/// The database.
pub fn lock(conn: &mut Conn, learner_keys: &[String]) -> AppResult<Vec<(String, String)>> {
    let query = learners::table
        .filter(learners::id.eq_any(learner_keys))
        .order(learners::id)
        .select((learners::id, learners::merged_into));
    let rows: Vec<(String, Option<String>)> = match conn {
        Conn::Postgres(pg) => query.for_update().load(pg)?,
        Conn::Sqlite(lite) => query.load(lite)?,
    };
    Ok(rows.into_iter().filter_map(|(id, into)| Some((id, into?))).collect())
}

pub(super) fn load_balances(
    conn: &mut Conn,
    learner_keys: &[String],
    state: &mut State,
) -> AppResult<()> {
    type Row = (String, String, String, i64);
    let rows: Vec<Row> = accounts::table
        .filter(accounts::owner.eq_any(learner_keys))
        .select((accounts::owner, accounts::scheme, accounts::kind, accounts::balance))
        .load(conn)?;
    for (owner, scheme, kind, balance) in rows {
        let account = Account {
            owner: Owner::Learner(stored(&owner)?),
            scheme: stored(&scheme)?,
            kind: stored::<AccountKind>(&kind)?,
        };
        state.insert_balance(account, Credits::from_hundredths(balance));
    }
    Ok(())
}

/// Loads unspent lots and those on hold, and `also` by id. Answers which of them have holds.
pub(super) fn load_lots(
    conn: &mut Conn,
    learner_keys: &[String],
    also: &[String],
    state: &mut State,
) -> AppResult<BTreeSet<LotId>> {
    let holds: Vec<HoldRow> = lot_holds::table
        .filter(lot_holds::learner_id.eq_any(learner_keys))
        .select(HoldRow::as_select())
        .load(conn)?;
    let mut held: BTreeMap<LotId, BTreeMap<HoldId, Credits>> = BTreeMap::new();
    for hold in holds {
        held.entry(stored(&hold.lot_id)?)
            .or_default()
            .insert(stored(&hold.hold_id)?, Credits::from_hundredths(hold.amount));
    }
    let named: Vec<String> =
        held.keys().map(ToString::to_string).chain(also.iter().cloned()).collect();
    let rows: Vec<LotRow> = lots::table
        .filter(lots::learner_id.eq_any(learner_keys))
        .filter(lots::available.gt(0).or(lots::id.eq_any(&named)))
        .select(LotRow::as_select())
        .load(conn)?;
    let with_holds = held.keys().copied().collect();
    for row in rows {
        let lot = lot_of(&row, &mut held)?;
        if state.lot(lot.id).is_none() {
            state.insert_lot(lot);
        }
    }
    Ok(with_holds)
}

fn lot_of(row: &LotRow, held: &mut BTreeMap<LotId, BTreeMap<HoldId, Credits>>) -> AppResult<Lot> {
    let id = stored(&row.id)?;
    Ok(Lot {
        id,
        learner: stored(&row.learner_id)?,
        scheme: stored(&row.scheme)?,
        sources: serde_json::from_str(&row.sources)?,
        dated_on: row.dated_on,
        expires_on: row.expires_on,
        order: u64::try_from(row.age).unwrap_or_default(),
        available: Credits::from_hundredths(row.available),
        held: held.remove(&id).unwrap_or_default(),
    })
}

/// A learner's unspent lots, for quotes and the card. Reads only.
///
/// # Errors
/// The database.
pub fn unspent_lots(conn: &mut Conn, learner_key: &str) -> AppResult<Vec<Lot>> {
    let mut state = State::new();
    load_lots(conn, &[learner_key.to_owned()], &[], &mut state)?;
    Ok(state.all_lots().cloned().collect())
}

/// Whether a card's status keeps its credits from being spent.
pub(super) fn load_frozen(
    conn: &mut Conn,
    learner_keys: &[String],
    state: &mut State,
) -> AppResult<()> {
    let frozen: Vec<String> = cards::table
        .filter(cards::learner_id.eq_any(learner_keys))
        .filter(cards::status.eq_any(["frozen", "lost", "closed"]))
        .select(cards::learner_id)
        .load(conn)?;
    for learner in frozen {
        state.freeze(stored(&learner)?);
    }
    Ok(())
}

pub(super) fn save_balances(conn: &mut Conn, changed: &[(&Account, Credits)]) -> AppResult<()> {
    let rows: Vec<AccountRow> = changed
        .iter()
        .map(|(account, balance)| AccountRow {
            owner: owner_key(&account.owner),
            scheme: account.scheme.to_string(),
            kind: account.kind.to_string(),
            balance: balance.hundredths(),
        })
        .collect();
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(accounts::table)
            .values(rows)
            .on_conflict((accounts::owner, accounts::scheme, accounts::kind))
            .do_update()
            .set(accounts::balance.eq(excluded(accounts::balance)))
            .execute(c))?;
    }
    Ok(())
}

pub(super) fn add_deltas(
    conn: &mut Conn,
    changed: &[(&Account, Credits)],
    batch: Uuid,
) -> AppResult<()> {
    let rows: Vec<DeltaRow> = changed
        .iter()
        .map(|(account, amount)| DeltaRow {
            owner: owner_key(&account.owner),
            scheme: account.scheme.to_string(),
            kind: account.kind.to_string(),
            batch_id: batch.to_string(),
            amount: amount.hundredths(),
        })
        .collect();
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(account_deltas::table).values(rows).execute(c))?;
    }
    Ok(())
}

pub(super) fn save_lots(
    conn: &mut Conn,
    changed: &[&Lot],
    had_holds: &BTreeSet<LotId>,
) -> AppResult<()> {
    let mut rows = Vec::with_capacity(changed.len());
    let mut holds = Vec::new();
    for lot in changed {
        let (learner_id, id) = (lot.learner.to_string(), lot.id.to_string());
        holds.extend(lot.held.iter().map(|(hold, amount)| HoldRow {
            learner_id: learner_id.clone(),
            lot_id: id.clone(),
            hold_id: hold.to_string(),
            amount: amount.hundredths(),
        }));
        rows.push(LotRow {
            learner_id,
            id,
            scheme: lot.scheme.to_string(),
            sources: serde_json::to_string(&lot.sources)?,
            dated_on: lot.dated_on,
            expires_on: lot.expires_on,
            age: i64::try_from(lot.order).unwrap_or(i64::MAX),
            available: lot.available.hundredths(),
        });
    }
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(lots::table)
            .values(rows)
            .on_conflict((lots::learner_id, lots::id))
            .do_update()
            .set(lots::available.eq(excluded(lots::available)))
            .execute(c))?;
    }
    let changed: Vec<&&Lot> = changed.iter().filter(|lot| had_holds.contains(&lot.id)).collect();
    let learner_keys: Vec<String> = changed.iter().map(|lot| lot.learner.to_string()).collect();
    let lot_keys: Vec<String> = changed.iter().map(|lot| lot.id.to_string()).collect();
    if !lot_keys.is_empty() {
        let old = lot_holds::table
            .filter(lot_holds::learner_id.eq_any(learner_keys))
            .filter(lot_holds::lot_id.eq_any(lot_keys));
        diesel::delete(old).execute(conn)?;
    }
    for rows in holds.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(lot_holds::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// Folds the deltas of shared accounts into their balances. Safe on several servers at once: what
/// one folds it has deleted in the same commit.
///
/// # Errors
/// The database.
pub fn fold_deltas(conn: &mut Conn) -> AppResult<usize> {
    type Row = (String, String, String, String, i64);
    let rows: Vec<Row> = on_each!(conn, c => diesel::delete(account_deltas::table)
        .returning(account_deltas::all_columns)
        .get_results(c))?;
    let mut sums: BTreeMap<(String, String, String), i64> = BTreeMap::new();
    for (owner, scheme, kind, _, amount) in &rows {
        let sum = sums.entry((owner.clone(), scheme.clone(), kind.clone())).or_default();
        *sum = sum.checked_add(*amount).ok_or(shared::quantity::Overflow)?;
    }
    let sums: Vec<AccountRow> = sums
        .into_iter()
        .map(|((owner, scheme, kind), balance)| AccountRow { owner, scheme, kind, balance })
        .collect();
    for rows in sums.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(accounts::table)
            .values(rows)
            .on_conflict((accounts::owner, accounts::scheme, accounts::kind))
            .do_update()
            .set(accounts::balance.eq(accounts::balance + excluded(accounts::balance)))
            .execute(c))?;
    }
    Ok(rows.len())
}
