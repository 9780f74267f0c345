//! The query of live.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::ids::LearnerId;
use shared::live::Mark;
use shared::vocabulary::Status;

use crate::clock;
use crate::db::Conn;
use crate::db::schema::{entries, notices, sessions, users};
use crate::error::{AppResult, stored};

type Row = (String, Option<String>, Option<String>, Option<i64>);

/// The marks of the cards that these sessions are of. One that is missing has ended. Each costs three
/// short walks down an index, however much stands on the card.
pub(super) fn marks(conn: &mut Conn, ids: &[String]) -> AppResult<HashMap<String, Mark>> {
    let newest_entry = entries::table
        .filter(entries::owner.nullable().eq(users::learner_id))
        .order(entries::id.desc())
        .limit(1)
        .select(entries::id)
        .single_value();
    let newest_notice = notices::table
        .filter(notices::learner_id.nullable().eq(users::learner_id))
        .order(notices::id.desc())
        .limit(1)
        .select(notices::id)
        .single_value();
    let unread = notices::table
        .filter(notices::learner_id.nullable().eq(users::learner_id))
        .filter(notices::read_at.is_null())
        .count()
        .single_value();
    let rows: Vec<Row> = sessions::table
        .inner_join(users::table.on(users::id.eq(sessions::user_id)))
        .filter(sessions::id.eq_any(ids))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(clock::now().naive_utc()))
        .filter(users::status.eq(Status::Active.as_str()))
        .select((sessions::id, newest_entry, newest_notice, unread))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, entry, notice, unread)| {
            Ok((id, mark(entry.as_deref(), notice.as_deref(), unread)?))
        })
        .collect()
}

/// The mark of one card.
pub(super) fn mark_of(conn: &mut Conn, learner: LearnerId) -> AppResult<Mark> {
    let key = learner.to_string();
    let entry: Option<String> = entries::table
        .filter(entries::owner.eq(&key))
        .order(entries::id.desc())
        .select(entries::id)
        .first(conn)
        .optional()?;
    let own = || notices::table.filter(notices::learner_id.eq(&key));
    let notice: Option<String> =
        own().order(notices::id.desc()).select(notices::id).first(conn).optional()?;
    let unread = own().filter(notices::read_at.is_null()).count().get_result(conn)?;
    mark(entry.as_deref(), notice.as_deref(), Some(unread))
}

fn mark(entry: Option<&str>, notice: Option<&str>, unread: Option<i64>) -> AppResult<Mark> {
    Ok(Mark {
        entry: entry.map(stored).transpose()?,
        notice: notice.map(stored).transpose()?,
        unread: unread.and_then(|count| u64::try_from(count).ok()).unwrap_or_default(),
    })
}
