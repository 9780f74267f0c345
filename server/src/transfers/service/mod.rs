//! The story of transfers, in order.

mod reading;
mod stepping;

pub use reading::of_learner;
pub(super) use reading::{QueueQuery, list, queue, review_case, show};
pub use stepping::order;
pub(super) use stepping::{decide, step};

use shared::ids::{LearnerId, QuoteId};
use shared::problem::Refusal;
use shared::transfers::{Quote, QuoteRequest, TransferRequest};
use shared::vocabulary::TransferKind;

use super::order::Order;
use super::quote;
use super::record::Offer;
use super::store::{self, QuoteRow};
use crate::accounts;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::error::AppResult;
use crate::http::idempotency::{Answer, IdempotencyKey};
use crate::rulebooks::cache::Rulebooks;

/// A quote that stands, as its owner accepts it.
///
/// # Errors
/// `NotFound`, `QuoteExpired`.
pub fn accepted(conn: &mut Conn, learner: LearnerId, id: QuoteId) -> AppResult<Offer> {
    let row = store::quote(conn, learner, id)?.ok_or(Refusal::NotFound)?;
    if row.valid_until < clock::now().naive_utc() {
        return Err(Refusal::QuoteExpired.into());
    }
    Ok(serde_json::from_str(&row.body)?)
}

/// Works out what would move, and keeps it for fifteen minutes. Moves nothing.
///
/// # Errors
/// Faults at the field that can mend it, `NoRule`, `RulesClash`, `NotEnoughCredits`.
pub(super) async fn quote(bank: &Bank, who: &Resident, ask: QuoteRequest) -> AppResult<Quote> {
    let (rulebooks, learner) = (bank.rulebooks.clone(), who.learner);
    bank.db.write(move |conn| new_quote(conn, &rulebooks, learner, &ask)).await
}

/// Works out a quote and keeps it, in the caller's transaction.
///
/// # Errors
/// Faults at the field that can mend it, `NoRule`, `RulesClash`, `NotEnoughCredits`.
pub fn new_quote(
    conn: &mut Conn,
    rulebooks: &Rulebooks,
    learner: LearnerId,
    ask: &QuoteRequest,
) -> AppResult<Quote> {
    let offer = quote::offer(conn, rulebooks, learner, ask)?;
    let row = QuoteRow {
        learner_id: learner.to_string(),
        id: offer.quote.id.to_string(),
        body: serde_json::to_string(&offer)?,
        valid_until: offer.quote.valid_until.naive_utc(),
    };
    store::insert_quote(conn, &row)?;
    Ok(offer.quote)
}

/// Turns a quote into a transfer: the credits move from `available` to `held` and, where the rule
/// alone decides, on to where they settle.
///
/// # Errors
/// `QuoteExpired`, `QuoteUsed`, `QuoteSuperseded`, `PasswordNeeded`, `WrongPassword`,
/// `NotEnoughCredits`, `CardFrozen`, and what the kind refuses.
pub(super) async fn request(
    bank: &Bank,
    who: &Resident,
    ask: TransferRequest,
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let (user, learner, quote_id) = (who.subject().to_owned(), who.learner, ask.quote_id);
    let rulebooks = bank.rulebooks.clone();
    let found = bank
        .db
        .write(move |conn| {
            stepping::may_move(conn, &user, learner)?;
            let offer = accepted(conn, learner, quote_id)?;
            still_in_force(conn, &rulebooks, learner, offer)
        })
        .await?;
    let offer = match found {
        Standing::Stands(offer) => offer,
        Standing::Superseded(quote) => return Err(Refusal::QuoteSuperseded(quote).into()),
    };
    if offer.quote.needs_password {
        let password = ask.password.ok_or(Refusal::PasswordNeeded)?;
        accounts::service::confirm_password(bank, who.user_id()?, password).await?;
    }
    let order = Order { key, ..Order::request(who.learner, who.name(), *offer) };
    let transfer = stepping::submit(bank, order).await?;
    Ok(Answer { status: 201, body: serde_json::to_string(&transfer)? })
}

enum Standing {
    Stands(Box<Offer>),
    Superseded(Box<Quote>),
}

/// A quote under a rulebook that is in force no more is answered with a new one, and so is one for a
/// unit that would be filled otherwise by now.
fn still_in_force(
    conn: &mut Conn,
    rulebooks: &Rulebooks,
    learner: LearnerId,
    offer: Offer,
) -> AppResult<Standing> {
    let quote = &offer.quote;
    let (key, id) = (learner.to_string(), quote.id.to_string());
    if !store::of_orders(conn, &[key], &[], &[id])?.is_empty() {
        return Err(Refusal::QuoteUsed.into());
    }
    let now_in_force = rulebooks.in_force(conn, clock::today())?;
    let number = now_in_force.and_then(|rulebook| rulebook.number);
    let stands = number == Some(quote.rulebook)
        && (quote.kind != TransferKind::Apply || {
            let new = quote::offer(conn, rulebooks, learner, &offer.ask()?)?.quote;
            let sum = |it: &Quote| (it.rule.clone(), it.takes.clone(), it.gives.amount);
            sum(&new) == sum(quote)
        });
    if stands {
        return Ok(Standing::Stands(Box::new(offer)));
    }
    let quote = new_quote(conn, rulebooks, learner, &offer.ask()?)?;
    Ok(Standing::Superseded(Box::new(quote)))
}
