//! Carries out steps of transfers inside a batch, where everyone concerned is locked.
//!
//! Invariant: a quote becomes one transfer; a step is taken once and only from the state that it
//! fits; credits, state, notices and the answer are written in the same commit.

mod case;
mod request;
mod steps;

use std::collections::{BTreeSet, HashMap, HashSet};

use shared::ids::{FamilyId, LearnerId, ProgramId, SchemeCode, TransferId};
use shared::lang::Text;
use shared::ledger::Posting;
use shared::problem::Refusal;
use shared::programs::Program;
use shared::schemes::Scheme;
use shared::transfers::Transfer;
use shared::transfers::lifecycle::TransferStep;

use self::case::Case;
use super::gifts::start_of_year;
use super::order::{Actor, Moved, Order, Step};
use super::record::{Offer, Terms};
use super::store::{self, TransferRow};
use super::view::{Surroundings, Viewer};
use crate::auth::Caller;
use crate::awards::Proposals;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::idempotency::{self, Answer, IdempotencyKey};
use crate::ledger::Work;
use crate::ledger::books::Books;
use crate::ledger::store as ledger;
use crate::notices::store::{self as notices, NoticeRow};
use crate::programs::store as programs;
use crate::{audit, schemes};

/// The transfers of a batch.
#[derive(Default)]
pub struct Desk {
    rows: HashMap<String, TransferRow>,
    by_quote: HashMap<String, String>,
    originals: HashMap<String, Posting>,
    known: Known,
    changed: Vec<String>,
    new: Vec<String>,
    next_number: i64,
    notices: Vec<NoticeRow>,
    proposals: Proposals,
    audit: Vec<(Caller, &'static str, TransferId)>,
    answers: Vec<(IdempotencyKey, Answer)>,
}

/// What steps look up and do not change.
#[derive(Default)]
struct Known {
    /// Those whose record went to another one.
    merged: HashSet<LearnerId>,
    families: HashMap<LearnerId, FamilyId>,
    schemes: HashMap<SchemeCode, Scheme>,
    programs: HashMap<ProgramId, Program>,
    surroundings: Surroundings,
}

/// The transfers that orders are about.
#[derive(Default)]
struct Wanted {
    ids: Vec<String>,
    quotes: Vec<String>,
    givers: Vec<String>,
    applicants: Vec<String>,
    taken_back: Vec<String>,
}

impl Wanted {
    fn by(orders: &[&Order]) -> Self {
        let mut wanted = Self::default();
        for order in orders {
            match &order.step {
                Step::Request(offer) => {
                    wanted.quotes.push(offer.quote.id.to_string());
                    match offer.terms {
                        Terms::Give { .. } => wanted.givers.push(order.owner.to_string()),
                        Terms::Redeem { .. } => wanted.applicants.push(order.owner.to_string()),
                        Terms::Convert { .. } => {}
                    }
                }
                Step::Take { transfer, step, .. } => {
                    wanted.ids.push(transfer.to_string());
                    match step {
                        TransferStep::TakeBack => wanted.taken_back.push(transfer.to_string()),
                        TransferStep::Appeal => wanted.applicants.push(order.owner.to_string()),
                        _ => {}
                    }
                }
                Step::Pass(transfer) => wanted.ids.push(transfer.to_string()),
            }
        }
        wanted
    }
}

impl Desk {
    /// Loads the transfers that the orders are about, once everyone concerned is locked, and takes
    /// numbers for new ones.
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
        let learners: Vec<String> =
            orders.iter().flat_map(|order| order.learners()).map(|id| id.to_string()).collect();
        let wanted = Wanted::by(&orders);
        desk.keep(store::of_orders(conn, &learners, &wanted.ids, &wanted.quotes)?);
        if !wanted.givers.is_empty() {
            let since = start_of_year(books.today);
            desk.keep(store::gifts_since(conn, &wanted.givers, since)?);
        }
        if !wanted.applicants.is_empty() {
            desk.keep(store::live_applications(conn, &wanted.applicants)?);
        }
        if !wanted.quotes.is_empty() {
            let count = i64::try_from(wanted.quotes.len()).unwrap_or(i64::MAX);
            desk.next_number = store::take_numbers(conn, books.today, count)? - count + 1;
        }
        desk.known.merged = store::merged(conn, &learners)?;
        if !orders.iter().all(|order| order.is_automatic()) {
            desk.look_around(conn, &learners, &orders)?;
        }
        desk.load_originals(conn, books, &learners, &wanted.taken_back)?;
        desk.load_terms(conn, &learners)?;
        desk.load_programs(conn, &orders)?;
        Ok(desk)
    }

