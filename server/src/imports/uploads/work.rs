//! Checks and posts what was uploaded, a slice at a time, and notes after each how far it came.
//!
//! A person's rows stand together, and so do those of one number, so that repeats, caps and
//! contradictions are judged in the check as they will be in the posting. The check asks the ledger's
//! writer what would be, a slice a turn, and others get theirs between.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use shared::completions::{LearnerRef, PostCompletion, RowStatus, RowVerdict};
use shared::fault::{Fault, FaultKind};
use shared::ids::{BatchId, ImportId};
use shared::imports::{Column, ImportCounts, ImportKind, ImportStatus, Mapping, Need, Row, Sheet};
use shared::rules::Outcome as Decided;
use uuid::Uuid;

use super::store::rows::{self, FailureRow};
use super::store::{self, Change, ImportRow};
use crate::bank::Bank;
use crate::batches::NewBatch;
use crate::clock;
use crate::completions::Authority;
use crate::completions::service::{Manner, post_batch_blocking};
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::imports::failed::Refused;
use crate::imports::file::Table;
use crate::imports::{self, Job, completions};
use crate::institutions::store as institutions;
use crate::keys::Keys;
use crate::ledger::{Mode, SLICE};

/// Rows that are checked in one turn of the writer: half of what it may take, since a check shall
/// keep nobody waiting.
const CHECKED: usize = SLICE / 2;
/// Tries for a slice that the bank was too busy for.
const TRIES: u32 = 4;

/// Works on an import until it rests. Nothing happens when somebody else is at it.
///
/// # Errors
/// The database; what was done stands, and whoever claims it next goes on.
pub(super) fn run(bank: &Bank, id: ImportId) -> AppResult<()> {
    let worker = Uuid::new_v4().to_string();
    let claimed = bank.db.write_blocking(|conn| store::claim(conn, id, &worker))?;
    let Some(row) = claimed else { return Ok(()) };
    let hand = Hand { bank, id, worker: &worker, status: row.status()? };
    match hand.work(&row) {
        Err(AppError::Broken(error)) => {
            tracing::error!(error = format!("{error:#}"), %id, "an import cannot be worked on");
            let problem = Some(Some("broken".to_owned()));
            hand.note(&[], &Change { problem, ..Change::to(ImportStatus::Stopped) }).map(|_| ())
        }
        outcome => outcome,
    }
}

/// Columns that a file cannot be read without, and that were not found.
pub(super) fn missing(header: &[String], columns: &[Column], mapping: &Mapping) -> Vec<Fault> {
    let found = |column: &Column| {
        let alone = Column { need: Need::Must, ..*column };
        Sheet::mapped(header, &[alone], mapping).is_ok()
    };
    let missing = columns.iter().filter(|it| it.need == Need::Must && !found(it));
    missing.map(|it| Fault::new(format!("/mapping/{}", it.field), FaultKind::Required)).collect()
}

/// Whoever works on an import.
struct Hand<'a> {
    bank: &'a Bank,
    id: ImportId,
    worker: &'a str,
    status: ImportStatus,
}

/// What a slice came to.
#[derive(Default)]
struct Tally {
    counts: ImportCounts,
    failures: Vec<FailureRow>,
}

