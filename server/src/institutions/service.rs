//! What is done with institutions.

use serde::Deserialize;
use shared::fault::FaultKind;
use shared::institutions::{Institution, InstitutionCode, PostInstitution};
use shared::page::Page;
use shared::problem::Refusal;
use shared::vocabulary::Status;

use super::store::{self, Filter, InstitutionRow};
use crate::auth::Caller;
use crate::bank::{Bank, codes_of};
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::etag::{IfMatch, Versioned};
use crate::http::paging::Slice;
use crate::{audit, awards, transfers};

/// The institution that a caller acts for: the one they name, or else the only one they have.
///
/// # Errors
/// Faults at `/institution`: `Required` when several could be meant, `Unknown` when the one named
/// is not theirs, `NotInUse` when it may not post any more.
pub fn acting(
    conn: &mut Conn,
    who: &Caller,
    named: Option<&InstitutionCode>,
) -> AppResult<InstitutionRow> {
    let fault = |kind| AppError::fault("/institution", kind);
    let institution = match (named, who.only_institution()) {
        (Some(code), _) => store::by_code(conn, code)?.filter(|row| who.reaches(&row.path)),
        (None, Some(id)) => store::by_id(conn, id)?,
        (None, None) => return Err(fault(FaultKind::Required)),
    };
    let institution = institution.ok_or_else(|| fault(FaultKind::Unknown))?;
    match institution.status {
        Status::Active => Ok(institution),
        Status::Inactive => Err(fault(FaultKind::NotInUse)),
    }
}

/// What a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Query {
    kind: Option<String>,
}

/// A page of institutions, by code.
pub(super) async fn list(bank: &Bank, query: &Query, slice: Slice) -> AppResult<Page<Institution>> {
    let kind = query.kind.as_deref().filter(|word| !word.is_empty()).map(str::parse).transpose();
    let filter = Filter { kind: kind.map_err(|kind| AppError::fault("/kind", kind))? };
    bank.db
        .read(move |conn| {
            let rows = store::list(conn, &filter, &slice)?;
            let found = rows.iter().map(InstitutionRow::institution).collect();
            Ok(slice.page(found, |institution| institution.code.to_string()))
        })
        .await
}

/// One institution.
pub(super) async fn show(bank: &Bank, code: InstitutionCode) -> AppResult<Versioned<Institution>> {
    bank.db
        .read(move |conn| Ok(versioned(&store::by_code(conn, &code)?.ok_or(Refusal::NotFound)?)))
        .await
}

/// Adds an institution to the network.
pub(super) async fn create(
    bank: &Bank,
    who: &Caller,
    post: PostInstitution,
) -> AppResult<Versioned<Institution>> {
    let who = who.clone();
    bank.db.write(move |conn| add(conn, &who, post.clone()).map(|row| versioned(&row))).await
}

fn add(conn: &mut Conn, who: &Caller, post: PostInstitution) -> AppResult<InstitutionRow> {
    store::hold_network(conn)?;
    let parent = parent_of(conn, &post)?;
    let row = InstitutionRow::new(post, parent.as_ref());
    if !store::insert(conn, &row)? {
        return Err(Refusal::AlreadyThere.into());
    }
    audit::note(conn, who, "institution.create", &row.id.to_string())?;
    Ok(row)
}

/// Changes an institution, and moves those below it where it goes.
pub(super) async fn change(
    bank: &Bank,
    who: &Caller,
    code: InstitutionCode,
    seen: IfMatch,
    post: PostInstitution,
) -> AppResult<Versioned<Institution>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let row = replace(conn, &code, &seen, post.clone())?;
            audit::note(conn, &who, "institution.change", &row.id.to_string())?;
            Ok(versioned(&row))
        })
        .await
}

fn replace(
    conn: &mut Conn,
    code: &InstitutionCode,
    seen: &IfMatch,
    post: PostInstitution,
) -> AppResult<InstitutionRow> {
    store::hold_network(conn)?;
    let old = store::by_code(conn, code)?.ok_or(Refusal::NotFound)?;
    seen.check(old.revision)?;
    if post.code != old.code {
        return Err(AppError::fault("/code", FaultKind::Contradicts("/institutions/{code}")));
    }
    let parent = parent_of(conn, &post)?;
    if parent.as_ref().is_some_and(|parent| parent.path.starts_with(&old.path)) {
        return Err(AppError::fault("/parent", FaultKind::Cycle));
    }
    let mut row = InstitutionRow::new(post, parent.as_ref());
    row.id = old.id;
    row.revision = old.revision + 1;
    store::update(conn, &row)?;
    if row.path != old.path {
        store::move_below(conn, &old.path, &row.path)?;
    }
    if row.status == Status::Inactive {
        hand_over(conn, &row)?;
    }
    Ok(row)
}

/// Hands what a closed institution has not decided to the nearest one above it that is active, or
/// else transfers to the administrators, who can decide on awards anyway.
fn hand_over(conn: &mut Conn, closed: &InstitutionRow) -> AppResult<()> {
    let above: Vec<InstitutionCode> = codes_of(&closed.path).into_iter().skip(1).collect();
    let found = store::by_codes(conn, &above)?;
    let active = |code: &InstitutionCode| {
        found.iter().find(|row| row.code == *code && row.status == Status::Active)
    };
    let to = above.iter().find_map(active).map(|row| row.id);
    transfers::hand_over(conn, closed.id, to)?;
    to.map_or(Ok(()), |to| awards::store::hand_over(conn, closed.id, to))
}

/// Hands over what came to closed institutions after they were closed: it had been quoted before.
///
/// # Errors
/// The database.
pub async fn hand_over_late(bank: &Bank) -> AppResult<()> {
    bank.db
        .write(|conn| {
            let closed = store::closed_with_work(conn)?;
            closed.iter().try_for_each(|row| hand_over(conn, row))
        })
        .await
}

fn parent_of(conn: &mut Conn, post: &PostInstitution) -> AppResult<Option<InstitutionRow>> {
    let Some(code) = &post.parent else { return Ok(None) };
    let unknown = || AppError::fault("/parent", FaultKind::Unknown);
    store::by_code(conn, code)?.ok_or_else(unknown).map(Some)
}

fn versioned(row: &InstitutionRow) -> Versioned<Institution> {
    Versioned { value: row.institution(), revision: row.revision }
}
