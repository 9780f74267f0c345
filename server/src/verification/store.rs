//! The query of verification.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::schema::verifications;
use crate::error::AppResult;

/// What a code stands on.
#[derive(Queryable)]
pub(super) struct Subject {
    pub kind: String,
    pub learner_id: String,
    pub subject_id: String,
}

pub(super) fn find(conn: &mut Conn, code: &str) -> AppResult<Option<Subject>> {
    Ok(verifications::table
        .find(code)
        .select((verifications::kind, verifications::learner_id, verifications::subject_id))
        .first(conn)
        .optional()?)
}
