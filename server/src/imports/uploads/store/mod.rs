//! Queries of uploads.

pub(super) mod rows;

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use shared::ids::{BatchId, ImportId, InstitutionId};
use shared::imports::{ImportCounts, ImportKind, ImportStatus, Mapping};

use crate::clock;
use crate::db::schema::{
    batches, import_failures, import_mappings, import_slices, imports, institutions,
};
use crate::db::{Conn, on_each};
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::Slice;
use crate::institutions::store::ids_within;

/// Earlier mappings that are looked at.
const MAPPINGS: i64 = 20;
/// A worker that has not said a word for so long is gone.
const SILENCE: Duration = Duration::seconds(60);
/// Rows of uploads are kept for so long.
const KEPT: Duration = Duration::days(30);

/// An import as it is stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = imports, treat_none_as_default_value = false)]
pub(super) struct ImportRow {
    pub id: String,
    pub institution_id: String,
    pub kind: String,
    pub status: String,
    pub file: String,
    pub encoding: String,
    pub header: String,
    pub mapping: String,
    pub remembered: bool,
    /// Whether it is posted without being looked at first.
    pub straight_on: bool,
    pub at: NaiveDateTime,
    pub by: String,
    pub rows: i64,
    pub done: i64,
    pub counts: String,
    pub unread: String,
    pub batch_id: Option<String>,
    pub problem: Option<String>,
    pub worker: String,
    pub beat_at: NaiveDateTime,
}

impl ImportRow {
    pub fn id(&self) -> AppResult<ImportId> {
        stored(&self.id)
    }

    pub fn kind(&self) -> AppResult<ImportKind> {
        stored(&self.kind)
    }

    pub fn status(&self) -> AppResult<ImportStatus> {
        stored(&self.status)
    }

    pub fn header(&self) -> AppResult<Vec<String>> {
        Ok(serde_json::from_str(&self.header)?)
    }

    pub fn mapping(&self) -> AppResult<Mapping> {
        Ok(Mapping(serde_json::from_str(&self.mapping)?))
    }

    pub fn counts(&self) -> AppResult<ImportCounts> {
        Ok(serde_json::from_str(&self.counts)?)
    }

    pub fn batch(&self) -> AppResult<Option<BatchId>> {
        self.batch_id.as_deref().map(stored).transpose()
    }
}

/// An import with its institution's code and path, and when its batch was undone.
pub(super) type Placed = (ImportRow, String, String, Option<NaiveDateTime>);

/// Enters an import with the rows of its file.
pub(super) fn insert(conn: &mut Conn, row: &ImportRow, pieces: &[String]) -> AppResult<()> {
    let entered = row.clone();
    on_each!(conn, c => diesel::insert_into(imports::table).values(entered.clone()).execute(c))?;
    rows::insert(conn, &row.id, pieces)
}

/// One import.
pub(super) fn one(conn: &mut Conn, id: ImportId) -> AppResult<Option<Placed>> {
    Ok(imports::table
        .inner_join(institutions::table.on(institutions::id.eq(imports::institution_id)))
        .left_join(batches::table.on(batches::id.nullable().eq(imports::batch_id)))
        .filter(imports::id.eq(id.to_string()))
        .select((
            ImportRow::as_select(),
            institutions::code,
            institutions::path,
            batches::undone_at.nullable(),
        ))
        .first(conn)
        .optional()?)
}

/// A page of imports, newest first: of institutions with these paths and those below; `None` is all.
pub(super) fn list(
    conn: &mut Conn,
    paths: Option<&[String]>,
    slice: &Slice,
) -> AppResult<Vec<Placed>> {
    let mut query = imports::table
        .inner_join(institutions::table.on(institutions::id.eq(imports::institution_id)))
        .left_join(batches::table.on(batches::id.nullable().eq(imports::batch_id)))
        .select((
            ImportRow::as_select(),
            institutions::code,
            institutions::path,
            batches::undone_at.nullable(),
        ))
        .order(imports::id.desc())
        .limit(slice.fetch())
        .into_boxed();
    if let Some(paths) = paths {
        query = query.filter(imports::institution_id.eq_any(ids_within(conn, paths)?));
    }
    if let Some(after) = &slice.after {
        query = query.filter(imports::id.lt(after.clone()));
    }
    Ok(query.load(conn)?)
}

/// What an institution called its columns before, the last first.
pub(super) fn mappings(
    conn: &mut Conn,
    institution: InstitutionId,
    kind: ImportKind,
) -> AppResult<Vec<Mapping>> {
    let found: Vec<String> = import_mappings::table
        .filter(import_mappings::institution_id.eq(institution.to_string()))
        .filter(import_mappings::kind.eq(kind.as_str()))
        .order(import_mappings::used_at.desc())
        .limit(MAPPINGS)
        .select(import_mappings::mapping)
        .load(conn)?;
    found.iter().map(|mapping| Ok(Mapping(serde_json::from_str(mapping)?))).collect()
}

/// Remembers what an institution calls its columns; `head` tells headers apart.
pub(super) fn remember(
    conn: &mut Conn,
    institution: &str,
    kind: ImportKind,
    head: &str,
    mapping: &Mapping,
) -> AppResult<()> {
    let mapping = serde_json::to_string(&mapping.0)?;
    let now = clock::now().naive_utc();
    on_each!(conn, c => diesel::insert_into(import_mappings::table)
        .values((
            import_mappings::institution_id.eq(institution),
            import_mappings::kind.eq(kind.as_str()),
            import_mappings::head.eq(head),
            import_mappings::mapping.eq(&mapping),
            import_mappings::used_at.eq(now),
        ))
        .on_conflict((import_mappings::institution_id, import_mappings::kind, import_mappings::head))
        .do_update()
        .set((import_mappings::mapping.eq(&mapping), import_mappings::used_at.eq(now)))
        .execute(c))?;
    Ok(())
}

