//! The calls of the desk: rulebooks, their checks and publication, and decisions by a person.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Value, json};
use shared::completions::Completion;
use shared::decisions::{PastDecision, Undecided};
use shared::page::Page;
use shared::rulebooks::{Difference, Findings, RulebookSummary, Simulation};
use shared::rules::{RuleList, Rulebook};
use shared::statistics::{Statistics, StatisticsTable};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::{Items, found, url, url_with};
use crate::browser::encode;
use crate::http::{Answer, Ask, Coming, Trouble, exchange_tagged, respond, send, tell};
use crate::json::{parse, read_value};
use crate::names::{Institutions, institutions};

/// A rulebook with all that its pages need.
pub struct Book {
    /// Where it stands.
    pub summary: RulebookSummary,
    /// The version of all this, for `If-Match`.
    pub tag: String,
    /// The institutions that its rules name.
    pub institutions: Institutions,
    /// Its rules and what else a rulebook says, as they came.
    raw: Value,
    /// Where the rule with a code stands.
    places: HashMap<String, (RuleList, usize)>,
}

impl Book {
    /// The rules of a list, as they came.
    pub fn list(&self, list: RuleList) -> &[Value] {
        self.raw.get(list.as_str()).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// A rule and its list.
    pub fn rule(&self, code: &str) -> Option<(RuleList, &Value)> {
        let (list, place) = self.places.get(code)?;
        Some((*list, self.list(*list).get(*place)?))
    }

    /// The rules, to compute with.
    pub fn rules(&self) -> Option<Rulebook> {
        read_value(&self.raw)
    }
}

/// The code of a rule as it came.
fn code_of(rule: &Value) -> &str {
    rule.get("code").and_then(Value::as_str).unwrap_or_default()
}

fn of_book(id: &str, rest: &str) -> String {
    url(&format!("/rulebooks/{}{rest}", encode(id)))
}

/// All rulebooks.
pub fn rulebooks() -> Coming<Items<RulebookSummary>> {
    send(Ask::get(url_with("/rulebooks", &[("limit", "200")])))
}

/// Where a rulebook stands, without its rules, which may be many.
pub fn summary(id: &str) -> Coming<Option<Rc<RulebookSummary>>> {
    found(send(Ask::get(of_book(id, "/summary"))))
}

/// A rulebook.
pub async fn book(id: &str) -> Answer<Book> {
    const SAID: [&str; 7] =
        ["number", "effective_from", "note", "recognition", "equivalence", "caps", "gifts"];
    let (text, tag) = exchange_tagged(Ask::get(of_book(id, ""))).await?;
    let mut raw = parse(&text).ok_or(Trouble::Unreadable)?;
    let summary = read_value(&raw).ok_or(Trouble::Unreadable)?;
    if let Some(fields) = raw.as_object_mut() {
        fields.retain(|name, _| SAID.contains(&name.as_str()));
    }
    let mut places = HashMap::new();
    for list in RuleList::ALL {
        let rules = raw.get(list.as_str()).and_then(Value::as_array).into_iter().flatten();
        for (place, rule) in rules.enumerate() {
            places.insert(code_of(rule).to_owned(), (*list, place));
        }
    }
    Ok(Book { summary, tag, institutions: institutions().await?, raw, places })
}

/// Makes an empty draft.
pub fn new_draft(body: Value) -> Coming<RulebookSummary> {
    send(Ask::post(url("/rulebooks")).body(body))
}

/// Makes a draft with the rules of another rulebook.
pub fn copy(from: &str) -> Coming<RulebookSummary> {
    send(Ask::post(url_with("/rulebooks", &[("from", from)])))
}

/// Makes a draft of a file.
pub fn upload(file: JsValue) -> Coming<RulebookSummary> {
    send(Ask::post(url("/rulebooks")).csv(file))
}

/// Changes what is said of a draft; its rules stay.
pub fn save_head(book: &Book, effective_from: Value, note: Value) -> Coming<RulebookSummary> {
    replace(book, [("effective_from", effective_from), ("note", note)])
}

/// Moves a cap before its neighbour, to the one side or the other.
pub fn move_cap(book: &Book, code: &str, up: bool) -> Coming<RulebookSummary> {
    let mut caps = book.list(RuleList::Caps).to_vec();
    let place = caps.iter().position(|cap| code_of(cap) == code);
    let upper = place.and_then(|place| if up { place.checked_sub(1) } else { Some(place) });
    if let Some(pair) = upper.and_then(|upper| caps.get_mut(upper..upper + 2)) {
        pair.reverse();
    }
    replace(book, [(RuleList::Caps.as_str(), Value::Array(caps))])
}

/// Replaces a draft by itself with some fields changed.
fn replace<const N: usize>(
    book: &Book,
    changes: [(&'static str, Value); N],
) -> Coming<RulebookSummary> {
    let mut body = book.raw.clone();
    if let Some(fields) = body.as_object_mut() {
        fields.remove("number");
        fields.extend(changes.map(|(name, value)| (name.to_owned(), value)));
    }
    send(Ask::put(of_book(&book.summary.id.to_string(), "")).seen(&book.tag).body(body))
}

/// Throws a draft away.
pub fn discard(book: &Book) -> Coming<()> {
    tell(Ask::delete(of_book(&book.summary.id.to_string(), "")).seen(&book.tag))
}

/// Adds a rule or replaces the one with a code.
pub fn save_rule(book: &str, tag: &str, code: &str, list: RuleList, rule: &Value) -> Coming<()> {
    let body = json!({ "list": list.as_str(), "rule": rule });
    tell(Ask::put(of_book(book, &format!("/rules/{}", encode(code)))).seen(tag).body(body))
}

/// Removes a rule.
pub fn remove_rule(book: &str, tag: &str, code: &str) -> Coming<()> {
    tell(Ask::delete(of_book(book, &format!("/rules/{}", encode(code)))).seen(tag))
}

/// The rules as a file.
pub async fn csv(id: &str) -> Answer<Blob> {
    let response = respond(Ask::get(of_book(id, "/rules.csv"))).await?;
    let blob = response.blob().map_err(|_| Trouble::Offline)?;
    let blob = JsFuture::from(blob).await.map_err(|_| Trouble::Offline)?;
    Ok(blob.into())
}

/// A table of statistics, from a month to a month, at an institution or at all.
pub fn statistics(
    table: StatisticsTable,
    from: &str,
    to: &str,
    institution: &str,
) -> Coming<Statistics> {
    let query = [("from", from), ("to", to), ("institution", institution)];
    send(Ask::get(url_with(&format!("/statistics/{table}"), &query)))
}

/// Checks a rulebook.
pub fn check(id: &str) -> Coming<Findings> {
    send(Ask::post(of_book(id, "/check")))
}

/// The impact that was computed last, if any was.
pub fn simulation(id: &str) -> Coming<Option<Rc<Simulation>>> {
    found(send(Ask::get(of_book(id, "/simulate"))))
}

/// Computes the impact.
pub fn simulate(id: &str, since: Value) -> Coming<Simulation> {
    send(Ask::post(of_book(id, "/simulate")).body(json!({ "since": since })))
}

/// What differs from another rulebook.
pub fn difference(id: &str, from: &str) -> Coming<Difference> {
    let path = format!("/rulebooks/{}/difference", encode(id));
    send(Ask::get(url_with(&path, &[("from", from)])))
}

/// Takes a step of a rulebook's life: `submit`, `withdraw`.
pub fn step(id: &str, step: &str) -> Coming<RulebookSummary> {
    send(Ask::post(of_book(id, &format!("/{step}"))))
}

/// Publishes a rulebook.
pub fn publish(id: &str, body: Value) -> Coming<RulebookSummary> {
    send(Ask::post(of_book(id, "/publish")).body(body))
}

/// Takes a published rulebook out of use.
pub fn retire(id: &str, reason: Value) -> Coming<()> {
    tell(Ask::post(of_book(id, "/retire")).body(json!({ "reason": reason })))
}

/// What waits for a decision by a person.
pub fn undecided(question: &str, cursor: &str) -> Coming<Page<Undecided>> {
    let query = [("status", "needs_decision"), ("question", question), ("cursor", cursor)];
    send(Ask::get(url_with("/decisions", &query)))
}

/// The completion with this id, when it waits for a decision.
pub async fn waiting(id: String) -> Answer<Option<Undecided>> {
    let mut cursor = String::new();
    loop {
        let page = undecided("", &cursor).await?;
        if let Some(found) = page.items.iter().find(|it| it.completion.id.to_string() == id) {
            return Ok(Some(found.clone()));
        }
        match &page.next_cursor {
            Some(next) => cursor.clone_from(next),
            None => return Ok(None),
        }
    }
}

/// Decides on a completion.
pub fn decide(id: &str, body: Value) -> Coming<Completion> {
    send(Ask::post(url(&format!("/completions/{}/decide", encode(id)))).body(body))
}

/// Every decision that a completion had, newest first.
pub fn past_decisions(id: &str) -> Coming<Items<PastDecision>> {
    send(Ask::get(url(&format!("/completions/{}/decisions", encode(id)))))
}

/// The newest completions, to try rules on.
pub fn newest() -> Coming<Page<Completion>> {
    send(Ask::get(url_with("/completions", &[("limit", "50")])))
}
