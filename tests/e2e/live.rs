//! Open pages in a real browser hear what is posted, and figures agree with their charts.

use std::time::{Duration, Instant};

use harness::{World, json};

use crate::browser::Browser;
use crate::rules::ask_as;
use crate::{district, sign_in};

/// How soon a posting must be on the page.
const SOON: Duration = Duration::from_secs(2);

/// Makes requests for streams fail in the page, as at a proxy that does not let them through.
const NO_STREAMS: &str = "const ask = window.fetch; window.fetch = (url, init) => \
    init && new Headers(init.headers).get('Accept') === 'text/event-stream' \
        ? Promise.reject(new TypeError('blocked')) : ask(url, init); arguments[0]();";

async fn made() -> World {
    tokio::task::spawn_blocking(district).await.expect("the district is made")
}

/// The demo's resident finishes a course, under a number of its own.
fn finish(world: &World, number: &str) {
    let card = ask_as(world, "resident").get("/me/card").with(200)["number"].clone();
    let posted = json!({
        "external_id": number, "institution": "HP-SC", "learner": {"card_number": card},
        "course": {"code": "CALL-1"}, "ended_on": "2026-01-20", "hours": "45", "grade": "合格",
    });
    ask_as(world, "admin").post("/completions", &posted).must(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_card_shows_a_posting_within_two_seconds() {
    let world = made().await;
    let browser = Browser::open(world.visitor().server(), 390, 844).await;
    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    browser.find("#entries").await;
    browser.find("#over-time svg").await;
    tokio::time::sleep(SOON).await;
    tokio::task::block_in_place(|| finish(&world, "E2E-L1"));
    let posted = Instant::now();
    browser.find("#entries .new-tag").await;
    assert!(posted.elapsed() < SOON, "it took {:?}", posted.elapsed());
    let said = browser.text("#news").await;
    assert!(said.contains("刚刚") && said.contains('+'), "{said}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_streams_are_blocked_the_card_looks_by_itself() {
    let world = made().await;
    let browser = Browser::open(world.visitor().server(), 390, 844).await;
    sign_in(&browser, "resident").await;
    browser.go("/notices").await;
    browser.run_later(NO_STREAMS, Vec::new()).await;
    browser.click("a[href=\"/card\"]").await;
    browser.find("#entries").await;
    tokio::time::sleep(SOON).await;
    tokio::task::block_in_place(|| finish(&world, "E2E-L2"));
    browser.find("#entries .new-tag").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_its_table_and_its_file_agree() {
    let world = made().await;
    let browser = Browser::open(world.visitor().server(), 1280, 800).await;
    sign_in(&browser, "auditor").await;
    browser.go("/admin/statistics").await;
    browser.find("#figures svg rect").await;
    browser.choose("#table", "各年龄段学习情况").await;
    browser.find("#statistics[data-table=by_age] [data-total=learners]").await;
    let file = tokio::task::block_in_place(|| {
        ask_as(&world, "auditor").get("/statistics/by_age?format=csv")
    });
    file.must(200);
    browser.choose("#period", "近3年").await;
    let rows = "arguments[0]([...document.querySelectorAll('#figures tbody tr')]\
        .map(row => [...row.children].map(cell => cell.textContent).join(',')).join('\\n'))";
    let written: Vec<&str> = file.body.lines().skip(1).collect();
    let mut shown = String::new();
    for _ in 0..50 {
        shown = browser.run_later(rows, Vec::new()).await.as_str().unwrap_or_default().to_owned();
        if shown.lines().eq(written.iter().copied()) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(shown.lines().collect::<Vec<_>>(), written);
    let ends = "arguments[0]([...document.querySelectorAll('#figures svg .chart-strong')]\
        .map(word => word.textContent).join(','))";
    let ends = browser.run_later(ends, Vec::new()).await;
    let second = |row: &&str| row.split(',').nth(1).unwrap_or_default().replace('*', "不予公布");
    let figures: Vec<String> = written.iter().rev().skip(1).rev().map(second).collect();
    assert_eq!(ends.as_str(), Some(figures.join(",").as_str()));
    browser.close().await;
}