impl Hand<'_> {
    fn work(&self, row: &ImportRow) -> AppResult<()> {
        let keys = &self.bank.keys;
        let (place, lines) = self.bank.db.read_blocking(|conn| {
            let place = institutions::by_id(conn, stored(&row.institution_id)?)?;
            Ok((place.ok_or_else(AppError::busy)?, rows::of_file(conn, keys, self.id)?))
        })?;
        let mut table = Table::new("");
        (table.header, table.rows) = (row.header()?, lines);
        let job = Job {
            bank: self.bank,
            kind: row.kind()?,
            table,
            place,
            mapping: row.mapping()?,
            dry_run: self.status == ImportStatus::Reading,
            data_dir: self.bank.settings.data_dir.as_deref(),
        };
        match job.kind {
            ImportKind::Completions => self.completions(&job, row),
            _ => self.others(&job),
        }
    }

    /// Courses, equivalences and learners are written in bulk, and nothing needs to be noted between.
    fn others(&self, job: &Job<'_>) -> AppResult<()> {
        let outcome = imports::import(job)?;
        let failures = self.failures(&job.table.rows, &outcome.refused)?;
        let failed = count(failures.len());
        let taken = count(job.table.rows.len()).saturating_sub(failed);
        let counts = match self.status {
            ImportStatus::Reading => {
                ImportCounts { failed, would_create: taken, ..ImportCounts::default() }
            }
            _ => ImportCounts { failed, created: taken, ..ImportCounts::default() },
        };
        let done = i64::try_from(job.table.rows.len()).ok();
        let unread = Some(serde_json::to_string(&outcome.sheet.unread())?);
        let change = Change { done, unread, ..self.end(counts)? };
        self.bank.db.write_blocking(|conn| rows::forget_failures(conn, self.id))?;
        self.note(&failures, &change).map(|_| ())
    }

    fn completions(&self, job: &Job<'_>, row: &ImportRow) -> AppResult<()> {
        let understood = completions::understand(job)?;
        let known = self.bank.db.read_blocking(|conn| rows::failed_places(conn, self.id))?;
        let known: HashSet<usize> = known.into_iter().filter_map(|it| it.try_into().ok()).collect();
        let (all, refused) = (job.table.rows.len(), understood.refused.len());
        let posts = in_order(understood.posts, &self.bank.keys);
        let before = all.saturating_sub(posts.len());
        let mut counts = row.counts()?;
        let mut done = usize::try_from(row.done).unwrap_or_default();
        if done == 0 {
            let new = understood.refused.into_iter().filter(|it| !known.contains(&it.row));
            let failures = self.failures(&job.table.rows, &new.collect::<Vec<_>>())?;
            counts.failed = counts.failed.saturating_add(count(failures.len()));
            counts.repeated = count(before.saturating_sub(refused));
            done = before;
            let unread = Some(serde_json::to_string(&understood.not_kept)?);
            if !self.note(&failures, &Change { unread, ..Self::stand(done, counts)? })? {
                return Ok(());
            }
        }
        let reading = self.status == ImportStatus::Reading;
        let size = if reading { CHECKED } else { SLICE };
        let batch = row.batch()?.filter(|_| !reading);
        let mut rest = posts.get(done.saturating_sub(before)..).unwrap_or_default();
        while !rest.is_empty() {
            let (slice, after) = next_slice(rest, size);
            rest = after;
            let fit: Vec<_> = slice.iter().filter(|post| !known.contains(&post.row)).collect();
            let verdicts = post(job, &fit, batch, &row.by, &understood.sheet)?;
            let tally = self.tally(&job.table.rows, &understood.sheet, &fit, &verdicts)?;
            counts = counts.plus(tally.counts);
            done += slice.len();
            if !self.note(&tally.failures, &Self::stand(done, counts)?)? {
                return Ok(());
            }
        }
        if let Some(batch) = batch {
            // A slice that was posted twice is unchanged the second time; the batch knows better.
            let recorded = counts.created.saturating_add(counts.unchanged);
            counts.created = self.bank.db.read_blocking(|conn| store::in_batch(conn, batch))?;
            counts.unchanged = recorded.saturating_sub(counts.created);
        }
        self.note(&[], &self.end(counts)?).map(|_| ())
    }

    fn tally(
        &self,
        lines: &[Row],
        sheet: &Sheet,
        posts: &[&Post],
        verdicts: &[RowVerdict],
    ) -> AppResult<Tally> {
        let (mut counts, mut refused) = (ImportCounts::default(), Vec::new());
        for (post, verdict) in posts.iter().zip(verdicts) {
            let field = match verdict.status {
                RowStatus::Created => &mut counts.created,
                RowStatus::WouldCreate => &mut counts.would_create,
                RowStatus::Unchanged => &mut counts.unchanged,
                RowStatus::Conflict => &mut counts.conflict,
                RowStatus::Failed => &mut counts.failed,
            };
            *field += 1;
            match verdict.status {
                RowStatus::Created | RowStatus::WouldCreate => {
                    let outcome = verdict.completion.as_ref().map(|it| it.decision.outcome);
                    *match outcome {
                        Some(Decided::Recognised) => &mut counts.recognised,
                        Some(Decided::NeedsDecision) => &mut counts.needs_decision,
                        Some(Decided::NotRecognised) | None => &mut counts.not_recognised,
                    } += 1;
                }
                RowStatus::Unchanged => {}
                RowStatus::Conflict | RowStatus::Failed => {
                    refused.push(Refused::new(post.row, &completions::reason(sheet, verdict)));
                }
            }
        }
        Ok(Tally { counts, failures: self.failures(lines, &refused)? })
    }

    fn failures(&self, lines: &[Row], refused: &[Refused]) -> AppResult<Vec<FailureRow>> {
        let kept = |refused: &Refused| {
            let line = lines.get(refused.row).ok_or_else(AppError::busy)?;
            Ok(FailureRow {
                import_id: self.id.to_string(),
                row: i64::try_from(refused.row).unwrap_or(i64::MAX),
                line: i64::try_from(line.line).unwrap_or(i64::MAX),
                reason: refused.reason.clone(),
                sealed: self.bank.keys.seal(&serde_json::to_string(&line.cells)?),
            })
        };
        refused.iter().map(kept).collect()
    }

    /// How far it is, on the way.
    fn stand(done: usize, counts: ImportCounts) -> AppResult<Change> {
        Ok(Change {
            done: i64::try_from(done).ok(),
            counts: Some(serde_json::to_string(&counts)?),
            beat_at: Some(clock::now().naive_utc()),
            ..Change::default()
        })
    }

    /// Where it rests.
    fn end(&self, counts: ImportCounts) -> AppResult<Change> {
        let rest = match self.status {
            ImportStatus::Reading => ImportStatus::Ready,
            _ => ImportStatus::Posted,
        };
        Ok(Change { counts: Some(serde_json::to_string(&counts)?), ..Change::to(rest) })
    }

    /// Notes what was done; `false` when somebody else took over.
    fn note(&self, failures: &[FailureRow], change: &Change) -> AppResult<bool> {
        let over = change.status == Some(ImportStatus::Posted.as_str());
        self.bank.db.write_blocking(|conn: &mut Conn| {
            let own = store::advance(conn, self.id, self.worker, change)?;
            if own {
                rows::keep_failures(conn, failures)?;
            }
            if own && over {
                rows::forget(conn, self.id)?;
            }
            Ok(own)
        })
    }
}

