//! What is decided, put right or brought together about learners' completions, inside a batch, where
//! the learners are locked.
//!
//! Invariant: what a decision changes on the card, the decision itself, the one that it replaces and
//! the notice to the person stand or fall together.

mod correcting;
mod people;
mod settling;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use shared::completions::Completion;
use shared::decisions::{DecideAnswer, DecisionCause};
use shared::ids::{CompletionId, LearnerId, SchemeCode};
use shared::lang::Text;
use shared::ledger::Lot;
use shared::notices::{ChangedDecision, NoticeKind};
use shared::problem::Refusal;
use shared::rules::{Decision, PastCompletion, reevaluate};

use self::people::People;
use super::store::{self, PastDecisionRow};
use crate::audit::Act;
use crate::auth::Caller;
use crate::completions::store::{self as completions, CompletionRow, Holder};
use crate::completions::{Expired, Network, Validity, network, stand};
use crate::corrections::Amendment;
use crate::corrections::store::{self as corrections, CorrectionRow};
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::idempotency::{self, Answer, IdempotencyKey};
use crate::ledger::Work;
use crate::ledger::books::Books;
use crate::notices::store::{self as notices, NoticeRow};
use crate::rulebooks::cache::Editions;
use crate::schemes;

pub use people::Mending;

/// What shall be decided about a learner's completions.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose completions they are.
    pub learner: LearnerId,
    /// What.
    pub matter: Matter,
    /// The rulebooks that are in force.
    pub editions: Arc<Editions>,
    /// The key that it was asked for under.
    pub key: Option<IdempotencyKey>,
}

/// What is decided.
#[derive(Clone, Debug)]
pub enum Matter {
    /// A person settles what is open about one completion.
    Settle {
        /// Which.
        completion: CompletionId,
        /// How.
        answer: DecideAnswer,
        /// Who.
        by: Box<Caller>,
        /// Why.
        reason: String,
    },
    /// Whatever ended since a day is decided again.
    ReEvaluate {
        /// The number of the rulebook that changed things.
        rulebook: u32,
        /// That day.
        since: NaiveDate,
        /// What its publisher noted.
        note: String,
    },
    /// A school puts right what it posted.
    Amend {
        /// Which.
        completion: CompletionId,
        /// What, and why.
        to: Box<Amendment>,
        /// Who.
        by: Box<Caller>,
    },
    /// A school takes back what it posted.
    Revoke {
        /// Which.
        completion: CompletionId,
        /// Who.
        by: Box<Caller>,
        /// Why.
        reason: String,
    },
    /// A school takes back what still stands of a batch.
    RevokeStanding {
        /// Which, all of this learner.
        completions: Vec<CompletionId>,
        /// Who.
        by: Box<Caller>,
        /// Why.
        reason: String,
    },
    /// A counter mends what is known of the learner.
    Mend(Box<Mending>),
    /// Another record of the same person ends in this one.
    Merge {
        /// The other record.
        absorbed: LearnerId,
        /// Who.
        by: Box<Caller>,
        /// Why.
        reason: String,
    },
}

impl Order {
    /// Everybody whom it concerns.
    pub fn learners(&self) -> impl Iterator<Item = LearnerId> {
        let other = match &self.matter {
            Matter::Merge { absorbed, .. } => Some(*absorbed),
            _ => None,
        };
        std::iter::once(self.learner).chain(other)
    }

    /// What the program itself decides, or whoever sends no key.
    #[must_use]
    pub const fn new(learner: LearnerId, matter: Matter, editions: Arc<Editions>) -> Self {
        Self { learner, matter, editions, key: None }
    }
}

/// What came of an order.
#[derive(Debug)]
pub struct Ruled {
    /// The completion that it was about.
    pub completion: Option<Completion>,
    /// How many completions came out otherwise.
    pub changed: u64,
}

/// The decisions of a batch.
#[derive(Default)]
pub struct Panel {
    network: Network,
    validity: Validity,
    scheme_names: HashMap<SchemeCode, Text>,
    expired: Expired,
    holders: HashMap<LearnerId, Holder>,
    rows: HashMap<LearnerId, Vec<CompletionRow>>,
    people: People,
    changed: Vec<CompletionRow>,
    decisions: Vec<PastDecisionRow>,
    corrections: Vec<CorrectionRow>,
    notices: Vec<NoticeRow>,
    audit: Vec<Act>,
    answers: Vec<(IdempotencyKey, Answer)>,
}

