//! Queries over institutions.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Integer;
use shared::identity::SocialCreditCode;
use shared::ids::InstitutionId;
use shared::institutions::{GradeScale, Institution, InstitutionCode, PostInstitution};
use shared::lang::Text;
use shared::vocabulary::{InstitutionKind, Status};

use crate::bank::codes_of;
use crate::db::{
    Conn, ROWS_PER_STATEMENT, on_each,
    schema::{institutions, transfers},
};
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::Slice;

/// An institution as the bank keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstitutionRow {
    /// Its id.
    pub id: InstitutionId,
    /// Its code.
    pub code: InstitutionCode,
    /// Its names.
    pub names: Text,
    /// Its kind.
    pub kind: InstitutionKind,
    /// The institution above it.
    pub parent_id: Option<InstitutionId>,
    /// The codes from the top of the network down to this one, `/HP-CC/HP-CS1/`.
    pub path: String,
    /// Its unified social credit code.
    pub credit_code: Option<SocialCreditCode>,
    /// Its grade scale.
    pub grade_scale: GradeScale,
    /// Whether it may post.
    pub status: Status,
    /// Counts its changes.
    pub revision: i64,
}

impl InstitutionRow {
    /// An institution that is not in the database yet. `path` is that of the one above it.
    #[must_use]
    pub fn new(post: PostInstitution, parent: Option<&Self>) -> Self {
        Self {
            id: InstitutionId(uuid::Uuid::now_v7()),
            parent_id: parent.map(|parent| parent.id),
            path: path_below(parent, &post.code),
            code: post.code,
            names: post.names,
            kind: post.kind,
            credit_code: post.credit_code,
            grade_scale: post.grade_scale,
            status: post.status,
            revision: 1,
        }
    }

    /// As it goes over the wire.
    #[must_use]
    pub fn institution(&self) -> Institution {
        Institution {
            id: self.id,
            code: self.code.clone(),
            names: self.names.clone(),
            kind: self.kind,
            parent: codes_of(&self.path).into_iter().nth(1),
            credit_code: self.credit_code.clone(),
            grade_scale: self.grade_scale.clone(),
            status: self.status,
        }
    }

    fn stored(&self) -> AppResult<Stored> {
        Ok(Stored {
            id: self.id.to_string(),
            code: self.code.to_string(),
            name_zh: self.names.zh.clone(),
            name_en: self.names.en.clone(),
            kind: self.kind.to_string(),
            parent_id: self.parent_id.map(|id| id.to_string()),
            path: self.path.clone(),
            credit_code: self.credit_code.as_ref().map(ToString::to_string),
            grade_scale: serde_json::to_string(&self.grade_scale)?,
            status: self.status.to_string(),
            revision: self.revision,
        })
    }
}

/// The path of an institution with this code below another, or at the top.
#[must_use]
pub fn path_below(parent: Option<&InstitutionRow>, code: &InstitutionCode) -> String {
    format!("{}{code}/", parent.map_or("/", |parent| &parent.path))
}

/// Which institutions a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this kind.
    pub kind: Option<InstitutionKind>,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = institutions, treat_none_as_null = true, treat_none_as_default_value = false)]
struct Stored {
    id: String,
    code: String,
    name_zh: String,
    name_en: String,
    kind: String,
    parent_id: Option<String>,
    path: String,
    credit_code: Option<String>,
    grade_scale: String,
    status: String,
    revision: i64,
}

impl TryFrom<Stored> for InstitutionRow {
    type Error = AppError;

    fn try_from(row: Stored) -> AppResult<Self> {
        Ok(Self {
            id: stored(&row.id)?,
            code: stored(&row.code)?,
            names: Text::new(row.name_zh, row.name_en),
            kind: stored(&row.kind)?,
            parent_id: row.parent_id.as_deref().map(stored).transpose()?,
            path: row.path,
            credit_code: row.credit_code.as_deref().map(stored).transpose()?,
            grade_scale: serde_json::from_str(&row.grade_scale)?,
            status: stored(&row.status)?,
            revision: row.revision,
        })
    }
}

fn rows(found: Vec<Stored>) -> AppResult<Vec<InstitutionRow>> {
    found.into_iter().map(InstitutionRow::try_from).collect()
}

/// A page of institutions, by code.
///
/// # Errors
/// The database.
pub fn list(conn: &mut Conn, filter: &Filter, slice: &Slice) -> AppResult<Vec<InstitutionRow>> {
    let mut query = institutions::table.select(Stored::as_select()).into_boxed();
    if let Some(kind) = filter.kind {
        query = query.filter(institutions::kind.eq(kind.as_str()));
    }
    if let Some(after) = &slice.after {
        query = query.filter(institutions::code.gt(after));
    }
    rows(query.order(institutions::code).limit(slice.fetch()).load(conn)?)
}

/// The institution with a code.
///
/// # Errors
/// The database.
pub fn by_code(conn: &mut Conn, code: &InstitutionCode) -> AppResult<Option<InstitutionRow>> {
    let found = institutions::table
        .filter(institutions::code.eq(code.as_str()))
        .select(Stored::as_select())
        .first(conn)
        .optional()?;
    found.map(InstitutionRow::try_from).transpose()
}

