//! The calls of the bank's HTTP contract: the only module that knows URLs.

use serde::Deserialize;
use serde_json::{Value, json};
use shared::accounts::{Session, SignedIn, User};
use shared::cards::Card;
use shared::completions::Completion;
use shared::courses::Course;
use shared::ids::{CompletionId, CourseId, LearnerId, QuoteId, SchemeCode, SessionId, TransferId};
use shared::institutions::Institution;
use shared::learners::Learner;
use shared::page::Page;
use shared::rules::{Decision, Rulebook};
use shared::schemes::Scheme;
use shared::statement::StatementEntry;
use shared::transfers::{Opportunity, Quote, Transfer};
use shared::verification::{LedgerCheck, Verification};
use shared::vocabulary::RulebookStatus;

use crate::browser::encode;
use crate::http::{Answer, Ask, Trouble, exchange, send, tell};
use crate::json::{read, read_value};

/// Where a session is renewed.
pub const REFRESH: &str = "/api/v1/auth/refresh";

/// What to ask for to get the rulebook in force today.
pub const IN_FORCE: &str = "in-force";

/// A list that comes whole.
#[derive(Deserialize)]
struct Items<T> {
    items: Vec<T>,
}

/// A line of the list of rulebooks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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
    let parts: Vec<String> = query
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if parts.is_empty() { url(path) } else { url(&format!("{path}?{}", parts.join("&"))) }
}

/// Signs in by name and password.
pub async fn login(body: Value) -> Answer<SignedIn> {
    send(Ask::post(url("/auth/login")).body(body)).await
}

/// Makes an account.
pub async fn register(body: Value) -> Answer<SignedIn> {
    send(Ask::post(url("/auth/register")).body(body)).await
}

/// Ends the session of this browser.
pub async fn logout() -> Answer<()> {
    tell(Ask::post(url("/auth/logout"))).await
}

/// The browsers that are signed in.
pub async fn sessions() -> Answer<Vec<Session>> {
    send::<Items<Session>>(Ask::get(url("/auth/sessions"))).await.map(|list| list.items)
}

/// Ends the session of another browser.
pub async fn end_session(id: SessionId) -> Answer<()> {
    tell(Ask::delete(url(&format!("/auth/sessions/{id}")))).await
}

/// Changes preferences.
pub async fn patch_me(body: Value) -> Answer<User> {
    send(Ask::patch(url("/me")).body(body)).await
}

/// Changes the password.
pub async fn change_password(body: Value) -> Answer<()> {
    tell(Ask::post(url("/me/password")).body(body)).await
}

/// My card, and the text of the answer for times without a network.
pub async fn card() -> Answer<(Card, String)> {
    let text = exchange(Ask::get(url("/me/card"))).await?;
    Ok((read(&text).ok_or(Trouble::Unreadable)?, text))
}

/// Freezes my card.
pub async fn freeze() -> Answer<()> {
    tell(Ask::post(url("/me/card/freeze"))).await
}

/// Unfreezes my card.
pub async fn unfreeze(password: &str) -> Answer<()> {
    tell(Ask::post(url("/me/card/unfreeze")).body(json!({ "password": password }))).await
}

/// What narrows the statement; an empty text means any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// The scheme's code.
    pub scheme: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// My statement, newest first.
pub async fn entries(filter: EntryFilter, cursor: String) -> Answer<Page<StatementEntry>> {
    let EntryFilter { scheme, from, to } = filter;
    let query = [("scheme", &*scheme), ("from", &*from), ("to", &*to), ("cursor", &*cursor)];
    send(Ask::get(url_with("/me/entries", &query))).await
}

/// My newest entries.
pub async fn newest_entries() -> Answer<Page<StatementEntry>> {
    send(Ask::get(url("/me/entries?limit=6"))).await
}

/// My completions, newest first.
pub async fn my_completions(cursor: String) -> Answer<Page<Completion>> {
    send(Ask::get(url_with("/me/completions", &[("cursor", &cursor)]))).await
}

/// One of my completions.
pub async fn my_completion(id: CompletionId) -> Answer<Completion> {
    send(Ask::get(url(&format!("/me/completions/{id}")))).await
}

/// What I can convert now.
pub async fn opportunities() -> Answer<Vec<Opportunity>> {
    send::<Items<Opportunity>>(Ask::get(url("/me/opportunities"))).await.map(|list| list.items)
}

/// What something would be worth on a card.
pub async fn preview(body: Value) -> Answer<Decision> {
    send(Ask::post(url("/recognition/preview")).body(body)).await
}

/// What a conversion would do.
pub async fn quote(body: Value) -> Answer<Quote> {
    send(Ask::post(url("/transfers/quote")).body(body)).await
}

/// Converts as quoted.
pub async fn transfer(quote: QuoteId, password: Option<String>, key: &str) -> Answer<Transfer> {
    let body = json!({ "quote_id": quote, "password": password });
    send(Ask::post(url("/transfers")).body(body).key(key)).await
}

/// My conversions, newest first.
pub async fn my_transfers(cursor: String) -> Answer<Page<Transfer>> {
    send(Ask::get(url_with("/me/transfers", &[("cursor", &cursor)]))).await
}

