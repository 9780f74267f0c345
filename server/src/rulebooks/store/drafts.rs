//! Changes of drafts. Each is asked for a draft that the transaction holds already (`touch_draft`).

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::RulebookId;
use shared::rules::RuleList;
use shared::vocabulary::RulebookStatus;

use super::{RulebookRow, StoredRule};
use crate::clock;
use crate::db::schema::{rulebooks, rules, simulations};
use crate::db::{Conn, on_each};
use crate::error::AppResult;

/// Sets the day and the note of a draft.
///
/// # Errors
/// The database.
pub fn set_head(
    conn: &mut Conn,
    id: RulebookId,
    effective_from: NaiveDate,
    note: &str,
) -> AppResult<()> {
    diesel::update(rulebooks::table.find(id.to_string()))
        .set((rulebooks::effective_from.eq(effective_from), rulebooks::note.eq(note)))
        .execute(conn)?;
    Ok(())
}

/// Notes that a user changed a draft.
///
/// # Errors
/// The database.
pub fn note_editor(conn: &mut Conn, row: &RulebookRow, user: &str) -> AppResult<()> {
    if row.is_work_of(user) {
        return Ok(());
    }
    let editors: Vec<&str> = row.editors.iter().map(String::as_str).chain([user]).collect();
    diesel::update(rulebooks::table.find(row.id.to_string()))
        .set(rulebooks::editors.eq(serde_json::to_string(&editors)?))
        .execute(conn)?;
    Ok(())
}

/// Deletes the rules of a draft.
///
/// # Errors
/// The database.
pub fn delete_rules(conn: &mut Conn, id: RulebookId) -> AppResult<()> {
    diesel::delete(rules::table.filter(rules::rulebook_id.eq(id.to_string()))).execute(conn)?;
    Ok(())
}

/// Deletes a draft with all that belongs to it.
///
/// # Errors
/// The database.
pub fn delete_draft(conn: &mut Conn, id: RulebookId) -> AppResult<()> {
    delete_rules(conn, id)?;
    let kept = simulations::table.filter(simulations::rulebook_id.eq(id.to_string()));
    diesel::delete(kept).execute(conn)?;
    diesel::delete(rulebooks::table.find(id.to_string())).execute(conn)?;
    Ok(())
}

/// The place of a rule in its list, with the list's name; `None` when there is no such rule.
///
/// # Errors
/// The database.
pub fn place_of(conn: &mut Conn, id: RulebookId, code: &str) -> AppResult<Option<(String, i64)>> {
    let query = rules::table.find((id.to_string(), code)).select((rules::list, rules::place));
    Ok(query.first(conn).optional()?)
}

/// Writes a rule at a place, over the one with its code.
///
/// # Errors
/// The database.
pub fn put_rule(
    conn: &mut Conn,
    id: RulebookId,
    list: RuleList,
    (code, body): (&str, &str),
    place: i64,
) -> AppResult<()> {
    let rulebook_id = id.to_string();
    let rule = StoredRule { rulebook_id: &rulebook_id, code, list: list.as_str(), place, body };
    on_each!(conn, c => diesel::insert_into(rules::table)
        .values(&rule)
        .on_conflict((rules::rulebook_id, rules::code))
        .do_update()
        .set((rules::list.eq(list.as_str()), rules::place.eq(place), rules::body.eq(body)))
        .execute(c))?;
    Ok(())
}

/// Deletes a rule; `false` when there is none.
///
/// # Errors
/// The database.
pub fn delete_rule(conn: &mut Conn, id: RulebookId, code: &str) -> AppResult<bool> {
    Ok(diesel::delete(rules::table.find((id.to_string(), code))).execute(conn)? == 1)
}

/// The place behind the last rule.
///
/// # Errors
/// The database.
pub fn next_place(conn: &mut Conn, id: RulebookId) -> AppResult<i64> {
    let last: Option<i64> = rules::table
        .filter(rules::rulebook_id.eq(id.to_string()))
        .select(diesel::dsl::max(rules::place))
        .first(conn)?;
    Ok(last.map_or(0, |last| last + 1))
}

/// Moves a rulebook that is not published from one status to another; `false` when it is not there or not in the first.
///
/// # Errors
/// The database.
pub fn set_status(
    conn: &mut Conn,
    id: RulebookId,
    from: RulebookStatus,
    to: RulebookStatus,
) -> AppResult<bool> {
    let submitted_at = (to == RulebookStatus::Submitted).then(|| clock::now().naive_utc());
    let query = rulebooks::table.find(id.to_string()).filter(rulebooks::status.eq(from.as_str()));
    let moved = (rulebooks::status.eq(to.as_str()), rulebooks::submitted_at.eq(submitted_at));
    Ok(diesel::update(query).set(moved).execute(conn)? == 1)
}
