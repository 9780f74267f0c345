//! `credit-bank import --kind courses|completions|equivalences|learners --institution CODE FILE`

use std::process::ExitCode;

use anyhow::{Context, bail};
use shared::imports::Mapping;
use shared::institutions::InstitutionCode;
use shared::vocabulary::Status;

use super::{Job, act, failed, file, import};
use crate::audit;
use crate::bank::Bank;
use crate::config::Import;
use crate::institutions::store::{self as institutions, InstitutionRow};

/// Imports a file, prints what became of its rows, and writes those that were refused to a file.
/// Exit codes: 0 clean, 1 rows refused.
///
/// # Errors
/// A file that cannot be read or understood at all, an unknown institution, the database.
pub fn run(bank: &Bank, options: &Import) -> anyhow::Result<ExitCode> {
    let job = job(bank, options)?;
    let errors = failed::path(options)?;
    print_head(&job, options);
    let outcome = import(&job).with_context(|| format!("in {}", options.file.display()))?;
    for line in &outcome.lines {
        println!("{line}");
    }
    if options.dry_run {
        println!("dry run: nothing was written to the bank");
    } else {
        note_in_audit(&job)?;
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

/// What the options ask for.
pub(super) fn job<'a>(bank: &'a Bank, options: &'a Import) -> anyhow::Result<Job<'a>> {
    Ok(Job {
        bank,
        kind: options.kind,
        table: file::read(&options.file)?,
        place: institution(bank, &options.institution)?,
        mapping: Mapping::default(),
        dry_run: options.dry_run,
        data_dir: Some(&options.store.data_dir),
    })
}

fn print_head(job: &Job<'_>, options: &Import) {
    let (table, name) = (&job.table, options.file.display());
    let blank = match table.blank {
        0 => String::new(),
        blank => format!(", {blank} blank ones passed over"),
    };
    println!(
        "{name}: {} rows in {}{blank}, for {}",
        table.rows.len(),
        table.encoding,
        job.place.code
    );
}

fn note_in_audit(job: &Job<'_>) -> anyhow::Result<()> {
    let (place, act) = (job.place.code.as_str(), act(job.kind));
    Ok(job.bank.db.write_blocking(|conn| audit::note_operator(conn, act, place))?)
}

pub(super) fn institution(bank: &Bank, code: &str) -> anyhow::Result<InstitutionRow> {
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
