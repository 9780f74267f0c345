//! The lists of an export, each read by keyset pages.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use shared::ids::LearnerId;
use shared::page::Page;

use super::service::Whose;
use crate::db::Conn;
use crate::db::schema::{
    cards, corrections, decisions, learners, sessions, share_readings, transcripts,
};
use crate::error::AppResult;
use crate::http::paging::Slice;
use crate::statement::store as statement;
use crate::{audit, awards, clock, completions, notices, shares, transfers};

/// Reads a page of a list.
pub(super) type Read = fn(&mut Conn, &Whose, &Slice) -> AppResult<Page<Value>>;

/// The lists, in the order of the file.
pub(super) const SECTIONS: &[(&str, Read)] = &[
    ("cards", cards_held),
    ("completions", completions_held),
    ("earlier_decisions", decisions_held),
    ("corrections", corrections_held),
    ("entries", entries_held),
    ("transfers", transfers_held),
    ("awards", awards_held),
    ("notices", notices_held),
    ("transcripts", transcripts_held),
    ("shares", shares_held),
    ("share_readings", readings_held),
    ("sessions", sessions_held),
    ("accesses", accesses_held),
];

/// The person as recorded, and their sealed phone.
pub(super) fn person(conn: &mut Conn, learner: LearnerId) -> AppResult<(Value, Option<String>)> {
    type Row = (
        String,
        String,
        String,
        Option<NaiveDate>,
        Option<String>,
        Option<String>,
        Option<String>,
        NaiveDateTime,
    );
    let row: Row = learners::table
        .find(learner.to_string())
        .select((
            learners::name,
            learners::id_type,
            learners::id_last,
            learners::born_on,
            learners::sex,
            learners::street,
            learners::phone_sealed,
            learners::created_at,
        ))
        .first(conn)?;
    let (name, id_type, id_last, born_on, sex, street, phone, created_at) = row;
    let person = json!({
        "name": name, "id_type": id_type, "id_number_ends_in": id_last, "born_on": born_on,
        "sex": sex, "street": street, "recorded_at": clock::instant(created_at),
    });
    Ok((person, phone))
}

fn values<T: Serialize>(page: Page<T>) -> AppResult<Page<Value>> {
    let items = page.items.iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor: page.next_cursor })
}

/// A page of rows whose key comes first, each made a value.
fn keyed<T>(slice: &Slice, rows: Vec<(String, T)>, value: impl Fn(T) -> Value) -> Page<Value> {
    let page = slice.page(rows, |(key, _)| key.clone());
    let items = page.items.into_iter().map(|(_, row)| value(row)).collect();
    Page { items, next_cursor: page.next_cursor }
}

fn cards_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    let rows: Vec<(String, (String, NaiveDateTime))> = cards::table
        .filter(cards::learner_id.eq(whose.learner.to_string()))
        .filter(cards::number.gt(slice.after.clone().unwrap_or_default()))
        .order(cards::number)
        .limit(slice.fetch())
        .select((cards::number, (cards::status, cards::opened_at)))
        .load(conn)?;
    let page = slice.page(rows, |(key, _)| key.clone());
    let items = page.items.into_iter().map(|(number, (status, opened_at))| {
        json!({ "number": number, "status": status, "opened_at": clock::instant(opened_at) })
    });
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
}

fn completions_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    values(completions::service::of_learner(conn, whose.learner, slice)?)
}

fn decisions_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    type Row = (String, (String, NaiveDateTime, String, String));
    let rows: Vec<Row> = decisions::table
        .filter(decisions::learner_id.eq(whose.learner.to_string()))
        .filter(decisions::id.gt(slice.after.clone().unwrap_or_default()))
        .order(decisions::id)
        .limit(slice.fetch())
        .select((
            decisions::id,
            (decisions::completion_id, decisions::at, decisions::cause, decisions::decision),
        ))
        .load(conn)?;
    Ok(keyed(slice, rows, |(completion, at, cause, decision)| {
        json!({
            "completion_id": completion, "at": clock::instant(at), "cause": cause,
            "decision": parsed(&decision),
        })
    }))
}

