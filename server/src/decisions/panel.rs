//! Settles open questions and decides again, inside a batch, where the learners are locked.
//!
//! Invariant: what a decision changes on the card, the decision itself, the one that it replaces and
//! the notice to the person stand or fall together.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use shared::completions::Completion;
use shared::decisions::{DecideAnswer, DecisionCause, OpenQuestion};
use shared::ids::{CompletionId, LearnerId};
use shared::lang::Text;
use shared::ledger::Lot;
use shared::notices::{ChangedDecision, NoticeKind};
use shared::problem::Refusal;
use shared::rules::{Choice, Decision, History, choose, decide, reevaluate};

use super::store::{self, PastDecisionRow};
use crate::audit;
use crate::auth::Caller;
use crate::completions::store::{self as completions, CompletionRow, Holder};
use crate::completions::{Expired, Network, Validity, network, stand};
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::ledger::Work;
use crate::ledger::books::Books;
use crate::notices::store::{self as notices, NoticeRow};
use crate::rulebooks::cache::Editions;
use crate::schemes;

/// What shall be decided about a learner's completions.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose completions they are.
    pub learner: LearnerId,
    /// What.
    pub matter: Matter,
    /// The rulebooks that are in force.
    pub editions: Arc<Editions>,
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
}

/// What came of an order.
#[derive(Debug)]
pub struct Ruled {
    /// The completion that was settled.
    pub completion: Option<Completion>,
    /// How many completions came out otherwise.
    pub changed: u64,
}

/// The decisions of a batch.
#[derive(Default)]
pub struct Panel {
    network: Network,
    validity: Validity,
    expired: Expired,
    holders: HashMap<LearnerId, Holder>,
    rows: HashMap<LearnerId, Vec<CompletionRow>>,
    changed: Vec<CompletionRow>,
    decisions: Vec<PastDecisionRow>,
    notices: Vec<NoticeRow>,
    audit: Vec<(Caller, CompletionId)>,
}

