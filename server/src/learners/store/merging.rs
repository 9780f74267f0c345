//! Queries of merging: what stood in the name of one record stands in the name of the other.
//!
//! Invariant: nobody is merged into a record that was merged away itself, so one look finds the kept
//! one. Transactions and entries are never touched.

use diesel::prelude::*;
use shared::ids::LearnerId;
use shared::vocabulary::{CardStatus, Status};

use super::claims::{end_activation, settle};
use crate::db::Conn;
use crate::db::schema::{
    batch_completions, cards, completions, corrections, decisions, external_ids, learners, notices,
    sessions, share_readings, share_tokens, shares, transcripts, transfers, users, verifications,
};
use crate::error::{AppResult, stored};
use crate::{awards, clock, families};

/// Records that were merged into one of these, each with the one that it went to.
///
/// # Errors
/// The database.
pub fn absorbed(conn: &mut Conn, kept_keys: &[String]) -> AppResult<Vec<(LearnerId, LearnerId)>> {
    let query = learners::table.filter(learners::merged_into.eq_any(kept_keys));
    let rows: Vec<(String, Option<String>)> =
        query.select((learners::id, learners::merged_into)).load(conn)?;
    rows.into_iter()
        .map(|(from, into)| Ok((stored(&from)?, stored(&into.unwrap_or_default())?)))
        .collect()
}

/// The names of records that were merged into one of these.
///
/// # Errors
/// The database.
pub fn other_names(conn: &mut Conn, kept_keys: &[String]) -> AppResult<Vec<(LearnerId, String)>> {
    let query = learners::table.filter(learners::merged_into.eq_any(kept_keys));
    let rows: Vec<(Option<String>, String)> =
        query.select((learners::merged_into, learners::name)).load(conn)?;
    rows.into_iter().map(|(into, name)| Ok((stored(&into.unwrap_or_default())?, name))).collect()
}

/// Merges one record into another: all that stands in its name, its card, its accounts.
///
/// # Errors
/// The database.
pub fn merge(conn: &mut Conn, from: LearnerId, into: LearnerId) -> AppResult<()> {
    let (from_key, into_key) = (from.to_string(), into.to_string());
    let (from_key, into_key) = (from_key.as_str(), into_key.as_str());
    let here = learners::id.eq(from_key).or(learners::merged_into.eq(from_key));
    diesel::update(learners::table.filter(here))
        .set((
            learners::merged_into.eq(Some(into_key)),
            learners::activation_digest.eq(None::<String>),
            learners::revision.eq(learners::revision + 1),
        ))
        .execute(conn)?;
    awards::store::merge(conn, from_key, into_key)?;
    families::store::merge(conn, from, into)?;
    repoint(conn, from_key, into_key)?;
    close_card(conn, from_key, into_key)?;
    move_accounts(conn, from, into)
}

fn repoint(conn: &mut Conn, from: &str, into: &str) -> AppResult<()> {
    macro_rules! owned {
        ($($table:ident),+) => {$(
            diesel::update($table::table.filter($table::learner_id.eq(from)))
                .set($table::learner_id.eq(into))
                .execute(conn)?;
        )+};
    }
    // What was settled in either name is not taken back any more: its lots are others by now.
    let mine = transfers::learner_id.eq(from).or(transfers::receiver_id.eq(from));
    diesel::update(transfers::table.filter(mine))
        .set(transfers::take_back_until.eq(None::<chrono::NaiveDateTime>))
        .execute(conn)?;
    diesel::update(transfers::table.filter(transfers::receiver_id.eq(from)))
        .set(transfers::receiver_id.eq(into))
        .execute(conn)?;
    owned!(
        completions,
        external_ids,
        decisions,
        corrections,
        batch_completions,
        transfers,
        verifications,
        notices,
        transcripts,
        shares,
        share_tokens,
        share_readings
    );
    Ok(())
}

/// Closes the card. If its holder had frozen it, the kept one is frozen from then on.
fn close_card(conn: &mut Conn, from: &str, into: &str) -> AppResult<()> {
    let theirs = cards::table
        .filter(cards::learner_id.eq(from))
        .filter(cards::status.ne(CardStatus::Replaced.as_str()));
    let status: Vec<String> = theirs.select(cards::status).load(conn)?;
    diesel::update(theirs).set(cards::status.eq(CardStatus::Closed.as_str())).execute(conn)?;
    if status.iter().any(|status| status == CardStatus::Frozen.as_str()) {
        let kept = cards::table.filter(cards::learner_id.eq(into)).filter(
            cards::status.eq_any([CardStatus::Active.as_str(), CardStatus::Unclaimed.as_str()]),
        );
        diesel::update(kept).set(cards::status.eq(CardStatus::Frozen.as_str())).execute(conn)?;
    }
    Ok(())
}

/// The person's account goes with them if the kept record has none; otherwise it is closed.
fn move_accounts(conn: &mut Conn, from: LearnerId, into: LearnerId) -> AppResult<()> {
    let confirmed = |learner: LearnerId| {
        users::table
            .filter(users::learner_id.eq(learner.to_string()))
            .filter(users::status.eq(Status::Active.as_str()))
            .filter(users::confirmed.eq(true))
    };
    let exists = |conn: &mut Conn, learner| -> AppResult<bool> {
        let found: Vec<String> = confirmed(learner).select(users::id).limit(1).load(conn)?;
        Ok(!found.is_empty())
    };
    let theirs = || {
        users::table
            .filter(users::learner_id.eq(from.to_string()))
            .filter(users::status.eq(Status::Active.as_str()))
    };
    if exists(conn, into)? {
        let ids: Vec<String> = theirs().select(users::id).load(conn)?;
        let live = sessions::table
            .filter(sessions::user_id.eq_any(&ids))
            .filter(sessions::ended_at.is_null());
        let now = clock::now().naive_utc();
        diesel::update(live).set(sessions::ended_at.eq(Some(now))).execute(conn)?;
        diesel::update(users::table.filter(users::id.eq_any(&ids)))
            .set((
                users::status.eq(Status::Inactive.as_str()),
                users::phone_digest.eq(None::<String>),
                users::phone_sealed.eq(None::<String>),
            ))
            .execute(conn)?;
    } else {
        diesel::update(theirs()).set(users::learner_id.eq(Some(into.to_string()))).execute(conn)?;
    }
    if exists(conn, into)? {
        end_activation(conn, into)?;
        settle(conn, into)?;
    }
    Ok(())
}
