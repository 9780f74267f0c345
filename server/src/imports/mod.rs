//! Files of courses, completions, equivalences and learners, from the command line.
//!
//! `credit-bank import --kind courses|completions|equivalences|learners --institution CODE FILE`
//!
//! A file is read whole ([`file`]), its rows are understood by `shared::imports`, and what is fit is
//! written in bulk; completions go through the ledger's writer in slices. The first bad row stops
//! nothing: refused rows go to a file of their own with the reason ([`failed`]), ready to be mended
//! and sent again, since what is known already changes nothing the second time.
//!
//! Invariant: every row of a file is counted in exactly one way, and what a file does not say is
//! either refused or assumed aloud.

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

use std::process::ExitCode;

use anyhow::{Context, bail};
use shared::imports::{Column, Row, Sheet};
use shared::institutions::InstitutionCode;
use shared::lang::Text;
use shared::vocabulary::Status;

use crate::audit;
use crate::bank::Bank;
use crate::config::{Import, ImportKind};
use crate::institutions::store::{self as institutions, InstitutionRow};
use failed::Refused;
use file::Table;

/// Imports a file, prints what became of its rows, and writes those that were refused to a file.
/// Exit codes: 0 clean, 1 rows refused.
///
/// # Errors
/// A file that cannot be read or understood at all, an unknown institution, the database.
pub fn run(bank: &Bank, options: &Import) -> anyhow::Result<ExitCode> {
    let table = file::read(&options.file)?;
    let place = institution(bank, &options.institution)?;
    let errors = failed::path(options)?;
    let job = Job { bank, options, place, table };
    job.print_head();
    let outcome = import(&job)?;
    for line in &outcome.lines {
        println!("{line}");
    }
    if options.dry_run {
        println!("dry run: nothing was written to the bank");
    } else {
        job.note_in_audit()?;
    }
    if outcome.refused.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    failed::write(&errors, &job.table, &outcome)?;
    println!(
        "refused {} rows, written with their reasons to {}",
        outcome.refused.len(),
        errors.display()
    );
    for line in failed::summary(&outcome) {
        println!("  {line}");
    }
    Ok(ExitCode::from(1))
}

fn import(job: &Job<'_>) -> anyhow::Result<Outcome> {
    match job.options.kind {
        ImportKind::Courses => courses::import(job),
        ImportKind::Completions => completions::import(job),
        ImportKind::Equivalences => equivalences::import(job),
        ImportKind::Learners => learners::import(job),
    }
}

/// A file on its way into an institution.
struct Job<'a> {
    bank: &'a Bank,
    options: &'a Import,
    place: InstitutionRow,
    table: Table,
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
        let file = self.options.file.display();
        Sheet::read(&self.table.header, columns).with_context(|| format!("cannot read {file}"))
    }

    /// Whether the header has a column of one of these names.
    fn has_column(&self, names: &'static [&'static str]) -> bool {
        let columns = [Column::may("it", names)];
        Sheet::read(&self.table.header, &columns).is_ok_and(|sheet| sheet.has("it"))
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

    fn print_head(&self) {
        let (table, name) = (&self.table, self.options.file.display());
        let blank = match table.blank {
            0 => String::new(),
            blank => format!(", {blank} blank ones passed over"),
        };
        println!(
            "{name}: {} rows in {}{blank}, for {}",
            table.rows.len(),
            table.encoding,
            self.place.code
        );
    }

    fn note_in_audit(&self) -> anyhow::Result<()> {
        let kind = match self.options.kind {
            ImportKind::Courses => "import.courses",
            ImportKind::Completions => "import.completions",
            ImportKind::Equivalences => "import.equivalences",
            ImportKind::Learners => "import.learners",
        };
        let place = self.place.code.as_str();
        Ok(self.bank.db.write_blocking(|conn| audit::note_operator(conn, kind, place))?)
    }
}

fn institution(bank: &Bank, code: &str) -> anyhow::Result<InstitutionRow> {
    let Ok(code) = code.parse::<InstitutionCode>() else {
        bail!("{code} is no code of an institution");
    };
    let found = bank.db.read_blocking(|conn| institutions::by_code(conn, &code))?;
    let place = found.with_context(|| format!("there is no institution with the code {code}"))?;
    if place.status != Status::Active {
        bail!("the institution {code} is not active");
    }
    Ok(place)
}

/// What the columns that are not read are called, as a line to print.
fn unread(sheet: &Sheet) -> Option<String> {
    let names = sheet.unread();
    (!names.is_empty()).then(|| format!("columns not read: {}", names.join(", ")))
}