/// Moves an import from one of these states to another; `false` when it stood in none of them.
pub(super) fn step(
    conn: &mut Conn,
    id: ImportId,
    from: &[ImportStatus],
    change: &Change,
) -> AppResult<bool> {
    let from: Vec<&str> = from.iter().map(|status| status.as_str()).collect();
    let standing =
        imports::table.filter(imports::id.eq(id.to_string())).filter(imports::status.eq_any(from));
    Ok(diesel::update(standing).set(change).execute(conn)? == 1)
}

/// What a step changes; what is `None` stays.
// Of the problem it is said whether it stays, and what it then is.
#[allow(clippy::option_option)]
#[derive(AsChangeset, Default)]
#[diesel(table_name = imports)]
pub(super) struct Change {
    pub status: Option<&'static str>,
    pub mapping: Option<String>,
    pub remembered: Option<bool>,
    pub done: Option<i64>,
    pub counts: Option<String>,
    pub unread: Option<String>,
    pub batch_id: Option<String>,
    pub problem: Option<Option<String>>,
    pub worker: Option<String>,
    pub beat_at: Option<NaiveDateTime>,
}

impl Change {
    /// To a state, with nothing done and nobody at work.
    pub fn to(status: ImportStatus) -> Self {
        Self {
            status: Some(status.as_str()),
            worker: Some(String::new()),
            beat_at: Some(clock::now().naive_utc()),
            ..Self::default()
        }
    }
}

/// Takes over work on an import that moves and that nobody is at; `None` when somebody is.
pub(super) fn claim(conn: &mut Conn, id: ImportId, worker: &str) -> AppResult<Option<ImportRow>> {
    let now = clock::now().naive_utc();
    let free = imports::table
        .filter(imports::id.eq(id.to_string()))
        .filter(imports::status.eq_any(MOVED_BY_WORKERS))
        .filter(imports::worker.eq("").or(imports::beat_at.lt(now - SILENCE)));
    let taken = diesel::update(free)
        .set((imports::worker.eq(worker), imports::beat_at.eq(now)))
        .execute(conn)?;
    if taken == 0 {
        return Ok(None);
    }
    let row = imports::table.find(id.to_string()).select(ImportRow::as_select()).first(conn)?;
    Ok(Some(row))
}

/// States in which workers have something to do.
const MOVED_BY_WORKERS: [&str; 2] =
    [ImportStatus::Reading.as_str(), ImportStatus::Posting.as_str()];

/// Imports that move, and at which nobody has been for a while.
pub(super) fn silent(conn: &mut Conn) -> AppResult<Vec<ImportId>> {
    let found: Vec<String> = imports::table
        .filter(imports::status.eq_any(MOVED_BY_WORKERS))
        .filter(imports::beat_at.lt(clock::now().naive_utc() - SILENCE))
        .order(imports::id)
        .select(imports::id)
        .load(conn)?;
    found.iter().map(|id| stored(id)).collect()
}

/// Notes what a worker did, if the work is still its own; `false` when somebody else took over.
pub(super) fn advance(
    conn: &mut Conn,
    id: ImportId,
    worker: &str,
    change: &Change,
) -> AppResult<bool> {
    let own = imports::table
        .filter(imports::id.eq(id.to_string()))
        .filter(imports::worker.eq(worker))
        .filter(imports::status.eq_any(MOVED_BY_WORKERS));
    Ok(diesel::update(own).set(change).execute(conn)? == 1)
}

/// Says that an undoing is under way.
pub(super) fn beat(conn: &mut Conn, id: ImportId) -> AppResult<()> {
    diesel::update(imports::table.find(id.to_string()))
        .set(imports::beat_at.eq(clock::now().naive_utc()))
        .execute(conn)?;
    Ok(())
}

/// Puts undoings that were interrupted back, and says so.
pub(super) fn give_up_undoing(conn: &mut Conn, why: &str) -> AppResult<usize> {
    let silent = imports::table
        .filter(imports::status.eq(ImportStatus::Undoing.as_str()))
        .filter(imports::beat_at.lt(clock::now().naive_utc() - SILENCE));
    Ok(diesel::update(silent)
        .set((imports::status.eq(ImportStatus::Posted.as_str()), imports::problem.eq(Some(why))))
        .execute(conn)?)
}

/// How many completions a batch created.
pub(super) fn in_batch(conn: &mut Conn, id: BatchId) -> AppResult<u64> {
    let found: Option<i64> =
        batches::table.find(id.to_string()).select(batches::completions).first(conn).optional()?;
    u64::try_from(found.unwrap_or_default()).map_err(|_| AppError::busy())
}

/// Forgets what uploads said a month ago: those that came to nothing whole, of others the rows.
pub(super) fn forget_old(conn: &mut Conn) -> AppResult<()> {
    let moving = ImportStatus::ALL.iter().filter(|status| status.is_moving());
    let moving: Vec<&str> = moving.map(|status| status.as_str()).collect();
    let old = || {
        let rests = imports::table.filter(imports::status.ne_all(moving.clone()));
        rests.filter(imports::beat_at.lt(clock::now().naive_utc() - KEPT))
    };
    let ids = || old().select(imports::id);
    let failures = import_failures::table.filter(import_failures::import_id.eq_any(ids()));
    diesel::delete(failures).execute(conn)?;
    let pieces = import_slices::table.filter(import_slices::import_id.eq_any(ids()));
    diesel::delete(pieces).execute(conn)?;
    let over = [ImportStatus::Posted.as_str(), ImportStatus::Undone.as_str()];
    diesel::delete(old().filter(imports::status.ne_all(over))).execute(conn)?;
    Ok(())
}
