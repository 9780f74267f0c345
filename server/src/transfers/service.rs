//! The story of transfers, in order.

use shared::ids::{LearnerId, QuoteId, TransferId};
use shared::page::Page;
use shared::problem::Refusal;
use shared::transfers::{Quote, QuoteRequest, Transfer, TransferRequest};

use super::desk::{Order, Step, offer_of};
use super::quote::{self, Offer};
use super::store::{self, QuoteRow};
use crate::accounts;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::idempotency::{Answer, IdempotencyKey};
use crate::http::paging::{self, PageQuery};
use crate::ledger::{Done, Work};
use crate::rulebooks::cache::Rulebooks;

/// A quote that its owner accepted.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub(super) offer: Offer,
}

/// A quote that stands, as its owner accepts it.
///
/// # Errors
/// `NotFound`, `QuoteExpired`.
pub fn accepted(conn: &mut Conn, learner: LearnerId, id: QuoteId) -> AppResult<Accepted> {
    let row = store::quote(conn, learner, id)?.ok_or(Refusal::NotFound)?;
    Ok(Accepted { offer: offer_of(&row, clock::now().naive_utc())? })
}

/// Works out what would move, and keeps it for fifteen minutes. Moves nothing.
///
/// # Errors
/// `Invalid` at the amount, `NoRule`, `RulesClash`, `NotEnoughCredits`.
pub async fn quote(bank: &Bank, who: &Resident, ask: QuoteRequest) -> AppResult<Quote> {
    let (rulebooks, learner) = (bank.rulebooks.clone(), who.learner);
    bank.db.write(move |conn| new_quote(conn, &rulebooks, learner, &ask)).await
}

/// [`quote`] in the caller's transaction.
///
/// # Errors
/// As [`quote`].
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
/// alone decides, on to the other scheme.
///
/// # Errors
/// `QuoteExpired`, `QuoteUsed`, `QuoteSuperseded`, `PasswordNeeded`, `WrongPassword`,
/// `NotEnoughCredits`, `CardFrozen`.
pub async fn request(
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
            confirmed(conn, &user, learner)?;
            let row = store::quote(conn, learner, quote_id)?.ok_or(Refusal::NotFound)?;
            let offer = offer_of(&row, clock::now().naive_utc())?;
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
    let step = Step::Request(Box::new(Accepted { offer: *offer }));
    let transfer = submit(bank, who, step, key).await?;
    Ok(Answer { status: 201, body: serde_json::to_string(&transfer)? })
}

enum Standing {
    Stands(Box<Offer>),
    Superseded(Box<Quote>),
}

/// A quote under a rulebook that is in force no more is answered with a new one.
fn still_in_force(
    conn: &mut Conn,
    rulebooks: &Rulebooks,
    learner: LearnerId,
    offer: Offer,
) -> AppResult<Standing> {
    let now_in_force = rulebooks.in_force(conn, clock::today())?;
    let number = now_in_force.and_then(|rulebook| rulebook.number);
    if number == Some(offer.quote.rulebook) {
        return Ok(Standing::Stands(Box::new(offer)));
    }
    let ask = QuoteRequest::Convert {
        from_scheme: offer.quote.takes.scheme,
        to_scheme: offer.quote.gives.scheme,
        amount: offer.quote.takes.amount,
    };
    new_quote(conn, rulebooks, learner, &ask).map(|quote| Standing::Superseded(Box::new(quote)))
}

/// Cancels a transfer that nobody has decided on yet: the credits return.
///
/// # Errors
/// `NotFound`, `WrongState`.
pub async fn cancel(
    bank: &Bank,
    who: &Resident,
    id: TransferId,
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let transfer = submit(bank, who, Step::Cancel(id), key).await?;
    Ok(Answer { status: 200, body: serde_json::to_string(&transfer)? })
}

/// Takes a settled conversion back within ten minutes, while its new credits are untouched.
///
/// # Errors
/// `NotFound`, `WrongState`, `TooLate`, `AlreadySpent`.
pub async fn take_back(
    bank: &Bank,
    who: &Resident,
    id: TransferId,
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let transfer = submit(bank, who, Step::TakeBack(id), key).await?;
    Ok(Answer { status: 200, body: serde_json::to_string(&transfer)? })
}

async fn submit(
    bank: &Bank,
    who: &Resident,
    step: Step,
    key: Option<IdempotencyKey>,
) -> AppResult<Transfer> {
    let order = Order { learner: who.learner, by: who.name().to_owned(), step, key };
    match bank.ledger.submit(Work::Transfer(Box::new(order))).await? {
        Done::Transfer(moved) => Ok(moved.transfer),
        Done::Completion(_) | Done::Decision(_) | Done::Expired => Err(AppError::busy()),
    }
}

/// What a token says for ten minutes may have ended since: moving credits asks the database.
fn confirmed(conn: &mut Conn, user: &str, learner: LearnerId) -> AppResult<()> {
    if store::is_confirmed(conn, user, learner)? {
        Ok(())
    } else {
        Err(Refusal::NotConfirmed.into())
    }
}

/// The resident's transfers, newest first.
///
/// # Errors
/// A cursor that cannot be read.
pub async fn list(bank: &Bank, who: &Resident, page: PageQuery) -> AppResult<Page<Transfer>> {
    let (learner, slice) = (who.learner, page.slice()?);
    bank.db
        .read(move |conn| {
            let page = slice.page(store::list(conn, learner, &slice)?, |row| row.id.clone());
            paging::map(page, |row| row.transfer())
        })
        .await
}

/// One transfer of the resident.
///
/// # Errors
/// `NotFound`, also when it is somebody else's.
pub async fn show(bank: &Bank, who: &Resident, id: TransferId) -> AppResult<Transfer> {
    let learner = who.learner;
    let row = bank.db.read(move |conn| store::one(conn, learner, id)).await?;
    row.ok_or(Refusal::NotFound)?.transfer()
}
