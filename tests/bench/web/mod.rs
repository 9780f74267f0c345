//! The web client in a real browser: what a first visit loads, what Lighthouse says, how long it takes
//! from page to page, what moves while a page loads, and a long statement that scrolls.

mod lighthouse;
mod scrolling;
mod turning;
mod weight;

use harness::World;

use crate::Figures;
use crate::browser::Browser;

const PASSWORD: &str = "demo-lifelong-2035";

/// Measures all of it into `figures`.
pub fn measure(figures: &mut Figures) {
    figures.extend(weight::first_loads());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let world = World::demo();
    runtime.block_on(async {
        figures.extend(lighthouse::scores(&world).await);
        figures.extend(turning::times(&world).await);
        figures.extend(scrolling::frames().await);
    });
}

/// A window of a telephone's size in which somebody of the demo is signed in.
async fn signed_in(world: &World, user: &str, password: &str) -> Browser {
    let browser = Browser::open(world.visitor().server(), 390, 844).await;
    browser.go("/sign-in").await;
    browser.fill("#identifier", user).await;
    browser.fill("#password", password).await;
    browser.click("#sign-in").await;
    browser.find("#who").await;
    browser.until_gone("#sign-in").await;
    browser
}

/// The one in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().expect("something was measured")
}
