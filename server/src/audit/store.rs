//! Queries of the audit.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::audit::AuditEntry;
use uuid::Uuid;

use super::Act;
use crate::clock;
use crate::db::{Conn, schema::audit};
use crate::error::AppResult;
use crate::http::paging::Slice;

pub(super) fn insert(conn: &mut Conn, act: &Act) -> AppResult<()> {
    let detail = act.detail.as_ref().map(ToString::to_string);
    diesel::insert_into(audit::table)
        .values((
            audit::id.eq(Uuid::now_v7().to_string()),
            audit::at.eq(clock::now().naive_utc()),
            audit::actor.eq(&act.actor),
            audit::role.eq(&act.role),
            audit::action.eq(act.action),
            audit::subject.eq(&act.subject),
            audit::request_id.eq(&act.request_id),
            audit::address.eq(&act.address),
            audit::detail.eq(detail),
            audit::sealed.eq(&act.sealed),
        ))
        .execute(conn)?;
    Ok(())
}

/// An entry without what is sealed.
#[derive(Queryable, Selectable)]
#[diesel(table_name = audit)]
struct Row {
    id: String,
    at: NaiveDateTime,
    actor: String,
    role: String,
    action: String,
    subject: String,
    request_id: String,
    address: String,
    detail: Option<String>,
}

/// A page of the audit, newest first; of one subject, when one is given.
///
/// # Errors
/// The database.
pub fn list(conn: &mut Conn, subject: Option<&str>, slice: &Slice) -> AppResult<Vec<AuditEntry>> {
    let mut query = audit::table
        .select(Row::as_select())
        .order(audit::id.desc())
        .limit(slice.fetch())
        .into_boxed();
    if let Some(subject) = subject {
        query = query.filter(audit::subject.eq(subject.to_owned()));
    }
    if let Some(after) = &slice.after {
        query = query.filter(audit::id.lt(after.clone()));
    }
    query.load(conn)?.into_iter().map(entry).collect()
}

fn entry(row: Row) -> AppResult<AuditEntry> {
    Ok(AuditEntry {
        id: row.id,
        at: clock::instant(row.at),
        actor: row.actor,
        role: row.role,
        action: row.action,
        subject: row.subject,
        request_id: row.request_id,
        address: row.address,
        detail: row.detail.as_deref().map(serde_json::from_str).transpose()?,
    })
}
