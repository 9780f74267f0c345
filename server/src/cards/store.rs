//! Queries of the card.

use diesel::prelude::*;
use shared::ids::{LearnerId, SchemeCode};
use shared::ledger::AccountKind;
use shared::quantity::Credits;
use shared::vocabulary::CardStatus;

use crate::db::Conn;
use crate::db::schema::{accounts, cards, learners};
use crate::error::{AppResult, stored};

/// A live card with its holder's name.
#[derive(Queryable)]
pub(super) struct CardRow {
    pub number: String,
    pub status: String,
    pub name: String,
}

/// The live card of a learner.
pub(super) fn find(conn: &mut Conn, learner: LearnerId) -> AppResult<Option<CardRow>> {
    Ok(cards::table
        .inner_join(learners::table.on(learners::id.eq(cards::learner_id)))
        .filter(cards::learner_id.eq(learner.to_string()))
        .filter(cards::status.ne("replaced"))
        .select((cards::number, cards::status, learners::name))
        .first(conn)
        .optional()?)
}

/// [`find`], after locking the learner: whoever spends credits waits, or is waited for.
pub(super) fn lock(conn: &mut Conn, learner: LearnerId) -> AppResult<Option<CardRow>> {
    crate::ledger::store::lock(conn, &[learner.to_string()])?;
    find(conn, learner)
}

pub(super) fn set_status(conn: &mut Conn, number: &str, status: CardStatus) -> AppResult<()> {
    diesel::update(cards::table.find(number))
        .set(cards::status.eq(status.as_str()))
        .execute(conn)?;
    Ok(())
}

/// The accounts of a learner.
pub(super) fn accounts(
    conn: &mut Conn,
    learner: LearnerId,
) -> AppResult<Vec<(SchemeCode, AccountKind, Credits)>> {
    let rows: Vec<(String, String, i64)> = accounts::table
        .filter(accounts::owner.eq(learner.to_string()))
        .order((accounts::scheme, accounts::kind))
        .select((accounts::scheme, accounts::kind, accounts::balance))
        .load(conn)?;
    rows.into_iter()
        .map(|(scheme, kind, balance)| {
            Ok((stored(&scheme)?, stored(&kind)?, Credits::from_hundredths(balance)))
        })
        .collect()
}
