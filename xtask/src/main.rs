//! The only build scripting there is. Every command installs what it needs and is missing; see
//! [`deps`] for what that may be.

mod bundle;
mod checks;
mod compress;
mod deps;
mod fuzz;
mod npm;
mod postgres;
mod sh;
mod test;
mod web;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use deps::Purpose;
use std::ffi::OsString;
use std::fs;
use std::os::unix::process::CommandExt;
use std::process::ExitCode;
use web::Effort;

/// Builds, runs and checks the credit bank.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing on this machine for any of the commands
    Deps,
    /// Build the web client into dist/
    Web {
        /// Build fast instead of small: not optimised, not compressed
        #[arg(long)]
        dev: bool,
    },
    /// Build target/release/credit-bank, the web client inside
    Build,
    /// Build all and serve the demo at <http://127.0.0.1:8080>
    Run {
        /// Options for `credit-bank serve --demo`, such as `--listen 127.0.0.1:9000`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<OsString>,
    },
    /// Measure this machine: `bench rules|web [--json FILE]`
    Bench {
        /// What to measure, and where to write the figures
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        options: Vec<OsString>,
    },
    /// Give arbitrary input to a part of the bank and look for panics and wrong results
    Fuzz {
        /// Which part
        subject: fuzz::Subject,
        /// For how long
        #[arg(long, default_value_t = 600)]
        seconds: u64,
        /// Where to begin; otherwise each run begins elsewhere
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Run every check: format, house rules, licences, size, lints, tests on both databases
    Test,
}

fn main() -> ExitCode {
    match carry_out(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\n{reason:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: Command) -> Result<()> {
    web::dist()?;
    match command {
        Command::Deps => deps::install(Purpose::Test),
        Command::Web { dev } => {
            deps::install(Purpose::Web);
            web::build(if dev { Effort::Develop } else { Effort::Release })?;
        }
        Command::Build => build()?,
        Command::Run { options } => run(&options)?,
        Command::Bench { options } => bench(&options)?,
        Command::Fuzz { subject, seconds, seed } => fuzz::fuzz(subject, seconds, seed)?,
        Command::Test => test::test()?,
    }
    Ok(())
}

fn build() -> Result<()> {
    deps::install(Purpose::Build);
    web::build(Effort::Release)?;
    sh::run(sh::cargo().args(["build", "--release", "--package", "server"]))
}

/// Measures a release build, the client inside it in a real browser too.
fn bench(options: &[OsString]) -> Result<()> {
    deps::install(Purpose::Test);
    if options.first().is_some_and(|subject| subject == "web") {
        npm::install("lighthouse")?;
    }
    web::build(Effort::Release)?;
    let bench = ["bench", "--package", "tests", "--bench", "bench", "--"];
    sh::run(sh::cargo().args(bench).args(options))
}

/// Becomes the server, so that signals reach it and its exit code is this command's.
fn run(options: &[OsString]) -> Result<()> {
    build()?;
    fs::create_dir_all(sh::root().join("target/demo"))?;
    let program = sh::root().join("target/release/credit-bank");
    // By environment, since an option of the same name then takes precedence.
    let refused = sh::program(&program)
        .args(["serve", "--demo"])
        .args(options)
        .env("CREDIT_BANK_LISTEN", "127.0.0.1:8080")
        .env("CREDIT_BANK_DATABASE_URL", "sqlite://target/demo/credit-bank.db")
        .env("CREDIT_BANK_DATA_DIR", "target/demo")
        .exec();
    Err(refused).with_context(|| format!("cannot start {}", program.display()))
}
