//! Queries over programs, and over applications to them.

use std::collections::HashMap;

use anyhow::Context;
use diesel::prelude::*;
use shared::ids::{InstitutionId, LearnerId, ProgramId};
use shared::institutions::InstitutionCode;
use shared::lang::Text;
use shared::programs::{Applied, PostProgram, Program};
use shared::quantity::Credits;
use shared::transfers::Transfer;
use shared::vocabulary::Status;

use crate::db::schema::{institutions, programs, transfers};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppError, AppResult, stored};
use crate::http::etag::Versioned;
use crate::http::paging::Slice;

/// A program as the bank keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRow {
    /// Its institution.
    pub institution_id: InstitutionId,
    /// As everybody sees it.
    pub program: Program,
    /// Counts its changes.
    pub revision: i64,
}

impl ProgramRow {
    /// A program that is not in the database yet.
    #[must_use]
    pub fn new(institution_id: InstitutionId, post: PostProgram) -> Self {
        let program = Program {
            id: ProgramId(uuid::Uuid::now_v7()),
            code: post.code,
            institution: post.institution,
            names: post.names,
            scheme: post.scheme,
            total: post.total,
            transfer_percent_max: post.transfer_percent_max,
            groups: post.groups,
            status: post.status,
        };
        Self { institution_id, program, revision: 1 }
    }

    /// With its `ETag`.
    #[must_use]
    pub fn versioned(self) -> Versioned<Program> {
        Versioned { value: self.program, revision: self.revision }
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = programs, treat_none_as_default_value = false)]
struct Stored {
    id: String,
    code: String,
    institution_id: String,
    name_zh: String,
    name_en: String,
    scheme: String,
    total: i64,
    transfer_percent_max: i64,
    groups: String,
    status: String,
    revision: i64,
}

impl TryFrom<&ProgramRow> for Stored {
    type Error = AppError;

    fn try_from(row: &ProgramRow) -> AppResult<Self> {
        let ProgramRow { institution_id, program, revision } = row;
        Ok(Self {
            id: program.id.to_string(),
            code: program.code.clone(),
            institution_id: institution_id.to_string(),
            name_zh: program.names.zh.clone(),
            name_en: program.names.en.clone(),
            scheme: program.scheme.to_string(),
            total: program.total.hundredths(),
            transfer_percent_max: i64::from(program.transfer_percent_max),
            groups: serde_json::to_string(&program.groups)?,
            status: program.status.to_string(),
            revision: *revision,
        })
    }
}

/// A stored program, and the code of its institution.
type Joined = (Stored, String);

fn row((row, institution): Joined) -> AppResult<ProgramRow> {
    let program = Program {
        id: stored(&row.id)?,
        code: row.code,
        institution: stored(&institution)?,
        names: Text::new(row.name_zh, row.name_en),
        scheme: stored(&row.scheme)?,
        total: Credits::from_hundredths(row.total),
        transfer_percent_max: u32::try_from(row.transfer_percent_max).context("a stored share")?,
        groups: serde_json::from_str(&row.groups)?,
        status: stored(&row.status)?,
    };
    Ok(ProgramRow { institution_id: stored(&row.institution_id)?, program, revision: row.revision })
}

fn rows(found: Vec<Joined>) -> AppResult<Vec<ProgramRow>> {
    found.into_iter().map(row).collect()
}

/// Which programs a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of the institution with this code.
    pub institution: Option<InstitutionCode>,
    /// Part of a name or of the code.
    pub words: Option<String>,
    /// Only those in this status.
    pub status: Option<Status>,
}

