//! The calls of the bank's HTTP contract: the only module that knows URLs.

pub mod desk;
pub mod imports;
pub mod moves;
pub mod record;
pub mod staff;

use std::rc::Rc;

use serde::Deserialize;
use serde_json::{Value, json};
use shared::accounts::{Session, SignedIn, User};
use shared::cards::Card;
use shared::code_tables::CodeTable;
use shared::completions::Completion;
use shared::courses::Course;
use shared::decisions::PastDecision;
use shared::history::History;
use shared::ids::{CompletionId, CourseId, LearnerId, SessionId};
use shared::institutions::Institution;
use shared::learners::Learner;
use shared::page::Page;
use shared::rulebooks::ListedRule;
use shared::rules::{Decision, RuleList};
use shared::schemes::Scheme;
use shared::statement::StatementEntry;
use shared::verification::{LedgerCheck, Verification};
use shared::vocabulary::RulebookStatus;

use crate::browser::encode;
use crate::http::{Answer, Ask, Coming, Trouble, download, exchange, send, tell};
use crate::json::read;

/// Where a session is renewed.
pub const REFRESH: &str = "/api/v1/auth/refresh";

/// What to ask for to get the rulebook in force today.
pub const IN_FORCE: &str = "in-force";

/// A list that comes whole.
#[derive(Deserialize)]
pub struct Items<T> {
    /// All of them.
    pub items: Vec<T>,
}

/// A line of the list of rulebooks.
#[derive(Deserialize)]
pub struct RulebookLine {
    /// Its id.
    pub id: String,
    /// Its number, once published.
    pub number: Option<u32>,
    /// Where it stands.
    pub status: RulebookStatus,
    /// The first day on which it is in force.
    pub effective_from: chrono::NaiveDate,
    /// What it is for, or what changed.
    #[serde(default)]
    pub note: String,
}

fn url(path: &str) -> String {
    format!("/api/v1{path}")
}

/// A path with those parts of a query that have a value.
fn url_with(path: &str, query: &[(&str, &str)]) -> String {
    let mut url = url(path);
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(name);
        url.push('=');
        url.push_str(&encode(value));
    }
    url
}

fn get(path: &str) -> Ask {
    Ask::get(url(path))
}

fn post(path: &str) -> Ask {
    Ask::post(url(path))
}

/// Where nothing to be found is an answer and no trouble.
fn found<T: 'static>(answer: Coming<T>) -> Coming<Option<Rc<T>>> {
    Coming::of(async {
        match answer.await {
            Ok(value) => Ok(Some(value)),
            Err(trouble) if trouble.is("not_found") => Ok(None),
            Err(trouble) => Err(trouble),
        }
    })
}

/// Signs in by name and password.
pub fn login(body: Value) -> Coming<SignedIn> {
    send(post("/auth/login").body(body))
}

/// Makes an account.
pub fn register(body: Value) -> Coming<SignedIn> {
    send(post("/auth/register").body(body))
}

/// Ends the session of this browser.
pub fn logout() -> Coming<()> {
    tell(post("/auth/logout"))
}

/// The browsers that are signed in.
pub fn sessions() -> Coming<Items<Session>> {
    send(get("/auth/sessions"))
}

/// Ends the session of another browser.
pub fn end_session(id: SessionId) -> Coming<()> {
    tell(Ask::delete(url(&format!("/auth/sessions/{id}"))))
}

/// Changes preferences.
pub fn patch_me(body: Value) -> Coming<User> {
    // Whatever was there before, the newest wish counts.
    send(Ask::patch(url("/me")).body(body).seen("*"))
}

/// Changes the password.
pub fn change_password(body: Value) -> Coming<()> {
    tell(post("/me/password").body(body))
}

/// My card.
pub fn card() -> Coming<Card> {
    send(get("/me/card"))
}

/// My card, and the text of the answer for times without a network.
pub async fn card_to_keep() -> Answer<(Card, String)> {
    let text = exchange(get("/me/card")).await?;
    Ok((read(&text).ok_or(Trouble::Unreadable)?, text))
}

/// Freezes my card.
pub fn freeze() -> Coming<()> {
    tell(post("/me/card/freeze"))
}

/// Unfreezes my card.
pub fn unfreeze(password: &str) -> Coming<()> {
    tell(post("/me/card/unfreeze").body(json!({ "password": password })))
}

/// Reports my card lost.
pub fn report_lost() -> Coming<()> {
    tell(post("/me/card/report-lost"))
}

/// What narrows the statement; an empty text means any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// The scheme's code.
    pub scheme: String,
    /// The kind of posting.
    pub kind: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// My statement, newest first.
pub fn entries(filter: &EntryFilter, cursor: &str) -> Coming<Page<StatementEntry>> {
    send(Ask::get(filter.url("/me/entries", &[("limit", "100"), ("cursor", cursor)])))
}

impl EntryFilter {
    fn url(&self, path: &str, more: &[(&str, &str)]) -> String {
        let Self { scheme, kind, from, to } = self;
        let own: [(&str, &str); 4] =
            [("scheme", scheme), ("kind", kind), ("from", from), ("to", to)];
        url_with(path, &[&own, more].concat())
    }
}

/// Saves my statement as a table.
pub fn save_entries(filter: &EntryFilter) -> Coming<()> {
    download(Ask::get(filter.url("/me/entries.csv", &[])), "statement.csv")
}

