//! Hands notices to whatever carries them to people: e-mail, text messages, or a file for development.
//!
//! Invariant: notices are handed over in the order in which they were written, at least once, and
//! marked in the commit that follows; a message's id tells one that comes again. Without a sender
//! nothing is marked, so that whoever adds one later loses nothing.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use shared::ids::{LearnerId, NoticeId};
use shared::lang::Lang;
use shared::notices::NoticeKind;

use super::store::NoticeRow;
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::db::schema::{learners, notices, users};
use crate::error::{AppError, AppResult, stored};
use crate::keys::Keys;

/// Messages that are handed over in one commit.
const SLICE: i64 = 100;

/// A notice on its way to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The notice.
    pub id: NoticeId,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Whom it is for.
    pub learner_id: LearnerId,
    /// Their name.
    pub name: String,
    /// Where to reach them; a file does not hold it.
    #[serde(skip)]
    pub phone: Option<String>,
    /// The language that they read.
    pub language: Lang,
    /// What it is about.
    pub kind: NoticeKind,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub text: String,
}

/// Whatever carries messages to people.
pub trait Sender: Send + Sync {
    /// Takes a message over. One with the same id may come again.
    ///
    /// # Errors
    /// What keeps it from being taken; it is offered again later, and those after it wait.
    fn send(&self, message: &Message) -> anyhow::Result<()>;
}

/// Writes a line of JSON for each message to `notices.jsonl` in a folder.
#[derive(Clone, Debug)]
pub struct FileSender(PathBuf);

impl FileSender {
    /// A sender into a folder, which is made when it is missing.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn into_folder(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self(folder.join("notices.jsonl")))
    }
}

impl Sender for FileSender {
    fn send(&self, message: &Message) -> anyhow::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.0)?;
        let line = serde_json::to_string(message)? + "\n";
        Ok(file.write_all(line.as_bytes())?)
    }
}

/// Hands over what waits, if the operator chose a sender.
///
/// # Errors
/// The database; the sender.
pub async fn run(bank: &Bank) -> AppResult<()> {
    match &bank.settings.sender {
        Some(sender) => deliver(bank, Arc::clone(sender)).await,
        None => Ok(()),
    }
}

/// Hands over what waits, oldest first.
///
/// # Errors
/// The database; the sender, when it does not take a message: those before it are marked.
pub async fn deliver(bank: &Bank, sender: Arc<dyn Sender>) -> AppResult<()> {
    loop {
        let (keys, sender) = (Arc::clone(&bank.keys), Arc::clone(&sender));
        let handed = bank.db.write(move |conn| hand_over(conn, &keys, sender.as_ref())).await?;
        if let Some(refused) = handed.refused {
            return Err(AppError::Broken(anyhow::anyhow!("a notice was not sent: {refused}")));
        }
        if handed.count < SLICE {
            return Ok(());
        }
    }
}

struct Handed {
    count: i64,
    refused: Option<String>,
}

fn hand_over(conn: &mut Conn, keys: &Keys, sender: &dyn Sender) -> AppResult<Handed> {
    let mut handed = Handed { count: 0, refused: None };
    let mut sent = Vec::new();
    for message in waiting(conn, keys)? {
        if let Err(error) = sender.send(&message) {
            handed.refused = Some(format!("{error:#}"));
            break;
        }
        handed.count += 1;
        sent.push(message.id.to_string());
    }
    diesel::update(notices::table.filter(notices::id.eq_any(sent)))
        .set(notices::sent_at.eq(Some(clock::now().naive_utc())))
        .execute(conn)?;
    Ok(handed)
}

/// The oldest that were not sent, held until the transaction ends: another server waits, and then
/// finds them sent.
fn waiting(conn: &mut Conn, keys: &Keys) -> AppResult<Vec<Message>> {
    let query = notices::table.filter(notices::sent_at.is_null()).order(notices::id).limit(SLICE);
    let rows: Vec<NoticeRow> = match conn {
        Conn::Postgres(pg) => query.select(NoticeRow::as_select()).for_update().load(pg)?,
        Conn::Sqlite(lite) => query.select(NoticeRow::as_select()).load(lite)?,
    };
    let learners: Vec<String> = rows.iter().map(|row| row.learner_id().to_owned()).collect();
    let people = people(conn, &learners)?;
    rows.into_iter()
        .map(|row| {
            let person = people.iter().find(|person| person.id == row.learner_id());
            let person = person.ok_or_else(AppError::busy)?;
            message(row, person, keys)
        })
        .collect()
}

/// Whom a message goes to.
struct Person {
    id: String,
    name: String,
    phone_sealed: Option<String>,
    language: Lang,
}

/// The people, reached as their accounts say, or else as the counter wrote down.
fn people(conn: &mut Conn, keys: &[String]) -> AppResult<Vec<Person>> {
    type Known = (String, String, Option<String>);
    type Account = (Option<String>, Option<String>, String);
    let known: Vec<Known> = learners::table
        .filter(learners::id.eq_any(keys))
        .select((learners::id, learners::name, learners::phone_sealed))
        .load(conn)?;
    let accounts: Vec<Account> = users::table
        .filter(users::learner_id.eq_any(keys))
        .filter(users::confirmed.eq(true))
        .filter(users::status.eq("active"))
        .select((users::learner_id, users::phone_sealed, users::language))
        .load(conn)?;
    let people = known.into_iter().map(|(id, name, phone_sealed)| {
        let account = accounts.iter().find(|(learner, ..)| learner.as_deref() == Some(&id));
        let phone = account.and_then(|(_, phone, _)| phone.clone());
        let english = account.is_some_and(|(.., language)| language == Lang::En.tag());
        let language = if english { Lang::En } else { Lang::Zh };
        Person { id, name, phone_sealed: phone.or(phone_sealed), language }
    });
    Ok(people.collect())
}

fn message(row: NoticeRow, person: &Person, keys: &Keys) -> AppResult<Message> {
    let notice = row.view()?;
    let text = notice.text.get(person.language);
    Ok(Message {
        id: notice.id,
        at: notice.at,
        learner_id: stored(&person.id)?,
        name: person.name.clone(),
        phone: person.phone_sealed.as_ref().map(|sealed| keys.open_sealed(sealed)).transpose()?,
        language: person.language,
        kind: notice.kind,
        title: notice.kind.label(person.language).to_owned(),
        // What was decided anew says itself in its changes; its reason is all that a message holds.
        text: if text.is_empty() { notice.note } else { text.to_owned() },
    })
}
