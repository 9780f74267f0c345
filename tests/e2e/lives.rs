//! The life of a transfer in a real browser: an application with its review, a gift with its
//! cooling-off, a rejection with its appeal; and a card that is lost.

use harness::{Value, World};

use crate::browser::Browser;
use crate::rules::ask_as;
use crate::{available, district, sign_in, sign_out};

async fn made() -> World {
    tokio::task::spawn_blocking(district).await.expect("the district is made")
}

/// Does something that waits, among things that must not.
fn meanwhile<T>(work: impl FnOnce() -> T) -> T {
    tokio::task::block_in_place(work)
}

/// The page of a unit that a resident can apply to now, of the program that the demo's reviewer
/// decides on.
pub fn open_unit(world: &World) -> String {
    let found = ask_as(world, "resident").get("/me/opportunities").with(200);
    let items = found["items"].as_array().expect("a list");
    let way =
        items.iter().find(|it| it["program"]["program"] == "ECOM-CERT" && it["kind"] == "apply");
    let unit = &way.expect("the demo's resident can apply to the certificate")["program"];
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    format!("/transfer/apply/{}/{}", text(&unit["program_id"]), text(&unit["unit"]))
}

/// Applies to a unit by what the bank proposes, and gives the path of the follow-up page.
async fn apply(browser: &Browser, unit: &str) -> String {
    browser.go(unit).await;
    browser.find("#way-0").await;
    browser.click("#continue").await;
    browser.until_path("/transfer/apply/check").await;
    browser.find("#outcome").await;
    browser.click("#confirm").await;
    browser.until_path("/transfers/").await;
    status(browser, "in_review").await;
    browser.path().await
}

/// Waits until the transfer on the page stands so.
async fn status(browser: &Browser, status: &str) {
    browser.find(&format!("#receipt-status [data-status={status}]")).await;
}

/// The id of the transfer on a follow-up page.
fn id_of(path: &str) -> String {
    path.rsplit('/').next().expect("a path has a last part").to_owned()
}

