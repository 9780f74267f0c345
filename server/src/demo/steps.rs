//! Steps of transfers in the names of the demo's people.
//!
//! Invariant: every step goes through the ledger's writer, as it would from a browser; what takes time
//! in life is dated back, and nothing else.

use anyhow::anyhow;
use chrono::Duration;
use diesel::prelude::*;
use shared::ids::{LearnerId, TransferId};
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{QuoteRequest, Transfer};

use super::people::Person;
use crate::bank::Bank;
use crate::clock;
use crate::db::schema::transfers;
use crate::error::AppError;
use crate::ledger::{Done, Mode, Work};
use crate::transfers::service::{self, accepted, new_quote};
use crate::transfers::{Actor, Order, Step};

/// Somebody with an account.
#[derive(Clone, Copy)]
pub(super) struct Guest<'a> {
    pub name: &'a str,
    pub learner: LearnerId,
}

impl Guest<'_> {
    pub(super) fn actor(self) -> Actor {
        Actor::Resident { learner: self.learner, name: self.name.to_owned() }
    }
}

/// Everyone who has an account, in the order of their user names.
pub(super) fn guests<'a>(people: &'a [Person], learners: &[LearnerId]) -> Vec<Guest<'a>> {
    let all = people.iter().zip(learners).filter(|(person, _)| person.username.is_some());
    all.map(|(person, learner)| Guest { name: person.name.as_str(), learner: *learner }).collect()
}

/// Quotes and requests, in one batch, what rules and cards allow; nobody may ask twice. In the place
/// of what was refused stands nothing.
pub(super) fn request(
    bank: &Bank,
    asks: &[(Guest<'_>, QuoteRequest)],
) -> anyhow::Result<Vec<Option<Transfer>>> {
    let orders: Vec<Option<Order>> = bank.db.write_blocking(|conn| {
        let mut orders = Vec::with_capacity(asks.len());
        for (guest, ask) in asks {
            orders.push(match new_quote(conn, &bank.rulebooks, guest.learner, ask) {
                Err(AppError::Refused(_)) => None,
                quote => {
                    let offer = accepted(conn, guest.learner, quote?.id)?;
                    Some(Order::request(guest.learner, guest.name, offer))
                }
            });
        }
        Ok(orders)
    })?;
    let asked: Vec<bool> = orders.iter().map(Option::is_some).collect();
    let mut made = submit(bank, orders.into_iter().flatten().collect())?.into_iter();
    Ok(asked.into_iter().map(|asked| asked.then(|| made.next()).flatten()).collect())
}

/// Takes steps of stored transfers, in one batch.
pub(super) fn take(
    bank: &Bank,
    steps: Vec<(Actor, TransferId, TransferStep, Option<&str>)>,
) -> anyhow::Result<Vec<Transfer>> {
    let steps = steps.into_iter().map(|(actor, transfer, step, reason)| {
        (actor, Step::Take { transfer, step, reason: reason.map(str::to_owned) })
    });
    act(bank, steps.collect())
}

/// Writes down what has come to pass.
pub(super) fn pass(bank: &Bank, ids: &[TransferId]) -> anyhow::Result<Vec<Transfer>> {
    act(bank, ids.iter().map(|id| (Actor::Bank, Step::Pass(*id))).collect())
}

fn act(bank: &Bank, steps: Vec<(Actor, Step)>) -> anyhow::Result<Vec<Transfer>> {
    let orders = bank.db.read_blocking(|conn| {
        steps.into_iter().map(|(actor, step)| service::order(conn, actor, step)).collect()
    })?;
    submit(bank, orders)
}

fn submit(bank: &Bank, orders: Vec<Order>) -> anyhow::Result<Vec<Transfer>> {
    let works = orders.into_iter().map(|order| Work::Transfer(Box::new(order))).collect();
    let done = bank.ledger.submit_all_blocking(works, Mode::Each)?;
    done.into_iter()
        .map(|done| match done? {
            Done::Transfer(moved) => Ok(moved.transfer),
            other => Err(anyhow!("a transfer became {other:?}")),
        })
        .collect()
}

/// As if applications had been made yesterday: their ten minutes are over.
pub(super) fn made_yesterday(bank: &Bank, ids: &[TransferId]) -> anyhow::Result<()> {
    let at = (clock::now() - Duration::days(1)).naive_utc();
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    bank.db.write_blocking(|conn| {
        let these = transfers::table.filter(transfers::id.eq_any(&ids));
        diesel::update(these).set(transfers::requested_at.eq(at)).execute(conn)?;
        Ok(())
    })?;
    Ok(())
}

/// As if what these wait for had come due so long ago.
pub(super) fn came_due(bank: &Bank, ids: &[TransferId], ago: Duration) -> anyhow::Result<()> {
    let at = (clock::now() - ago).naive_utc();
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    bank.db.write_blocking(|conn| {
        let these = transfers::table.filter(transfers::id.eq_any(&ids));
        diesel::update(these).set(transfers::due_at.eq(at)).execute(conn)?;
        Ok(())
    })?;
    Ok(())
}
