//! Queries of batches.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::upsert::excluded;
use shared::batches::Batch;
use shared::ids::{BatchId, CompletionId, LearnerId};

use super::NewBatch;
use crate::clock;
use crate::completions::store::CompletionRow;
use crate::db::schema::{batch_completions, batches, completions, institutions};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppResult, stored};
use crate::http::paging::Slice;
use crate::institutions::store::ids_within;

#[derive(Insertable)]
#[diesel(table_name = batches, treat_none_as_default_value = false)]
struct NewRow {
    id: String,
    institution_id: String,
    at: NaiveDateTime,
    by: String,
    completions: i64,
}

#[derive(Insertable)]
#[diesel(table_name = batch_completions)]
// The names of the columns.
#[allow(clippy::struct_field_names)]
struct PartRow {
    batch_id: String,
    completion_id: String,
    learner_id: String,
}

/// Enters completions that were created, in their batches; a batch that comes in slices grows.
///
/// # Errors
/// The database.
pub fn add(conn: &mut Conn, created: &[(NewBatch, CompletionRow)]) -> AppResult<()> {
    let mut batches: BTreeMap<BatchId, NewRow> = BTreeMap::new();
    let mut parts = Vec::with_capacity(created.len());
    for (batch, row) in created {
        let growing = batches.entry(batch.id).or_insert_with(|| NewRow {
            id: batch.id.to_string(),
            institution_id: row.institution_id.clone(),
            at: clock::now().naive_utc(),
            by: batch.by.clone(),
            completions: 0,
        });
        growing.completions += 1;
        parts.push(PartRow {
            batch_id: batch.id.to_string(),
            completion_id: row.id.clone(),
            learner_id: row.learner_id.clone(),
        });
    }
    let rows: Vec<NewRow> = batches.into_values().collect();
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(batches::table)
            .values(rows)
            .on_conflict(batches::id)
            .do_update()
            .set(batches::completions.eq(batches::completions + excluded(batches::completions)))
            .execute(c))?;
    }
    for parts in parts.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(batch_completions::table).values(parts).execute(c))?;
    }
    Ok(())
}

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = batches)]
pub(super) struct BatchRow {
    id: String,
    at: NaiveDateTime,
    by: String,
    completions: i64,
    pub undone_at: Option<NaiveDateTime>,
    reason: Option<String>,
}

/// A batch with its institution's code and path.
pub(super) type Placed = (BatchRow, String, String);

/// A page of batches, newest first: of institutions with these paths and those below; `None` is all.
pub(super) fn list(
    conn: &mut Conn,
    paths: Option<&[String]>,
    slice: &Slice,
) -> AppResult<Vec<Placed>> {
    let mut query = batches::table
        .inner_join(institutions::table.on(institutions::id.eq(batches::institution_id)))
        .select((BatchRow::as_select(), institutions::code, institutions::path))
        .order(batches::id.desc())
        .limit(slice.fetch())
        .into_boxed();
    if let Some(paths) = paths {
        query = query.filter(batches::institution_id.eq_any(ids_within(conn, paths)?));
    }
    if let Some(after) = &slice.after {
        query = query.filter(batches::id.lt(after.clone()));
    }
    Ok(query.load(conn)?)
}

/// How many completions of each batch still stand.
pub(super) fn standing(conn: &mut Conn, batches: &[Placed]) -> AppResult<HashMap<String, i64>> {
    let ids = batches.iter().map(|(row, ..)| row.id.clone());
    let counts: Vec<(String, i64)> = batch_completions::table
        .inner_join(completions::table.on(completions::id.eq(batch_completions::completion_id)))
        .filter(batch_completions::batch_id.eq_any(ids.collect::<Vec<_>>()))
        .filter(completions::status.ne("revoked"))
        .group_by(batch_completions::batch_id)
        .select((batch_completions::batch_id, count_star()))
        .load(conn)?;
    Ok(counts.into_iter().collect())
}

/// What pages are sorted by.
pub(super) fn key((row, ..): &Placed) -> String {
    row.id.clone()
}

pub(super) fn view(
    (row, institution, _): Placed,
    standing: &HashMap<String, i64>,
) -> AppResult<Batch> {
    let count = |rows: i64| u64::try_from(rows).unwrap_or_default();
    Ok(Batch {
        id: stored(&row.id)?,
        institution: stored(&institution)?,
        at: clock::instant(row.at),
        by: row.by,
        completions: count(row.completions),
        standing: count(standing.get(&row.id).copied().unwrap_or_default()),
        undone_at: row.undone_at.map(clock::instant),
        reason: row.reason,
    })
}

/// One batch.
pub(super) fn one(conn: &mut Conn, id: BatchId) -> AppResult<Option<Placed>> {
    Ok(batches::table
        .inner_join(institutions::table.on(institutions::id.eq(batches::institution_id)))
        .filter(batches::id.eq(id.to_string()))
        .select((BatchRow::as_select(), institutions::code, institutions::path))
        .first(conn)
        .optional()?)
}

/// The completions of a batch: whose, which, and the path of its institution.
pub(super) fn parts(
    conn: &mut Conn,
    id: BatchId,
) -> AppResult<Vec<(LearnerId, CompletionId, String)>> {
    let rows: Vec<(String, String, String)> = batch_completions::table
        .inner_join(completions::table.on(completions::id.eq(batch_completions::completion_id)))
        .inner_join(institutions::table.on(institutions::id.eq(completions::institution_id)))
        .filter(batch_completions::batch_id.eq(id.to_string()))
        .order((completions::learner_id, completions::id))
        .select((completions::learner_id, completions::id, institutions::path))
        .load(conn)?;
    let part =
        |(learner, id, path): (String, String, _)| Ok((stored(&learner)?, stored(&id)?, path));
    rows.into_iter().map(part).collect()
}

/// Notes that a batch was undone; `false` when it had been.
pub(super) fn mark_undone(conn: &mut Conn, id: BatchId, reason: &str) -> AppResult<bool> {
    let standing =
        batches::table.filter(batches::id.eq(id.to_string())).filter(batches::undone_at.is_null());
    let written = diesel::update(standing)
        .set((
            batches::undone_at.eq(Some(clock::now().naive_utc())),
            batches::reason.eq(Some(reason)),
        ))
        .execute(conn)?;
    Ok(written == 1)
}
