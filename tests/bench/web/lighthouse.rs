//! Lighthouse as a telephone on a slow network would see the pages, the median of three runs each.

use std::path::PathBuf;
use std::process::Command;

use harness::{Value, World};

use super::{PASSWORD, median, signed_in};
use crate::Figures;

const RUNS: usize = 3;

/// A page, and the names of its figures.
struct Page {
    path: &'static str,
    performance: &'static str,
    accessibility: &'static str,
    largest_paint: &'static str,
    shift: &'static str,
}

const PAGES: [Page; 3] = [
    Page {
        path: "/",
        performance: "lighthouse_home_performance",
        accessibility: "lighthouse_home_accessibility",
        largest_paint: "lighthouse_home_largest_paint_ms",
        shift: "lighthouse_home_shift",
    },
    Page {
        path: "/card",
        performance: "lighthouse_card_performance",
        accessibility: "lighthouse_card_accessibility",
        largest_paint: "lighthouse_card_largest_paint_ms",
        shift: "lighthouse_card_shift",
    },
    Page {
        path: "/courses",
        performance: "lighthouse_catalogue_performance",
        accessibility: "lighthouse_catalogue_accessibility",
        largest_paint: "lighthouse_catalogue_largest_paint_ms",
        shift: "lighthouse_catalogue_shift",
    },
];

/// Scores of 100, the largest paint in simulated milliseconds, and the layout shift.
pub async fn scores(world: &World) -> Figures {
    let browser = signed_in(world, "resident", PASSWORD).await;
    // A page of its own keeps the session's cookie for Lighthouse's, which asks for nothing else.
    browser.leave().await;
    let port = browser.debugging_port();
    let mut figures = Figures::new();
    for page in &PAGES {
        let url = format!("{}{}", world.visitor().server(), page.path);
        let reports: Vec<Value> = (0..RUNS).map(|_| run(&url, port)).collect();
        let of = |pointer: &str, times: f64| {
            let read = |report: &Value| report.pointer(pointer).and_then(Value::as_f64);
            let values = reports.iter().map(|report| read(report).expect("a figure") * times);
            median(values.collect())
        };
        figures.insert(page.performance, of("/categories/performance/score", 100.0));
        figures.insert(page.accessibility, of("/categories/accessibility/score", 100.0));
        let audit = |name: &str| of(&format!("/audits/{name}/numericValue"), 1.0);
        figures.insert(page.largest_paint, audit("largest-contentful-paint"));
        figures.insert(page.shift, audit("cumulative-layout-shift"));
    }
    browser.close().await;
    figures
}

/// One report, of a page in the browser that listens on a port.
fn run(url: &str, port: u16) -> Value {
    let program = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../target/tools/lighthouse/node_modules/.bin/lighthouse");
    let output = Command::new(&program)
        .arg(url)
        .args(["--quiet", "--output=json", "--output-path=stdout", "--no-enable-error-reporting"])
        .args(["--only-categories=performance,accessibility", "--disable-storage-reset"])
        .arg(format!("--port={port}"))
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "Lighthouse ends with {}: {said}", output.status);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report is JSON");
    assert!(report["runtimeError"].is_null(), "{}", report["runtimeError"]);
    let came = report["finalDisplayedUrl"].as_str().unwrap_or_default();
    assert_eq!(came, url, "Lighthouse looked at another page");
    report
}
