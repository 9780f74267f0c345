//! Queries over rulebooks and their rules.

mod drafts;
mod listing;
mod progress;

use std::collections::HashMap;

use anyhow::Context;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::connection::SimpleConnection;
use diesel::dsl::max;
use diesel::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::ids::RulebookId;
use shared::rulebooks::{Acceptance, Publication, PublishMode, Reevaluation, RulebookSummary};
use shared::rules::{RuleList, Rulebook};
use shared::vocabulary::RulebookStatus;

use crate::clock;
use crate::db::schema::{rulebooks, rules, users};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::Slice;

pub use drafts::{
    delete_draft, delete_rule, delete_rules, next_place, note_editor, place_of, put_rule, set_head,
    set_status,
};
pub use listing::{RuleFilter, rules_of};
pub(super) use progress::count;
pub use progress::{
    ReevaluationRow, SimulationRow, abandon_simulations, advance_simulation, finish_simulation,
    reevaluations, running_reevaluations, save_reevaluation, simulation, start_simulation,
};

/// A rulebook as the bank keeps it, but for its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulebookRow {
    /// Its id.
    pub id: RulebookId,
    /// The number under which it was published.
    pub number: Option<u32>,
    /// Its status.
    pub status: RulebookStatus,
    /// The first day on which it is in force.
    pub effective_from: NaiveDate,
    /// What it is for.
    pub note: String,
    /// The id of the user who wrote it, or a word such as `import`.
    pub author: String,
    /// The id of the user who published it.
    pub published_by: Option<String>,
    /// When it was published.
    pub published_at: Option<NaiveDateTime>,
    /// Counts its changes.
    pub revision: i64,
    /// When it was submitted for publication.
    pub submitted_at: Option<NaiveDateTime>,
    /// How it was published.
    pub publication: Option<StoredPublication>,
    /// The ids of the users, beside the author, who changed it.
    pub editors: Vec<String>,
}

/// How a rulebook was published, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPublication {
    /// From when it counts.
    pub mode: PublishMode,
    /// What the publisher noted.
    pub note: String,
    /// What was accepted, and why.
    pub accepted: Vec<Acceptance>,
    /// Why it was taken out of use.
    #[serde(default)]
    pub retired: Option<String>,
}

impl StoredPublication {
    /// From now on, with nothing to note.
    #[must_use]
    pub const fn plain() -> Self {
        let mode = PublishMode::FromNow;
        Self { mode, note: String::new(), accepted: Vec::new(), retired: None }
    }
}

impl RulebookRow {
    /// As it goes over the wire, with names in the place of ids.
    #[must_use]
    pub fn summary(
        self,
        names: &HashMap<String, String>,
        reevaluation: Option<Reevaluation>,
    ) -> RulebookSummary {
        let name = |id: String| names.get(&id).cloned().unwrap_or(id);
        let publication = self.publication.map(|it| {
            let StoredPublication { mode, note, accepted, retired } = it;
            Publication { mode, note, accepted, reevaluation, retired }
        });
        RulebookSummary {
            id: self.id,
            number: self.number,
            status: self.status,
            effective_from: self.effective_from,
            note: self.note,
            author: name(self.author),
            editors: self.editors.into_iter().map(name).collect(),
            submitted_at: self.submitted_at.map(clock::instant),
            published_by: self.published_by.map(name),
            published_at: self.published_at.map(clock::instant),
            publication,
        }
    }

    /// Whether somebody wrote it, or a part of it: such a person does not publish it.
    #[must_use]
    pub fn is_work_of(&self, user: &str) -> bool {
        self.author == user || self.editors.iter().any(|editor| editor == user)
    }

    /// Whether anybody may see it.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(self.status, RulebookStatus::Published | RulebookStatus::Retired)
    }
}

/// The code of a rule, and the rule as JSON.
pub type CodedRule = (String, String);

#[derive(Queryable, Selectable)]
#[diesel(table_name = rulebooks)]
struct Stored {
    id: String,
    number: Option<i64>,
    status: String,
    effective_from: NaiveDate,
    note: String,
    author: String,
    published_by: Option<String>,
    published_at: Option<NaiveDateTime>,
    revision: i64,
    submitted_at: Option<NaiveDateTime>,
    publication: Option<String>,
    editors: String,
}

impl TryFrom<Stored> for RulebookRow {
    type Error = AppError;

