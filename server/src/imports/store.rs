//! Queries that only imports make.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{InstitutionId, RulebookId};
use shared::vocabulary::{RulebookStatus, Status};

use crate::db::schema::{completions, courses, external_ids, rulebooks, rules};
use crate::db::{Conn, ROWS_PER_STATEMENT};
use crate::error::{AppResult, stored};

/// A course by its title.
pub(super) struct Titled {
    pub code: String,
    pub title_key: String,
    /// Hundredths.
    pub declared_credits: Option<i64>,
    pub active: bool,
}

/// The courses of an institution that have one of these title keys, by code.
pub(super) fn titled(
    conn: &mut Conn,
    institution: InstitutionId,
    keys: &[&str],
) -> AppResult<Vec<Titled>> {
    let mut found = Vec::new();
    for keys in keys.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<(String, String, Option<i64>, String)> = courses::table
            .filter(courses::institution_id.eq(institution.to_string()))
            .filter(courses::title_key.eq_any(keys))
            .order(courses::code)
            .select((courses::code, courses::title_key, courses::declared_credits, courses::status))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(code, title_key, declared_credits, status)| Titled {
            code,
            title_key,
            declared_credits,
            active: status == Status::Active.as_str(),
        }));
    }
    Ok(found)
}

/// The last day and the course code of completions that an institution posted under these numbers.
pub(super) fn recorded(
    conn: &mut Conn,
    institution: InstitutionId,
    numbers: &[String],
) -> AppResult<HashMap<String, (NaiveDate, String)>> {
    let mut found = HashMap::new();
    for numbers in numbers.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<(String, NaiveDate, String)> = external_ids::table
            .inner_join(completions::table.on(completions::id.eq(external_ids::completion_id)))
            .filter(external_ids::institution_id.eq(institution.to_string()))
            .filter(external_ids::external_id.eq_any(numbers))
            .select((external_ids::external_id, completions::ended_on, completions::course_code))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(number, day, code)| (number, (day, code))));
    }
    Ok(found)
}

/// The newest draft of an author with a note.
pub(super) fn draft(conn: &mut Conn, author: &str, note: &str) -> AppResult<Option<RulebookId>> {
    let found: Option<String> = rulebooks::table
        .filter(rulebooks::status.eq(RulebookStatus::Draft.as_str()))
        .filter(rulebooks::author.eq(author))
        .filter(rulebooks::note.eq(note))
        .order(rulebooks::id.desc())
        .select(rulebooks::id)
        .first(conn)
        .optional()?;
    found.as_deref().map(stored).transpose()
}

/// The codes of the rules of a rulebook.
pub(super) fn rule_codes(conn: &mut Conn, id: RulebookId) -> AppResult<HashSet<String>> {
    let codes = rules::table.filter(rules::rulebook_id.eq(id.to_string())).select(rules::code);
    Ok(codes.load::<String>(conn)?.into_iter().collect())
}