/// One of my conversions: the receipt.
pub async fn my_transfer(id: TransferId) -> Answer<Transfer> {
    send(Ask::get(url(&format!("/transfers/{id}")))).await
}

/// Cancels a conversion that is not yet decided.
pub async fn cancel(id: TransferId, key: &str) -> Answer<Transfer> {
    send(Ask::post(url(&format!("/transfers/{id}/cancel"))).key(key)).await
}

/// Takes back a settled conversion.
pub async fn take_back(id: TransferId, key: &str) -> Answer<Transfer> {
    send(Ask::post(url(&format!("/transfers/{id}/take-back"))).key(key)).await
}

/// What stands behind a verification code.
pub async fn verify(code: &str) -> Answer<Verification> {
    send(Ask::get(url(&format!("/verify/{}", encode(code))))).await
}

/// The catalogue.
pub async fn courses(words: String, institution: String, cursor: String) -> Answer<Page<Course>> {
    let query = [("q", &*words), ("institution", &*institution), ("cursor", &*cursor)];
    send(Ask::get(url_with("/courses", &query))).await
}

/// A course of the catalogue, if it is there.
pub async fn course(id: CourseId) -> Answer<Option<Course>> {
    found(send(Ask::get(url(&format!("/courses/{id}")))).await)
}

/// The course with exactly this code, if the institution has it.
pub async fn course_by_code(institution: &str, code: &str) -> Answer<Option<Course>> {
    let query = [("institution", institution), ("q", code), ("limit", "200")];
    let page: Page<Course> = send(Ask::get(url_with("/courses", &query))).await?;
    Ok(page.items.into_iter().find(|course| course.code.eq_ignore_ascii_case(code)))
}

/// All institutions.
pub async fn institutions() -> Answer<Vec<Institution>> {
    send::<Items<Institution>>(Ask::get(url("/institutions"))).await.map(|list| list.items)
}

/// All schemes.
pub async fn schemes() -> Answer<Vec<Scheme>> {
    send::<Items<Scheme>>(Ask::get(url("/schemes"))).await.map(|list| list.items)
}

/// The published rulebooks.
pub async fn rulebooks() -> Answer<Vec<RulebookLine>> {
    send::<Items<RulebookLine>>(Ask::get(url("/rulebooks"))).await.map(|list| list.items)
}

/// A rulebook by its id; [`IN_FORCE`] is the one in force today.
pub async fn rulebook(id: &str) -> Answer<Rulebook> {
    let mut answer: Value = send(Ask::get(url(&format!("/rulebooks/{}", encode(id))))).await?;
    // What the answer says about the rulebook, apart from what stands in it.
    if let Some(fields) = answer.as_object_mut() {
        fields.retain(|name, _| !matches!(name.as_str(), "id" | "status"));
    }
    read_value(&answer).ok_or(Trouble::Unreadable)
}

/// Posts a completion.
pub async fn post_completion(body: Value, key: &str) -> Answer<Completion> {
    send(Ask::post(url("/completions")).body(body).key(key)).await
}

/// The completions of the clerk's institution with a status, or with any, newest first.
pub async fn completions(status: String, cursor: String) -> Answer<Page<Completion>> {
    let query = [("status", &*status), ("cursor", &*cursor)];
    send(Ask::get(url_with("/completions", &query))).await
}

/// As many of the newest completions as one page can hold, to count them.
pub async fn newest_completions(status: &str) -> Answer<Page<Completion>> {
    send(Ask::get(url_with("/completions", &[("status", status), ("limit", "200")]))).await
}

/// Opens a card at the counter.
pub async fn open_card(body: Value) -> Answer<Learner> {
    send(Ask::post(url("/learners")).body(body)).await
}

/// The person with this card.
pub async fn learner_by_card(number: &str) -> Answer<Option<Learner>> {
    let page: Page<Learner> =
        send(Ask::get(url_with("/learners", &[("card_number", number)]))).await?;
    Ok(page.items.into_iter().next())
}

/// The person with this document, if there is one.
pub async fn learner_by_document(body: Value) -> Answer<Option<Learner>> {
    found(send(Ask::post(url("/learners/find")).body(body)).await)
}

/// Where nothing to be found is an answer and no trouble.
fn found<T>(answer: Answer<T>) -> Answer<Option<T>> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(trouble) if trouble.is("not_found") => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// Confirms that the person at the counter is who their account says.
pub async fn confirm_learner(id: LearnerId) -> Answer<Learner> {
    send(Ask::post(url(&format!("/learners/{id}/confirm")))).await
}

/// Checks the whole ledger.
pub async fn check_ledger() -> Answer<LedgerCheck> {
    send(Ask::get(url("/ledger/verify"))).await
}

/// The question what a course would be worth.
pub fn worth_of(course: CourseId) -> Value {
    json!({ "course_id": course })
}

/// The question what converting an amount would do.
pub fn conversion(from: &SchemeCode, to: &SchemeCode, amount: &Value) -> Value {
    json!({ "kind": "convert", "from_scheme": from, "to_scheme": to, "amount": amount })
}
