//! Rules in a real browser: an administrator mends them, another publishes, a resident is told.

use harness::{Client, Value, World, json};

use crate::browser::Browser;
use crate::{PASSWORD, district, sign_in, sign_out};

/// A client of somebody of the demo.
pub fn ask_as(world: &World, user: &str) -> Client {
    let visitor = world.visitor();
    let login = json!({"identifier": user, "password": PASSWORD});
    let signed_in = visitor.post("/auth/login", &login).with(200);
    visitor.with_token(signed_in["access_token"].as_str().expect("a token"))
}

/// The resident of the demo finishes a calligraphy course whose worth the draft changes.
fn finish_calligraphy(world: &World) -> Value {
    let card = ask_as(world, "resident").get("/me/card").with(200)["number"].clone();
    let posted = json!({
        "external_id": "E2E-R1", "institution": "HP-SC", "learner": {"card_number": card},
        "course": {"code": "CALL-1"}, "ended_on": "2026-01-20", "hours": "45", "grade": "合格",
    });
    ask_as(world, "admin").post("/completions", &posted).with(201)
}

/// The path of the demo's draft.
pub fn draft(world: &World) -> String {
    let books = ask_as(world, "admin").get("/rulebooks").with(200);
    let items = books["items"].as_array().expect("a list");
    let draft = items.iter().find(|book| book["status"] == "draft").expect("the demo has a draft");
    format!("/admin/rulebooks/{}", draft["id"].as_str().expect("an id"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_mends_a_clash_another_publishes_and_the_resident_is_told_why() {
    let (world, before, book) = tokio::task::spawn_blocking(|| {
        let world = district();
        let before = finish_calligraphy(&world);
        let book = draft(&world);
        (world, before, book)
    })
    .await
    .expect("the district is made");
    assert_eq!(before["decision"]["credits"], "2.50", "45 hours at 16 a credit");
    let browser = Browser::open(world.visitor().server(), 1280, 900).await;

    sign_in(&browser, "admin").await;
    browser.go(&format!("{book}/findings")).await;
    let clash = "[data-finding=ambiguous_pair][data-rules~=\"SC-05\"]";
    browser.find(clash).await;
    mend_by_its_example(&browser, clash).await;
    browser.go(&format!("{book}/findings")).await;
    browser.find("#findings").await;
    assert!(!browser.is_there(clash).await, "the pair is mended");
    mend_the_loop(&browser, &book).await;

    // Shall count for what was completed this year, too.
    browser.go(&book).await;
    browser.fill("#effective-from", "2026-01-01").await;
    browser.click("#save-head").await;
    browser.find("[role=status] .notice").await;
    browser.go(&format!("{book}/impact")).await;
    browser.click("#simulate").await;
    browser.find("#impact-totals").await;
    browser.go(&book).await;
    browser.click("#submit").await;
    browser.find("[data-status=submitted]").await;
    sign_out(&browser).await;

    sign_in(&browser, "admin2").await;
    browser.go(&format!("{book}/publish")).await;
    browser.click("#mode-re_evaluate").await;
    browser.fill("#note", "书法课程按 15 学时计 1 学分").await;
    browser.fill("#accept-reason", "护理证书逐件裁定").await;
    browser.click("#continue").await;
    browser.click("#publish").await;
    browser.find("#published [data-progress=done]").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go("/notices").await;
    let id = before["id"].as_str().expect("an id");
    let change = browser.whole_text(&format!("[data-change=\"{id}\"]")).await;
    for said in ["2.50", "3.00", "SC-03", "SC-05", "16", "15"] {
        assert!(change.contains(said), "{said} is not in: {change}");
    }
    browser.close().await;
}

/// Opens one of the clashing rules with the example, sees that a person would have to decide,
/// and raises its priority until the example comes out.
async fn mend_by_its_example(browser: &Browser, clash: &str) {
    browser.click(&format!("{clash} [data-try=\"SC-05\"]")).await;
    browser.find("#try-outcome[data-outcome=needs_decision]").await;
    browser.fill("#priority", "20").await;
    browser.find("#try-outcome[data-outcome=recognised][data-rules=\"SC-05\"]").await;
    assert!(!browser.measured("try-it").await.is_empty(), "it was worked out in the browser");
    browser.click("#save-rule").await;
    browser.find("#saved").await;
}

/// The loop that mints does so because one ratio is too high.
async fn mend_the_loop(browser: &Browser, book: &str) {
    browser.find("[data-finding=minting_cycle]").await;
    browser.go(&format!("{book}/rules/equivalence/EQ-04")).await;
    browser.fill("#by-amount-ratio", "3/2").await;
    browser.click("#save-rule").await;
    browser.find("#saved").await;
    browser.go(&format!("{book}/findings")).await;
    browser.find("#findings").await;
    assert!(!browser.is_there("[data-finding=minting_cycle]").await, "nothing is minted any more");
}
