//! Sessions and the digests of their refresh tokens.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::ids::UserId;

use crate::db::schema::{sessions, spent_tokens};
use crate::db::{Conn, on_each};
use crate::error::AppResult;

/// A session as stored; columns in the table's order.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    pub id: String,
    pub user_id: String,
    pub token_digest: String,
    pub previous_digest: Option<String>,
    pub rotated_at: NaiveDateTime,
    pub created_at: NaiveDateTime,
    pub last_used_at: NaiveDateTime,
    pub expires_at: NaiveDateTime,
    pub ended_at: Option<NaiveDateTime>,
    pub user_agent: String,
}

/// Adds a session.
pub fn insert_session(conn: &mut Conn, row: &SessionRow) -> AppResult<()> {
    diesel::insert_into(sessions::table).values(row).execute(conn)?;
    Ok(())
}

/// The session that a refresh token, present or past, belongs to.
pub fn session_of(conn: &mut Conn, digest: &str) -> AppResult<Option<SessionRow>> {
    let held = sessions::token_digest.eq(digest).or(sessions::previous_digest.eq(digest));
    let row: Option<SessionRow> = sessions::table.filter(held).first(conn).optional()?;
    if row.is_some() {
        return Ok(row);
    }
    let spent = spent_tokens::table.find(digest).select(spent_tokens::session_id);
    Ok(sessions::table.filter(sessions::id.eq_any(spent)).first(conn).optional()?)
}

/// Puts a new token in the place of `session.token_digest`, if that is still the current one;
/// whether it did. What was the previous one is remembered as spent.
pub fn rotate(
    conn: &mut Conn,
    session: &SessionRow,
    fresh: &str,
    now: NaiveDateTime,
    expires_at: NaiveDateTime,
) -> AppResult<bool> {
    let current = sessions::table
        .filter(sessions::token_digest.eq(&session.token_digest))
        .filter(sessions::ended_at.is_null());
    let written = diesel::update(current)
        .set((
            sessions::token_digest.eq(fresh),
            sessions::previous_digest.eq(Some(&session.token_digest)),
            sessions::rotated_at.eq(now),
            sessions::last_used_at.eq(now),
            sessions::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    if let Some(spent) = session.previous_digest.as_ref().filter(|_| written == 1) {
        let row = (
            spent_tokens::token_digest.eq(spent),
            spent_tokens::session_id.eq(&session.id),
            spent_tokens::spent_at.eq(now),
        );
        on_each!(conn, c => diesel::insert_into(spent_tokens::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(written == 1)
}

/// A user's live sessions, newest first, from the one before `before` on.
pub fn live_sessions(
    conn: &mut Conn,
    user: UserId,
    before: &str,
    now: NaiveDateTime,
    fetch: i64,
) -> AppResult<Vec<SessionRow>> {
    let rows = sessions::table
        .filter(sessions::user_id.eq(user.to_string()))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::id.lt(before))
        .order(sessions::id.desc())
        .limit(fetch)
        .load(conn)?;
    Ok(rows)
}

/// Ends one live session of a user; whether there was one.
pub fn end_session(
    conn: &mut Conn,
    user: &str,
    session: &str,
    now: NaiveDateTime,
) -> AppResult<bool> {
    let live = sessions::table
        .filter(sessions::id.eq(session))
        .filter(sessions::user_id.eq(user))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now));
    Ok(diesel::update(live).set(sessions::ended_at.eq(Some(now))).execute(conn)? == 1)
}

/// Ends every session of a user but one.
pub fn end_other_sessions(
    conn: &mut Conn,
    user: UserId,
    kept: &str,
    now: NaiveDateTime,
) -> AppResult<()> {
    let others = sessions::table
        .filter(sessions::user_id.eq(user.to_string()))
        .filter(sessions::id.ne(kept))
        .filter(sessions::ended_at.is_null());
    diesel::update(others).set(sessions::ended_at.eq(Some(now))).execute(conn)?;
    Ok(())
}

/// Forgets sessions that expired before a moment, and tokens that were spent before it.
pub fn forget_sessions(conn: &mut Conn, before: NaiveDateTime) -> AppResult<usize> {
    let tokens = spent_tokens::table.filter(spent_tokens::spent_at.lt(before));
    let sessions = sessions::table.filter(sessions::expires_at.lt(before));
    Ok(diesel::delete(tokens).execute(conn)? + diesel::delete(sessions).execute(conn)?)
}
