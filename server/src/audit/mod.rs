//! The audit: who did or looked at what, when and from where. Append-only.

use diesel::prelude::*;
use uuid::Uuid;

use crate::auth::Caller;
use crate::clock;
use crate::db::{Conn, schema::audit};
use crate::error::AppResult;

/// Notes an act in the transaction that does it, or a look-up in one of its own.
///
/// `action` is a word of the contract such as `learner.find`; `subject` the id of what it was done
/// to. Neither may hold an identity number.
///
/// # Errors
/// The database.
pub fn note(conn: &mut Conn, who: &Caller, action: &str, subject: &str) -> AppResult<()> {
    diesel::insert_into(audit::table)
        .values((
            audit::id.eq(Uuid::now_v7().to_string()),
            audit::at.eq(clock::now().naive_utc()),
            audit::actor.eq(who.subject()),
            audit::role.eq(who.role().as_str()),
            audit::action.eq(action),
            audit::subject.eq(subject),
            audit::request_id.eq(&who.request_id),
            audit::address.eq(&who.address),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes an act of the operator at the command line. `subject` as in [`note`].
///
/// # Errors
/// The database.
pub fn note_operator(conn: &mut Conn, action: &str, subject: &str) -> AppResult<()> {
    diesel::insert_into(audit::table)
        .values((
            audit::id.eq(Uuid::now_v7().to_string()),
            audit::at.eq(clock::now().naive_utc()),
            audit::actor.eq("command line"),
            audit::role.eq("operator"),
            audit::action.eq(action),
            audit::subject.eq(subject),
            audit::request_id.eq(""),
            audit::address.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}
