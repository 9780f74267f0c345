//! From page to page: from the click until the new page's heading is painted, and what moves by
//! itself while a page loads.

use harness::{World, json};

use super::{PASSWORD, median, signed_in};
use crate::Figures;
use crate::browser::Browser;

/// Clicks a way, and hands over after how many milliseconds the next heading was painted.
const TURN: &str = r#"
    const [css, done] = arguments;
    const heading = () => document.getElementById("heading")?.textContent;
    const before = heading();
    const start = performance.now();
    const painted = () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - start);
      port2.postMessage(null);
    });
    const watch = new MutationObserver(() => {
      if (heading() && heading() !== before) { watch.disconnect(); painted(); }
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    document.querySelector(css).click();
"#;

/// Notes when the heading is painted and how much moves by itself, from the first moment of a page.
const NOTED: &str = r#"
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const it of list.getEntries()) if (!it.hadRecentInput) window.shifted += it.value;
    }).observe({ type: "layout-shift", buffered: true });
    const watch = new MutationObserver(() => {
      if (!document.getElementById("heading")) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => {
        window.paintedAt = performance.timeOrigin + performance.now();
      }));
    });
    watch.observe(document, { childList: true, subtree: true });
"#;

/// Clicks a way into another program; when it was clicked stays in the tab.
const LEAVE: &str = r#"
    sessionStorage.setItem("left", performance.timeOrigin + performance.now());
    document.querySelector(arguments[0]).click();
    arguments[1]();
"#;

const ARRIVED: &str = r#"
    const done = arguments[0];
    const look = () => window.paintedAt
      ? done(window.paintedAt - Number(sessionStorage.getItem("left")))
      : setTimeout(look, 10);
    look();
"#;

const SHIFTED: &str = "setTimeout((done) => done(window.shifted), 1500, arguments[0])";

const WITHIN: [&str; 4] = ["/statement", "/courses", "/rules", "/card"];
const BETWEEN: [&str; 4] = ["/transfer", "/card", "/programs", "/statement"];
const ROUNDS: usize = 5;

/// Milliseconds of turning within a program and between two, and layout shifts.
pub async fn times(world: &World) -> Figures {
    let browser = signed_in(world, "resident", PASSWORD).await;
    browser.resize(1280, 900, 1.0).await;
    browser.command("Page.addScriptToEvaluateOnNewDocument", json!({"source": NOTED})).await;
    let mut figures = Figures::new();
    browser.go("/card").await;
    let mut within = Vec::new();
    for path in WITHIN.iter().cycle().take(WITHIN.len() * ROUNDS) {
        within.push(number(&browser, TURN, vec![json!(way(path))]).await);
        // What the page asks for is there before it is left again.
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    }
    figures.insert("turn_within_worst_ms", within.iter().copied().fold(0.0, f64::max));
    figures.insert("turn_within_ms", median(within));
    let mut between = Vec::new();
    for path in BETWEEN.iter().cycle().take(BETWEEN.len() * ROUNDS) {
        browser.run(LEAVE, vec![json!(way(path))]).await;
        browser.until_path(path).await;
        browser.find("#heading").await;
        between.push(number(&browser, ARRIVED, Vec::new()).await);
    }
    figures.insert("turn_between_ms", median(between));
    let pages = [("/", "shift_home"), ("/card", "shift_card"), ("/courses", "shift_catalogue")];
    for (path, name) in pages {
        browser.go(path).await;
        figures.insert(name, number(&browser, SHIFTED, Vec::new()).await);
    }
    browser.close().await;
    figures
}

fn way(path: &str) -> String {
    format!("a[href='{path}']")
}

async fn number(browser: &Browser, script: &str, arguments: Vec<harness::Value>) -> f64 {
    browser.run(script, arguments).await.as_f64().expect("a number")
}
