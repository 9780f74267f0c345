//! What the bank does by itself: let transfers come to pass, write off what expired and tell people
//! what will, go on with re-evaluations, hand over what closed schools left, go on with imports, send notices, fold
//! shared accounts, forget old keys and sessions.
//!
//! Invariant: each job is safe to run twice and on several servers at once.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::ids::{CommandId, LearnerId, LotId, SchemeCode};
use shared::lang::Text;
use shared::ledger::{Action, Command, Lot};
use uuid::Uuid;

use super::books::{Books, Cause};
use super::{Mode, SLICE, Work, store};
use crate::bank::Bank;
use crate::db::{Conn, schema::lots};
use crate::error::{AppResult, stored};
use crate::http::idempotency;
use crate::{accounts, clock, imports, institutions, notices, rulebooks, transfers};

const PERIOD: Duration = Duration::from_mins(5);

/// A lot past its last day, with something left.
#[derive(Clone, Debug)]
pub struct PastLot {
    /// Whose it is.
    pub learner: LearnerId,
    /// Its scheme.
    pub scheme: SchemeCode,
    /// The lot.
    pub lot: LotId,
}

/// Starts the jobs on the current runtime: at once, then every five minutes.
pub fn start(bank: &Bank) {
    let bank = bank.clone();
    actix_web::rt::spawn(async move {
        if let Err(error) = bank.db.write(rulebooks::store::abandon_simulations).await {
            tracing::error!(%error, "simulations that were interrupted could not be noted");
        }
        loop {
            if let Err(error) = run_once(&bank).await {
                tracing::error!(%error, "a job failed; it runs again in five minutes");
            }
            tokio::time::sleep(PERIOD).await;
        }
    });
}

/// Runs every job once.
///
/// # Errors
/// The database.
pub async fn run_once(bank: &Bank) -> AppResult<()> {
    transfers::jobs::run(bank).await?;
    loop {
        let past = bank.db.read(|conn| past_lots(conn, clock::today())).await?;
        let last = past.len() < SLICE;
        let works = past.into_iter().map(Work::Expire).collect();
        bank.ledger.submit_all(works, Mode::Each).await?;
        if last {
            break;
        }
    }
    rulebooks::reevaluation::run(bank).await?;
    institutions::service::hand_over_late(bank).await?;
    imports::resume(bank).await?;
    notices::expiring::run(bank).await?;
    notices::outbox::run(bank).await?;
    bank.db.write(store::fold_deltas).await?;
    bank.db.write(idempotency::forget_old).await?;
    bank.db.write(accounts::service::forget_old).await?;
    Ok(())
}

/// Writes off what has expired, for threads that may wait.
///
/// # Errors
/// The database.
pub fn expire_blocking(bank: &Bank) -> AppResult<()> {
    expire_all(bank, clock::today(), Mode::Each)
}

/// Writes off what had expired by a moment, as of then: the demo.
///
/// # Errors
/// The database.
pub fn expire_as_of(bank: &Bank, at: DateTime<Utc>) -> AppResult<()> {
    expire_all(bank, clock::day_of(at), Mode::Dated(at))
}

fn expire_all(bank: &Bank, on: NaiveDate, mode: Mode) -> AppResult<()> {
    loop {
        let past = bank.db.read_blocking(|conn| past_lots(conn, on))?;
        let last = past.len() < SLICE;
        let works = past.into_iter().map(Work::Expire).collect();
        bank.ledger.submit_all_blocking(works, mode)?;
        if last {
            return Ok(());
        }
    }
}

fn past_lots(conn: &mut Conn, on: NaiveDate) -> AppResult<Vec<PastLot>> {
    let limit = i64::try_from(SLICE).unwrap_or(i64::MAX);
    let rows: Vec<(String, String, String)> = lots::table
        .filter(lots::expires_on.lt(on))
        .filter(lots::available.gt(0))
        .order((lots::expires_on, lots::learner_id, lots::id))
        .select((lots::learner_id, lots::scheme, lots::id))
        .limit(limit)
        .load(conn)?;
    rows.iter()
        .map(|(learner, scheme, lot)| {
            Ok(PastLot { learner: stored(learner)?, scheme: stored(scheme)?, lot: stored(lot)? })
        })
        .collect()
}

/// Writes off a lot, unless somebody did already. Answers the lot as it was.
pub(super) fn expire(books: &mut Books, past: &PastLot) -> AppResult<Option<Lot>> {
    let Some(lot) = books.state.lot(past.lot).filter(|lot| lot.available.is_positive()).cloned()
    else {
        return Ok(None);
    };
    let action =
        Action::Expire { learner: past.learner, scheme: past.scheme.clone(), lot: past.lot };
    let command = Command { id: CommandId(Uuid::now_v7()), on: books.today, action };
    let title = Text::new("学分到期", "Credits expired");
    let cause = Cause { learner: past.learner, completion: None, transfer: None, title };
    books.post(&command, &cause)?;
    Ok(Some(lot))
}