/// The institutions with these codes; those that are not there are left out.
///
/// # Errors
/// The database.
pub fn by_codes(conn: &mut Conn, codes: &[InstitutionCode]) -> AppResult<Vec<InstitutionRow>> {
    let mut found = Vec::new();
    for some in codes.chunks(ROWS_PER_STATEMENT) {
        let some = some.iter().map(InstitutionCode::as_str);
        let query = institutions::table.filter(institutions::code.eq_any(some));
        found.extend(query.select(Stored::as_select()).load(conn)?);
    }
    rows(found)
}

/// Institutions that are closed and have transfers to decide.
///
/// # Errors
/// The database.
pub fn closed_with_work(conn: &mut Conn) -> AppResult<Vec<InstitutionRow>> {
    let waiting = transfers::table
        .filter(transfers::status.eq("in_review"))
        .filter(transfers::institution_id.is_not_null())
        .select(transfers::institution_id);
    let ids: Vec<Option<String>> = waiting.distinct().load(conn)?;
    let query = institutions::table
        .filter(institutions::id.eq_any(ids.into_iter().flatten().collect::<Vec<_>>()))
        .filter(institutions::status.eq(Status::Inactive.as_str()));
    rows(query.order(institutions::path).select(Stored::as_select()).load(conn)?)
}

/// The institution with an id.
///
/// # Errors
/// The database.
pub fn by_id(conn: &mut Conn, id: InstitutionId) -> AppResult<Option<InstitutionRow>> {
    Ok(by_ids(conn, &[id])?.into_iter().next())
}

/// The institutions with these ids.
///
/// # Errors
/// The database.
pub fn by_ids(conn: &mut Conn, ids: &[InstitutionId]) -> AppResult<Vec<InstitutionRow>> {
    let mut found = Vec::new();
    for some in ids.chunks(ROWS_PER_STATEMENT) {
        let some = some.iter().map(ToString::to_string);
        let query = institutions::table.filter(institutions::id.eq_any(some));
        found.extend(query.select(Stored::as_select()).load(conn)?);
    }
    rows(found)
}

/// The ids of the institutions with these paths and of those below.
///
/// # Errors
/// The database.
pub fn ids_within(conn: &mut Conn, paths: &[String]) -> AppResult<Vec<String>> {
    let all: Vec<(String, String)> =
        institutions::table.select((institutions::id, institutions::path)).load(conn)?;
    let within = |path: &String| paths.iter().any(|top| path.starts_with(top.as_str()));
    Ok(all.into_iter().filter(|(_, path)| within(path)).map(|(id, _)| id).collect())
}

/// The institution with a path and everything below it.
///
/// # Errors
/// The database.
pub fn below(conn: &mut Conn, path: &str) -> AppResult<Vec<InstitutionRow>> {
    let query = institutions::table.filter(institutions::path.like(format!("{path}%")));
    rows(query.order(institutions::path).select(Stored::as_select()).load(conn)?)
}

/// Keeps the shape of the network still until the transaction ends. `SQLite` has one writer anyway.
///
/// # Errors
/// The database.
pub fn hold_network(conn: &mut Conn) -> AppResult<()> {
    match conn {
        Conn::Postgres(pg) => {
            pg.batch_execute("LOCK TABLE institutions IN SHARE ROW EXCLUSIVE MODE")?;
        }
        Conn::Sqlite(_) => {}
    }
    Ok(())
}

/// Adds an institution; `false` when its code or credit code is taken.
///
/// # Errors
/// The database.
pub fn insert(conn: &mut Conn, row: &InstitutionRow) -> AppResult<bool> {
    let row = row.stored()?;
    let written = on_each!(conn, c => diesel::insert_into(institutions::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// Writes a row over the one with its id.
///
/// # Errors
/// `AlreadyThere` when its credit code is another's.
pub fn update(conn: &mut Conn, row: &InstitutionRow) -> AppResult<()> {
    let row = row.stored()?;
    let old = institutions::table.find(row.id.clone());
    diesel::update(old).set(row).execute(conn)?;
    Ok(())
}

diesel::define_sql_function! {
    /// The text from a place on, counted from 1.
    fn substr(text: diesel::sql_types::Text, from: Integer) -> diesel::sql_types::Text;
}

/// Moves everything below one path to another, in one statement.
///
/// # Errors
/// The database.
pub fn move_below(conn: &mut Conn, old: &str, new: &str) -> AppResult<()> {
    let rest = i32::try_from(old.len() + 1).unwrap_or(i32::MAX);
    let moved = new.to_owned().into_sql::<diesel::sql_types::Text>();
    diesel::update(institutions::table)
        .filter(institutions::path.like(format!("{old}%")))
        .set(institutions::path.eq(moved.concat(substr(institutions::path, rest))))
        .execute(conn)?;
    Ok(())
}
