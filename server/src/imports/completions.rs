//! Completions: under the names of the HTTP contract, or as school systems export them.

use anyhow::bail;
use shared::completions::{PostCompletion, RowCounts, RowStatus, RowVerdict};
use shared::ids::BatchId;
use shared::imports::{ImportKind, Sheet, columns_of, has_column, is_of_school, read_completion};
use shared::lang::Lang;
use shared::rules::Outcome as Decided;

use super::failed::Refused;
use super::{Job, Outcome, school};
use crate::audit;
use crate::batches::NewBatch;
use crate::completions::Authority;
use crate::completions::service::{self, Manner};
use crate::ledger::{Mode, SLICE};

pub(super) fn import(job: &Job<'_>) -> anyhow::Result<Outcome> {
    let understood = understand(job)?;
    let mut posted = Posted::new(understood.refused);
    posted.post(job, &understood.sheet, &understood.posts)?;
    let mut lines = understood.said;
    lines.extend(posted.lines());
    lines.extend(not_kept(&understood.not_kept));
    Ok(Outcome { sheet: understood.sheet, lines, refused: posted.refused })
}

/// What the rows of a file mean.
pub(super) struct Understood {
    pub sheet: Sheet,
    /// What can be posted, each with the place of its row.
    pub posts: Vec<(usize, PostCompletion)>,
    pub refused: Vec<Refused>,
    /// What was assumed.
    pub said: Vec<String>,
    /// Columns that are not kept.
    pub not_kept: Vec<String>,
}

/// Reads the rows of a file of either kind.
pub(super) fn understand(job: &Job<'_>) -> anyhow::Result<Understood> {
    let columns = columns_of(ImportKind::Completions, &job.table.header);
    if is_converted(&job.table.header) {
        bail!(
            "sheets 2 and 3 of the upload, results converted from elsewhere, are not read by this version"
        );
    }
    if is_of_school(&job.table.header) {
        return school::understand(job);
    }
    let sheet = job.sheet(columns)?;
    let (posts, refused) =
        job.read(&sheet, |row| sheet.record(row).and_then(|record| read_completion(&record)));
    let not_kept = sheet.unread().into_iter().map(str::to_owned).collect();
    Ok(Understood { sheet, posts, refused, said: Vec::new(), not_kept })
}

fn not_kept(columns: &[String]) -> Option<String> {
    (!columns.is_empty()).then(|| format!("not kept: {}", columns.join(", ")))
}

/// Sheets 2 and 3 of the upload that school systems make: results converted from elsewhere.
pub(super) fn is_converted(header: &[String]) -> bool {
    has_column(header, &["转换学校代码"])
}

/// What became of the rows that were posted.
#[derive(Default)]
pub(super) struct Posted {
    counts: RowCounts,
    recognised: usize,
    undecided: usize,
    not_recognised: usize,
    batch: Option<BatchId>,
    pub refused: Vec<Refused>,
}

impl Posted {
    /// Nothing yet, beside rows that cannot be posted.
    pub fn new(refused: Vec<Refused>) -> Self {
        Self { refused, ..Self::default() }
    }

    /// Posts completions in slices, through the writer, which gives others their turn between them.
    pub fn post(
        &mut self,
        job: &Job<'_>,
        sheet: &Sheet,
        posts: &[(usize, PostCompletion)],
    ) -> anyhow::Result<()> {
        let mode = if job.dry_run { Mode::Rehearse } else { Mode::Each };
        let manner =
            Manner { batch: Some(NewBatch::new(audit::OPERATOR)), mode, lang: sheet.lang() };
        let authority = Authority::Institution(&job.place.code);
        for slice in posts.chunks(SLICE) {
            let posts = slice.iter().map(|(_, post)| Ok(post.clone())).collect();
            let answer = service::post_batch_blocking(job.bank, &authority, posts, &manner)?;
            self.batch = self.batch.or(answer.batch_id);
            for ((row, _), verdict) in slice.iter().zip(answer.rows) {
                self.note(*row, sheet, &verdict);
            }
        }
        Ok(())
    }

    fn note(&mut self, row: usize, sheet: &Sheet, verdict: &RowVerdict) {
        self.counts.count(verdict.status);
        match verdict.status {
            RowStatus::Created | RowStatus::WouldCreate => {
                let outcome = verdict.completion.as_ref().map(|one| one.decision.outcome);
                match outcome {
                    Some(Decided::Recognised) => self.recognised += 1,
                    Some(Decided::NeedsDecision) => self.undecided += 1,
                    Some(Decided::NotRecognised) | None => self.not_recognised += 1,
                }
            }
            RowStatus::Unchanged => {}
            RowStatus::Conflict | RowStatus::Failed => {
                self.refused.push(Refused::new(row, &reason(sheet, verdict)));
            }
        }
    }

    /// What to print.
    pub fn lines(&self) -> Vec<String> {
        let counts = &self.counts;
        let recorded = counts.created + counts.would_create;
        let verb = if counts.would_create > 0 { "would be recorded" } else { "recorded" };
        let mut lines = vec![format!(
            "completions: {recorded} {verb}, {} unchanged, {} recorded before with other content",
            counts.unchanged, counts.conflict
        )];
        if recorded > 0 {
            lines.push(format!(
                "of those {recorded}: {} recognised, {} need a decision, {} not recognised",
                self.recognised, self.undecided, self.not_recognised
            ));
        }
        lines.extend(
            self.batch.map(|batch| format!("batch {batch}: a school can undo it as a whole")),
        );
        lines
    }
}

/// The faults of a verdict in the words of the header.
pub(super) fn reason(sheet: &Sheet, verdict: &RowVerdict) -> String {
    let (mark, joint) = match sheet.lang() {
        Lang::Zh => ("：", "；"),
        Lang::En => (": ", "; "),
    };
    let one = |fault: &shared::fault::FaultReport| match sheet.heading(&fault.pointer) {
        "" => fault.message.clone(),
        heading => format!("{heading}{mark}{}", fault.message),
    };
    verdict.errors.iter().map(one).collect::<Vec<_>>().join(joint)
}
