//! The calls of clerks, reviewers and administrators: queues, people, completions, batches, records.

use std::rc::Rc;

use serde_json::Value;
use shared::accounts::User;
use shared::audit::AuditEntry;
use shared::awards::Award;
use shared::batches::{Batch, Undone};
use shared::completions::Completion;
use shared::ids::TransferId;
use shared::learners::Learner;
use shared::page::Page;
use shared::programs::{Program, Progress};
use shared::transfers::{ReviewCase, Transfer};

use super::{found, get, post, url, url_with};
use crate::browser::encode;
use crate::http::{Answer, Ask, Coming, Trouble, exchange_tagged, send, tell};
use crate::json::{parse, read};

/// What was read, with the version that it is of, for `If-Match`.
pub struct Tagged<T> {
    /// What was read.
    pub value: T,
    /// Its version.
    pub tag: String,
}

/// What waits for a review: `mine`, `escalated`, `appeals` or `all`; oldest due first.
pub fn queue(queue: &str, cursor: &str) -> Coming<Page<Transfer>> {
    send(Ask::get(url_with("/transfers", &[("queue", queue), ("cursor", cursor)])))
}

/// As much of a queue as one page can hold, to count it.
pub fn whole_queue(queue: &str) -> Coming<Page<Transfer>> {
    send(Ask::get(url_with("/transfers", &[("queue", queue), ("limit", "200")])))
}

/// What is to be reviewed, if it is there.
pub fn application(id: &str) -> Coming<Option<Rc<Transfer>>> {
    found(send(get(&format!("/transfers/{}", encode(id)))))
}

/// What an application is decided on, beside itself.
pub fn case(id: TransferId) -> Coming<ReviewCase> {
    send(get(&format!("/transfers/{id}/case")))
}

/// Approves; the body may hold a reason.
pub fn approve(id: TransferId, body: Value, key: &str) -> Coming<Transfer> {
    send(post(&format!("/transfers/{id}/approve")).body(body).key(key))
}

/// Rejects with a reason.
pub fn reject(id: TransferId, body: Value, key: &str) -> Coming<Transfer> {
    send(post(&format!("/transfers/{id}/reject")).body(body).key(key))
}

/// A completion, if whoever asks may see it.
pub fn completion(id: &str) -> Coming<Option<Rc<Completion>>> {
    found(send(get(&format!("/completions/{}", encode(id)))))
}

/// What narrows the list of completions; an empty text means any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionFilter {
    /// Where they stand.
    pub status: String,
    /// The course's code.
    pub course: String,
    /// First day on which they may have ended.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// The completions of the clerk's institution, newest first.
pub fn completions(filter: &CompletionFilter, cursor: &str) -> Coming<Page<Completion>> {
    let CompletionFilter { status, course, from, to } = filter;
    let query =
        [("status", &**status), ("course", course), ("from", from), ("to", to), ("cursor", cursor)];
    send(Ask::get(url_with("/completions", &query)))
}

/// Amends a completion.
pub fn amend(id: &str, body: Value, key: &str) -> Coming<Completion> {
    send(post(&format!("/completions/{}/amend", encode(id))).body(body).key(key))
}

/// Revokes a completion.
pub fn revoke(id: &str, body: Value, key: &str) -> Coming<Completion> {
    send(post(&format!("/completions/{}/revoke", encode(id))).body(body).key(key))
}

/// Batches that were posted together, newest first.
pub fn batches(cursor: &str) -> Coming<Page<Batch>> {
    send(Ask::get(url_with("/completions/batches", &[("cursor", cursor)])))
}

/// The newest batches.
pub fn newest_batches() -> Coming<Page<Batch>> {
    send(get("/completions/batches?limit=6"))
}

/// The batch with this id, if it is there.
pub async fn batch(id: String) -> Answer<Option<Batch>> {
    in_pages(batches, |it: &Batch| it.id.to_string() == id).await
}

/// Undoes a batch.
pub fn undo_batch(id: &str, body: Value) -> Coming<Undone> {
    send(post(&format!("/completions/batches/{}/undo", encode(id))).body(body))
}

/// A person, with the version of what is known of them.
pub fn learner(id: &str) -> Coming<Tagged<Learner>> {
    tagged(format!("/learners/{}", encode(id)))
}

