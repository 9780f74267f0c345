//! Trying a rule in the browser, with the whole draft around it.

use harness::{Backend, Draft, PASSWORD, World};

use crate::browser::Browser;
use crate::rules;

const RULES: usize = 5_000;
/// What is typed: each keystroke is worked out anew.
const HOURS: &str = "1234567890";

/// Milliseconds from a keystroke to its outcome, of the slowest of many.
pub fn slowest_ms() -> f64 {
    let world = World::start(Backend::Sqlite);
    let district = world.district();
    let rules = rules::rulebook(RULES);
    let body = serde_json::to_value(rules.rulebook()).expect("a rulebook is JSON");
    let draft = Draft::write(&district.admin, &body);
    let code = &rules.recognition.first().expect("there are rules").code;
    let path = format!("/admin/rulebooks/{}/rules/recognition/{code}", draft.id);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let measured = runtime.block_on(type_hours(world.visitor().server(), &path));
    assert!(measured.len() >= HOURS.len(), "every keystroke was worked out: {measured:?}");
    measured.into_iter().fold(0.0, f64::max)
}

async fn type_hours(url: &str, path: &str) -> Vec<f64> {
    let browser = Browser::open(url, 1280, 900).await;
    browser.go("/sign-in").await;
    browser.fill("#identifier", "admin").await;
    browser.fill("#password", PASSWORD).await;
    browser.click("#sign-in").await;
    browser.find("#who").await;
    browser.go(path).await;
    // The schools of the rules are made up; a completion comes from one that is there.
    browser.set("#try-institution", "HP-CS1").await;
    for end in 1..=HOURS.len() {
        let typed: String = HOURS.chars().take(end.min(4)).collect();
        browser.fill("#try-hours", &typed).await;
    }
    browser.find("#try-outcome").await;
    let measured = browser.measured("try-it").await;
    browser.close().await;
    measured
}
