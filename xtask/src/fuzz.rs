//! `cargo xtask fuzz`: arbitrary input for a while, from another seed each time.

use crate::sh;
use anyhow::Result;
use clap::ValueEnum;
use std::time::{SystemTime, UNIX_EPOCH};

/// What is given arbitrary input.
#[derive(Clone, Copy, ValueEnum)]
pub enum Subject {
    /// Reading rulebooks and computing with them
    Rules,
}

/// Arithmetic that wraps is a fault, in a release build too.
const CHECKED: [&str; 4] = [
    "--config",
    "profile.release.overflow-checks=true",
    "--config",
    "profile.release.debug-assertions=true",
];

/// Tries as many cases as there is time for. The seed of a run that failed makes the same cases again.
///
/// # Errors
/// When a case failed; its input was printed.
pub fn fuzz(subject: Subject, seconds: u64, seed: Option<u64>) -> Result<()> {
    let test = match subject {
        Subject::Rules => "rules_fuzz",
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    sh::run(
        sh::cargo()
            .args(["test", "--release", "--package", "shared", "--test", test])
            .args(CHECKED)
            .args(["--", "--nocapture"])
            .env("CREDIT_BANK_FUZZ_SECONDS", seconds.to_string())
            .env("CREDIT_BANK_FUZZ_SEED", seed.unwrap_or(now).to_string()),
    )
}
