//! What is done with courses.

use serde::Deserialize;
use shared::courses::{Course, PostCourse};
use shared::fault::FaultKind;
use shared::fields::Line;
use shared::ids::{CourseId, InstitutionId};
use shared::institutions::InstitutionCode;
use shared::page::Page;
use shared::problem::Refusal;
use shared::vocabulary::{Role, Status};

use super::store::{self, CourseRow, Filter, NewCourse, Place};
use crate::audit;
use crate::auth::{Anyone, Caller};
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::etag::{IfMatch, Versioned};
use crate::http::paging::Slice;
use crate::institutions;
use crate::institutions::store::InstitutionRow;
use crate::recognition;

/// What a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Query {
    q: Option<String>,
    institution: Option<String>,
    category: Option<String>,
}

/// A page of the catalogue.
pub(super) async fn list(
    bank: &Bank,
    who: &Anyone,
    query: &Query,
    slice: Slice,
) -> AppResult<Page<Course>> {
    let filter = Filter {
        words: line::<200>("/q", query.q.as_deref())?,
        category: line::<64>("/category", query.category.as_deref())?,
        institutions: None,
        status: (!works_here(who)).then_some(Status::Active),
    };
    let scope = Scope::of(who, query)?;
    let after = slice.after.as_deref().map(place).transpose()?;
    let rulebooks = bank.rulebooks.clone();
    bank.db
        .read(move |conn| {
            let filter = Filter { institutions: scope.ids(conn)?, ..filter };
            let rows = store::list(conn, &filter, after.as_ref(), slice.fetch())?;
            let page = slice.page(rows, |(row, _)| cursor(row));
            let rows: Vec<&CourseRow> = page.items.iter().map(|(row, _)| row).collect();
            let worths = recognition::worths(conn, &rulebooks, &rows)?;
            let items = page.items.into_iter().zip(worths);
            let items = items.map(|((row, code), worth)| Course { worth, ..row.course(code) });
            Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
        })
        .await
}

/// One course.
pub(super) async fn show(bank: &Bank, id: CourseId) -> AppResult<Versioned<Course>> {
    bank.db
        .read(move |conn| {
            let (course, institution) = find(conn, id)?;
            Ok(versioned(course, &institution))
        })
        .await
}

/// Adds a course to an institution of the caller's.
pub(super) async fn create(
    bank: &Bank,
    who: &Caller,
    post: PostCourse,
) -> AppResult<Versioned<Course>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let post = post.clone();
            let at = institutions::service::acting(conn, &who, post.institution.as_ref())?;
            let course = NewCourse::new(at.id, post);
            if store::insert_many(conn, std::slice::from_ref(&course))? == 0 {
                return Err(Refusal::AlreadyThere.into());
            }
            audit::note(conn, &who, "course.create", &course.id.to_string())?;
            Ok(versioned(course, &at))
        })
        .await
}

/// Changes a course of an institution of the caller's. It stays with its institution.
pub(super) async fn change(
    bank: &Bank,
    who: &Caller,
    id: CourseId,
    seen: IfMatch,
    post: PostCourse,
) -> AppResult<Versioned<Course>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let (old, at) = find(conn, id)?;
            if !who.reaches(&at.path) {
                return Err(Refusal::NotFound.into());
            }
            seen.check(old.revision)?;
            if post.institution.as_ref().is_some_and(|named| *named != at.code) {
                return Err(AppError::fault(
                    "/institution",
                    FaultKind::Contradicts("/courses/{id}"),
                ));
            }
            let revision = old.revision + 1;
            let new = CourseRow { id, revision, ..CourseRow::new(at.id, post.clone()) };
            if !store::update(conn, &new, old.revision)? {
                return Err(Refusal::StaleMatch.into());
            }
            audit::note(conn, &who, "course.change", &id.to_string())?;
            Ok(versioned(new, &at))
        })
        .await
}

fn find(conn: &mut Conn, id: CourseId) -> AppResult<(CourseRow, InstitutionRow)> {
    let course = store::by_ids(conn, &[id])?.pop().ok_or(Refusal::NotFound)?;
    let at = institutions::store::by_id(conn, course.institution_id)?.ok_or(Refusal::NotFound)?;
    Ok((course, at))
}

fn versioned(course: CourseRow, at: &InstitutionRow) -> Versioned<Course> {
    let revision = course.revision;
    Versioned { value: course.course(at.code.clone()), revision }
}

/// Whose courses a list shows.
#[derive(Clone)]
enum Scope {
    Everybody,
    Named(InstitutionCode),
    Below(Vec<String>),
}

impl Scope {
    fn of(who: &Anyone, query: &Query) -> AppResult<Self> {
        match (query.institution.as_deref(), &who.0) {
            (Some(code), _) if !code.is_empty() => match code.parse() {
                Ok(code) => Ok(Self::Named(code)),
                Err(kind) => Err(AppError::fault("/institution", kind)),
            },
            (_, Some(caller)) if caller.role() == Role::Machine => {
                Ok(Self::Below(caller.grants().iter().map(|grant| grant.path.clone()).collect()))
            }
            _ => Ok(Self::Everybody),
        }
    }

    fn ids(&self, conn: &mut Conn) -> AppResult<Option<Vec<InstitutionId>>> {
        match self {
            Self::Everybody => Ok(None),
            Self::Named(code) => {
                let unknown = || AppError::fault("/institution", FaultKind::Unknown);
                let named = institutions::store::by_code(conn, code)?.ok_or_else(unknown)?;
                Ok(Some(vec![named.id]))
            }
            Self::Below(paths) => {
                let mut ids = Vec::new();
                for path in paths {
                    ids.extend(institutions::store::below(conn, path)?.iter().map(|row| row.id));
                }
                Ok(Some(ids))
            }
        }
    }
}

/// Whoever works with courses sees also those that are not taught any more.
fn works_here(who: &Anyone) -> bool {
    who.0.as_ref().is_some_and(|caller| caller.role() != Role::Resident)
}

/// A parameter of one line; blank is absent.
fn line<const MAX: usize>(pointer: &str, words: Option<&str>) -> AppResult<Option<String>> {
    match words.map(str::trim) {
        None | Some("") => Ok(None),
        Some(words) => match Line::<MAX>::new(words) {
            Ok(line) => Ok(Some(line.into_string())),
            Err(kind) => Err(AppError::fault(pointer, kind)),
        },
    }
}

/// The sort key of a course; an id has no slash, so the last one divides.
fn cursor(row: &CourseRow) -> String {
    format!("{}/{}", row.title_key, row.id)
}

fn place(cursor: &str) -> AppResult<Place> {
    let (key, id) =
        cursor.rsplit_once('/').ok_or_else(|| AppError::fault("/cursor", FaultKind::BadFormat))?;
    Ok((key.to_owned(), id.to_owned()))
}
