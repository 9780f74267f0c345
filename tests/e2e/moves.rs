//! The life of a credit in a real browser: applied for and approved, given and taken back, rejected
//! and appealed, and a card that was lost.

use harness::World;

use super::browser::Browser;
use super::{available, district, sign_in, sign_out};

const PHONE: (u32, u32) = (390, 844);

async fn open() -> (World, Browser) {
    let world = tokio::task::spawn_blocking(district).await.expect("the district is made");
    let url = world.visitor().server().to_owned();
    let browser = Browser::open(&url, PHONE.0, PHONE.1).await;
    (world, browser)
}

/// Applies to a unit of a program as the bank proposes; gives the path of the receipt.
async fn apply(browser: &Browser, world: &World, program: &str, unit: &str) -> String {
    let id = program_id(world, program);
    browser.go(&format!("/programs/{id}")).await;
    browser.click(&format!("#apply-{unit}")).await;
    browser.until_path("/transfer/apply/").await;
    browser.click("#continue").await;
    browser.until_path("/transfer/apply/check").await;
    assert!(browser.text("#unit").await.contains(|c: char| !c.is_ascii()), "the unit has a name");
    browser.click("#confirm").await;
    let path = browser.until_path("/transfers/").await;
    browser.find("#receipt-status [data-status=in_review]").await;
    path
}

fn program_id(world: &World, code: &str) -> String {
    world.cell(&format!("SELECT id FROM programs WHERE code = '{code}'"))
}

/// An application's ten minutes are over.
fn let_ten_minutes_pass(world: &World) {
    world.tamper(
        "UPDATE transfers SET requested_at = '2026-01-01 00:00:00' WHERE status = 'in_review'",
    );
}

