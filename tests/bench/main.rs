//! Measurements, one command each: `cargo xtask bench rules|web [--json FILE]`.
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
mod web;

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
    /// The web client: first loads, Lighthouse, turning pages, scrolling
    Web,
}

/// Figures by name. Seconds end in `_s`, milliseconds in `_ms`; the others are ratios.
type Figures = BTreeMap<&'static str, f64>;

/// What a figure must not pass.
#[derive(Clone, Copy)]
enum Limit {
    Most(f64),
    Least(f64),
}

/// The limits of figures, by how their names begin; a figure without one is told for its own sake.
const LIMITS: &[(&str, Limit)] = &[
    ("first_load_", Limit::Most(256_000.0)),
    ("lighthouse_home_performance", Limit::Least(95.0)),
    ("lighthouse_card_performance", Limit::Least(95.0)),
    ("lighthouse_catalogue_performance", Limit::Least(95.0)),
    ("lighthouse_home_accessibility", Limit::Least(100.0)),
    ("lighthouse_card_accessibility", Limit::Least(100.0)),
    ("lighthouse_catalogue_accessibility", Limit::Least(100.0)),
    ("lighthouse_home_shift", Limit::Most(0.02)),
    ("lighthouse_card_shift", Limit::Most(0.02)),
    ("lighthouse_catalogue_shift", Limit::Most(0.02)),
    ("turn_within_ms", Limit::Most(50.0)),
    ("shift_", Limit::Most(0.02)),
    ("scroll_frame_ms", Limit::Most(17.5)),
];

fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let mut figures = Figures::new();
    match arguments.subject {
        Subject::Web => web::measure(&mut figures),
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
        println!("{name:<36} {figure:>10.3}{}", judged(name, *figure));
    }
    match arguments.json {
        Some(file) => fs::write(file, format!("{:#}\n", serde_json::json!(figures))),
        None => Ok(()),
    }
}

/// A figure's limit, and whether it is met.
fn judged(name: &str, figure: f64) -> String {
    let limit = LIMITS.iter().find(|(start, _)| name.starts_with(start));
    let verdict = |met: bool| if met { "met" } else { "NOT MET" };
    match limit {
        None => String::new(),
        Some((_, Limit::Most(most))) => format!("  at most {most}: {}", verdict(figure <= *most)),
        Some((_, Limit::Least(least))) => {
            format!("  at least {least}: {}", verdict(figure >= *least))
        }
    }
}