impl Panel {
    /// Loads the completions of the learners that the orders are about, once they are locked.
    ///
    /// # Errors
    /// The database.
    pub fn open(conn: &mut Conn, books: &Books, works: &[Work]) -> AppResult<Self> {
        let orders: Vec<&Order> = works
            .iter()
            .filter_map(|work| match work {
                Work::Decision(order) => Some(order.as_ref()),
                Work::Completion(_) | Work::Transfer(_) | Work::Expire(_) => None,
            })
            .collect();
        let learners = orders.iter().flat_map(|order| order.learners());
        let learners: BTreeSet<LearnerId> = learners.map(|learner| books.kept(learner)).collect();
        let keys: Vec<String> = learners.iter().map(ToString::to_string).collect();
        let mut panel = Self::default();
        if keys.is_empty() {
            return Ok(panel);
        }
        panel.network = network(conn)?;
        panel.validity = schemes::store::validity(conn)?;
        panel.scheme_names = schemes::store::names(conn)?;
        panel.expired = Expired::load(conn, &keys)?;
        panel.holders = completions::holders(conn, &keys)?.into_iter().collect();
        for row in completions::of_learners(conn, &keys)? {
            panel.rows.entry(stored(&row.learner_id)?).or_default().push(row);
        }
        panel.people = People::open(conn, &orders)?;
        Ok(panel)
    }

    /// A lot was written off in the same batch.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn write_off(&mut self, lot: &Lot) -> AppResult<()> {
        self.expired.write_off(lot)
    }

    /// Carries out an order.
    ///
    /// # Errors
    /// `NotFound`, `NothingToDecide`, `WrongState`, what the rules or the ledger refuse. The panel is
    /// then as it was; the books are the caller's to put back.
    pub fn carry_out(&mut self, books: &mut Books, order: &Order) -> AppResult<Ruled> {
        let before = Before::of(self, books, order);
        let outcome = self.try_to(books, order);
        if outcome.is_err() {
            before.restore(self);
        }
        outcome
    }

    fn try_to(&mut self, books: &mut Books, order: &Order) -> AppResult<Ruled> {
        let learner = books.kept(order.learner);
        let case = Case { learner, editions: &order.editions };
        let ruled = match &order.matter {
            Matter::Settle { completion, answer, by, reason } => {
                let settled =
                    self.settle(books, &case, *completion, answer, (by.name(), reason))?;
                self.audit.push(Act::new(by, "completion.decide", &completion.to_string()));
                settled
            }
            Matter::ReEvaluate { rulebook, since, note } => {
                self.decide_again(books, &case, *since, (*rulebook, note))?
            }
            Matter::Amend { completion, to, by } => {
                self.amend(books, &case, *completion, to, by)?
            }
            Matter::Revoke { completion, by, reason } => {
                self.revoke(books, &case, *completion, by, reason)?
            }
            Matter::RevokeStanding { completions, by, reason } => {
                self.revoke_standing(books, &case, completions, by, reason)?
            }
            Matter::Mend(mending) => self.mend(books, &case, order.learner, mending)?,
            Matter::Merge { absorbed, by, reason } => {
                self.merge(books, &case, (order.learner, *absorbed), by, reason)?
            }
        };
        if let Some((key, completion)) = order.key.as_ref().zip(ruled.completion.as_ref()) {
            let answer = Answer { status: 200, body: serde_json::to_string(completion)? };
            self.answers.push((key.clone(), answer));
        }
        Ok(ruled)
    }

    fn decide_again(
        &mut self,
        books: &mut Books,
        case: &Case<'_>,
        since: NaiveDate,
        about: (u32, &str),
    ) -> AppResult<Ruled> {
        let past = self.past(case.learner)?;
        let decisions = reevaluate(&past, since, &|day| case.editions.in_force(day))?;
        let mut changes = Vec::new();
        for (place, decision) in decisions.iter().enumerate() {
            let (Some(decision), Some(past)) = (decision, past.get(place)) else { continue };
            let course = &past.facts.title;
            let title = Text::new(format!("重新认定：{course}"), format!("Re-evaluated: {course}"));
            let ruling = Ruling { cause: DecisionCause::ReEvaluated, title: &title };
            changes.push(self.rule(books, case.learner, place, decision, &ruling)?);
        }
        if !changes.is_empty() {
            let (rulebook, note) = about;
            let (at, kind) = (books.now.naive_utc(), NoticeKind::ReEvaluated);
            let notice = NoticeRow::new(case.learner, at, kind, (Some(rulebook), note), &changes)?;
            self.notices.push(notice);
        }
        let count = u64::try_from(changes.len()).unwrap_or(u64::MAX);
        Ok(Ruled { completion: None, changed: count })
    }

    /// A learner's completions as the rules see them, in the order in which they were recorded.
    fn past(&self, learner: LearnerId) -> AppResult<Vec<PastCompletion>> {
        let rows = self.rows.get(&learner).map(Vec::as_slice).unwrap_or_default();
        rows.iter().map(|row| row.past(&self.network)).collect()
    }

    fn place(&self, learner: LearnerId, completion: CompletionId) -> AppResult<usize> {
        let key = completion.to_string();
        let mut rows = self.rows.get(&learner).into_iter().flatten();
        Ok(rows.position(|row| row.id == key).ok_or(Refusal::NotFound)?)
    }

    fn row(&self, learner: LearnerId, place: usize) -> AppResult<&CompletionRow> {
        let rows = self.rows.get(&learner).ok_or(Refusal::NotFound)?;
        Ok(rows.get(place).ok_or(Refusal::NotFound)?)
    }

    fn row_mut(&mut self, learner: LearnerId, place: usize) -> AppResult<&mut CompletionRow> {
        let rows = self.rows.get_mut(&learner).ok_or(Refusal::NotFound)?;
        Ok(rows.get_mut(place).ok_or(Refusal::NotFound)?)
    }

    /// Makes a decision stand in the place of the one before.
    fn rule(
        &mut self,
        books: &mut Books,
        learner: LearnerId,
        place: usize,
        decision: &Decision,
        ruling: &Ruling<'_>,
    ) -> AppResult<ChangedDecision> {
        let rows = self.rows.get_mut(&learner).ok_or(Refusal::NotFound)?;
        let row = rows.get_mut(place).ok_or(Refusal::NotFound)?;
        let before: Decision = serde_json::from_str(&row.decision)?;
        let at = books.now.naive_utc();
        self.decisions.push(PastDecisionRow::replaced(row));
        stand(books, &self.validity, row, decision, ruling.title, &mut self.expired)?;
        self.decisions.push(PastDecisionRow::new(row, at, ruling.cause));
        self.changed.push(row.clone());
        let institution = self.network.get(&stored(&row.institution_id)?);
        Ok(ChangedDecision {
            completion_id: stored(&row.id)?,
            title: row.title.clone(),
            institution: institution.map(|it| it.code.to_string()).unwrap_or_default(),
            ended_on: row.ended_on,
            before,
            after: decision.clone(),
        })
    }

    fn view(&self, learner: LearnerId, row: &CompletionRow) -> AppResult<Completion> {
        let place = self.network.get(&stored(&row.institution_id)?).ok_or_else(AppError::busy)?;
        let holder = self.holders.get(&learner).ok_or_else(AppError::busy)?;
        row.view(&place.code, holder)
    }

    /// Writes what was decided, in bulk.
    ///
    /// # Errors
    /// The database.
    pub fn write(&self, conn: &mut Conn) -> AppResult<()> {
        // First whose things they are: what follows is written in the kept record's name.
        self.people.write(conn)?;
        // Of a completion that changed twice, as it stands in the end.
        let last: BTreeMap<&str, &CompletionRow> =
            self.changed.iter().map(|row| (row.id.as_str(), row)).collect();
        let rows: Vec<CompletionRow> = last.into_values().cloned().collect();
        completions::update(conn, &rows)?;
        corrections::insert(conn, &self.corrections)?;
        store::insert(conn, &self.decisions)?;
        notices::insert(conn, &self.notices)?;
        for act in &self.audit {
            act.enter(conn)?;
        }
        for (key, answer) in &self.answers {
            idempotency::keep(conn, key, answer)?;
        }
        Ok(())
    }
}

