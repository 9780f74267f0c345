//! The ledger in the server: one writer a process, one commit a batch.
//!
//! Invariant: credits move only through [`Ledger::submit`]. The writer takes what is waiting, loads
//! what it touches in a handful of queries, runs the pure machine of `shared::ledger` over it in
//! memory, writes everything in bulk and commits once; a refusal costs its neighbours nothing.
//! Several servers over one database stay correct by locks on learners, taken in id order.

mod batch;
pub mod books;
pub mod jobs;
pub mod store;
pub mod verify;
mod writer;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, mpsc, oneshot};

use crate::completions::{Prepared, Recorded};
use crate::db::Db;
use crate::decisions;
use crate::error::{AppError, AppResult};
use crate::http::idempotency::IdempotencyKey;
use crate::transfers::{Moved, Order};

/// Units of work in one job at most: a single request never waits for ten thousand.
pub const SLICE: usize = 500;

/// Jobs that may wait before callers do.
const QUEUE: usize = 1_024;

/// One thing for the writer to do.
#[derive(Debug)]
pub enum Work {
    /// Record a completion and post what it is worth.
    Completion(Box<Prepared>),
    /// A step of a transfer.
    Transfer(Box<Order>),
    /// Settle what is open about a completion, or decide completions again.
    Decision(Box<decisions::Order>),
    /// Write off a lot that is past its last day.
    Expire(jobs::PastLot),
}

impl Work {
    /// The `Idempotency-Key` that it was asked for under.
    fn key(&self) -> Option<&IdempotencyKey> {
        match self {
            Self::Completion(prepared) => prepared.key.as_ref(),
            Self::Transfer(order) => order.key(),
            Self::Decision(order) => order.key.as_ref(),
            Self::Expire(_) => None,
        }
    }
}

/// What the writer did.
#[derive(Debug)]
pub enum Done {
    /// A completion was recorded, or had been.
    Completion(Box<Recorded>),
    /// A transfer moved on.
    Transfer(Box<Moved>),
    /// Completions were decided.
    Decision(Box<decisions::Ruled>),
    /// A lot was written off.
    Expired,
}

/// How many works that were submitted together stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Each that is not refused.
    Each,
    /// All, or none when one is refused.
    AllOrNothing,
    /// None: it is only asked what would be.
    Rehearse,
    /// Each that is not refused, as of a moment that has passed, none of which may lie before what is
    /// posted already: how the demo tells what its schools posted over the years.
    Dated(DateTime<Utc>),
}

struct Job {
    works: Vec<Work>,
    mode: Mode,
    reply: oneshot::Sender<Vec<AppResult<Done>>>,
}

impl Job {
    /// Whether other jobs may be in its batch: not when it stands or falls by itself, and not when
    /// it decides again what others would take for a learner's history.
    fn may_be_joined(&self) -> bool {
        let decides = |work: &Work| matches!(work, Work::Decision(_));
        self.mode == Mode::Each && !self.works.iter().any(decides)
    }
}

/// A handle on the writer. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    jobs: mpsc::Sender<Job>,
}

impl Ledger {
    /// Starts the writer in a thread of its own; it rings the bell after each commit.
    ///
    /// # Errors
    /// The operating system, when it gives no thread.
    pub fn start(db: Db, bell: Arc<Notify>) -> anyhow::Result<Self> {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        std::thread::Builder::new()
            .name("ledger".to_owned())
            .spawn(move || writer::run(&db, waiting, &bell))?;
        Ok(Self { jobs })
    }

    /// Does one thing.
    ///
    /// # Errors
    /// Why it was refused.
    pub async fn submit(&self, work: Work) -> AppResult<Done> {
        let mut answers = self.submit_all(vec![work], Mode::Each).await?;
        answers.pop().unwrap_or_else(|| Err(AppError::busy()))
    }

    /// Does many things and answers each in order: in slices of [`SLICE`], so that the work of other
    /// callers gets its turn between them, unless they shall stand or fall together.
    ///
    /// # Errors
    /// `Busy`, when the writer is gone.
    pub async fn submit_all(
        &self,
        works: Vec<Work>,
        mode: Mode,
    ) -> AppResult<Vec<AppResult<Done>>> {
        let mut answers = Vec::with_capacity(works.len());
        for (job, answer) in jobs_of(works, mode) {
            self.jobs.send(job).await.map_err(|_| AppError::busy())?;
            answers.extend(answer.await.map_err(|_| AppError::busy())?);
        }
        Ok(answers)
    }

    /// [`Ledger::submit_all`] for threads that may wait: the command line and the demo.
    ///
    /// # Errors
    /// As [`Ledger::submit_all`].
    pub fn submit_all_blocking(
        &self,
        works: Vec<Work>,
        mode: Mode,
    ) -> AppResult<Vec<AppResult<Done>>> {
        let mut answers = Vec::with_capacity(works.len());
        for (job, answer) in jobs_of(works, mode) {
            self.jobs.blocking_send(job).map_err(|_| AppError::busy())?;
            answers.extend(answer.blocking_recv().map_err(|_| AppError::busy())?);
        }
        Ok(answers)
    }
}

type Answers = oneshot::Receiver<Vec<AppResult<Done>>>;

fn jobs_of(works: Vec<Work>, mode: Mode) -> impl Iterator<Item = (Job, Answers)> {
    let size = if mode == Mode::Each { SLICE } else { works.len() };
    let mut rest = works.into_iter().peekable();
    std::iter::from_fn(move || {
        rest.peek()?;
        let works = rest.by_ref().take(size).collect();
        let (reply, answer) = oneshot::channel();
        Some((Job { works, mode, reply }, answer))
    })
}