fn corrections_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    type Row = (String, (String, NaiveDateTime, String, String, String));
    let rows: Vec<Row> = corrections::table
        .filter(corrections::learner_id.eq(whose.learner.to_string()))
        .filter(corrections::id.gt(slice.after.clone().unwrap_or_default()))
        .order(corrections::id)
        .limit(slice.fetch())
        .select((
            corrections::id,
            (
                corrections::completion_id,
                corrections::at,
                corrections::kind,
                corrections::reason,
                corrections::before,
            ),
        ))
        .load(conn)?;
    Ok(keyed(slice, rows, |(completion, at, kind, reason, before)| {
        json!({
            "completion_id": completion, "at": clock::instant(at), "kind": kind, "reason": reason,
            "before": parsed(&before),
        })
    }))
}

fn entries_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    let rows = statement::list(conn, whose.learner, &statement::Filter::default(), slice)?;
    values(slice.page(rows, |entry| entry.id.to_string()))
}

fn transfers_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    values(transfers::service::of_learner(conn, whose.learner, &whose.name, slice)?)
}

fn awards_held(conn: &mut Conn, whose: &Whose, _: &Slice) -> AppResult<Page<Value>> {
    let rows = awards::store::of_learner(conn, whose.learner)?;
    let items = rows.iter().map(awards::store::AwardRow::award).collect::<AppResult<_>>()?;
    values(Page { items, next_cursor: None })
}

fn notices_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    let rows = notices::store::list(conn, whose.learner, slice)?;
    values(slice.page(rows, |notice| notice.id.to_string()))
}

fn transcripts_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    let rows: Vec<(String, (String, NaiveDateTime, String))> = transcripts::table
        .filter(transcripts::learner_id.eq(whose.learner.to_string()))
        .filter(transcripts::id.gt(slice.after.clone().unwrap_or_default()))
        .order(transcripts::id)
        .limit(slice.fetch())
        .select((
            transcripts::id,
            (transcripts::verification_code, transcripts::issued_at, transcripts::body),
        ))
        .load(conn)?;
    Ok(keyed(slice, rows, |(code, at, body)| {
        let transcript = parsed(&body);
        json!({
            "verification_code": code, "issued_at": clock::instant(at), "transcript": transcript,
        })
    }))
}

fn shares_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    values(shares::of_learner(conn, whose.learner, slice)?)
}

fn readings_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    type Row = (String, (String, NaiveDateTime, String, String, String));
    let rows: Vec<Row> = share_readings::table
        .filter(share_readings::learner_id.eq(whose.learner.to_string()))
        .filter(share_readings::id.gt(slice.after.clone().unwrap_or_default()))
        .order(share_readings::id)
        .limit(slice.fetch())
        .select((
            share_readings::id,
            (
                share_readings::share_id,
                share_readings::at,
                share_readings::browser,
                share_readings::device,
                share_readings::network,
            ),
        ))
        .load(conn)?;
    Ok(keyed(slice, rows, |(share, at, browser, device, network)| {
        json!({
            "share_id": share, "at": clock::instant(at), "browser": browser, "device": device,
            "network": network,
        })
    }))
}

fn sessions_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    type Row = (String, (NaiveDateTime, NaiveDateTime, Option<NaiveDateTime>, String));
    let rows: Vec<Row> = sessions::table
        .filter(sessions::user_id.eq(&whose.user))
        .filter(sessions::id.gt(slice.after.clone().unwrap_or_default()))
        .order(sessions::id)
        .limit(slice.fetch())
        .select((
            sessions::id,
            (
                sessions::created_at,
                sessions::last_used_at,
                sessions::ended_at,
                sessions::user_agent,
            ),
        ))
        .load(conn)?;
    Ok(keyed(slice, rows, |(created, used, ended, agent)| {
        json!({
            "created_at": clock::instant(created), "last_used_at": clock::instant(used),
            "ended_at": ended.map(clock::instant), "user_agent": agent,
        })
    }))
}

/// Who looked at the record or changed it: when, in which role, and what was done.
fn accesses_held(conn: &mut Conn, whose: &Whose, slice: &Slice) -> AppResult<Page<Value>> {
    let rows = audit::store::list(conn, Some(&whose.learner.to_string()), slice)?;
    let page = slice.page(rows, |entry| entry.id.clone());
    let items = page
        .items
        .into_iter()
        .map(|entry| json!({ "at": entry.at, "role": entry.role, "action": entry.action }));
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
}

/// JSON that the bank wrote itself.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}
