//! Showing a record to others, and what a device keeps, in a real browser.

use harness::{Backend, World};
use server::demo;

use crate::browser::Browser;
use crate::{district, sign_in, sign_out, stays_narrow};

#[tokio::test(flavor = "multi_thread")]
async fn a_transcript_is_issued_and_verified_and_a_share_is_read_seen_and_withdrawn() {
    let world = tokio::task::spawn_blocking(district).await.expect("the district is made");
    let url = world.visitor().server().to_owned();
    let browser = Browser::open(&url, 390, 844).await;
    let reader = Browser::open(&url, 1280, 800).await;

    sign_in(&browser, "resident").await;
    browser.go("/transcript").await;
    browser.find("#paper [data-scheme=community]").await;
    browser.click("#issue").await;
    browser.until_path("/transcript/").await;
    let code = browser.text("#verification-code").await;

    reader.go("/verify").await;
    reader.fill("#code", &format!("{url}/verify/{code}")).await;
    reader.click("#check").await;
    assert_eq!(reader.attribute("#verdict", "data-valid").await, "true");
    reader.find("#paper [data-scheme=community]").await;
    assert!(!reader.page_text().await.contains("王秀兰"), "a stranger does not see who it is");

    browser.go("/shares/new").await;
    browser.fill("#reader", "开放大学招生办").await;
    browser.click("#continue").await;
    browser.until_path("/shares/check").await;
    assert_eq!(browser.text("#for").await, "开放大学招生办");
    browser.click("#confirm").await;
    browser.until_path("/shares/made").await;
    let link = browser.find("#share-link").await.prop("value").await.expect("it has a value");
    let link = link.expect("a link");
    let path = link.strip_prefix(&url).expect("it leads to this bank").to_owned();

    reader.go(&path).await;
    reader.find("#paper [data-scheme=community]").await;
    assert!(reader.page_text().await.contains("王秀兰"), "the holder chose to show it");

    browser.click("a[href^=\"/shares/\"]").await;
    browser.find("#readings [data-row=chrome]").await;
    browser.click("#withdraw").await;
    browser.click("#withdraw-sure").await;
    browser.find("#state[data-state=withdrawn]").await;
    reader.go(&path).await;
    reader.find("#gone").await;
    reader.close().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_bank_the_last_balance_stands_with_its_time_and_nothing_is_sent() {
    let (world, server) = tokio::task::spawn_blocking(|| {
        let world = World::start(Backend::Sqlite);
        demo::fill(world.bank()).expect("the demo fills an empty database");
        let server = world.another_server();
        (world, server)
    })
    .await
    .expect("the district is made");
    let url = server.visitor().server().to_owned();
    let browser = Browser::open(&url, 390, 844).await;
    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    let number = browser.text("#card-number").await;
    let before = transfers(&world);
    browser.until("return navigator.serviceWorker.controller !== null").await;
    browser.go("/convert").await;
    browser.choose("#pair", "职业教育学分").await;
    browser.fill("#amount", "3.00").await;
    browser.click("#continue").await;
    browser.until_path("/convert/check").await;
    browser.find("#confirm").await;

    tokio::task::spawn_blocking(move || drop(server)).await.expect("the server stops");
    browser.click("#confirm").await;
    let trouble = browser.text("#problem").await;
    assert!(trouble.contains("暂时连接不上"), "{trouble}");
    // The browser itself knows, too: then nothing is even tried.
    browser
        .run(
            "Object.defineProperty(navigator, 'onLine', {get: () => false}); \
              window.dispatchEvent(new Event('offline'))",
        )
        .await;
    let banner = browser.text(".offline").await;
    assert!(banner.contains("暂不能办理"), "{banner}");
    browser.click("#confirm").await;
    browser.until("return document.getElementById('problem').innerText.includes('没有网络')").await;

    browser.go("/card").await;
    assert_eq!(browser.text("#card-number").await, number);
    let said = browser.page_text().await;
    assert!(said.contains("的余额") && said.contains("重试"), "{said}");
    browser.go("/transfer").await;
    browser.find("#try-again").await;
    assert!(!browser.is_there("#do-convert").await);
    browser.go("/help").await;
    browser.find("main section").await;
    assert_eq!(transfers(&world), before, "nothing was sent");
    browser.close().await;
}

/// How many transfers the resident has.
fn transfers(world: &World) -> usize {
    let ask = || crate::rules::ask_as(world, "resident").get("/me/transfers?limit=200").with(200);
    tokio::task::block_in_place(ask)["items"].as_array().expect("a list").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_leaves_nothing_on_the_device_in_any_tab() {
    let world = tokio::task::spawn_blocking(district).await.expect("the district is made");
    let url = world.visitor().server().to_owned();
    let browser = Browser::open(&url, 320, 640).await;
    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    browser.find("#card-number").await;
    browser.until("return localStorage.getItem('last-card') !== null").await;
    let first = browser.new_tab().await;
    sign_out(&browser).await;
    let kept = browser.run("return Object.keys(localStorage).sort().join(' ')").await;
    assert_eq!(kept, "look");
    let personal = browser
        .run_later(
            "const done = arguments[0]; caches.keys().then(async names => { \
               const kept = await Promise.all(names.map(async name => \
                 (await (await caches.open(name)).keys()).map(it => new URL(it.url).pathname))); \
               done(kept.flat().filter(it => it.startsWith('/api/'))); })",
            Vec::new(),
        )
        .await;
    assert_eq!(personal, harness::json!([]));
    browser.to_tab(first).await;
    browser.until_path("/sign-in").await;

    // The edition for the elderly stays within the narrowest screen.
    sign_in(&browser, "resident").await;
    browser.click("#care").await;
    browser.find("html[data-size=care]").await;
    let pages = [
        "/card",
        "/menu",
        "/statement",
        "/completions",
        "/courses",
        "/transfer",
        "/convert",
        "/transcript",
        "/shares/new",
        "/settings",
        "/notices",
        "/help",
        "/",
    ];
    stays_narrow(&browser, &pages).await;
    browser.close().await;
}