impl Panel {
    /// Loads the completions of the learners that the orders are about, once they are locked.
    ///
    /// # Errors
    /// The database.
    pub fn open(conn: &mut Conn, works: &[Work]) -> AppResult<Self> {
        let keys: Vec<String> = works
            .iter()
            .filter_map(|work| match work {
                Work::Decision(order) => Some(order.learner.to_string()),
                Work::Completion(_) | Work::Transfer(_) | Work::Expire(_) => None,
            })
            .collect();
        let mut panel = Self::default();
        if keys.is_empty() {
            return Ok(panel);
        }
        panel.network = network(conn)?;
        panel.validity = schemes::store::validity(conn)?;
        panel.expired = Expired::load(conn, &keys)?;
        panel.holders = completions::holders(conn, &keys)?.into_iter().collect();
        for row in completions::of_learners(conn, &keys)? {
            panel.rows.entry(stored(&row.learner_id)?).or_default().push(row);
        }
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
    /// `NotFound`, `NothingToDecide`, what the rules or the ledger refuse.
    pub fn carry_out(&mut self, books: &mut Books, order: &Order) -> AppResult<Ruled> {
        match &order.matter {
            Matter::Settle { completion, answer, by, reason } => {
                let settled =
                    self.settle(books, order, *completion, answer, (by.name(), reason))?;
                self.audit.push(((**by).clone(), *completion));
                Ok(settled)
            }
            Matter::ReEvaluate { rulebook, since, note } => {
                self.decide_again(books, order, *since, (*rulebook, note))
            }
        }
    }

    fn settle(
        &mut self,
        books: &mut Books,
        order: &Order,
        completion: CompletionId,
        answer: &DecideAnswer,
        (by, reason): (&str, &str),
    ) -> AppResult<Ruled> {
        let key = completion.to_string();
        let rows = self.rows.get(&order.learner).ok_or(Refusal::NotFound)?;
        let place = rows.iter().position(|row| row.id == key).ok_or(Refusal::NotFound)?;
        let row = rows.get(place).ok_or(Refusal::NotFound)?;
        let mut history = History::default();
        for other in rows.iter().filter(|other| other.id != key) {
            other.count_in(&mut history, &self.network)?;
        }
        let decision = self.answer(row, &order.editions, &history, answer, (by, reason))?;
        let title = Text::same(&row.title);
        let ruling = Ruling { cause: DecisionCause::Decided, title: &title };
        let change = self.rule(books, order.learner, place, &decision, &ruling)?;
        let about = (decision.rulebook, reason);
        let at = books.now.naive_utc();
        let kind = NoticeKind::Decided;
        self.notices.push(NoticeRow::new(order.learner, at, kind, about, &[change])?);
        let row = self.rows.get(&order.learner).and_then(|rows| rows.get(place));
        let row = row.ok_or(Refusal::NotFound)?;
        Ok(Ruled { completion: Some(self.view(order.learner, row)?), changed: 1 })
    }

    fn answer(
        &self,
        row: &CompletionRow,
        editions: &Editions,
        history: &History,
        answer: &DecideAnswer,
        (by, reason): (&str, &str),
    ) -> AppResult<Decision> {
        let question = row.question.as_deref().map(stored::<OpenQuestion>).transpose()?;
        let facts = row.facts(&self.network)?;
        let earlier = history.attempts(&facts, &row.title_key);
        match (question, answer) {
            (Some(OpenQuestion::Clash), DecideAnswer::Rule(rule)) => {
                // By the rulebook that the rules clash in, whatever has been published since.
                let open: Decision = serde_json::from_str(&row.decision)?;
                let number = open.rulebook.ok_or(Refusal::NothingToDecide)?;
                let rulebook = editions.numbered(number).ok_or(Refusal::NothingToDecide)?;
                let (rule, by, reason) =
                    (rule.as_str().to_owned(), by.to_owned(), reason.to_owned());
                let choice = Choice { rule, by, reason };
                let chosen = choose(&rulebook, &facts, &earlier, history.counted(), choice)?;
                Ok(match open.identified() {
                    Some((by, reason)) => chosen.of_same_person(by, reason),
                    None => chosen,
                })
            }
            (Some(OpenQuestion::NameDiffers), DecideAnswer::SamePerson) => {
                let decision = match editions.in_force(facts.ended_on) {
                    Some(rulebook) => decide(&rulebook, &facts, &earlier, history.counted())?,
                    None => Decision::without_rulebook(facts.ended_on),
                };
                Ok(decision.of_same_person(by, reason))
            }
            _ => Err(Refusal::NothingToDecide.into()),
        }
    }

    fn decide_again(
        &mut self,
        books: &mut Books,
        order: &Order,
        since: NaiveDate,
        about: (u32, &str),
    ) -> AppResult<Ruled> {
        let rows = self.rows.get(&order.learner).map(Vec::as_slice).unwrap_or_default();
        let past: Vec<_> =
            rows.iter().map(|row| row.past(&self.network)).collect::<AppResult<_>>()?;
        let decisions = reevaluate(&past, since, &|day| order.editions.in_force(day))?;
        let mut changes = Vec::new();
        for (place, decision) in decisions.iter().enumerate() {
            let (Some(decision), Some(past)) = (decision, past.get(place)) else { continue };
            let course = &past.facts.title;
            let title = Text::new(format!("重新认定：{course}"), format!("Re-evaluated: {course}"));
            let ruling = Ruling { cause: DecisionCause::ReEvaluated, title: &title };
            changes.push(self.rule(books, order.learner, place, decision, &ruling)?);
        }
        if !changes.is_empty() {
            let (rulebook, note) = about;
            let (at, kind) = (books.now.naive_utc(), NoticeKind::ReEvaluated);
            let notice = NoticeRow::new(order.learner, at, kind, (Some(rulebook), note), &changes)?;
            self.notices.push(notice);
        }
        let count = u64::try_from(changes.len()).unwrap_or(u64::MAX);
        Ok(Ruled { completion: None, changed: count })
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
        let row = self.rows.get_mut(&learner).and_then(|rows| rows.get_mut(place));
        let row = row.ok_or(Refusal::NotFound)?;
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
        completions::update_decided(conn, &self.changed)?;
        store::insert(conn, &self.decisions)?;
        notices::insert(conn, &self.notices)?;
        for (who, completion) in &self.audit {
            audit::note(conn, who, "completion.decide", &completion.to_string())?;
        }
        Ok(())
    }
}

/// Why a decision is made, and what the statement calls it.
struct Ruling<'a> {
    cause: DecisionCause,
    title: &'a Text,
}
