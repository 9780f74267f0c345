//! The story of the card, in order.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::cards::{Balance, Card, Expiring, Unfreeze};
use shared::ids::{LearnerId, SchemeCode};
use shared::ledger::{AccountKind, Lot, usable};
use shared::problem::Refusal;
use shared::quantity::Credits;
use shared::vocabulary::CardStatus;

use super::store::{self, CardRow};
use crate::auth::Resident;
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppResult, stored};
use crate::ledger::store::unspent_lots;
use crate::{accounts, audit, clock};

/// The card with its balances. What has expired does not count as available, even before it is
/// written off.
///
/// # Errors
/// `NotFound` when the card was closed.
pub(super) async fn show(bank: &Bank, who: &Resident) -> AppResult<Card> {
    let learner = who.learner;
    bank.db.read(move |conn| card(conn, learner)).await
}

/// Freezes an active card.
///
/// # Errors
/// `WrongState` when it is not active.
pub(super) async fn freeze(bank: &Bank, who: &Resident) -> AppResult<Card> {
    change(bank, who, &[CardStatus::Active], CardStatus::Frozen, "card.freeze").await
}

/// Notes that the card is lost: nothing is spent until a counter gives its holder another one.
///
/// # Errors
/// `WrongState` when it is not in use.
pub(super) async fn report_lost(bank: &Bank, who: &Resident) -> AppResult<Card> {
    let from = [CardStatus::Active, CardStatus::Frozen];
    change(bank, who, &from, CardStatus::Lost, "card.report_lost").await
}

/// Unfreezes a frozen card, for whoever knows the password.
///
/// # Errors
/// `WrongPassword`; `WrongState` when it is not frozen.
pub(super) async fn unfreeze(bank: &Bank, who: &Resident, ask: Unfreeze) -> AppResult<Card> {
    accounts::service::confirm_password(bank, who.user_id()?, ask.password).await?;
    change(bank, who, &[CardStatus::Frozen], CardStatus::Active, "card.unfreeze").await
}

async fn change(
    bank: &Bank,
    who: &Resident,
    from: &[CardStatus],
    to: CardStatus,
    action: &'static str,
) -> AppResult<Card> {
    let (learner, caller, from) = (who.learner, (**who).clone(), from.to_vec());
    bank.db
        .write(move |conn| {
            let row = store::lock(conn, learner)?.ok_or(Refusal::NotFound)?;
            let status: CardStatus = stored(&row.status)?;
            if !from.contains(&status) {
                return Err(Refusal::WrongState(status.as_str()).into());
            }
            store::set_status(conn, &row.number, to)?;
            audit::note(conn, &caller, action, &learner.to_string())?;
            card(conn, learner)
        })
        .await
}

/// The card of a learner with its balances.
///
/// # Errors
/// `NotFound` when it was closed.
pub fn card(conn: &mut Conn, learner: LearnerId) -> AppResult<Card> {
    let row = store::find(conn, learner)?.ok_or(Refusal::NotFound)?;
    let accounts = store::accounts(conn, learner)?;
    let lots = unspent_lots(conn, &learner.to_string())?;
    build(&row, &accounts, &lots, clock::today())
}

fn build(
    row: &CardRow,
    accounts: &[(SchemeCode, AccountKind, Credits)],
    lots: &[Lot],
    today: NaiveDate,
) -> AppResult<Card> {
    let mut balances: BTreeMap<SchemeCode, Balance> = BTreeMap::new();
    for (scheme, kind, amount) in accounts {
        let balance = balances.entry(scheme.clone()).or_insert_with(|| empty(scheme));
        match kind {
            AccountKind::Held => balance.held = *amount,
            AccountKind::Owed => balance.owed = *amount,
            _ => {}
        }
    }
    for balance in balances.values_mut() {
        let own = || lots.iter().filter(|lot| lot.scheme == balance.scheme);
        balance.available = usable(own(), today)?;
        balance.expiring_next = next_expiry(own(), today)?;
    }
    Ok(Card {
        number: stored(&row.number)?,
        status: stored(&row.status)?,
        name: row.name.clone(),
        balances: balances.into_values().collect(),
    })
}

fn empty(scheme: &SchemeCode) -> Balance {
    Balance {
        scheme: scheme.clone(),
        available: Credits::ZERO,
        held: Credits::ZERO,
        owed: Credits::ZERO,
        expiring_next: None,
    }
}

/// The next day on which usable credits expire, and how many.
fn next_expiry<'a>(
    lots: impl Iterator<Item = &'a Lot> + Clone,
    today: NaiveDate,
) -> AppResult<Option<Expiring>> {
    let dated = lots.filter(|lot| lot.usable_on(today) && lot.available.is_positive());
    let Some(on) = dated.clone().filter_map(|lot| lot.expires_on).min() else { return Ok(None) };
    let due = dated.filter(|lot| lot.expires_on == Some(on)).map(|lot| lot.available);
    Ok(Some(Expiring { on, amount: Credits::total(due)? }))
}
