//! How completions stood before they were put right: append-only.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};
use shared::corrections::CorrectionKind;
use shared::quantity::{Credits, Hours};
use uuid::Uuid;

use crate::auth::Caller;
use crate::completions::store::CompletionRow;
use crate::db::schema::{completions, corrections, institutions};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::AppResult;

/// A correction as it is stored; `before` is JSON.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = corrections, treat_none_as_default_value = false)]
pub struct CorrectionRow {
    learner_id: String,
    completion_id: String,
    id: String,
    at: NaiveDateTime,
    by: String,
    kind: String,
    reason: String,
    before: String,
}

impl CorrectionRow {
    /// Keeps a completion as it stands.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn new(
        row: &CompletionRow,
        at: DateTime<Utc>,
        by: &Caller,
        kind: CorrectionKind,
        reason: &str,
    ) -> AppResult<Self> {
        Ok(Self {
            learner_id: row.learner_id.clone(),
            completion_id: row.id.clone(),
            id: Uuid::now_v7().to_string(),
            at: at.naive_utc(),
            by: by.subject().to_owned(),
            kind: kind.to_string(),
            reason: reason.to_owned(),
            before: state_of(row)?.to_string(),
        })
    }

    /// Whether a completion stands otherwise by now.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn differs_from(&self, row: &CompletionRow) -> AppResult<bool> {
        Ok(serde_json::from_str::<Value>(&self.before)? != state_of(row)?)
    }
}

fn state_of(row: &CompletionRow) -> AppResult<Value> {
    let credits = |amount| Credits::from_hundredths(amount).to_string();
    Ok(json!({
        "status": row.status,
        "started_on": row.started_on,
        "ended_on": row.ended_on,
        "hours": Hours::from_hundredths(row.hours).to_string(),
        "grade": row.grade,
        "score": row.score()?.map(|score| score.to_string()),
        "declared_credits": row.declared_credits.map(credits),
        "evidence": serde_json::from_str::<Value>(&row.evidence)?,
        "credits": credits(row.posted),
    }))
}

/// Keeps corrections, in bulk.
///
/// # Errors
/// The database.
pub fn insert(conn: &mut Conn, rows: &[CorrectionRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(corrections::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// Whose a completion is, and the path and grade scale of the institution that posted it.
pub(super) fn whose(
    conn: &mut Conn,
    completion: &str,
) -> AppResult<Option<(String, String, String)>> {
    Ok(completions::table
        .inner_join(institutions::table.on(institutions::id.eq(completions::institution_id)))
        .filter(completions::id.eq(completion))
        .select((completions::learner_id, institutions::path, institutions::grade_scale))
        .first(conn)
        .optional()?)
}
