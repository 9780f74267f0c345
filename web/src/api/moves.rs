//! The calls of using credits: opportunities, transfers, programs, families, notices.

use std::rc::Rc;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::families::MyFamily;
use shared::ids::{CompletionId, FamilyId, NoticeId, ProgramId, QuoteId, SchemeCode, TransferId};
use shared::live::Mark;
use shared::notices::Notice;
use shared::page::Page;
use shared::programs::{Program, Progress};
use shared::quantity::Credits;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{Opportunity, Quote, Transfer};
use shared::vocabulary::CompletionStatus;
use web_sys::Response;

use super::{Items, found, get, post, url_with};
use crate::http::{Answer, Ask, Coming, respond, send, tell};

/// My notices, newest first.
pub fn notices(cursor: &str) -> Coming<Page<Notice>> {
    send(Ask::get(url_with("/me/notifications", &[("cursor", cursor)])))
}

/// How many of my notices are unread.
#[derive(Deserialize)]
pub struct Unread {
    /// So many.
    pub unread: u64,
}

/// How many of my notices are unread.
pub fn unread() -> Coming<Unread> {
    send(get("/me/notifications?limit=1"))
}

/// How my card stands, told as it changes.
pub async fn events() -> Answer<Response> {
    respond(get("/me/events").stream()).await
}

/// How my card stands now.
pub fn mark() -> Coming<Mark> {
    send(get("/me/events"))
}

/// Notes that I have read a notice.
pub fn read_notice(id: NoticeId) -> Coming<()> {
    tell(post(&format!("/me/notifications/{id}/read")))
}

/// One of my completions, as far as one is chosen by it.
#[derive(Deserialize)]
pub struct Held {
    /// Its id.
    pub id: CompletionId,
    /// Where it stands.
    pub status: CompletionStatus,
    /// The course.
    pub course: HeldCourse,
    /// The day it ended.
    pub ended_on: NaiveDate,
    /// What it was worth.
    pub decision: Worth,
}

/// The course of a completion that one is chosen by.
#[derive(Deserialize)]
pub struct HeldCourse {
    /// What it is called.
    pub title: String,
}

/// What a completion was worth.
#[derive(Deserialize)]
pub struct Worth {
    /// So many credits.
    pub credits: Option<Credits>,
    /// Of this scheme.
    pub scheme: Option<SchemeCode>,
}

/// My newest completions, as many as one page can hold, to choose from.
pub fn held() -> Coming<Page<Held>> {
    send(get("/me/completions?limit=200"))
}

/// One of my completions.
pub fn held_one(id: CompletionId) -> Coming<Held> {
    send(get(&format!("/me/completions/{id}")))
}

/// What I can do now with what my card holds, what leads furthest first.
pub fn opportunities() -> Coming<Items<Opportunity>> {
    send(get("/me/opportunities"))
}

/// What a transfer would do.
pub fn quote(body: Value) -> Coming<Quote> {
    send(post("/transfers/quote").body(body))
}

/// The question what converting an amount would do.
pub fn conversion(from: &SchemeCode, to: &SchemeCode, amount: &Value) -> Value {
    json!({ "kind": "convert", "from_scheme": from, "to_scheme": to, "amount": amount })
}

/// The question what applying to a unit would do; without completions the bank chooses.
pub fn application(program: &str, unit: &str, completions: &[String]) -> Value {
    json!({
        "kind": "apply", "program_id": program, "unit": unit,
        "completions": completions, "amount": null,
    })
}

/// The question what giving an amount would do.
pub fn gift(scheme: &SchemeCode, amount: &str, card: &Value) -> Value {
    json!({ "kind": "give", "from_scheme": scheme, "amount": amount, "to_card_number": card })
}

/// Requests what was quoted.
pub fn transfer(quote: QuoteId, password: Option<String>, key: &str) -> Coming<Transfer> {
    send(post("/transfers").body(json!({ "quote_id": quote, "password": password })).key(key))
}

/// My transfers and what others give me, newest first.
pub fn my_transfers(cursor: &str) -> Coming<Page<Transfer>> {
    send(Ask::get(url_with("/me/transfers", &[("cursor", cursor)])))
}

/// One of them: how it stands, and its receipt.
pub fn my_transfer(id: TransferId) -> Coming<Transfer> {
    send(get(&format!("/transfers/{id}")))
}

/// Takes a step; appealing says why, and declining may.
pub fn step(id: TransferId, step: TransferStep, reason: &Value, key: &str) -> Coming<Transfer> {
    let name = step.as_str().replace('_', "-");
    let ask = post(&format!("/transfers/{id}/{name}")).key(key);
    send(if reason.is_null() { ask } else { ask.body(json!({ "reason": reason })) })
}

/// The programs in whose names some words stand.
pub fn programs(words: &str, institution: &str, cursor: &str) -> Coming<Page<Program>> {
    let query = [("q", words), ("institution", institution), ("cursor", cursor)];
    send(Ask::get(url_with("/programs", &query)))
}

/// A program, if it is there.
pub fn program(id: ProgramId) -> Coming<Option<Rc<Program>>> {
    found(send(get(&format!("/programs/{id}"))))
}

/// How far I am in a program, with what would fill what is missing, if it is there.
pub fn progress(id: ProgramId) -> Coming<Option<Rc<Progress>>> {
    found(send(get(&format!("/programs/{id}/progress"))))
}

/// The programs that I have begun, the furthest first.
pub fn my_programs(cursor: &str) -> Coming<Page<Progress>> {
    send(Ask::get(url_with("/me/programs", &[("cursor", cursor)])))
}

/// My family, and those that invite me.
pub fn family() -> Coming<MyFamily> {
    send(get("/me/family"))
}

/// Founds a family.
pub fn found_family(body: Value) -> Coming<MyFamily> {
    send(post("/me/family").body(body))
}

/// Invites somebody to my family.
pub fn invite(body: Value) -> Coming<MyFamily> {
    send(post("/me/family/invitations").body(body))
}

/// Accepts an invitation to a family.
pub fn join_family(id: FamilyId) -> Coming<MyFamily> {
    send(post(&format!("/me/family/invitations/{id}/accept")))
}

/// Declines an invitation to a family.
pub fn decline_family(id: FamilyId) -> Coming<MyFamily> {
    send(post(&format!("/me/family/invitations/{id}/decline")))
}

/// Leaves my family.
pub fn leave_family() -> Coming<MyFamily> {
    send(post("/me/family/leave"))
}