    fn try_from(row: Stored) -> AppResult<Self> {
        Ok(Self {
            id: stored(&row.id)?,
            number: row.number.map(number_of).transpose()?,
            status: stored(&row.status)?,
            effective_from: row.effective_from,
            note: row.note,
            author: row.author,
            published_by: row.published_by,
            published_at: row.published_at,
            revision: row.revision,
            submitted_at: row.submitted_at,
            publication: row.publication.as_deref().map(serde_json::from_str).transpose()?,
            editors: serde_json::from_str(&row.editors)?,
        })
    }
}

fn number_of(stored: i64) -> AppResult<u32> {
    Ok(u32::try_from(stored).context("a stored number of a rulebook")?)
}

#[derive(Insertable)]
#[diesel(table_name = rules, treat_none_as_default_value = false)]
struct StoredRule<'a> {
    rulebook_id: &'a str,
    code: &'a str,
    list: &'static str,
    place: i64,
    body: &'a str,
}

/// Whether a list shows drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What was published.
    Public,
    /// Drafts too.
    Everything,
}

/// A page of rulebooks, newest first.
///
/// # Errors
/// The database.
pub fn list(conn: &mut Conn, shown: Shown, slice: &Slice) -> AppResult<Vec<RulebookRow>> {
    let mut query = rulebooks::table.select(Stored::as_select()).into_boxed();
    if shown == Shown::Public {
        query = query.filter(rulebooks::number.is_not_null());
    }
    if let Some(after) = &slice.after {
        query = query.filter(rulebooks::id.lt(after));
    }
    let found: Vec<Stored> = query.order(rulebooks::id.desc()).limit(slice.fetch()).load(conn)?;
    found.into_iter().map(RulebookRow::try_from).collect()
}

/// Every rulebook with a number: published ones, and those retired since.
///
/// # Errors
/// The database.
pub fn numbered(conn: &mut Conn) -> AppResult<Vec<RulebookRow>> {
    let query = rulebooks::table.filter(rulebooks::number.is_not_null());
    let found: Vec<Stored> =
        query.select(Stored::as_select()).order(rulebooks::number).load(conn)?;
    found.into_iter().map(RulebookRow::try_from).collect()
}

/// The rulebook with an id, without its rules.
///
/// # Errors
/// The database.
pub fn by_id(conn: &mut Conn, id: RulebookId) -> AppResult<Option<RulebookRow>> {
    let query = rulebooks::table.find(id.to_string()).select(Stored::as_select());
    query.first(conn).optional()?.map(RulebookRow::try_from).transpose()
}

/// The names of the people who wrote and published these, by their ids.
///
/// # Errors
/// The database.
pub fn names_in(conn: &mut Conn, rows: &[RulebookRow]) -> AppResult<HashMap<String, String>> {
    let people: Vec<&String> = rows
        .iter()
        .flat_map(|row| std::iter::once(&row.author).chain(&row.editors).chain(&row.published_by))
        .collect();
    let query = users::table.filter(users::id.eq_any(people)).select((users::id, users::name));
    Ok(query.load::<(String, String)>(conn)?.into_iter().collect())
}

/// The rules of a rulebook, in its row's words.
///
/// # Errors
/// The database; `Broken` when a rule cannot be read.
pub fn with_rules(conn: &mut Conn, row: &RulebookRow) -> AppResult<Rulebook> {
    let found: Vec<(String, String)> = rules::table
        .filter(rules::rulebook_id.eq(row.id.to_string()))
        .order((rules::place, rules::code))
        .select((rules::list, rules::body))
        .load(conn)?;
    Ok(Rulebook {
        number: row.number,
        effective_from: row.effective_from,
        note: row.note.clone(),
        recognition: read(&found, RuleList::Recognition)?,
        equivalence: read(&found, RuleList::Equivalence)?,
        caps: read(&found, RuleList::Caps)?,
        gifts: read(&found, RuleList::Gifts)?,
    })
}

fn read<T: DeserializeOwned>(found: &[(String, String)], list: RuleList) -> AppResult<Vec<T>> {
    let here = found.iter().filter(|(of, _)| of == list.as_str());
    here.map(|(_, body)| Ok(serde_json::from_str(body)?)).collect()
}

/// The rules of one list, as they are written to the database.
///
/// # Errors
/// `Broken`, should one not serialise.
pub fn coded<T: Serialize>(list: &[T], code: impl Fn(&T) -> &str) -> AppResult<Vec<CodedRule>> {
    list.iter().map(|rule| Ok((code(rule).to_owned(), serde_json::to_string(rule)?))).collect()
}

