//! Carries out steps of transfers inside a batch, where the learners are locked.
//!
//! Invariant: a quote becomes one transfer; a step is taken once and only from the state that it
//! fits; credits and state change in the same commit.

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime};
use shared::ids::{CommandId, HoldId, LearnerId, TransferId};
use shared::ledger::{
    Account, AccountKind, Action, Command, Owner, Posting, Reversal, Settlement, plan_conversion,
};
use shared::problem::Refusal;
use shared::transfers::{BalanceAfter, TAKE_BACK_MINUTES, Transfer, TransferEvent};
use shared::vocabulary::{TransferKind, TransferStatus};
use uuid::Uuid;

use super::quote::Offer;
use super::store::{self, TransferRow};
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::idempotency::{self, Answer, IdempotencyKey};
use crate::ledger::Work;
use crate::ledger::books::{Books, Cause};
use crate::ledger::store as ledger;
use crate::verification;

/// A step that somebody wants to take.
#[derive(Clone, Debug)]
pub struct Order {
    pub(super) learner: LearnerId,
    /// Who takes it, for the history.
    pub(super) by: String,
    pub(super) step: Step,
    pub(super) key: Option<IdempotencyKey>,
}

/// The steps.
#[derive(Clone, Debug)]
pub enum Step {
    /// Turn a quote into a transfer.
    Request(Box<super::service::Accepted>),
    /// Cancel before a decision.
    Cancel(TransferId),
    /// Take a settled conversion back.
    TakeBack(TransferId),
}

impl Order {
    /// A step that the program takes in a learner's name, without a request: the demo.
    #[must_use]
    pub fn new(learner: LearnerId, by: &str, step: Step) -> Self {
        Self { learner, by: by.to_owned(), step, key: None }
    }

    /// The key that it was asked for under.
    #[must_use]
    pub const fn key(&self) -> Option<&IdempotencyKey> {
        self.key.as_ref()
    }

    /// Who takes it.
    #[must_use]
    pub fn by(&self) -> &str {
        &self.by
    }

    /// Whose transfer it is.
    #[must_use]
    pub const fn learner(&self) -> LearnerId {
        self.learner
    }
}

/// What a transfer has become.
#[derive(Debug)]
pub struct Moved {
    /// The transfer.
    pub transfer: Transfer,
}

/// The transfers of a batch.
#[derive(Default)]
pub struct Desk {
    rows: HashMap<String, TransferRow>,
    by_quote: HashMap<String, String>,
    originals: HashMap<String, Posting>,
    changed: Vec<String>,
    new: Vec<String>,
    next_number: i64,
    answers: Vec<(IdempotencyKey, Answer)>,
}

impl Desk {
    /// Loads the transfers that the orders are about, and numbers for new ones.
    ///
    /// # Errors
    /// The database.
    pub fn open(conn: &mut Conn, books: &mut Books, works: &[Work]) -> AppResult<Self> {
        let orders: Vec<&Order> = works
            .iter()
            .filter_map(|work| match work {
                Work::Transfer(order) => Some(order.as_ref()),
                Work::Completion(_) | Work::Decision(_) | Work::Expire(_) => None,
            })
            .collect();
        let mut desk = Self::default();
        if orders.is_empty() {
            return Ok(desk);
        }
        let (mut learners, mut ids, mut quotes) = (Vec::new(), Vec::new(), Vec::new());
        for order in &orders {
            learners.push(order.learner.to_string());
            match &order.step {
                Step::Request(accepted) => quotes.push(accepted.offer.quote.id.to_string()),
                Step::Cancel(id) | Step::TakeBack(id) => ids.push(id.to_string()),
            }
        }
        for row in store::of_orders(conn, &learners, &ids, &quotes)? {
            desk.by_quote.insert(row.quote_id.clone(), row.id.clone());
            desk.rows.insert(row.id.clone(), row);
        }
        if !quotes.is_empty() {
            let count = i64::try_from(quotes.len()).unwrap_or(i64::MAX);
            desk.next_number = store::take_numbers(conn, books.today, count)? - count + 1;
        }
        desk.load_originals(conn, books, &learners, &orders)?;
        Ok(desk)
    }

    fn load_originals(
        &mut self,
        conn: &mut Conn,
        books: &mut Books,
        learners: &[String],
        orders: &[&Order],
    ) -> AppResult<()> {
        let settled: Vec<String> = orders
            .iter()
            .filter_map(|order| match order.step {
                Step::TakeBack(id) => self.rows.get(&id.to_string())?.settled_by.clone(),
                Step::Request(_) | Step::Cancel(_) => None,
            })
            .collect();
        if settled.is_empty() {
            return Ok(());
        }
        let postings = ledger::postings(conn, &settled)?;
        let lots: Vec<String> = postings
            .iter()
            .flat_map(|posting| &posting.entries)
            .filter_map(|entry| entry.lot.map(|lot| lot.to_string()))
            .collect();
        books.load_lots(conn, learners, &lots)?;
        self.originals = postings
            .into_iter()
            .map(|posting| (posting.transaction.to_string(), posting))
            .collect();
        Ok(())
    }

