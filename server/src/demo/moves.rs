//! Conversions in every state that one can be in.

use anyhow::{Context, anyhow};
use shared::ids::LearnerId;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{QuoteRequest, Transfer};

use super::checked;
use super::people::Person;
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ledger::{Done, Mode, Work};
use crate::transfers::service::{self, accepted, new_quote};
use crate::transfers::{Actor, Order, Step};

/// What somebody converts, and what they do about it afterwards.
#[derive(Clone, Copy)]
struct Wish {
    into: &'static str,
    amount: &'static str,
    then: Option<TransferStep>,
}

const fn convert(into: &'static str, amount: &'static str) -> Wish {
    Wish { into, amount, then: None }
}

const fn regret(into: &'static str, amount: &'static str, then: TransferStep) -> Wish {
    Wish { into, amount, then: Some(then) }
}

/// What the first resident does, one after the other: settled, taken back, in review, cancelled.
const FIRST: [Wish; 4] = [
    convert("vocational", "9.00"),
    regret("vocational", "3.00", TransferStep::TakeBack),
    convert("higher", "4.00"),
    regret("higher", "4.00", TransferStep::Cancel),
];

/// What others with an account do, in turn, as far as their credits allow.
const OTHERS: [Wish; 5] = [
    convert("vocational", "3.00"),
    convert("higher", "4.00"),
    convert("vocational", "6.00"),
    regret("higher", "4.00", TransferStep::Cancel),
    regret("vocational", "3.00", TransferStep::TakeBack),
];

/// Makes the conversions of everyone who has an account.
pub(super) fn make(bank: &Bank, people: &[Person], learners: &[LearnerId]) -> anyhow::Result<()> {
    let mut accounts = people.iter().zip(learners).filter(|(person, _)| person.username.is_some());
    let first = accounts.next().context("nobody has an account")?;
    for wish in FIRST {
        let made = carry_out(bank, &[(first, wish)])?;
        made.first().with_context(|| format!("{} were not there", wish.amount))?;
    }
    let others: Vec<_> = accounts.zip(OTHERS.into_iter().cycle()).collect();
    carry_out(bank, &others)?;
    Ok(())
}

type Who<'a> = (&'a Person, &'a LearnerId);

/// Requests what the wishes can get, in one batch, and then regrets in another.
fn carry_out(bank: &Bank, wishes: &[(Who<'_>, Wish)]) -> anyhow::Result<Vec<Transfer>> {
    let orders = bank.db.write_blocking(|conn| {
        let mut orders = Vec::new();
        for ((person, learner), wish) in wishes {
            if let Some(order) = request(conn, bank, person, **learner, *wish)? {
                orders.push((order, ((*person, *learner), *wish)));
            }
        }
        Ok(orders)
    })?;
    let (orders, wishes): (Vec<Order>, Vec<(Who<'_>, Wish)>) = orders.into_iter().unzip();
    let made = submit(bank, orders)?;
    let regrets = bank.db.read_blocking(|conn| {
        let mut regrets = Vec::new();
        for (((person, learner), wish), transfer) in wishes.iter().zip(&made) {
            let Some(step) = wish.then else { continue };
            let actor = Actor::Resident { learner: **learner, name: person.name.to_string() };
            let step = Step::Take { transfer: transfer.id, step, reason: None };
            regrets.push(service::order(conn, actor, step)?);
        }
        Ok(regrets)
    })?;
    submit(bank, regrets)?;
    Ok(made)
}

/// The request for a conversion, unless the rules or the card refuse it.
fn request(
    conn: &mut Conn,
    bank: &Bank,
    person: &Person,
    learner: LearnerId,
    wish: Wish,
) -> AppResult<Option<Order>> {
    let ask = QuoteRequest::Convert {
        from_scheme: checked("community".parse())?,
        to_scheme: checked(wish.into.parse())?,
        amount: checked(wish.amount.parse())?,
    };
    let quote = match new_quote(conn, &bank.rulebooks, learner, &ask) {
        Err(AppError::Refused(_)) => return Ok(None),
        quote => quote?,
    };
    let offer = accepted(conn, learner, quote.id)?;
    Ok(Some(Order::request(learner, person.name.as_str(), offer)))
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
