//! Simulation: what a draft would change, counted over the stored completions. Nothing moves.
//!
//! Invariant: the people stream by, some at a time, so the memory that it takes does not grow with
//! the bank; what came out is kept with the draft and says for which version of it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use shared::ids::{LearnerId, RulebookId};
use shared::problem::Refusal;
use shared::rulebooks::{SimulateRequest, Simulation};
use shared::rules::{Impact, ImpactTally, IndexedRulebook, PastCompletion, Rulebook, reevaluate};
use shared::vocabulary::RulebookStatus;

use super::reevaluation::{next_people, people};
use super::store::{self, SimulationRow};
use crate::audit;
use crate::auth::Caller;
use crate::bank::Bank;
use crate::clock;
use crate::completions::store::{holders, of_learners};
use crate::completions::{Network, network};
use crate::db::{Conn, Db, schema::learners};
use crate::error::{AppError, AppResult, stored};

/// People that are read at a time.
const PEOPLE: i64 = 400;
/// People up to whom the caller waits for the answer.
const PROMPT: i64 = 400;

/// Starts a simulation; a small one is done when this returns.
pub(super) async fn simulate(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
    ask: SimulateRequest,
) -> AppResult<Simulation> {
    let who = who.clone();
    let (row, rules) = bank
        .db
        .write(move |conn| {
            let book = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            if !matches!(book.status, RulebookStatus::Draft | RulebookStatus::Submitted) {
                return Err(Refusal::WrongState(book.status.as_str()).into());
            }
            let since = ask.since.unwrap_or_else(|| since(book.effective_from));
            let total = people(conn, since)?;
            audit::note(conn, &who, "rulebook.simulate", &id.to_string())?;
            let row = store::start_simulation(conn, id, book.revision, since, total)?;
            Ok((row, store::with_rules(conn, &book)?))
        })
        .await?;
    let small = row.total <= PROMPT;
    let db = bank.db.clone();
    let work = actix_web::web::block(move || run(&db, &row, rules));
    if small {
        work.await??;
    } else {
        actix_web::rt::spawn(work);
    }
    show(bank, id).await
}

/// From when completions are decided again: from the draft's own day, or for one that lies ahead,
/// those of the last year.
fn since(effective_from: NaiveDate) -> NaiveDate {
    let today = clock::today();
    if effective_from <= today {
        effective_from
    } else {
        today.checked_sub_days(Days::new(365)).unwrap_or(today)
    }
}

/// The last simulation of a rulebook.
pub(super) async fn show(bank: &Bank, id: RulebookId) -> AppResult<Simulation> {
    bank.db
        .read(move |conn| {
            let book = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            let row = store::simulation(conn, id)?.ok_or(Refusal::NotFound)?;
            view(&row, book.revision)
        })
        .await
}

fn view(row: &SimulationRow, revision: i64) -> AppResult<Simulation> {
    Ok(Simulation {
        status: stored(&row.status)?,
        revision: row.revision,
        stale: row.revision != revision,
        since: row.since,
        done: store::count(row.done),
        total: store::count(row.total),
        started_at: clock::instant(row.started_at),
        finished_at: row.finished_at.map(clock::instant),
        impact: row.impact.as_deref().map(serde_json::from_str).transpose()?,
    })
}

/// Runs to the end, unless another simulation of the same draft takes its place.
fn run(db: &Db, row: &SimulationRow, rules: Rulebook) -> AppResult<()> {
    let outcome = measure(db, rules, row.since, |done| {
        db.write_blocking(|conn| store::advance_simulation(conn, &row.id, done))
    });
    let impact = match outcome {
        Ok(Some(impact)) => Some(serde_json::to_string(&impact)?),
        Ok(None) => return Ok(()),
        Err(error) => {
            tracing::error!(%error, "a simulation failed");
            None
        }
    };
    db.write_blocking(|conn| store::finish_simulation(conn, &row.id, impact.as_deref()))
}

/// The impact of rules on what ended since a day. `progress` hears how many people are done, and
/// says whether to go on; `None` when it said no.
///
/// # Errors
/// The database; rules that go beyond what can be counted.
pub fn measure(
    db: &Db,
    rules: Rulebook,
    since: NaiveDate,
    mut progress: impl FnMut(i64) -> AppResult<bool>,
) -> AppResult<Option<Impact>> {
    let draft = Arc::new(IndexedRulebook::new(rules));
    let network = db.read_blocking(network)?;
    let mut tally = ImpactTally::new(since);
    let (mut after, mut done) = (String::new(), 0);
    loop {
        let people = db.read_blocking(|conn| Person::next(conn, &network, since, &after))?;
        let Some(last) = people.last() else { return Ok(Some(tally.finish())) };
        after = last.learner.to_string();
        for person in &people {
            let again = reevaluate(&person.completions, since, &|_| Some(Arc::clone(&draft)))?;
            tally.person(&person.card, person.born_on, &person.completions, &again)?;
        }
        done += i64::try_from(people.len()).unwrap_or_default();
        if !progress(done)? {
            return Ok(None);
        }
    }
}

/// A person with all that they completed.
struct Person {
    learner: LearnerId,
    card: String,
    born_on: Option<NaiveDate>,
    completions: Vec<PastCompletion>,
}

impl Person {
    fn next(
        conn: &mut Conn,
        network: &Network,
        since: NaiveDate,
        after: &str,
    ) -> AppResult<Vec<Self>> {
        let keys = next_people(conn, since, after, PEOPLE)?;
        let mut cards: HashMap<LearnerId, String> = holders(conn, &keys)?
            .into_iter()
            .map(|(learner, holder)| (learner, holder.card.to_string()))
            .collect();
        let born: Vec<(String, Option<NaiveDate>)> = learners::table
            .filter(learners::id.eq_any(&keys))
            .select((learners::id, learners::born_on))
            .load(conn)?;
        let born: HashMap<String, Option<NaiveDate>> = born.into_iter().collect();
        let mut completions: HashMap<String, Vec<PastCompletion>> = HashMap::new();
        for row in of_learners(conn, &keys)? {
            completions.entry(row.learner_id.clone()).or_default().push(row.past(network)?);
        }
        keys.into_iter()
            .map(|key| {
                let learner: LearnerId = stored(&key)?;
                Ok(Self {
                    learner,
                    card: cards.remove(&learner).ok_or_else(AppError::busy)?,
                    born_on: born.get(&key).copied().flatten(),
                    completions: completions.remove(&key).unwrap_or_default(),
                })
            })
            .collect()
    }
}