    /// Takes one step.
    ///
    /// # Errors
    /// Why it cannot be taken; nothing has moved then.
    pub fn carry_out(&mut self, books: &mut Books, order: &Order) -> AppResult<Moved> {
        let transfer = match &order.step {
            Step::Request(accepted) => self.request(books, order, &accepted.offer)?,
            Step::Cancel(id) => self.cancel(books, order, *id)?,
            Step::TakeBack(id) => self.take_back(books, order, *id)?,
        };
        if let Some(key) = &order.key {
            let status = if matches!(order.step, Step::Request(_)) { 201 } else { 200 };
            let body = serde_json::to_string(&transfer)?;
            self.answers.push((key.clone(), Answer { status, body }));
        }
        Ok(Moved { transfer })
    }

    /// Writes what changed, and the answers that stand for idempotency keys.
    ///
    /// # Errors
    /// The database.
    pub fn write(&self, conn: &mut Conn) -> AppResult<()> {
        let rows = |ids: &[String]| -> Vec<TransferRow> {
            ids.iter().filter_map(|id| self.rows.get(id).cloned()).collect()
        };
        let mut changed = self.changed.clone();
        changed.sort_unstable();
        changed.dedup();
        store::save(conn, &rows(&changed), &rows(&self.new))?;
        for (key, answer) in &self.answers {
            idempotency::keep(conn, key, answer)?;
        }
        Ok(())
    }

    fn request(&mut self, books: &mut Books, order: &Order, offer: &Offer) -> AppResult<Transfer> {
        let quote = &offer.quote;
        if self.by_quote.contains_key(&quote.id.to_string()) {
            return Err(Refusal::QuoteUsed.into());
        }
        let id = TransferId(Uuid::now_v7());
        let cause = cause(order.learner, id, offer);
        let settled = hold_and_settle(books, order.learner, id, offer, &cause)?;
        let number = format!("TR-{}-{:06}", books.today.format("%Y%m%d"), self.next_number);
        self.next_number += 1;
        let transfer = new_transfer(books, order, offer, id, number, settled.is_some());
        let row = TransferRow {
            learner_id: order.learner.to_string(),
            id: id.to_string(),
            number: transfer.number.clone(),
            kind: transfer.kind.to_string(),
            status: transfer.status.to_string(),
            quote_id: quote.id.to_string(),
            body: serde_json::to_string(&transfer)?,
            verification_code: transfer.verification_code.clone(),
            settled_by: settled.map(|posting| posting.transaction.to_string()),
            take_back_until: transfer.take_back_until.map(|until| until.naive_utc()),
            requested_at: books.now.naive_utc(),
            institution_id: None,
            receiver_id: None,
            program_id: None,
            due_at: None,
            decided_by: None,
            escalated: false,
        };
        self.by_quote.insert(row.quote_id.clone(), row.id.clone());
        self.new.push(row.id.clone());
        self.changed.push(row.id.clone());
        self.rows.insert(row.id.clone(), row);
        Ok(transfer)
    }

    fn cancel(&mut self, books: &mut Books, order: &Order, id: TransferId) -> AppResult<Transfer> {
        let (row, transfer) = self.find(order, id)?;
        expect_status(&transfer, TransferStatus::InReview)?;
        let action = Action::Release {
            learner: order.learner,
            scheme: transfer.takes.scheme.clone(),
            hold: HoldId(id.0),
        };
        books.post(&command(books, action), &cause_of(order.learner, &transfer))?;
        self.advance(books, order, row, transfer, TransferStatus::Cancelled)
    }

    fn take_back(
        &mut self,
        books: &mut Books,
        order: &Order,
        id: TransferId,
    ) -> AppResult<Transfer> {
        let (row, transfer) = self.find(order, id)?;
        expect_status(&transfer, TransferStatus::Settled)?;
        let in_time = row.take_back_until.is_some_and(|until| books.now.naive_utc() <= until);
        if !in_time {
            return Err(Refusal::TooLate.into());
        }
        let original = row
            .settled_by
            .as_ref()
            .and_then(|settled| self.originals.get(settled))
            .cloned()
            .ok_or_else(AppError::busy)?;
        let action = Action::Reverse(Reversal::Transaction { original });
        books.post(&command(books, action), &cause_of(order.learner, &transfer))?;
        self.advance(books, order, row, transfer, TransferStatus::TakenBack)
    }

    fn find(&self, order: &Order, id: TransferId) -> AppResult<(TransferRow, Transfer)> {
        let row = self.rows.get(&id.to_string()).ok_or(Refusal::NotFound)?;
        if row.learner_id != order.learner.to_string() {
            return Err(Refusal::NotFound.into());
        }
        Ok((row.clone(), row.transfer()?))
    }

