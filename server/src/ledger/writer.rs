//! The writer's loop: what is waiting becomes one batch.

use shared::problem::Refusal;
use tokio::sync::{Notify, mpsc};

use super::{Done, Job, Mode, SLICE, Work, batch};
use crate::db::Db;
use crate::error::{AppError, AppResult};

/// Further looks at what another server wrote in the meantime.
const LOOKS: u32 = 3;

/// Runs until every handle is gone.
pub(super) fn run(db: &Db, mut waiting: mpsc::Receiver<Job>, bell: &Notify) {
    let mut next = None;
    while let Some(first) = next.take().or_else(|| waiting.blocking_recv()) {
        let mut jobs = vec![first];
        while joins(&jobs) {
            match waiting.try_recv() {
                Ok(job) if job.may_be_joined() => jobs.push(job),
                Ok(job) => {
                    next = Some(job);
                    break;
                }
                Err(_) => break,
            }
        }
        serve(db, jobs);
        bell.notify_one();
    }
}

/// Whether more may join a batch: it is not full, and does not stand or fall by itself.
fn joins(jobs: &[Job]) -> bool {
    let size: usize = jobs.iter().map(|job| job.works.len()).sum();
    size < SLICE && jobs.iter().all(Job::may_be_joined)
}

fn serve(db: &Db, jobs: Vec<Job>) {
    let mode = jobs.first().map_or(Mode::Each, |job| job.mode);
    let sizes: Vec<usize> = jobs.iter().map(|job| job.works.len()).collect();
    let mut works: Vec<Work> = Vec::with_capacity(sizes.iter().sum());
    let mut replies = Vec::with_capacity(jobs.len());
    for job in jobs {
        works.extend(job.works);
        replies.push(job.reply);
    }
    let mut answers = match write(db, &works, mode) {
        Ok(answers) => answers.into_iter(),
        Err(error) => {
            tracing::error!(%error, works = works.len(), "a batch was not written");
            let refused: Vec<_> = works.iter().map(|_| Err(AppError::busy())).collect();
            refused.into_iter()
        }
    };
    for (reply, size) in replies.into_iter().zip(sizes) {
        // A caller that hung up does not need its answer; what was written stays written.
        drop(reply.send(answers.by_ref().take(size).collect()));
    }
}

/// Writes a batch. Another server may have recorded the same number or key a moment before; the
/// second look then finds what it wrote.
fn write(db: &Db, works: &[Work], mode: Mode) -> AppResult<Vec<AppResult<Done>>> {
    let once = || db.write_if_blocking(|conn| batch::run(conn, works, mode));
    let recorded_elsewhere = |outcome: &AppResult<_>| {
        use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
        matches!(
            outcome,
            Err(AppError::Database(DatabaseError(UniqueViolation, _))
                | AppError::Refused(Refusal::KeyInUse))
        )
    };
    let mut outcome = once();
    for _ in 0..LOOKS {
        if !recorded_elsewhere(&outcome) {
            break;
        }
        outcome = once();
    }
    outcome
}
