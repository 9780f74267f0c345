//! Queries of transcripts.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::ids::LearnerId;
use shared::institutions::InstitutionCode;
use shared::lang::Text;
use shared::transcripts::Transcript;
use shared::vocabulary::CompletionStatus;

use crate::db::Conn;
use crate::db::schema::{completions, institutions, transcripts};
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::Slice;

/// A transcript that was issued; `body` is the transcript as JSON.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = transcripts)]
pub(super) struct IssuedRow {
    pub learner_id: String,
    pub id: String,
    pub verification_code: String,
    pub issued_at: NaiveDateTime,
    pub body: String,
}

impl IssuedRow {
    /// What it said.
    pub fn transcript(&self) -> AppResult<Transcript> {
        Ok(serde_json::from_str(&self.body)?)
    }
}

/// A completion that was recognised. Amounts are hundredths.
#[derive(Queryable)]
pub(super) struct LineRow {
    pub id: String,
    pub institution_id: String,
    pub title: String,
    pub ended_on: NaiveDate,
    pub hours: i64,
    pub grade: Option<String>,
    pub scheme: String,
    pub posted: i64,
}

/// What was recognised of a learner, oldest first.
pub(super) fn lines(conn: &mut Conn, learner: LearnerId) -> AppResult<Vec<LineRow>> {
    let stands = [CompletionStatus::Recognised, CompletionStatus::Amended];
    Ok(completions::table
        .filter(completions::learner_id.eq(learner.to_string()))
        .filter(completions::status.eq_any(stands.map(CompletionStatus::as_str)))
        .filter(completions::scheme.is_not_null())
        .order((completions::ended_on, completions::id))
        .select((
            completions::id,
            completions::institution_id,
            completions::title,
            completions::ended_on,
            completions::hours,
            completions::grade,
            completions::scheme.assume_not_null(),
            completions::posted,
        ))
        .load(conn)?)
}

/// Codes and names of institutions, by their ids.
pub(super) struct Places(HashMap<String, (InstitutionCode, Text)>);

impl Places {
    /// Of the institution with an id.
    pub fn of(&self, id: &str) -> AppResult<(InstitutionCode, Text)> {
        let unknown = || AppError::Broken(anyhow::anyhow!("no institution {id}"));
        self.0.get(id).cloned().ok_or_else(unknown)
    }

    /// The names of the institution with a code.
    pub fn names(&self, code: &InstitutionCode) -> Text {
        let found = self.0.values().find(|(known, _)| known == code);
        found.map(|(_, names)| names.clone()).unwrap_or_default()
    }
}

/// Every institution.
pub(super) fn places(conn: &mut Conn) -> AppResult<Places> {
    let rows: Vec<(String, String, String, String)> = institutions::table
        .select((
            institutions::id,
            institutions::code,
            institutions::name_zh,
            institutions::name_en,
        ))
        .load(conn)?;
    let place = |(id, code, zh, en): (String, String, String, String)| {
        Ok((id, (stored(&code)?, Text::new(zh, en))))
    };
    Ok(Places(rows.into_iter().map(place).collect::<AppResult<_>>()?))
}

pub(super) fn insert(conn: &mut Conn, row: &IssuedRow) -> AppResult<()> {
    diesel::insert_into(transcripts::table).values(row).execute(conn)?;
    Ok(())
}

/// The transcript that was issued last.
pub(super) fn newest(conn: &mut Conn, learner: LearnerId) -> AppResult<Option<IssuedRow>> {
    let slice = Slice { limit: 1, after: None };
    Ok(list(conn, learner, &slice)?.into_iter().next())
}

/// A page of what was issued to a learner, newest first.
pub(super) fn list(
    conn: &mut Conn,
    learner: LearnerId,
    slice: &Slice,
) -> AppResult<Vec<IssuedRow>> {
    let mut query = transcripts::table
        .filter(transcripts::learner_id.eq(learner.to_string()))
        .order(transcripts::id.desc())
        .limit(slice.fetch())
        .select(IssuedRow::as_select())
        .into_boxed();
    if let Some(after) = &slice.after {
        query = query.filter(transcripts::id.lt(after));
    }
    Ok(query.load(conn)?)
}

/// One that was issued.
pub(super) fn one(conn: &mut Conn, learner: &str, id: &str) -> AppResult<Option<IssuedRow>> {
    let query = transcripts::table.find((learner, id)).select(IssuedRow::as_select());
    Ok(query.first(conn).optional()?)
}
