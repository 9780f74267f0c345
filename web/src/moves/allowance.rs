//! What gifts are allowed by: the policies in force, and my own gifts of this year.

use chrono::Datelike;
use serde_json::Value;
use shared::rules::{GiftPolicy, RuleList, Rulebook};
use shared::transfers::{Given, Transfer};
use shared::vocabulary::{TransferKind, TransferStatus};

use crate::api::{self, moves as calls};
use crate::format;
use crate::http::Answer;
use crate::json::read_value;

/// The policies in force today, as a rulebook of nothing else.
pub async fn policies() -> Answer<Rulebook> {
    let mut gifts: Vec<GiftPolicy> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = api::rules(api::IN_FORCE, RuleList::Gifts, "", &cursor).await?;
        let read = |rule: &Value| read_value::<GiftPolicy>(rule);
        gifts.extend(page.items.iter().filter_map(|listed| read(&listed.rule)));
        match &page.next_cursor {
            Some(next) => cursor.clone_from(next),
            None => break,
        }
    }
    Ok(Rulebook {
        number: None,
        effective_from: format::today(),
        note: String::new(),
        recognition: Vec::new(),
        equivalence: Vec::new(),
        caps: Vec::new(),
        gifts,
    })
}

/// What I gave this year and did not get back.
pub async fn given_this_year() -> Answer<Vec<Given>> {
    let year = format::today().year();
    let mut given = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = calls::my_transfers(&cursor).await?;
        given.extend(page.items.iter().filter_map(gift).filter(|gift| gift.on.year() == year));
        let oldest = page.items.last().and_then(|it| it.history.first());
        let earlier = oldest.is_some_and(|event| format::day_of(event.at).year() < year);
        match &page.next_cursor {
            Some(next) if !earlier => cursor.clone_from(next),
            _ => return Ok(given),
        }
    }
}

/// A gift of mine that counts toward what may be given.
fn gift(it: &Transfer) -> Option<Given> {
    let undone = matches!(
        it.status,
        TransferStatus::Cancelled
            | TransferStatus::Declined
            | TransferStatus::Lapsed
            | TransferStatus::TakenBack
    );
    let mine = it.kind == TransferKind::Give && it.giver.is_none() && !undone;
    let on = format::day_of(it.history.first()?.at);
    mine.then(|| Given { scheme: it.takes.scheme.clone(), amount: it.takes.amount, on })
}