    fn keep(&mut self, rows: Vec<TransferRow>) {
        for row in rows {
            self.by_quote.insert(row.quote_id.clone(), row.id.clone());
            self.rows.insert(row.id.clone(), row);
        }
    }

    fn look_around(
        &mut self,
        conn: &mut Conn,
        learners: &[String],
        orders: &[&Order],
    ) -> AppResult<()> {
        let reviewed = orders.iter().filter(|order| matches!(order.actor, Actor::Reviewer(_)));
        let owners: Vec<LearnerId> = reviewed.map(|order| order.owner).collect();
        self.known.surroundings = Surroundings {
            network: store::network(conn)?,
            applicants: store::applicants(conn, &owners)?,
        };
        self.known.families = store::families_of(conn, learners)?;
        let schemes = schemes::store::all(conn)?;
        self.known.schemes =
            schemes.into_iter().map(|scheme| (scheme.code.clone(), scheme)).collect();
        Ok(())
    }

    /// The postings that shall be taken back, and the lots that they made or used.
    fn load_originals(
        &mut self,
        conn: &mut Conn,
        books: &mut Books,
        learners: &[String],
        taken_back: &[String],
    ) -> AppResult<()> {
        let settled: Vec<String> =
            taken_back.iter().filter_map(|id| self.rows.get(id)?.settled_by.clone()).collect();
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

    /// Rows from before institutions could decide have their terms in the quote alone.
    fn load_terms(&mut self, conn: &mut Conn, learners: &[String]) -> AppResult<()> {
        let mut without = HashMap::new();
        for row in self.rows.values() {
            let record = row.record()?;
            if record.terms.is_none() {
                without.insert(row.quote_id.clone(), (row.id.clone(), record));
            }
        }
        if without.is_empty() {
            return Ok(());
        }
        let quotes: Vec<String> = without.keys().cloned().collect();
        for quote in store::quotes_of(conn, learners, &quotes)? {
            let offer: Offer = serde_json::from_str(&quote.body)?;
            if let Some((id, mut record)) = without.remove(&quote.id)
                && let Some(row) = self.rows.get_mut(&id)
            {
                record.terms = Some(offer.terms);
                row.body = serde_json::to_string(&record)?;
            }
        }
        Ok(())
    }

    /// The programs that are applied to or appealed about, and what approvals may complete.
    fn load_programs(&mut self, conn: &mut Conn, orders: &[&Order]) -> AppResult<()> {
        let (mut programs, mut approved) = (BTreeSet::new(), BTreeSet::new());
        for order in orders {
            match &order.step {
                Step::Request(offer) => {
                    programs.extend(offer.quote.program.as_ref().map(|unit| unit.program_id));
                }
                Step::Take { transfer, step, .. } => {
                    let row = self.rows.get(&transfer.to_string());
                    let Some(program) = row.and_then(|row| row.program_id.as_deref()) else {
                        continue;
                    };
                    match step {
                        TransferStep::Appeal => {
                            programs.insert(stored(program)?);
                        }
                        TransferStep::Approve => {
                            approved.insert(order.owner);
                        }
                        _ => {}
                    }
                }
                Step::Pass(_) => {}
            }
        }
        self.proposals = Proposals::open(conn, &approved)?;
        if !programs.is_empty() {
            let found = programs::by_ids(conn, &programs.into_iter().collect::<Vec<_>>())?;
            self.known.programs =
                found.into_iter().map(|row| (row.program.id, row.program)).collect();
        }
        Ok(())
    }

    /// Takes one step.
    ///
    /// # Errors
    /// Why it cannot be taken. The desk is then as it was; the books are the caller's to put back.
    pub fn carry_out(&mut self, books: &mut Books, order: &Order) -> AppResult<Moved> {
        if order.learners().any(|learner| self.known.merged.contains(&learner)) {
            return Err(Refusal::WrongState(super::MERGED).into());
        }
        let case = match &order.step {
            Step::Request(offer) => self.request(books, order, offer)?,
            Step::Take { transfer, step, reason } => {
                self.take(books, order, *transfer, (*step, reason.as_deref()))?
            }
            Step::Pass(transfer) => self.pass(books, order, *transfer)?,
        };
        let transfer = self.view(books, order, &case)?;
        let body = order.key.as_ref().map(|_| serde_json::to_string(&transfer)).transpose()?;
        if matches!(order.step, Step::Take { step: TransferStep::Approve, .. }) {
            let approved = &case.record.transfer;
            self.proposals.after_settlement(books.now, order.owner, approved)?;
        }
        self.file(case)?;
        if let Step::Take { transfer, step, .. } = &order.step
            && let Actor::Reviewer(reviewer) = &order.actor
            && let Some(caller) = &reviewer.caller
        {
            self.audit.push((caller.clone(), action(*step), *transfer));
        }
        if let Some((key, body)) = order.key.clone().zip(body) {
            let status = if matches!(order.step, Step::Request(_)) { 201 } else { 200 };
            self.answers.push((key, Answer { status, body }));
        }
        Ok(Moved { transfer })
    }

    /// A transfer in hand, as whoever took the step sees it.
    fn view(&self, books: &Books, order: &Order, case: &Case) -> AppResult<Transfer> {
        let around = &self.known.surroundings;
        let viewer = Viewer::of(&order.actor, &case.row, books.now, &around.network)?;
        let viewer = viewer.ok_or(Refusal::NotFound)?;
        around.view(&case.row, &case.record, viewer, books.now)
    }

    fn file(&mut self, case: Case) -> AppResult<()> {
        let Case { mut row, record, notices, is_new } = case;
        row.body = serde_json::to_string(&record)?;
        self.by_quote.insert(row.quote_id.clone(), row.id.clone());
        self.changed.push(row.id.clone());
        if is_new {
            self.new.push(row.id.clone());
            self.next_number += 1;
        }
        self.rows.insert(row.id.clone(), row);
        self.notices.extend(notices);
        Ok(())
    }

    /// What a scheme is called; in an order that needs no more, its code.
    fn scheme_names(&self, code: &SchemeCode) -> Text {
        let known = self.known.schemes.get(code);
        known.map_or_else(|| Text::same(code.as_str()), |scheme| scheme.names.clone())
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
        notices::insert(conn, &self.notices)?;
        self.proposals.write(conn)?;
        for (who, action, transfer) in &self.audit {
            audit::note(conn, who, action, &transfer.to_string())?;
        }
        for (key, answer) in &self.answers {
            idempotency::keep(conn, key, answer)?;
        }
        Ok(())
    }
}

/// What the audit calls a reviewer's step.
const fn action(step: TransferStep) -> &'static str {
    match step {
        TransferStep::Approve => "transfer.approve",
        TransferStep::Reject => "transfer.reject",
        _ => "transfer.step",
    }
}

fn missing(what: &'static str) -> AppError {
    AppError::Broken(anyhow::anyhow!("a transfer without {what}"))
}
