//! Queries over courses.

use std::collections::{BTreeSet, HashSet};

use diesel::prelude::*;
use diesel::sql_types::Text;
use shared::courses::{Course, PostCourse};
use shared::ids::{CourseId, InstitutionId};
use shared::institutions::InstitutionCode;
use shared::quantity::{Credits, Hours};
use shared::rules::same_course_key;
use shared::vocabulary::{CourseForm, Status};

use crate::db::schema::{courses, institutions};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppError, AppResult, stored};

/// A course as the bank keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseRow {
    /// Its id.
    pub id: CourseId,
    /// Its institution.
    pub institution_id: InstitutionId,
    /// Its code, unique in the institution.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Equal for titles of the same course.
    pub title_key: String,
    /// Its category.
    pub category: String,
    /// Its form.
    pub form: CourseForm,
    /// Its level.
    pub level: Option<String>,
    /// Its learning hours.
    pub hours: Hours,
    /// The credits that the institution declares.
    pub declared_credits: Option<Credits>,
    /// Whether it is taught.
    pub status: Status,
    /// Counts its changes.
    pub revision: i64,
}

/// A course that is not in the database yet.
pub type NewCourse = CourseRow;

impl CourseRow {
    /// A new course of an institution.
    #[must_use]
    pub fn new(institution_id: InstitutionId, post: PostCourse) -> Self {
        Self {
            id: CourseId(uuid::Uuid::now_v7()),
            institution_id,
            code: post.code.into_string(),
            title_key: same_course_key(post.title.as_str()),
            title: post.title.into_string(),
            category: post.category.into_string(),
            form: post.form,
            level: post.level.map(shared::fields::Line::into_string),
            hours: post.hours,
            declared_credits: post.declared_credits,
            status: post.status,
            revision: 1,
        }
    }

    /// As it goes over the wire.
    #[must_use]
    pub fn course(self, institution: InstitutionCode) -> Course {
        Course {
            id: self.id,
            institution,
            code: self.code,
            title: self.title,
            category: self.category,
            form: self.form,
            level: self.level,
            hours: self.hours,
            declared_credits: self.declared_credits,
            status: self.status,
            worth: None,
        }
    }
}

/// Which courses a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the title or the code, as typed.
    pub words: Option<String>,
    /// Only those of these institutions.
    pub institutions: Option<Vec<InstitutionId>>,
    /// Only those of this category.
    pub category: Option<String>,
    /// Only those in this status.
    pub status: Option<Status>,
}

/// The place of a course in a list: its title key and its id.
pub type Place = (String, String);

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = courses, treat_none_as_null = true, treat_none_as_default_value = false)]
struct Stored {
    id: String,
    institution_id: String,
    code: String,
    title: String,
    title_key: String,
    category: String,
    form: String,
    level: Option<String>,
    hours: i64,
    declared_credits: Option<i64>,
    status: String,
    revision: i64,
}

impl From<&CourseRow> for Stored {
    fn from(row: &CourseRow) -> Self {
        Self {
            id: row.id.to_string(),
            institution_id: row.institution_id.to_string(),
            code: row.code.clone(),
            title: row.title.clone(),
            title_key: row.title_key.clone(),
            category: row.category.clone(),
            form: row.form.to_string(),
            level: row.level.clone(),
            hours: row.hours.hundredths(),
            declared_credits: row.declared_credits.map(Credits::hundredths),
            status: row.status.to_string(),
            revision: row.revision,
        }
    }
}

impl TryFrom<Stored> for CourseRow {
    type Error = AppError;

    fn try_from(row: Stored) -> AppResult<Self> {
        Ok(Self {
            id: stored(&row.id)?,
            institution_id: stored(&row.institution_id)?,
            code: row.code,
            title: row.title,
            title_key: row.title_key,
            category: row.category,
            form: stored(&row.form)?,
            level: row.level,
            hours: Hours::from_hundredths(row.hours),
            declared_credits: row.declared_credits.map(Credits::from_hundredths),
            status: stored(&row.status)?,
            revision: row.revision,
        })
    }
}

fn rows(found: Vec<Stored>) -> AppResult<Vec<CourseRow>> {
    found.into_iter().map(CourseRow::try_from).collect()
}

diesel::define_sql_function! {
    /// The text in small letters.
    fn lower(text: Text) -> Text;
}

