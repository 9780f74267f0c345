//! Measurements, one command each: `cargo xtask bench rules [--json FILE]`.
//!
//! Invariant: a figure that compares is a ratio of two measurements of the same run; nothing here
//! fails because a machine is slow.

// A measurement fails by panicking, wherever it stands.
#![allow(clippy::indexing_slicing)]

#[path = "../e2e/browser.rs"]
#[allow(dead_code)]
mod browser;
mod opportunities;
mod rules;
mod stored;
mod try_it;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Measures the credit bank on this machine.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    subject: Subject,
    /// Write the figures to this file as JSON
    #[arg(long, global = true)]
    json: Option<PathBuf>,
    /// What cargo says to every measurement
    #[arg(long, global = true, hide = true)]
    bench: bool,
}

#[derive(Subcommand)]
enum Subject {
    /// Deciding, checking and simulating
    Rules,
}

/// Figures by name. Seconds end in `_s`, milliseconds in `_ms`; the others are ratios.
type Figures = BTreeMap<&'static str, f64>;

fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let mut figures = Figures::new();
    match arguments.subject {
        Subject::Rules => {
            figures.insert("decision_5000_vs_50", rules::decision_5000_vs_50());
            figures.insert("million_decisions_s", rules::million_decisions_s());
            figures.insert("check_25000_s", rules::check_25000_s());
            let ratio = opportunities::opportunities_25000_vs_250();
            figures.insert("opportunities_25000_vs_250", ratio);
            figures.insert("simulate_100000_s", stored::simulate_100000_s());
            figures.insert("try_it_slowest_ms", try_it::slowest_ms());
        }
    }
    for (name, figure) in &figures {
        println!("{name:<28} {figure:>10.3}");
    }
    match arguments.json {
        Some(file) => fs::write(file, format!("{:#}\n", serde_json::json!(figures))),
        None => Ok(()),
    }
}