/// Lets time pass for a transfer.
fn pass(world: &World, path: &str, minutes: u32) {
    let earlier = |column: &str| format!("{column} = datetime({column}, '-{minutes} minutes')");
    let (asked, due) = (earlier("requested_at"), earlier("due_at"));
    let id = id_of(path);
    meanwhile(|| world.tamper(&format!("UPDATE transfers SET {asked}, {due} WHERE id = '{id}'")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_applies_to_a_program_and_its_school_approves() {
    let world = made().await;
    let browser = Browser::open(world.visitor().server(), 390, 844).await;
    let unit = meanwhile(|| open_unit(&world));
    sign_in(&browser, "resident").await;
    let path = apply(&browser, &unit).await;
    sign_out(&browser).await;

    sign_in(&browser, "reviewer").await;
    let review = format!("/review/transfers/{}", id_of(&path));
    browser.go(&review).await;
    browser.find("#too-early").await;
    pass(&world, &path, 11);
    browser.go(&review).await;
    browser.click("#approve").await;
    browser.click("#confirm-approve").await;
    browser.find("#receipt[data-status=settled]").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go(&path).await;
    status(&browser, "settled").await;
    assert!(!browser.is_there("#cancel").await, "what is redeemed stays redeemed");
    let mut parts = unit.rsplit('/');
    let (code, program) = (parts.next().expect("a unit"), parts.next().expect("a program"));
    browser.go(&format!("/programs/{program}")).await;
    browser.find(&format!("[data-unit=\"{code}\"][data-state=filled]")).await;
    let told = browser.attribute("#bell", "data-unread").await;
    assert_ne!(told, "0", "the resident is told");
    browser.go("/notices").await;
    browser.find("[data-row=transfer_approved] .notice-way").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gift_cools_off_is_accepted_and_is_taken_back() {
    let world = made().await;
    let browser = Browser::open(world.visitor().server(), 390, 844).await;
    let to = meanwhile(|| ask_as(&world, "resident2").get("/me/card").with(200));
    let to = to["number"].as_str().expect("a number").to_owned();
    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    let before = available(&browser, "activity").await;

    browser.go("/transfer/give").await;
    browser.fill("#amount", "1.005").await;
    browser.click("#continue").await;
    browser.find("#problem").await;
    browser.fill("#amount", "1").await;
    browser.click("#continue").await;
    browser.until_path("/transfer/give/to").await;
    browser.fill("#to-card", &to).await;
    browser.click("#continue").await;
    browser.until_path("/transfer/give/check").await;
    let receiver = browser.text("#receiver").await;
    assert!(receiver.contains('*'), "the giver sees whom, and no more than that: {receiver}");
    browser.click("#confirm").await;
    browser.until_path("/transfers/").await;
    status(&browser, "cooling_off").await;
    let path = browser.path().await;
    sign_out(&browser).await;

    sign_in(&browser, "resident2").await;
    browser.go("/card").await;
    browser.find("#card-number").await;
    assert!(!browser.is_there("#gifts").await, "nobody can accept while it cools off");
    pass(&world, &path, 25 * 60);
    browser.go("/card").await;
    browser.click("#gifts a").await;
    browser.click("#to-accept").await;
    browser.click("#sure-accept").await;
    status(&browser, "settled").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go(&path).await;
    browser.click("#take-back").await;
    status(&browser, "taken_back").await;
    browser.go("/card").await;
    assert_eq!(available(&browser, "activity").await, before, "all of it is back");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejection_says_why_and_another_person_decides_on_the_appeal() {
    let world = made().await;
    let browser = Browser::open(world.visitor().server(), 390, 844).await;
    let unit = meanwhile(|| open_unit(&world));
    sign_in(&browser, "resident").await;
    let path = apply(&browser, &unit).await;
    sign_out(&browser).await;

    let review = format!("/review/transfers/{}", id_of(&path));
    sign_in(&browser, "reviewer").await;
    browser.go(&format!("{review}/reject")).await;
    browser.fill("#reason", "请补交成绩单").await;
    browser.click("#continue").await;
    browser.click("#confirm-reject").await;
    browser.find("#receipt[data-status=rejected]").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go(&path).await;
    assert!(browser.text("#rejection").await.contains("请补交成绩单"));
    browser.click("#to-appeal").await;
    browser.click("#send-appeal").await;
    browser.find("#problem").await;
    browser.fill("#reason", "成绩单已补交").await;
    browser.click("#send-appeal").await;
    status(&browser, "in_review").await;
    sign_out(&browser).await;

    sign_in(&browser, "reviewer").await;
    browser.go(&review).await;
    browser.find("#other-must").await;
    assert!(!browser.is_there("#approve").await, "not by who rejected it");
    sign_out(&browser).await;
    sign_in(&browser, "admin").await;
    browser.go(&review).await;
    browser.click("#approve").await;
    browser.click("#confirm-approve").await;
    browser.find("#receipt[data-status=settled]").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go(&path).await;
    status(&browser, "settled").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_card_moves_nothing_until_it_has_a_new_number() {
    let world = made().await;
    let browser = Browser::open(world.visitor().server(), 390, 844).await;
    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    let before = available(&browser, "community").await;
    let digits = |shown: String| shown.chars().filter(char::is_ascii_digit).collect::<String>();
    let old = digits(browser.text("#card-number").await);
    browser.go("/settings").await;
    browser.click("#to-lost").await;
    browser.click("#report-lost").await;
    browser.find("#lost").await;
    browser.go("/card").await;
    browser.find("#stopped").await;
    browser.go("/transfer/give").await;
    browser.find(".notice.careful").await;
    assert!(!browser.is_there("#amount").await, "nothing can be given");
    sign_out(&browser).await;

    sign_in(&browser, "clerk").await;
    browser.go("/clerk/counter").await;
    browser.fill("#card-number", &old).await;
    browser.click("#find-card").await;
    browser.click("#open-person").await;
    browser.click("#replace").await;
    browser.fill("#reason", "遗失").await;
    browser.click("#continue").await;
    browser.click("#confirm-replace").await;
    browser.find("#replaced").await;
    sign_out(&browser).await;

    sign_in(&browser, "resident").await;
    browser.go("/card").await;
    assert_eq!(available(&browser, "community").await, before, "no credits are lost");
    let new = digits(browser.text("#card-number").await);
    assert_ne!(new, old, "the old number is void");
    browser.find("#next-step").await;
    assert!(!browser.is_there("#stopped").await, "the new card works at once");
    browser.close().await;
}
