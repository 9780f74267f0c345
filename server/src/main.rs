//! Arguments, logging, run: nothing else.

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let cli = server::config::Cli::parse();
    let filter =
        EnvFilter::try_from_env("CREDIT_BANK_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    server::run(cli).unwrap_or_else(|error| {
        eprintln!("credit-bank: {error:#}");
        ExitCode::from(1)
    })
}
