//! Queries over decisions: those that were replaced, and completions that wait for one.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::decisions::{DecisionCause, OpenQuestion, PastDecision};
use shared::ids::CompletionId;
use shared::problem::Refusal;
use uuid::Uuid;

use crate::clock;
use crate::completions::store::CompletionRow;
use crate::db::schema::{cards, completions, decisions, institutions, learners};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppResult, stored};
use crate::http::paging::Slice;

/// A decision that a completion had or has, as it is stored.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = decisions, treat_none_as_default_value = false)]
pub struct PastDecisionRow {
    learner_id: String,
    completion_id: String,
    id: String,
    at: NaiveDateTime,
    cause: String,
    decision: String,
}

impl PastDecisionRow {
    /// The decision of a row, made at a time.
    #[must_use]
    pub fn new(row: &CompletionRow, at: NaiveDateTime, cause: DecisionCause) -> Self {
        Self {
            learner_id: row.learner_id.clone(),
            completion_id: row.id.clone(),
            id: Uuid::now_v7().to_string(),
            at,
            cause: cause.to_string(),
            decision: row.decision.clone(),
        }
    }

    /// The first decision of a completion, before it is replaced: kept under the completion's own
    /// id, so that replacing a later one does not keep it twice.
    #[must_use]
    pub fn replaced(row: &CompletionRow) -> Self {
        let first = Self::new(row, row.recorded_at, DecisionCause::Recorded);
        Self { id: row.id.clone(), ..first }
    }

    fn view(&self) -> AppResult<PastDecision> {
        Ok(PastDecision {
            decision: serde_json::from_str(&self.decision)?,
            at: clock::instant(self.at),
            cause: stored(&self.cause)?,
        })
    }
}

/// Keeps decisions, in bulk; the first of a completion once.
///
/// # Errors
/// The database.
pub fn insert(conn: &mut Conn, rows: &[PastDecisionRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(decisions::table)
            .values(rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Every decision that a completion had, newest first; of one that had only one, that.
///
/// # Errors
/// The database.
pub(super) fn history(conn: &mut Conn, row: &CompletionRow) -> AppResult<Vec<PastDecision>> {
    let query = decisions::table
        .filter(decisions::learner_id.eq(&row.learner_id))
        .filter(decisions::completion_id.eq(&row.id))
        .order((decisions::at.desc(), decisions::id.desc()));
    let mut found: Vec<PastDecisionRow> = query.select(PastDecisionRow::as_select()).load(conn)?;
    if found.is_empty() {
        found.push(PastDecisionRow::replaced(row));
    }
    found.iter().map(PastDecisionRow::view).collect()
}

/// A completion by its id alone.
///
/// # Errors
/// The database.
pub(super) fn completion(conn: &mut Conn, id: CompletionId) -> AppResult<CompletionRow> {
    let query = completions::table.filter(completions::id.eq(id.to_string()));
    let row = query.select(CompletionRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| Refusal::NotFound.into())
}

/// A completion that waits, with the institution's code, the learner's name and their card.
pub(super) type Waiting = (CompletionRow, String, String, String);

/// A page of the completions about which something is open, oldest first.
///
/// # Errors
/// The database.
pub(super) fn undecided(
    conn: &mut Conn,
    question: Option<OpenQuestion>,
    slice: &Slice,
) -> AppResult<Vec<Waiting>> {
    let mut query = completions::table
        .inner_join(institutions::table.on(institutions::id.eq(completions::institution_id)))
        .inner_join(learners::table.on(learners::id.eq(completions::learner_id)))
        .inner_join(cards::table.on(cards::learner_id.eq(completions::learner_id)))
        .filter(cards::status.ne("replaced"))
        .filter(completions::question.is_not_null())
        .select((CompletionRow::as_select(), institutions::code, learners::name, cards::number))
        .order(completions::id)
        .limit(slice.fetch())
        .into_boxed();
    if let Some(question) = question {
        query = query.filter(completions::question.eq(question.as_str()));
    }
    if let Some(after) = &slice.after {
        query = query.filter(completions::id.gt(after));
    }
    Ok(query.load(conn)?)
}

/// The path of the institution that posted a completion.
///
/// # Errors
/// The database.
pub(super) fn path_of(conn: &mut Conn, row: &CompletionRow) -> AppResult<String> {
    let query = institutions::table.find(&row.institution_id).select(institutions::path);
    Ok(query.first(conn)?)
}