/// Posts a slice, or asks what posting it would come to.
fn post(
    job: &Job<'_>,
    posts: &[&Post],
    batch: Option<BatchId>,
    by: &str,
    sheet: &Sheet,
) -> AppResult<Vec<RowVerdict>> {
    let manner = Manner {
        batch: batch.map(|id| NewBatch { id, by: by.to_owned() }),
        mode: if job.dry_run { Mode::Rehearse } else { Mode::Each },
        lang: sheet.lang(),
    };
    let authority = Authority::Institution(&job.place.code);
    for attempt in 1..=TRIES {
        let posts = posts.iter().map(|post| Ok(post.form.clone())).collect();
        let rows = post_batch_blocking(job.bank, &authority, posts, &manner)?.rows;
        let busy = |row: &RowVerdict| row.errors.iter().any(|error| error.code == "busy");
        if !rows.iter().any(busy) {
            return Ok(rows);
        }
        std::thread::sleep(Duration::from_secs(u64::from(attempt)));
    }
    Err(AppError::busy())
}

/// A row to post.
struct Post {
    /// Its place in the file.
    row: usize,
    /// The place of the first row that it must be judged together with.
    group: usize,
    form: PostCompletion,
}

/// The rows of a person together, and those of a number, else as in the file. A course that one row
/// says enough about to enter it is known to the others, whichever comes first.
fn in_order(posts: Vec<(usize, PostCompletion)>, keys: &Keys) -> Vec<Post> {
    let mut courses = HashMap::new();
    for (_, post) in posts.iter().filter(|(_, post)| post.course.title.is_some()) {
        courses.entry(post.course.code.as_str().to_owned()).or_insert_with(|| post.course.clone());
    }
    let (mut of_person, mut of_number) = (HashMap::new(), HashMap::new());
    let mut placed: Vec<Post> = Vec::with_capacity(posts.len());
    for (row, mut form) in posts {
        if form.course.title.is_none()
            && let Some(course) = courses.get(form.course.code.as_str())
        {
            form.course = course.clone();
        }
        let person = match &form.learner {
            LearnerRef::Document { document, .. } => keys.document_digest(document),
            LearnerRef::Card(number) => number.to_string(),
        };
        let first = *of_person.entry(person).or_insert(row);
        let number = form.external_id.as_str().to_owned();
        placed.push(Post { row, group: *of_number.entry(number).or_insert(first), form });
    }
    placed.sort_by_key(|post| (post.group, post.row));
    placed
}

/// The next rows to work on, and the rest. Only a group that is more than the writer takes is cut.
fn next_slice(posts: &[Post], size: usize) -> (&[Post], &[Post]) {
    let mut end = 0;
    for group in posts.chunk_by(|one, next| one.group == next.group) {
        if end > 0 && end + group.len() > size {
            break;
        }
        end += group.len();
    }
    posts.split_at_checked(end.min(SLICE)).unwrap_or((posts, &[]))
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
