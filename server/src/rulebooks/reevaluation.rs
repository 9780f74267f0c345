//! Re-evaluation 重新认定: what ended since a rulebook took effect is decided again.
//!
//! Invariants: it goes person by person in id order, a slice a commit, and what was interrupted goes
//! on where it stopped. Deciding again what was decided again changes nothing, so several servers
//! may work on it at once.

use std::sync::Arc;

use chrono::NaiveDate;
use diesel::dsl::count;
use diesel::prelude::*;
use shared::ids::{LearnerId, RulebookId};
use shared::problem::Refusal;
use shared::rulebooks::Progress;
use shared::vocabulary::RulebookStatus;

use super::store::{self, ReevaluationRow};
use crate::bank::Bank;
use crate::db::{Conn, schema::completions};
use crate::decisions::{Matter, Order};
use crate::error::{AppError, AppResult, stored};
use crate::ledger::{Done, Mode, Work};

/// People whose completions are decided again in one commit.
const PEOPLE: i64 = 100;

/// Plans it, in the transaction that publishes the rulebook.
///
/// # Errors
/// The database.
pub fn plan(conn: &mut Conn, id: RulebookId, since: NaiveDate) -> AppResult<()> {
    let row = ReevaluationRow {
        rulebook_id: id.to_string(),
        since,
        status: Progress::Running.to_string(),
        last_learner: String::new(),
        done: 0,
        total: people(conn, since)?,
        changed: 0,
    };
    store::save_reevaluation(conn, &row)
}

/// How many people have completions that ended since a day.
pub(super) fn people(conn: &mut Conn, since: NaiveDate) -> AppResult<i64> {
    let query = completions::table.filter(completions::ended_on.ge(since));
    Ok(query.select(count(completions::learner_id).aggregate_distinct()).first(conn)?)
}

/// The next people, in id order.
pub(super) fn next_people(
    conn: &mut Conn,
    since: NaiveDate,
    after: &str,
    most: i64,
) -> AppResult<Vec<String>> {
    let query = completions::table
        .filter(completions::ended_on.ge(since))
        .filter(completions::learner_id.gt(after));
    Ok(query
        .select(completions::learner_id)
        .distinct()
        .order(completions::learner_id)
        .limit(most)
        .load(conn)?)
}

/// Starts to work on what was planned, on the current runtime.
pub fn start(bank: &Bank) {
    let bank = bank.clone();
    actix_web::rt::spawn(async move {
        if let Err(error) = run(&bank).await {
            tracing::error!(%error, "a re-evaluation stopped; it goes on with the next round of jobs");
        }
    });
}

/// Works on what was planned until nothing is left; one at a time in a process.
///
/// # Errors
/// The database.
pub async fn run(bank: &Bank) -> AppResult<()> {
    let alone = bank.rulebooks.alone();
    let _alone = alone.lock().await;
    for row in bank.db.read(store::running_reevaluations).await? {
        finish(bank, row).await?;
    }
    Ok(())
}

async fn finish(bank: &Bank, mut row: ReevaluationRow) -> AppResult<()> {
    let id: RulebookId = stored(&row.rulebook_id)?;
    let mut refused = 0_u64;
    loop {
        let rulebooks = bank.rulebooks.clone();
        let (book, editions) = bank
            .db
            .read(move |conn| {
                let book = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
                Ok((book, Arc::new(rulebooks.editions(conn)?)))
            })
            .await?;
        // Nobody is decided again by rules that were taken out of use.
        if book.status == RulebookStatus::Retired {
            row.status = Progress::Stopped.to_string();
            return save(bank, &row).await;
        }
        let matter = Matter::ReEvaluate {
            rulebook: book.number.unwrap_or_default(),
            since: row.since,
            note: book.publication.map(|publication| publication.note).unwrap_or_default(),
        };
        let order = |learner: LearnerId| {
            let (matter, editions) = (matter.clone(), Arc::clone(&editions));
            Work::Decision(Box::new(Order::new(learner, matter, editions)))
        };
        let (since, after) = (row.since, row.last_learner.clone());
        let people = bank.db.read(move |conn| next_people(conn, since, &after, PEOPLE)).await?;
        let Some(last) = people.last() else { break };
        row.last_learner.clone_from(last);
        row.done += i64::try_from(people.len()).unwrap_or_default();
        // Some came after it was planned.
        row.total = row.total.max(row.done);
        let works = people.iter().map(|key| Ok(order(stored(key)?))).collect::<AppResult<_>>()?;
        for done in bank.ledger.submit_all(works, Mode::Each).await? {
            match done {
                Ok(Done::Decision(ruled)) => {
                    row.changed += i64::try_from(ruled.changed).unwrap_or_default();
                }
                // The database is away: stop here, so that nobody is passed over.
                Err(error) if error.refusal() == Refusal::Busy => return Err(error),
                Err(error) => {
                    refused += 1;
                    tracing::error!(%error, "somebody's completions could not be decided again");
                }
                Ok(_) => return Err(AppError::busy()),
            }
        }
        save(bank, &row).await?;
    }
    let status = if refused == 0 { Progress::Done } else { Progress::Failed };
    row.status = status.to_string();
    save(bank, &row).await
}

async fn save(bank: &Bank, row: &ReevaluationRow) -> AppResult<()> {
    let row = row.clone();
    bank.db.write(move |conn| store::save_reevaluation(conn, &row)).await
}