/// Saves everything that is held about me.
pub fn export() -> Coming<()> {
    download(get("/me/export"), "my-data.json")
}

/// My newest entries.
pub fn newest_entries() -> Coming<Page<StatementEntry>> {
    send(get("/me/entries?limit=6"))
}

/// My credits month by month, and what I converted.
pub fn history() -> Coming<History> {
    send(get("/me/history"))
}

/// My completions, newest first.
pub fn my_completions(cursor: &str) -> Coming<Page<Completion>> {
    send(Ask::get(url_with("/me/completions", &[("cursor", cursor)])))
}

/// One of my completions.
pub fn my_completion(id: CompletionId) -> Coming<Completion> {
    send(get(&format!("/me/completions/{id}")))
}

/// Every decision that one of my completions had, newest first.
pub fn my_past_decisions(id: &str) -> Coming<Items<PastDecision>> {
    send(get(&format!("/me/completions/{}/decisions", encode(id))))
}

/// What something would be worth: to a resident on their own card, to others by the rules alone.
pub fn preview(body: Value) -> Coming<Decision> {
    send(post("/recognition/preview").body(body))
}

/// What stands behind a verification code.
pub fn verify(code: &str) -> Coming<Verification> {
    send(get(&format!("/verify/{}", encode(code))))
}

/// The catalogue.
pub fn courses(words: &str, institution: &str, cursor: &str) -> Coming<Page<Course>> {
    let query = [("q", words), ("institution", institution), ("cursor", cursor)];
    send(Ask::get(url_with("/courses", &query)))
}

/// A course of the catalogue, if it is there.
pub fn course(id: CourseId) -> Coming<Option<Rc<Course>>> {
    found(send(get(&format!("/courses/{id}"))))
}

/// The course with exactly this code, if the institution has it.
pub async fn course_by_code(institution: &str, code: &str) -> Answer<Option<Course>> {
    let query = [("institution", institution), ("q", code), ("limit", "200")];
    let page = send::<Page<Course>>(Ask::get(url_with("/courses", &query))).await?;
    Ok(page.items.iter().find(|course| course.code.eq_ignore_ascii_case(code)).cloned())
}

/// All institutions.
pub fn institutions() -> Coming<Items<Institution>> {
    send(get("/institutions"))
}

/// All schemes.
pub fn schemes() -> Coming<Items<Scheme>> {
    send(get("/schemes"))
}

/// All code tables.
pub fn code_tables() -> Coming<Items<CodeTable>> {
    send(get("/code-tables"))
}

/// The published rulebooks; administrators are told of drafts too.
pub fn rulebooks() -> Coming<Items<RulebookLine>> {
    send(Ask::get(url_with("/rulebooks", &[("limit", "200")])))
}

/// Where a rulebook stands, if it is there; [`IN_FORCE`] is the one in force today.
pub fn standing(book: &str) -> Coming<Option<Rc<RulebookLine>>> {
    found(send(get(&format!("/rulebooks/{}/summary", encode(book)))))
}

/// The rules of one list of a rulebook in which some words stand, in their order.
pub fn rules(book: &str, list: RuleList, words: &str, cursor: &str) -> Coming<Page<ListedRule>> {
    let path = format!("/rulebooks/{}/rules", encode(book));
    let query = [("list", list.as_str()), ("q", words), ("limit", "40"), ("cursor", cursor)];
    send(Ask::get(url_with(&path, &query)))
}

/// A rule of a rulebook, if it is there.
pub fn rule(book: &str, code: &str) -> Coming<Option<Rc<ListedRule>>> {
    found(send(get(&format!("/rulebooks/{}/rules/{}", encode(book), encode(code)))))
}

/// Posts a completion.
pub fn post_completion(body: Value, key: &str) -> Coming<Completion> {
    send(post("/completions").body(body).key(key))
}

/// The completions of the clerk's institution with a status, or with any, newest first.
pub fn completions(status: &str, cursor: &str) -> Coming<Page<Completion>> {
    send(Ask::get(url_with("/completions", &[("status", status), ("cursor", cursor)])))
}

/// As many of the newest completions as one page can hold, to count them.
pub fn newest_completions(status: &str) -> Coming<Page<Completion>> {
    send(Ask::get(url_with("/completions", &[("status", status), ("limit", "200")])))
}

/// Opens a card at the counter.
pub fn open_card(body: Value) -> Coming<Learner> {
    send(post("/learners").body(body))
}

/// The person with this card, if there is one.
pub fn learner_by_card(number: &str) -> Coming<Option<Rc<Learner>>> {
    let page = send::<Page<Learner>>(Ask::get(url_with("/learners", &[("card_number", number)])));
    Coming::of(async { Ok(page.await?.items.first().cloned().map(Rc::new)) })
}

/// The person with this document, if there is one.
pub fn learner_by_document(body: Value) -> Coming<Option<Rc<Learner>>> {
    found(send(post("/learners/find").body(body)))
}

/// Confirms that the person at the counter is who their account says.
pub fn confirm_learner(id: LearnerId) -> Coming<Learner> {
    send(post(&format!("/learners/{id}/confirm")))
}

/// Checks the whole ledger.
pub fn check_ledger() -> Coming<LedgerCheck> {
    send(get("/ledger/verify"))
}

/// The question what a course would be worth with a score that passes, which those who ask do not
/// have yet.
pub fn worth_of(course: CourseId) -> Value {
    json!({ "course_id": course, "score": "60.00" })
}