/// Mends what is known of a person.
pub fn mend(id: &str, tag: &str, body: Value) -> Coming<Learner> {
    send(Ask::put(url(&format!("/learners/{}", encode(id)))).seen(tag).body(body))
}

/// Gives a person a card with a new number in the place of the one that they have.
pub fn replace_card(id: &str, body: Value, key: &str) -> Coming<Learner> {
    send(post(&format!("/learners/{}/card/replace", encode(id))).body(body).key(key))
}

/// Merges two records of one person.
pub fn merge(body: Value, key: &str) -> Coming<Learner> {
    send(post("/learners/merge").body(body).key(key))
}

/// Awards with a status, or with any.
pub fn awards(status: &str, cursor: &str) -> Coming<Page<Award>> {
    send(Ask::get(url_with("/awards", &[("status", status), ("cursor", cursor)])))
}

/// The award with this id, if it is there.
pub async fn award(id: String) -> Answer<Option<Award>> {
    in_pages(|cursor| awards("", cursor), |it: &Award| it.id.to_string() == id).await
}

/// What an award is proposed for, requirement by requirement.
pub fn award_progress(id: &str) -> Coming<Progress> {
    send(get(&format!("/awards/{}/progress", encode(id))))
}

/// Grants an award.
pub fn grant(id: &str, key: &str) -> Coming<Award> {
    send(post(&format!("/awards/{}/grant", encode(id))).key(key))
}

/// Declines an award with a reason.
pub fn decline(id: &str, body: Value, key: &str) -> Coming<Award> {
    send(post(&format!("/awards/{}/decline", encode(id))).body(body).key(key))
}

/// The programs in which some words stand.
pub fn programs(words: &str, cursor: &str) -> Coming<Page<Program>> {
    send(Ask::get(url_with("/programs", &[("q", words), ("cursor", cursor)])))
}

/// Something as it came, with its version, for a form that sends it back.
pub async fn raw(path: String) -> Answer<Tagged<Value>> {
    as_it_came(Ask::get(url(&path))).await
}

async fn as_it_came(ask: Ask) -> Answer<Tagged<Value>> {
    let (text, tag) = exchange_tagged(ask).await?;
    Ok(Tagged { value: parse(&text).ok_or(Trouble::Unreadable)?, tag })
}

/// Adds a record, or replaces the one with an id over the version that was read; the record as it
/// is now.
pub fn save_record(path: &str, known: Option<(&str, &str)>, body: Value) -> Coming<Tagged<Value>> {
    let ask = match known {
        Some((id, tag)) => Ask::put(url(&format!("{path}/{}", encode(id)))).seen(tag),
        None => post(path),
    };
    Coming::of(as_it_came(ask.body(body)))
}

/// Those who sign in and in whose names some words stand.
pub fn users_like(words: &str, cursor: &str) -> Coming<Page<User>> {
    send(Ask::get(url_with("/users", &[("q", words), ("cursor", cursor)])))
}

/// Those who sign in, to name them.
pub fn users() -> Coming<Page<User>> {
    send(get("/users?limit=200"))
}

/// Who did or looked at what, newest first; of a subject, or of all.
pub fn audit(subject: &str, cursor: &str) -> Coming<Page<AuditEntry>> {
    send(Ask::get(url_with("/audit", &[("subject", subject), ("cursor", cursor)])))
}

/// Replaces an institution.
pub fn save_institution(code: &str, tag: &str, body: Value) -> Coming<()> {
    tell(Ask::put(url(&format!("/institutions/{}", encode(code)))).seen(tag).body(body))
}

fn tagged<T: serde::de::DeserializeOwned + 'static>(path: String) -> Coming<Tagged<T>> {
    Coming::of(async move {
        let (text, tag) = exchange_tagged(Ask::get(url(&path))).await?;
        Ok(Tagged { value: read(&text).ok_or(Trouble::Unreadable)?, tag })
    })
}

/// The first item that is meant, looked for page by page.
async fn in_pages<T: Clone + 'static>(
    fetch: impl Fn(&str) -> Coming<Page<T>>,
    meant: impl Fn(&T) -> bool,
) -> Answer<Option<T>> {
    let mut cursor = String::new();
    loop {
        let page = fetch(&cursor).await?;
        if let Some(found) = page.items.iter().find(|it| meant(it)) {
            return Ok(Some(found.clone()));
        }
        match &page.next_cursor {
            Some(next) => cursor.clone_from(next),
            None => return Ok(None),
        }
    }
}