/// `%` and `_` stand for themselves; `\` is the escape.
fn part(words: &str) -> String {
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

/// A page of courses with the codes of their institutions, by title key, then id.
///
/// # Errors
/// The database.
pub fn list(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<&Place>,
    limit: i64,
) -> AppResult<Vec<(CourseRow, InstitutionCode)>> {
    let mut query = courses::table
        .inner_join(institutions::table.on(institutions::id.eq(courses::institution_id)))
        .select((Stored::as_select(), institutions::code))
        .into_boxed();
    if let Some(words) = &filter.words {
        let title = courses::title_key.like(part(&same_course_key(words))).escape('\\');
        let code = lower(courses::code).like(part(&words.to_lowercase())).escape('\\');
        query = query.filter(title.or(code));
    }
    if let Some(ids) = &filter.institutions {
        let ids = ids.iter().map(ToString::to_string);
        query = query.filter(courses::institution_id.eq_any(ids));
    }
    if let Some(category) = &filter.category {
        query = query.filter(courses::category.eq(category));
    }
    if let Some(status) = filter.status {
        query = query.filter(courses::status.eq(status.as_str()));
    }
    if let Some((key, id)) = after {
        // The first condition alone lets the index find the place.
        let beyond = courses::title_key.gt(key).or(courses::id.gt(id));
        query = query.filter(courses::title_key.ge(key)).filter(beyond);
    }
    let found: Vec<(Stored, String)> =
        query.order((courses::title_key, courses::id)).limit(limit).load(conn)?;
    found.into_iter().map(|(row, code)| Ok((row.try_into()?, stored(&code)?))).collect()
}

/// The courses with these ids.
///
/// # Errors
/// The database.
pub fn by_ids(conn: &mut Conn, ids: &[CourseId]) -> AppResult<Vec<CourseRow>> {
    let mut found = Vec::new();
    for some in ids.chunks(ROWS_PER_STATEMENT) {
        let query = courses::table.filter(courses::id.eq_any(some.iter().map(ToString::to_string)));
        found.extend(query.select(Stored::as_select()).load(conn)?);
    }
    rows(found)
}

/// Every course.
///
/// # Errors
/// The database.
pub fn all(conn: &mut Conn) -> AppResult<Vec<CourseRow>> {
    let query = courses::table.order((courses::institution_id, courses::code));
    rows(query.select(Stored::as_select()).load(conn)?)
}

/// The courses with these codes at these institutions.
///
/// # Errors
/// The database.
pub fn by_codes(conn: &mut Conn, codes: &[(InstitutionId, String)]) -> AppResult<Vec<CourseRow>> {
    let wanted: BTreeSet<(InstitutionId, &str)> =
        codes.iter().map(|(institution, code)| (*institution, code.as_str())).collect();
    let wanted: Vec<(InstitutionId, &str)> = wanted.into_iter().collect();
    let mut found = Vec::new();
    for some in wanted.chunks(ROWS_PER_STATEMENT) {
        let at: BTreeSet<String> = some.iter().map(|(at, _)| at.to_string()).collect();
        let query = courses::table
            .filter(courses::institution_id.eq_any(at))
            .filter(courses::code.eq_any(some.iter().map(|(_, code)| *code)));
        let pairs: HashSet<(InstitutionId, &str)> = some.iter().copied().collect();
        let crossed = rows(query.select(Stored::as_select()).load(conn)?)?;
        let meant = |row: &CourseRow| pairs.contains(&(row.institution_id, row.code.as_str()));
        found.extend(crossed.into_iter().filter(meant));
    }
    Ok(found)
}

/// Adds courses, leaving alone those whose code is there already; tells how many were added.
///
/// # Errors
/// The database.
pub fn insert_many(conn: &mut Conn, new: &[NewCourse]) -> AppResult<usize> {
    let mut written = 0;
    for some in new.chunks(ROWS_PER_STATEMENT) {
        let values: Vec<Stored> = some.iter().map(Stored::from).collect();
        written += on_each!(conn, c => diesel::insert_into(courses::table)
            .values(&values)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(written)
}

/// Writes a course over revision `over`; `false` when another revision stands there by now.
///
/// # Errors
/// `AlreadyThere` when the institution has another course with its code.
pub fn update(conn: &mut Conn, row: &CourseRow, over: i64) -> AppResult<bool> {
    let row = Stored::from(row);
    let old = courses::table.find(row.id.clone()).filter(courses::revision.eq(over));
    Ok(diesel::update(old).set(row).execute(conn)? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_patterns_are_searched_for_as_they_are() {
        assert_eq!(part("100%"), "%100\\%%");
        assert_eq!(part("a_b\\"), "%a\\_b\\\\%");
    }
}
