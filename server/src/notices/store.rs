//! Queries over notices.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::ids::{LearnerId, NoticeId};
use shared::lang::Text;
use shared::notices::{About, ChangedDecision, Notice, NoticeKind};
use uuid::Uuid;

use crate::clock;
use crate::db::schema::notices;
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppResult, stored};
use crate::http::paging::Slice;

/// A notice as it is stored; `changes` is JSON.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = notices, treat_none_as_default_value = false)]
pub struct NoticeRow {
    learner_id: String,
    id: String,
    at: NaiveDateTime,
    read_at: Option<NaiveDateTime>,
    kind: String,
    rulebook: Option<i64>,
    note: String,
    changes: String,
    text_zh: String,
    text_en: String,
    about_kind: Option<String>,
    about_id: Option<String>,
    sent_at: Option<NaiveDateTime>,
}

impl NoticeRow {
    /// A notice that nobody has read.
    ///
    /// # Errors
    /// `Broken`, should the changes not serialise.
    pub fn new(
        learner: LearnerId,
        at: NaiveDateTime,
        kind: NoticeKind,
        (rulebook, note): (Option<u32>, &str),
        changes: &[ChangedDecision],
    ) -> AppResult<Self> {
        Ok(Self {
            rulebook: rulebook.map(i64::from),
            note: note.to_owned(),
            changes: serde_json::to_string(changes)?,
            ..Self::empty(learner, at, kind)
        })
    }

    /// A notice that says what happened in words, and where it leads.
    #[must_use]
    pub fn telling(
        learner: LearnerId,
        at: NaiveDateTime,
        kind: NoticeKind,
        text: Text,
        about: Option<About>,
    ) -> Self {
        let (about_kind, about_id) = about.map(|about| (about.kind.to_string(), about.id)).unzip();
        let (text_zh, text_en) = (text.zh, text.en);
        Self { text_zh, text_en, about_kind, about_id, ..Self::empty(learner, at, kind) }
    }

    /// With what changed, and why in the words of those who decided.
    ///
    /// # Errors
    /// `Broken`, should the changes not serialise.
    pub fn with_changes(self, note: &str, changes: &[ChangedDecision]) -> AppResult<Self> {
        let (note, changes) = (note.to_owned(), serde_json::to_string(changes)?);
        Ok(Self { note, changes, ..self })
    }

    fn empty(learner: LearnerId, at: NaiveDateTime, kind: NoticeKind) -> Self {
        Self {
            learner_id: learner.to_string(),
            id: Uuid::now_v7().to_string(),
            at,
            read_at: None,
            kind: kind.to_string(),
            rulebook: None,
            note: String::new(),
            changes: "[]".to_owned(),
            text_zh: String::new(),
            text_en: String::new(),
            about_kind: None,
            about_id: None,
            sent_at: None,
        }
    }

    pub(super) fn learner_id(&self) -> &str {
        &self.learner_id
    }

    pub(super) fn view(self) -> AppResult<Notice> {
        let about = match (self.about_kind, self.about_id) {
            (Some(kind), Some(id)) => Some(About { kind: stored(&kind)?, id }),
            _ => None,
        };
        Ok(Notice {
            id: stored(&self.id)?,
            at: clock::instant(self.at),
            read_at: self.read_at.map(clock::instant),
            kind: stored(&self.kind)?,
            text: Text::new(self.text_zh, self.text_en),
            about,
            rulebook: self.rulebook.and_then(|number| u32::try_from(number).ok()),
            note: self.note,
            changes: serde_json::from_str(&self.changes)?,
        })
    }
}

/// Writes notices, in bulk.
///
/// # Errors
/// The database.
pub fn insert(conn: &mut Conn, rows: &[NoticeRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(notices::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// A page of a learner's notices, newest first.
///
/// # Errors
/// The database.
pub fn list(conn: &mut Conn, learner: LearnerId, slice: &Slice) -> AppResult<Vec<Notice>> {
    let mut query = notices::table
        .filter(notices::learner_id.eq(learner.to_string()))
        .order(notices::id.desc())
        .limit(slice.fetch())
        .select(NoticeRow::as_select())
        .into_boxed();
    if let Some(after) = &slice.after {
        query = query.filter(notices::id.lt(after));
    }
    query.load(conn)?.into_iter().map(NoticeRow::view).collect()
}

/// How many of a learner's notices nobody has read.
///
/// # Errors
/// The database.
pub fn unread(conn: &mut Conn, learner: LearnerId) -> AppResult<u64> {
    let query = notices::table
        .filter(notices::learner_id.eq(learner.to_string()))
        .filter(notices::read_at.is_null());
    let unread: i64 = query.count().get_result(conn)?;
    Ok(u64::try_from(unread).unwrap_or_default())
}

/// Notes that a notice was read; `false` when the learner has none with this id.
///
/// # Errors
/// The database.
pub fn mark_read(conn: &mut Conn, learner: LearnerId, id: NoticeId) -> AppResult<bool> {
    let this = || notices::table.find((learner.to_string(), id.to_string()));
    let first: Option<Option<NaiveDateTime>> =
        this().select(notices::read_at).first(conn).optional()?;
    if first == Some(None) {
        diesel::update(this()).set(notices::read_at.eq(clock::now().naive_utc())).execute(conn)?;
    }
    Ok(first.is_some())
}