async fn decide(browser: &Browser, transfer: &str, step: &str) {
    let id = transfer.trim_start_matches("/transfers/");
    browser.go(&format!("/review/transfers/{id}")).await;
    browser.click(&format!("#{step}")).await;
    browser.until_path(&format!("/review/transfers/{id}/{step}")).await;
    if step == "reject" {
        browser.fill("#reason", "课程内容与单元要求不符，请补充课程大纲").await;
        browser.click("#continue").await;
        browser.find("#check-reason").await;
    }
    browser.click(&format!("#confirm-{step}")).await;
    browser.until_path(&format!("/review/transfers/{id}/receipt")).await;
    browser.find("#receipt").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_applies_to_a_program_and_its_school_approves() {
    let (world, browser) = open().await;
    sign_in(&browser, "resident").await;
    let receipt = apply(&browser, &world, "ECOM-CERT", "CORE-1").await;
    let id = receipt.trim_start_matches("/transfers/").to_owned();
    sign_out(&browser).await;

    sign_in(&browser, "reviewer").await;
    browser.go(&format!("/review/transfers/{id}")).await;
    browser.find("#too-early").await;
    assert!(!browser.is_there("#approve").await, "its owner can still cancel");
    let_ten_minutes_pass(&world);
    browser.go("/review").await;
    browser.find("#queue [data-row]").await;
    browser.go(&format!("/review/transfers/{id}")).await;
    browser.find("#counted [data-completion]").await;
    decide(&browser, &receipt, "approve").await;
    browser.find("#receipt [data-status=settled], #receipt[data-status=settled]").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go(&receipt).await;
    browser.find("#receipt-status [data-status=settled]").await;
    assert!(!browser.is_there("#take-back").await, "what is redeemed is irrevocable");
    browser.go(&format!("/programs/{}", program_id(&world, "ECOM-CERT"))).await;
    browser.find("[data-unit=CORE-1][data-state=filled]").await;
    browser.go("/notices").await;
    browser.find("[data-row=transfer_approved]").await;
    assert_eq!(browser.sideways().await, 0);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gift_cools_off_is_accepted_and_taken_back() {
    let (world, browser) = open().await;
    let card = world.cell(
        "SELECT number FROM cards JOIN users ON users.learner_id = cards.learner_id \
         WHERE username = 'resident2' AND cards.status = 'active'",
    );
    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    let before = available(&browser, "activity").await;
    browser.go("/transfer/give").await;
    browser.fill("#amount", "2.00").await;
    browser.click("#continue").await;
    browser.until_path("/transfer/give/to").await;
    browser.fill("#to-card", &card).await;
    browser.click("#continue").await;
    browser.until_path("/transfer/give/check").await;
    let receiver = browser.text("#receiver").await;
    assert!(receiver.contains('*') && !receiver.contains(&card), "masked: {receiver}");
    browser.click("#confirm").await;
    let receipt = browser.until_path("/transfers/").await;
    browser.find("#receipt-status [data-status=cooling_off]").await;
    browser.find("#cancel").await;
    sign_out(&browser).await;

    let id = receipt.trim_start_matches("/transfers/");
    let a_minute_ago = chrono::Utc::now() - chrono::Duration::minutes(1);
    world.tamper(&format!(
        "UPDATE transfers SET due_at = '{}' WHERE id = '{id}'",
        a_minute_ago.format("%Y-%m-%d %H:%M:%S")
    ));
    sign_in(&browser, "resident2").await;
    browser.go("/transfers").await;
    browser.find("#waiting [data-row]").await;
    browser.go(&receipt).await;
    browser.click("#to-accept").await;
    browser.find("#giver").await;
    browser.click("#sure-accept").await;
    browser.find("#receipt-status [data-status=settled]").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    let given = available(&browser, "activity").await;
    assert!(given < before, "{before} before, {given} after");
    browser.go(&receipt).await;
    browser.click("#take-back").await;
    browser.find("#receipt-status [data-status=taken_back]").await;
    browser.go("/card").await;
    assert_eq!(available(&browser, "activity").await, before);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejection_is_appealed_and_decided_by_another() {
    let (world, browser) = open().await;
    sign_in(&browser, "resident").await;
    let receipt = apply(&browser, &world, "ECOM-CERT", "CORE-1").await;
    sign_out(&browser).await;
    sign_in(&browser, "reviewer").await;
    decide(&browser, &receipt, "reject").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go(&receipt).await;
    assert!(browser.text("#rejection").await.contains("课程大纲"), "the reason is told");
    browser.click("#to-appeal").await;
    browser.until_path(&format!("{receipt}/appeal")).await;
    browser.fill("#reason", "已补充课程大纲，请再次审核").await;
    browser.click("#send-appeal").await;
    browser.until_path("/transfers/").await;
    browser.find("#receipt-status [data-status=in_review]").await;
    assert!(!browser.is_there("#to-appeal").await, "there is one appeal");
    sign_out(&browser).await;

    let_ten_minutes_pass(&world);
    let id = receipt.trim_start_matches("/transfers/");
    sign_in(&browser, "reviewer").await;
    browser.go(&format!("/review/transfers/{id}")).await;
    browser.find("#other-must").await;
    assert!(!browser.is_there("#approve").await, "another person must decide");
    sign_out(&browser).await;
    sign_in(&browser, "admin").await;
    browser.go(&format!("/review/transfers/{id}")).await;
    browser.find("#appeal").await;
    decide(&browser, &receipt, "approve").await;
    sign_out(&browser).await;
    sign_in(&browser, "resident").await;
    browser.go(&receipt).await;
    browser.find("#receipt-status [data-status=settled]").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_card_is_replaced_and_nothing_moves() {
    let (_world, browser) = open().await;
    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    let old = browser.text("#card-number").await;
    let before = available(&browser, "community").await;
    browser.go("/settings").await;
    browser.click("#to-lost").await;
    browser.until_path("/card/lost").await;
    browser.click("#report-lost").await;
    browser.find("#lost").await;
    sign_out(&browser).await;

    sign_in(&browser, "clerk").await;
    browser.go("/clerk/counter").await;
    let digits: String = old.chars().filter(char::is_ascii_digit).collect();
    browser.fill("#card-number", &digits).await;
    browser.click("#find-card").await;
    browser.click("#open-person").await;
    browser.until_path("/clerk/counter/people/").await;
    browser.click("#replace").await;
    browser.fill("#reason", "学习者本人申报遗失").await;
    browser.click("#continue").await;
    browser.find("#check-card").await;
    browser.click("#confirm-replace").await;
    let new = browser.text("#slip-card").await;
    assert_ne!(new, old);
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    assert_eq!(browser.text("#card-number").await, new);
    assert_eq!(available(&browser, "community").await, before);
    browser.go("/notices").await;
    browser.find("[data-row=card_replaced]").await;
    browser.close().await;
}
