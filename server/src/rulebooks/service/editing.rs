//! Writing drafts: whole ones and rule by rule, until they are submitted.

use serde_json::Value;
use shared::ids::RulebookId;
use shared::problem::Refusal;
use shared::rulebooks::{RulebookSummary, RulebookView};
use shared::rules::{OneRule, Rulebook, from_table};
use shared::vocabulary::RulebookStatus;

use super::{add_draft, load, store, summary, view, write_rules};
use crate::audit;
use crate::auth::Caller;
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::AppResult;
use crate::http::etag::{IfMatch, Versioned};
use crate::rulebooks::store::RulebookRow;

/// What a new draft is made of.
#[derive(Clone, Debug)]
pub(in crate::rulebooks) enum Source {
    /// Its rules as JSON.
    Json(Value),
    /// Its rules as a table.
    Table(Vec<Vec<String>>),
    /// The rules of another rulebook.
    Copy(RulebookId),
}

impl Source {
    fn rules(&self, conn: &mut Conn) -> AppResult<Rulebook> {
        match self {
            Self::Json(body) => Ok(Rulebook::parse(body)?),
            Self::Table(rows) => Ok(from_table(rows)?),
            Self::Copy(id) => Ok(Rulebook { number: None, ..load(conn, *id)? }),
        }
    }
}

/// Adds a draft.
pub(in crate::rulebooks) async fn create(
    bank: &Bank,
    who: &Caller,
    source: Source,
) -> AppResult<Versioned<RulebookView>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let rules = source.rules(conn)?;
            let id = add_draft(conn, who.subject(), &rules)?;
            audit::note(conn, &who, "rulebook.create", &id.to_string())?;
            shown(conn, id)
        })
        .await
}

/// Replaces the rules of a draft.
pub(in crate::rulebooks) async fn replace(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
    seen: IfMatch,
    body: Value,
) -> AppResult<Versioned<RulebookView>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            hold_draft(conn, &who, id, &seen)?;
            let rules = Rulebook::parse(&body)?;
            store::set_head(conn, id, rules.effective_from, &rules.note)?;
            store::delete_rules(conn, id)?;
            write_rules(conn, id, &rules)?;
            audit::note(conn, &who, "rulebook.change", &id.to_string())?;
            shown(conn, id)
        })
        .await
}

/// Throws a draft away.
pub(in crate::rulebooks) async fn delete(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
    seen: IfMatch,
) -> AppResult<()> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            hold_draft(conn, &who, id, &seen)?;
            store::delete_draft(conn, id)?;
            audit::note(conn, &who, "rulebook.delete", &id.to_string())
        })
        .await
}

/// Adds a rule to a draft, or replaces the one with this code. Answers the draft's new revision.
pub(in crate::rulebooks) async fn put_rule(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
    code: String,
    seen: IfMatch,
    rule: OneRule,
) -> AppResult<Versioned<()>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let revision = hold_draft(conn, &who, id, &seen)?;
            let list = rule.list();
            let there = store::place_of(conn, id, &code)?;
            let place = match there.filter(|(of, _)| of == list.as_str()) {
                Some((_, place)) => place,
                None => store::next_place(conn, id)?,
            };
            if rule.code() != code {
                // The rule was given another code, which no other rule may have.
                if store::place_of(conn, id, rule.code())?.is_some() {
                    return Err(Refusal::AlreadyThere.into());
                }
                store::delete_rule(conn, id, &code)?;
            }
            store::put_rule(conn, id, list, (rule.code(), &rule.to_json()?), place)?;
            audit::note(conn, &who, "rulebook.put_rule", &format!("{id} {}", rule.code()))?;
            Ok(Versioned { value: (), revision })
        })
        .await
}

/// Deletes a rule of a draft. Answers the draft's new revision.
pub(in crate::rulebooks) async fn delete_rule(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
    code: String,
    seen: IfMatch,
) -> AppResult<Versioned<()>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let revision = hold_draft(conn, &who, id, &seen)?;
            if !store::delete_rule(conn, id, &code)? {
                return Err(Refusal::NotFound.into());
            }
            audit::note(conn, &who, "rulebook.delete_rule", &format!("{id} {code}"))?;
            Ok(Versioned { value: (), revision })
        })
        .await
}

/// Submits a draft for publication: it does not change any more.
pub(in crate::rulebooks) async fn submit(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
) -> AppResult<RulebookSummary> {
    step(bank, who, id, (RulebookStatus::Draft, RulebookStatus::Submitted), "rulebook.submit").await
}

/// Makes a submitted rulebook a draft again, to mend it.
pub(in crate::rulebooks) async fn withdraw(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
) -> AppResult<RulebookSummary> {
    let step_back = (RulebookStatus::Submitted, RulebookStatus::Draft);
    step(bank, who, id, step_back, "rulebook.withdraw").await
}

async fn step(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
    (from, to): (RulebookStatus, RulebookStatus),
    action: &'static str,
) -> AppResult<RulebookSummary> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            if to == RulebookStatus::Submitted {
                let faults = store::with_rules(conn, &row)?.faults();
                if !faults.is_empty() {
                    return Err(faults.into());
                }
            }
            if !store::set_status(conn, id, from, to)? {
                return Err(Refusal::WrongState(row.status.as_str()).into());
            }
            audit::note(conn, &who, action, &id.to_string())?;
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            summary(conn, row)
        })
        .await
}

/// Holds a draft that the caller has seen and will change, until the transaction ends; answers its
/// new revision.
fn hold_draft(conn: &mut Conn, who: &Caller, id: RulebookId, seen: &IfMatch) -> AppResult<i64> {
    let row: RulebookRow = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
    if row.status != RulebookStatus::Draft {
        return Err(Refusal::WrongState(row.status.as_str()).into());
    }
    seen.check(row.revision)?;
    // Another may have changed it since it was read: then its revision is not the next one.
    if !store::touch_draft(conn, id)? {
        return Err(Refusal::StaleMatch.into());
    }
    store::note_editor(conn, &row, who.subject())?;
    let now = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?.revision;
    if now == row.revision + 1 { Ok(now) } else { Err(Refusal::StaleMatch.into()) }
}

fn shown(conn: &mut Conn, id: RulebookId) -> AppResult<Versioned<RulebookView>> {
    let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
    let rules = store::with_rules(conn, &row)?;
    view(conn, row, rules)
}