diesel::define_sql_function! {
    /// The text in small letters.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// A page of programs, by code.
///
/// # Errors
/// The database.
pub fn list(conn: &mut Conn, filter: &Filter, slice: &Slice) -> AppResult<Vec<ProgramRow>> {
    let mut query = programs::table
        .inner_join(institutions::table.on(institutions::id.eq(programs::institution_id)))
        .select((Stored::as_select(), institutions::code))
        .into_boxed();
    if let Some(code) = &filter.institution {
        query = query.filter(institutions::code.eq(code.as_str()));
    }
    if let Some(words) = &filter.words {
        let part = like(&words.to_lowercase());
        let names = lower(programs::name_zh).like(part.clone()).escape('\\');
        let english = lower(programs::name_en).like(part.clone()).escape('\\');
        let code = lower(programs::code).like(part).escape('\\');
        query = query.filter(names.or(english).or(code));
    }
    if let Some(status) = filter.status {
        query = query.filter(programs::status.eq(status.as_str()));
    }
    if let Some(after) = &slice.after {
        query = query.filter(programs::code.gt(after));
    }
    rows(query.order(programs::code).limit(slice.fetch()).load(conn)?)
}

/// `%` and `_` stand for themselves; `\` is the escape.
fn like(words: &str) -> String {
    let mut pattern = String::from("%");
    for c in words.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// The program with an id.
///
/// # Errors
/// The database.
pub fn by_id(conn: &mut Conn, id: ProgramId) -> AppResult<Option<ProgramRow>> {
    Ok(by_ids(conn, &[id])?.pop())
}

/// The programs with these ids.
///
/// # Errors
/// The database.
pub fn by_ids(conn: &mut Conn, ids: &[ProgramId]) -> AppResult<Vec<ProgramRow>> {
    let mut found = Vec::new();
    for some in ids.chunks(ROWS_PER_STATEMENT) {
        let query = programs::table
            .inner_join(institutions::table.on(institutions::id.eq(programs::institution_id)))
            .filter(programs::id.eq_any(some.iter().map(ToString::to_string)))
            .select((Stored::as_select(), institutions::code));
        found.extend(query.load::<Joined>(conn)?);
    }
    rows(found)
}

/// Every program, in use or not.
///
/// # Errors
/// The database.
pub fn all(conn: &mut Conn) -> AppResult<Vec<ProgramRow>> {
    let query = programs::table
        .inner_join(institutions::table.on(institutions::id.eq(programs::institution_id)))
        .order(programs::code)
        .select((Stored::as_select(), institutions::code));
    rows(query.load(conn)?)
}

/// Ids and revisions of every program, by code.
///
/// # Errors
/// The database.
pub fn revisions(conn: &mut Conn) -> AppResult<Vec<(String, i64)>> {
    let query = programs::table.order(programs::code);
    Ok(query.select((programs::id, programs::revision)).load(conn)?)
}

/// Adds a program; `false` when its code is taken.
///
/// # Errors
/// The database.
pub fn insert(conn: &mut Conn, row: &ProgramRow) -> AppResult<bool> {
    let row = Stored::try_from(row)?;
    let written = on_each!(conn, c => diesel::insert_into(programs::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// Writes a program over revision `over`; `false` when another revision stands there by now.
///
/// # Errors
/// The database.
pub fn update(conn: &mut Conn, row: &ProgramRow, over: i64) -> AppResult<bool> {
    let row = Stored::try_from(row)?;
    let old = programs::table.find(row.id.clone()).filter(programs::revision.eq(over));
    Ok(diesel::update(old).set(row).execute(conn)? == 1)
}

/// Whether anybody ever applied to a program, or to one unit of it.
///
/// # Errors
/// The database.
pub fn was_applied_for(conn: &mut Conn, program: ProgramId, unit: Option<&str>) -> AppResult<bool> {
    let mut query = transfers::table
        .filter(transfers::program_id.eq(program.to_string()))
        .select(transfers::id)
        .limit(1)
        .into_boxed();
    if let Some(unit) = unit {
        // As a stored application names its unit.
        let named = format!("\"unit\":{}", serde_json::to_string(unit)?);
        query = query.filter(transfers::body.like(like(&named)).escape('\\'));
    }
    let found: Vec<String> = query.load(conn)?;
    Ok(!found.is_empty())
}

/// The live applications of learners, to whatever program.
///
/// # Errors
/// The database.
pub fn applied(
    conn: &mut Conn,
    learner_keys: &[String],
) -> AppResult<HashMap<LearnerId, Vec<Applied>>> {
    let mut found: Vec<(String, String)> = Vec::new();
    for keys in learner_keys.chunks(ROWS_PER_STATEMENT) {
        let query = transfers::table
            .filter(transfers::learner_id.eq_any(keys))
            .filter(transfers::program_id.is_not_null())
            .filter(transfers::status.eq_any(["in_review", "settled"]))
            .order((transfers::learner_id, transfers::id));
        found.extend(query.select((transfers::learner_id, transfers::body)).load(conn)?);
    }
    by_learner(found)
}

/// The approved applications of everybody to a program.
///
/// # Errors
/// The database.
pub fn approved(
    conn: &mut Conn,
    program: ProgramId,
) -> AppResult<HashMap<LearnerId, Vec<Applied>>> {
    let query = transfers::table
        .filter(transfers::program_id.eq(program.to_string()))
        .filter(transfers::status.eq("settled"))
        .order((transfers::learner_id, transfers::id));
    by_learner(query.select((transfers::learner_id, transfers::body)).load(conn)?)
}

fn by_learner(found: Vec<(String, String)>) -> AppResult<HashMap<LearnerId, Vec<Applied>>> {
    let mut applied: HashMap<LearnerId, Vec<Applied>> = HashMap::new();
    for (learner, body) in found {
        let transfer: Transfer = serde_json::from_str(&body)?;
        let Some(one) = Applied::of(&transfer) else { continue };
        applied.entry(stored(&learner)?).or_default().push(one);
    }
    Ok(applied)
}
