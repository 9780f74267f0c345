//! What is done with programs.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Deserialize;
use shared::fault::{Fault, FaultKind};
use shared::fields::Line;
use shared::ids::ProgramId;
use shared::institutions::InstitutionCode;
use shared::page::Page;
use shared::problem::Refusal;
use shared::programs::{PostProgram, Program};
use shared::vocabulary::Status;

use super::store::{self, Filter, ProgramRow};
use crate::auth::{Anyone, Caller};
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::etag::{IfMatch, Versioned};
use crate::http::paging::Slice;
use crate::institutions::store::{self as institutions, InstitutionRow};
use crate::{audit, awards, courses, schemes};

/// What a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Query {
    q: Option<String>,
    institution: Option<String>,
}

/// A page of programs, by code. Those out of use are shown to whoever oversees the bank.
pub(super) async fn list(
    bank: &Bank,
    who: &Anyone,
    query: &Query,
    slice: Slice,
) -> AppResult<Page<Program>> {
    let given = |text: &Option<String>| text.as_deref().map(str::trim).map(str::to_owned);
    let words = given(&query.q).filter(|words| !words.is_empty()).map(|words| {
        Line::<200>::new(&words).map(Line::into_string).map_err(|kind| AppError::fault("/q", kind))
    });
    let code = given(&query.institution).filter(|code| !code.is_empty());
    let code = code.map(|code| code.parse::<InstitutionCode>()).transpose();
    let filter = Filter {
        words: words.transpose()?,
        institution: code.map_err(|kind| AppError::fault("/institution", kind))?,
        status: (!who.oversees()).then_some(Status::Active),
    };
    bank.db
        .read(move |conn| {
            let rows = store::list(conn, &filter, &slice)?;
            let programs = rows.into_iter().map(|row| row.program).collect();
            Ok(slice.page(programs, |program: &Program| program.code.clone()))
        })
        .await
}

/// One program.
pub(super) async fn show(bank: &Bank, id: ProgramId) -> AppResult<Versioned<Program>> {
    bank.db
        .read(move |conn| {
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            Ok(row.versioned())
        })
        .await
}

/// Adds a program.
pub(super) async fn create(
    bank: &Bank,
    who: &Caller,
    post: PostProgram,
) -> AppResult<Versioned<Program>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let row = add(conn, post.clone())?;
            audit::note(conn, &who, "program.create", &row.program.id.to_string())?;
            Ok(row.versioned())
        })
        .await
}

/// [`create`] in the caller's transaction.
///
/// # Errors
/// `Invalid` at what is unknown, `AlreadyThere`.
pub fn add(conn: &mut Conn, post: PostProgram) -> AppResult<ProgramRow> {
    let institution = known(conn, &post)?;
    let row = ProgramRow::new(institution.id, post);
    if store::insert(conn, &row)? { Ok(row) } else { Err(Refusal::AlreadyThere.into()) }
}

/// Changes a program; whoever has met its requirements by that gets an award proposed.
pub(super) async fn change(
    bank: &Bank,
    who: &Caller,
    id: ProgramId,
    seen: IfMatch,
    post: PostProgram,
) -> AppResult<Versioned<Program>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let old = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            seen.check(old.revision)?;
            if post.code != old.program.code {
                return Err(AppError::fault("/code", FaultKind::Contradicts("/programs/{id}")));
            }
            let institution = known(conn, &post)?;
            keeps_what_was_applied_for(conn, &old.program, &post)?;
            let mut new = ProgramRow::new(institution.id, post.clone());
            new.program.id = id;
            new.revision = old.revision + 1;
            if !store::update(conn, &new, old.revision)? {
                return Err(Refusal::StaleMatch.into());
            }
            awards::propose_missing(conn, &new)?;
            audit::note(conn, &who, "program.change", &id.to_string())?;
            Ok(new.versioned())
        })
        .await
}

/// Its institution, which must be in use, as must be every scheme and course that it names.
fn known(conn: &mut Conn, post: &PostProgram) -> AppResult<InstitutionRow> {
    let mut faults = Vec::new();
    let named = post.groups.iter().flat_map(|group| &group.accepts.courses);
    let codes: BTreeSet<InstitutionCode> = named
        .filter_map(|course| course.institution.parse().ok())
        .chain([post.institution.clone()])
        .collect();
    let codes: Vec<InstitutionCode> = codes.into_iter().collect();
    let found: HashMap<String, InstitutionRow> = institutions::by_codes(conn, &codes)?
        .into_iter()
        .map(|row| (row.code.to_string(), row))
        .collect();
    let institution = found.get(post.institution.as_str()).cloned();
    match &institution {
        None => faults.push(Fault::new("/institution", FaultKind::Unknown)),
        Some(row) if row.status != Status::Active => {
            faults.push(Fault::new("/institution", FaultKind::NotInUse));
        }
        Some(_) => {}
    }
    let schemes: HashSet<_> = schemes::store::all(conn)?.into_iter().map(|it| it.code).collect();
    if !schemes.contains(&post.scheme) {
        faults.push(Fault::new("/scheme", FaultKind::Unknown));
    }
    let pairs: Vec<_> = post
        .groups
        .iter()
        .flat_map(|group| &group.accepts.courses)
        .filter_map(|course| Some((found.get(&course.institution)?.id, course.code.clone())))
        .collect();
    let courses: HashSet<_> = courses::store::by_codes(conn, &pairs)?
        .into_iter()
        .map(|row| (row.institution_id, row.code))
        .collect();
    for (place, group) in post.groups.iter().enumerate() {
        let at = format!("/groups/{place}/accepts");
        for (index, scheme) in group.accepts.schemes.iter().enumerate() {
            if !schemes.contains(scheme) {
                faults.push(Fault::new(format!("{at}/schemes/{index}"), FaultKind::Unknown));
            }
        }
        for (index, course) in group.accepts.courses.iter().enumerate() {
            let at = format!("{at}/courses/{index}");
            match found.get(&course.institution) {
                None => faults.push(Fault::new(format!("{at}/institution"), FaultKind::Unknown)),
                Some(row) if !courses.contains(&(row.id, course.code.clone())) => {
                    faults.push(Fault::new(format!("{at}/code"), FaultKind::Unknown));
                }
                Some(_) => {}
            }
        }
    }
    match institution {
        Some(institution) if faults.is_empty() => Ok(institution),
        _ => Err(faults.into()),
    }
}

/// Applications name their unit, and were decided by the institution in the scheme.
fn keeps_what_was_applied_for(conn: &mut Conn, old: &Program, post: &PostProgram) -> AppResult<()> {
    let mut faults = Vec::new();
    let kept: HashSet<&str> =
        post.groups.iter().flat_map(|group| &group.units).map(|unit| unit.code.as_str()).collect();
    let gone = old.groups.iter().flat_map(|group| &group.units);
    for unit in gone.filter(|unit| !kept.contains(unit.code.as_str())) {
        if store::was_applied_for(conn, old.id, Some(&unit.code))? {
            faults.push(Fault::new("/groups", FaultKind::AppliedFor(unit.code.clone())));
        }
    }
    let moved = [
        ("/institution", post.institution != old.institution),
        ("/scheme", post.scheme != old.scheme),
    ];
    if moved.iter().any(|(_, moved)| *moved) && store::was_applied_for(conn, old.id, None)? {
        let moved = moved.iter().filter(|(_, moved)| *moved);
        faults
            .extend(moved.map(|(at, _)| Fault::new(*at, FaultKind::AppliedFor(old.code.clone()))));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}
