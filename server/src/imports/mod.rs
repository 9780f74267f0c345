//! Files of courses, completions, equivalences and learners, over HTTP and from the command line.
//!
//! `POST /imports` · `GET /imports` · `GET /imports/{id}` · `/events` · `/rows` · `/errors.csv` ·
//! `POST /imports/{id}/mapping` · `/commit` · `/undo`, and [`cli`].
//!
//! A file is read whole ([`file`], [`workbook`]), its rows are understood by `shared::imports`, and
//! what is fit is written in bulk; completions go through the ledger's writer in slices. The first
//! bad row stops nothing: refused rows are kept with the reason ([`failed`]), ready to be mended and
//! sent again, since what is known already changes nothing the second time.
//!
//! Invariant: every row of a file is counted in exactly one way, and what a file does not say is
//! either refused or assumed aloud.

mod cli;
mod codes;
mod completions;
mod courses;
mod equivalences;
mod failed;
mod file;
mod learners;
mod school;
mod store;
#[cfg(test)]
mod tests;
mod uploads;
mod workbook;

use std::path::Path;

use anyhow::Context;
use shared::imports::{Column, ImportKind, Mapping, Row, Sheet};
use shared::lang::Text;

use crate::bank::Bank;
use crate::institutions::store::InstitutionRow;
use failed::Refused;
use file::Table;

pub use cli::run;
pub use uploads::{Importer, resume, routes};

fn import(job: &Job<'_>) -> anyhow::Result<Outcome> {
    match job.kind {
        ImportKind::Courses => courses::import(job),
        ImportKind::Completions => completions::import(job),
        ImportKind::Equivalences => equivalences::import(job),
        ImportKind::Learners => learners::import(job),
    }
}

/// The word of the audit for an import.
const fn act(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Courses => "import.courses",
        ImportKind::Completions => "import.completions",
        ImportKind::Equivalences => "import.equivalences",
        ImportKind::Learners => "import.learners",
    }
}

/// A file on its way into an institution.
struct Job<'a> {
    bank: &'a Bank,
    kind: ImportKind,
    table: Table,
    place: InstitutionRow,
    /// What the file calls its columns, where it has names of its own.
    mapping: Mapping,
    /// Nothing is written; it is only asked what would be.
    dry_run: bool,
    /// The folder in which an operator may have added codes of school systems.
    data_dir: Option<&'a Path>,
}

/// What became of the rows of a file.
struct Outcome {
    sheet: Sheet,
    /// What is printed.
    lines: Vec<String>,
    refused: Vec<Refused>,
}

impl Job<'_> {
    /// Reads the header.
    fn sheet(&self, columns: &[Column]) -> anyhow::Result<Sheet> {
        Sheet::mapped(&self.table.header, columns, &self.mapping).context("the header")
    }

    /// Reads every row: what is fit with its place, and what is not with the reason.
    fn read<T>(
        &self,
        sheet: &Sheet,
        read: impl Fn(&Row) -> Result<T, Text>,
    ) -> (Vec<(usize, T)>, Vec<Refused>) {
        let (mut fit, mut refused) = (Vec::new(), Vec::new());
        for (row, cells) in self.table.rows.iter().enumerate() {
            match read(cells) {
                Ok(value) => fit.push((row, value)),
                Err(reason) => refused.push(Refused::new(row, reason.get(sheet.lang()))),
            }
        }
        (fit, refused)
    }
}

/// What the columns that are not read are called, as a line to print.
fn unread(sheet: &Sheet) -> Option<String> {
    let names = sheet.unread();
    (!names.is_empty()).then(|| format!("columns not read: {}", names.join(", ")))
}