    fn advance(
        &mut self,
        books: &Books,
        order: &Order,
        mut row: TransferRow,
        mut transfer: Transfer,
        status: TransferStatus,
    ) -> AppResult<Transfer> {
        transfer.status = status;
        transfer.take_back_until = None;
        transfer.history.push(event(books, status.as_str(), &order.by));
        transfer.balances_after = balances_after(books, order.learner, &transfer);
        row.status = status.to_string();
        row.take_back_until = None;
        row.body = serde_json::to_string(&transfer)?;
        self.changed.push(row.id.clone());
        self.rows.insert(row.id.clone(), row);
        Ok(transfer)
    }
}

/// Holds what leaves the card and, where the rule alone decides, settles it. What the settlement
/// would refuse is found before anything is held, so that neither stands without the other.
fn hold_and_settle(
    books: &mut Books,
    learner: LearnerId,
    id: TransferId,
    offer: &Offer,
    cause: &Cause,
) -> AppResult<Option<Posting>> {
    let quote = &offer.quote;
    plan_conversion(
        books.state.lots(learner, &quote.takes.scheme),
        books.today,
        quote.takes.amount,
        offer.ratio,
        offer.rounding,
        offer.validity_months,
    )?;
    let scheme = quote.takes.scheme.clone();
    let hold = HoldId(id.0);
    let amount = quote.takes.amount;
    let holding = Action::Hold { learner, scheme: scheme.clone(), amount, hold, of: Vec::new() };
    books.post(&command(books, holding), cause)?;
    if !quote.automatic {
        return Ok(None);
    }
    let into = Settlement::Convert {
        to: quote.gives.scheme.clone(),
        ratio: offer.ratio,
        rounding: offer.rounding,
        validity_months: offer.validity_months,
    };
    let settling = Action::Settle { learner, scheme: scheme.clone(), hold, into };
    match books.post(&command(books, settling), cause) {
        Ok(posting) => Ok(Some(posting)),
        Err(error) => {
            books.post(&command(books, Action::Release { learner, scheme, hold }), cause)?;
            Err(error)
        }
    }
}

fn new_transfer(
    books: &Books,
    order: &Order,
    offer: &Offer,
    id: TransferId,
    number: String,
    settled: bool,
) -> Transfer {
    let quote = &offer.quote;
    let mut history = vec![event(books, "requested", &order.by)];
    let status = if settled {
        history.push(event(books, TransferStatus::Settled.as_str(), &quote.rule));
        TransferStatus::Settled
    } else {
        history.push(event(books, TransferStatus::InReview.as_str(), &quote.rule));
        TransferStatus::InReview
    };
    let mut transfer = Transfer {
        id,
        number,
        kind: TransferKind::Convert,
        status,
        rule: quote.rule.clone(),
        rule_names: quote.rule_names.clone(),
        rulebook: quote.rulebook,
        takes: quote.takes.clone(),
        gives: quote.gives.clone(),
        trace: quote.trace.clone(),
        balances_after: Vec::new(),
        history,
        verification_code: verification::new_code(),
        take_back_until: settled.then(|| books.now + Duration::minutes(TAKE_BACK_MINUTES)),
        also_takes: Vec::new(),
        approvable_from: None,
        due_at: None,
        program: None,
        completions: Vec::new(),
        giver: None,
        receiver: None,
        decider: None,
        escalated: false,
        appealed: false,
        steps: Vec::new(),
        applicant: None,
    };
    transfer.balances_after = balances_after(books, order.learner, &transfer);
    transfer
}

fn balances_after(books: &Books, learner: LearnerId, transfer: &Transfer) -> Vec<BalanceAfter> {
    [&transfer.takes.scheme, &transfer.gives.scheme]
        .into_iter()
        .map(|scheme| {
            let account = Account {
                owner: Owner::Learner(learner),
                scheme: scheme.clone(),
                kind: AccountKind::Available,
            };
            BalanceAfter { scheme: scheme.clone(), available: books.state.balance(&account) }
        })
        .collect()
}

fn expect_status(transfer: &Transfer, status: TransferStatus) -> AppResult<()> {
    if transfer.status == status {
        Ok(())
    } else {
        Err(Refusal::WrongState(transfer.status.as_str()).into())
    }
}

fn command(books: &Books, action: Action) -> Command {
    Command { id: CommandId(Uuid::now_v7()), on: books.today, action }
}

fn event(books: &Books, status: &str, by: &str) -> TransferEvent {
    TransferEvent { status: status.to_owned(), at: books.now, by: by.to_owned(), reason: None }
}

fn cause(learner: LearnerId, id: TransferId, offer: &Offer) -> Cause {
    let title = offer.quote.rule_names.clone();
    Cause { learner, completion: None, transfer: Some(id), title }
}

fn cause_of(learner: LearnerId, transfer: &Transfer) -> Cause {
    let title = transfer.rule_names.clone();
    Cause { learner, completion: None, transfer: Some(transfer.id), title }
}

/// The offer of a stored quote, while it is valid.
///
/// # Errors
/// `QuoteExpired`.
pub(super) fn offer_of(row: &store::QuoteRow, now: NaiveDateTime) -> AppResult<Offer> {
    if row.valid_until < now {
        Err(Refusal::QuoteExpired.into())
    } else {
        Ok(serde_json::from_str(&row.body)?)
    }
}
