//! `cargo xtask test`: every check but the long ones, in the order in which they find faults
//! soonest. The first that fails ends the run.

use crate::checks;
use crate::deps::{self, Purpose};
use crate::postgres::Cluster;
use crate::sh;
use crate::web::{self, Effort};
use anyhow::{Context, Result};
use std::process::Command;
use std::time::Instant;

const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

/// Runs every check.
///
/// # Errors
/// The first check's that fails, with its title.
pub fn test() -> Result<()> {
    let started = Instant::now();
    step("what the checks need", || {
        deps::install(Purpose::Test);
        Ok(())
    })?;
    step("format", || sh::run(sh::cargo().args(["fmt", "--all", "--check"])))?;
    step("house rules", || {
        checks::files_are_short()?;
        checks::no_registry_is_named()?;
        checks::migrations_come_in_pairs()?;
        checks::shared_is_pure()
    })?;
    // Licences, banned and unknown sources. No advisories: their database is on the network.
    step("dependencies", || {
        sh::run(sh::cargo().args(["deny", "check", "licenses", "bans", "sources"]))
    })?;
    step("web client", || web::build(Effort::Release))?;
    step("first loads", web::check_first_loads)?;
    step("lints", || {
        sh::run(
            everything_but_web(sh::cargo().arg("clippy")).arg("--all-targets").args(DENY_WARNINGS),
        )
    })?;
    step("lints of the web client", || {
        sh::run(
            sh::cargo_web()
                .args(["clippy", "--package", "web", "--target", "wasm32-unknown-unknown"])
                // The profile of the build before it: what that compiled is used again.
                .args(["--profile", "wasm"])
                .args(DENY_WARNINGS),
        )
    })?;
    step("tests", run_tests)?;
    println!("\nall checks passed in {:.0?}", started.elapsed());
    Ok(())
}

/// Announces a check, runs it, and says how long it took.
fn step(title: &str, check: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("\n== {title}");
    let started = Instant::now();
    check().with_context(|| format!("FAILED after {:.1?}: {title}", started.elapsed()))?;
    println!("== {title}: {:.1?}", started.elapsed());
    Ok(())
}

/// The tests, on SQLite and on a PostgreSQL that lives as long as they run.
fn run_tests() -> Result<()> {
    let cluster = Cluster::start()?;
    let run = |command: &mut Command| {
        sh::run(everything_but_web(command).env("CREDIT_BANK_TEST_POSTGRES", cluster.url()))
    };
    if sh::succeeds(sh::cargo().args(["nextest", "--version"])) {
        run(sh::cargo().args(["nextest", "run", "--no-fail-fast"]))?;
        // The examples in the documentation are the one thing that nextest does not run.
        run(sh::cargo().args(["test", "--doc"]))
    } else {
        run(sh::cargo().args(["test", "--no-fail-fast"]))
    }
}

/// The client compiles for the browser only.
fn everything_but_web(command: &mut Command) -> &mut Command {
    command.args(["--workspace", "--exclude", "web"])
}