/// Adds a draft without rules.
///
/// # Errors
/// The database.
pub fn insert_draft(
    conn: &mut Conn,
    author: &str,
    effective_from: NaiveDate,
    note: &str,
) -> AppResult<RulebookId> {
    let id = RulebookId(uuid::Uuid::now_v7());
    diesel::insert_into(rulebooks::table)
        .values((
            rulebooks::id.eq(id.to_string()),
            rulebooks::status.eq(RulebookStatus::Draft.as_str()),
            rulebooks::effective_from.eq(effective_from),
            rulebooks::note.eq(note),
            rulebooks::author.eq(author),
            rulebooks::created_at.eq(clock::now().naive_utc()),
            rulebooks::revision.eq(1),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Adds rules behind those of a rulebook, leaving alone codes that it has; tells how many were
/// added.
///
/// # Errors
/// The database.
pub fn insert_rules(
    conn: &mut Conn,
    id: RulebookId,
    list: RuleList,
    new: &[CodedRule],
) -> AppResult<usize> {
    let id = id.to_string();
    let taken: Option<i64> =
        rules::table.filter(rules::rulebook_id.eq(&id)).select(max(rules::place)).first(conn)?;
    let mut places = taken.map_or(0, |taken| taken + 1)..;
    let mut written = 0;
    for some in new.chunks(ROWS_PER_STATEMENT) {
        let values: Vec<StoredRule<'_>> = some
            .iter()
            .zip(&mut places)
            .map(|((code, body), place)| StoredRule {
                rulebook_id: &id,
                code,
                list: list.as_str(),
                place,
                body,
            })
            .collect();
        written += on_each!(conn, c => diesel::insert_into(rules::table)
            .values(&values)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(written)
}

/// Notes that the rules of a draft changed, and holds its row until the transaction ends, so that
/// it is not published meanwhile; `false` when it is no draft.
///
/// # Errors
/// The database.
pub fn touch_draft(conn: &mut Conn, id: RulebookId) -> AppResult<bool> {
    let draft = rulebooks::table
        .find(id.to_string())
        .filter(rulebooks::status.eq(RulebookStatus::Draft.as_str()));
    let next = rulebooks::revision.eq(rulebooks::revision + 1);
    Ok(diesel::update(draft).set(next).execute(conn)? == 1)
}

/// Holds all rulebooks still until the transaction ends, so that numbers follow each other.
/// `SQLite` has one writer anyway.
///
/// # Errors
/// The database.
pub fn hold(conn: &mut Conn) -> AppResult<()> {
    match conn {
        Conn::Postgres(pg) => {
            pg.batch_execute("LOCK TABLE rulebooks IN SHARE ROW EXCLUSIVE MODE")?;
        }
        Conn::Sqlite(_) => {}
    }
    Ok(())
}

/// Publishes a rulebook under the next number.
///
/// # Errors
/// The database.
pub fn publish(
    conn: &mut Conn,
    id: RulebookId,
    publisher: &str,
    publication: &StoredPublication,
) -> AppResult<u32> {
    let publication = serde_json::to_string(publication)?;
    let last: Option<i64> = rulebooks::table.select(max(rulebooks::number)).first(conn)?;
    let number = last.unwrap_or(0) + 1;
    diesel::update(rulebooks::table.find(id.to_string()))
        .set((
            rulebooks::number.eq(number),
            rulebooks::status.eq(RulebookStatus::Published.as_str()),
            rulebooks::published_by.eq(publisher),
            rulebooks::published_at.eq(clock::now().naive_utc()),
            rulebooks::publication.eq(publication),
            rulebooks::revision.eq(rulebooks::revision + 1),
        ))
        .execute(conn)?;
    number_of(number)
}

/// Takes a published rulebook out of use, and keeps why.
///
/// # Errors
/// The database.
pub fn retire(conn: &mut Conn, row: &RulebookRow, reason: &str) -> AppResult<()> {
    let publication = row.publication.clone().unwrap_or_else(StoredPublication::plain);
    let publication = StoredPublication { retired: Some(reason.to_owned()), ..publication };
    diesel::update(rulebooks::table.find(row.id.to_string()))
        .set((
            rulebooks::status.eq(RulebookStatus::Retired.as_str()),
            rulebooks::publication.eq(serde_json::to_string(&publication)?),
        ))
        .execute(conn)?;
    Ok(())
}