/// Whose completions an order is about, after merges, and by which rulebooks they are decided.
struct Case<'a> {
    learner: LearnerId,
    editions: &'a Editions,
}

/// Why a decision is made, and what the statement calls it.
struct Ruling<'a> {
    cause: DecisionCause,
    title: &'a Text,
}

/// How the panel was before an order: what is refused has decided nothing, as it has moved nothing.
struct Before {
    rows: Vec<(LearnerId, Option<Vec<CompletionRow>>)>,
    expired: Expired,
    lengths: [usize; 6],
}

impl Before {
    fn of(panel: &Panel, books: &Books, order: &Order) -> Self {
        let rows = order.learners().map(|learner| {
            let learner = books.kept(learner);
            (learner, panel.rows.get(&learner).cloned())
        });
        Self {
            rows: rows.collect(),
            expired: panel.expired.clone(),
            lengths: [
                panel.changed.len(),
                panel.decisions.len(),
                panel.corrections.len(),
                panel.notices.len(),
                panel.audit.len(),
                panel.answers.len(),
            ],
        }
    }

    fn restore(self, panel: &mut Panel) {
        for (learner, rows) in self.rows {
            match rows {
                Some(rows) => panel.rows.insert(learner, rows),
                None => panel.rows.remove(&learner),
            };
        }
        panel.expired = self.expired;
        let [changed, decisions, corrections, notices, audit, answers] = self.lengths;
        panel.changed.truncate(changed);
        panel.decisions.truncate(decisions);
        panel.corrections.truncate(corrections);
        panel.notices.truncate(notices);
        panel.audit.truncate(audit);
        panel.answers.truncate(answers);
    }
}
