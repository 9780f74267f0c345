//! The whole job in a real browser: a clerk posts, a resident sees and converts, anyone verifies.

// A test fails by panicking, wherever it stands.
#![allow(clippy::indexing_slicing)]

// The measurements drive it too, by more of what it can.
#[allow(dead_code)]
mod browser;
mod keyboard;
mod live;
mod lives;
mod pages;
mod record;
mod rules;
mod uploads;

use browser::Browser;
use harness::World;
use shared::quantity::Credits;

const PASSWORD: &str = "demo-lifelong-2035";

/// The demo's district, served over SQLite.
fn district() -> World {
    World::demo()
}

async fn sign_in(browser: &Browser, user: &str) {
    browser.go("/sign-in").await;
    browser.fill("#identifier", user).await;
    browser.fill("#password", PASSWORD).await;
    browser.click("#sign-in").await;
    browser.find("#who").await;
}

async fn sign_out(browser: &Browser) {
    browser.go("/settings").await;
    browser.click("#sign-out").await;
    browser.find("a[href=\"/sign-in\"]").await;
}

async fn available(browser: &Browser, scheme: &str) -> Credits {
    let text = browser.text(&format!("[data-scheme={scheme}] [data-available]")).await;
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    number.parse().expect("a balance is a number of credits")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_posts_a_resident_converts_and_anyone_verifies_the_receipt() {
    let world = tokio::task::spawn_blocking(district).await.expect("the district is made");
    let url = world.visitor().server().to_owned();
    let browser = Browser::open(&url, 390, 844).await;

    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    let shown = browser.text("#card-number").await;
    let card: String = shown.chars().filter(char::is_ascii_digit).collect();
    let before = available(&browser, "community").await;
    let vocational = available(&browser, "vocational").await;
    sign_out(&browser).await;

    sign_in(&browser, "clerk").await;
    let course = community_course(&world);
    browser.go("/clerk/post").await;
    browser.fill("#learner-card", &card).await;
    browser.fill("#external-id", "E2E-1").await;
    browser.fill("#course-code", &course.code).await;
    let yesterday = server::clock::today().pred_opt().expect("there is a day before today");
    browser.set("#ended-on", &yesterday.to_string()).await;
    browser.fill("#hours", "32").await;
    browser.fill("#grade", "合格").await;
    browser.click("#preview").await;
    browser.find("[data-outcome=recognised]").await;
    browser.click("#save").await;
    browser.find("#result").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    let after = available(&browser, "community").await;
    assert!(after > before, "the posting shows on the card: {before} before, {after} after");

    browser.go("/convert").await;
    browser.choose("#pair", "职业教育学分").await;
    browser.fill("#amount", "9.00").await;
    browser.click("#continue").await;
    browser.until_path("/convert/check").await;
    browser.click("#confirm").await;
    browser.until_path("/transfers/").await;
    let number = browser.text("#receipt-number").await;
    assert!(number.contains("TR-"), "{number}");
    let code = browser.text("#verification-code").await;

    browser.go("/card").await;
    let nine: Credits = "9.00".parse().expect("credits");
    let six: Credits = "6.00".parse().expect("credits");
    assert_eq!(available(&browser, "community").await, after.minus(nine).expect("enough"));
    assert_eq!(available(&browser, "vocational").await, vocational.plus(six).expect("few"));
    sign_out(&browser).await;

    browser.go("/verify").await;
    browser.fill("#code", &code).await;
    browser.click("#check").await;
    assert_eq!(browser.attribute("#verdict", "data-valid").await, "true");
    assert!(!browser.page_text().await.contains("王秀兰"), "a stranger does not see who it is");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_scrolls_sideways_on_a_phone_of_320_pixels() {
    let world = tokio::task::spawn_blocking(district).await.expect("the district is made");
    let url = world.visitor().server().to_owned();
    let browser = Browser::open(&url, 320, 640).await;
    let public = ["/", "/sign-in", "/register", "/courses", "/rules", "/verify", "/help"];
    stays_narrow(&browser, &public).await;
    sign_in(&browser, "resident").await;
    let own = [
        "/card",
        "/statement",
        "/completions",
        "/convert",
        "/transfer",
        "/transfer/apply",
        "/transfer/give",
        "/transfers",
        "/programs",
        "/family",
        "/card/lost",
        "/settings",
        "/menu",
        "/notices",
        "/transcript",
        "/shares/new",
    ];
    stays_narrow(&browser, &own).await;
    sign_out(&browser).await;
    sign_in(&browser, "clerk").await;
    let counter =
        ["/clerk", "/clerk/post", "/clerk/upload", "/clerk/counter", "/clerk/counter/open"];
    stays_narrow(&browser, &counter).await;
    sign_out(&browser).await;
    sign_in(&browser, "admin").await;
    stays_narrow(&browser, &["/rules", "/ledger", "/admin/rulebooks", "/admin/decisions"]).await;
    let path = tokio::task::block_in_place(|| rules::draft(&world));
    let of_draft =
        ["", "/findings", "/impact", "/difference", "/publish", "/rules/recognition/SC-03"];
    let of_draft = of_draft.map(|below| format!("{path}{below}"));
    stays_narrow(&browser, &of_draft.each_ref().map(String::as_str)).await;
    browser.close().await;
}

async fn stays_narrow(browser: &Browser, paths: &[&str]) {
    for path in paths {
        browser.go(path).await;
        let wide = browser.sideways().await;
        assert_eq!(wide, 0, "{path} is {wide} px wider than the screen");
    }
}

/// A course of the clerk's school that its rules recognise.
fn community_course(world: &World) -> shared::courses::Course {
    let page = world.visitor().get("/courses?institution=HP-CS1&limit=1");
    let body = page.json();
    let course = body.pointer("/items/0").cloned().expect("the school has courses");
    serde_json::from_value(course).expect("a course")
}
