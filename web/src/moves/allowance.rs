//! What a policy of gifts still allows: its limits, less my own gifts of today and of this year.

use chrono::Datelike;
use serde_json::Value;
use shared::quantity::Credits;
use shared::rules::{GiftPolicy, RuleList};
use shared::transfers::Transfer;
use shared::vocabulary::{Status, TransferKind, TransferStatus};

use crate::api::{self, moves as calls};
use crate::format;
use crate::http::{Answer, Trouble};
use crate::json::read_value;

/// What was given by a policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Today.
    pub today: Credits,
    /// This calendar year.
    pub this_year: Credits,
}

/// The policies in force today.
pub async fn policies() -> Answer<Vec<GiftPolicy>> {
    let today = format::today();
    let mut policies: Vec<GiftPolicy> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = api::rules(api::IN_FORCE, RuleList::Gifts, "", &cursor).await?;
        let read = |rule: &Value| read_value::<GiftPolicy>(rule);
        policies.extend(page.items.iter().filter_map(|listed| read(&listed.rule)));
        match &page.next_cursor {
            Some(next) => cursor.clone_from(next),
            None => break,
        }
    }
    policies.retain(|policy| {
        policy.status == Status::Active
            && policy.effective_from.is_none_or(|from| from <= today)
            && policy.effective_to.is_none_or(|to| today <= to)
    });
    Ok(policies)
}

/// What I gave today and this year of what a policy is for.
pub async fn given_so_far(policy: &GiftPolicy) -> Answer<Given> {
    let today = format::today();
    let mut given = Given::default();
    let mut cursor = String::new();
    loop {
        let page = calls::my_transfers(&cursor).await?;
        for gift in page.items.iter().filter(|it| counts(it, policy)) {
            let Some(asked) = gift.history.first() else { continue };
            let day = format::day_of(asked.at);
            let more = |sum: Credits| sum.plus(gift.takes.amount).map_err(|_| Trouble::Unreadable);
            if day == today {
                given.today = more(given.today)?;
            }
            if day.year() == today.year() {
                given.this_year = more(given.this_year)?;
            }
        }
        let oldest = page.items.last().and_then(|it| it.history.first());
        let earlier = oldest.is_some_and(|event| format::day_of(event.at).year() < today.year());
        match &page.next_cursor {
            Some(next) if !earlier => cursor.clone_from(next),
            _ => return Ok(given),
        }
    }
}

/// Whether a transfer is a gift of mine that used up some of what the policy allows.
fn counts(it: &Transfer, policy: &GiftPolicy) -> bool {
    let undone = matches!(
        it.status,
        TransferStatus::Cancelled
            | TransferStatus::Declined
            | TransferStatus::Lapsed
            | TransferStatus::TakenBack
    );
    it.kind == TransferKind::Give
        && it.giver.is_none()
        && !undone
        && policy.schemes.contains(&it.takes.scheme)
}
