//! A clerk hands in a table: bad rows, posting, receipt, undoing; and posts one completion by the
//! keyboard alone.

use fantoccini::key::Key;
use harness::Person;

use crate::browser::Browser;
use crate::{community_course, district, sign_in};

/// A table in a school's own words, with two rows that are wrong.
fn table(course: &str) -> String {
    let row = |number: u64, day: &str| {
        let person = Person::nth(number);
        format!("U-{number},{},{},{course},{day},32,合格\n", person.id_number, person.name)
    };
    let head = "流水号,身份证号,姓名,课程代码,结束日期,学时,成绩\n".to_owned();
    let good: String = (1..=40).map(|number| row(number, "2026-06-20")).collect();
    head + &row(101, "6月20日") + &good + &row(102, "2999-01-01")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_uploads_a_table_posts_what_is_fit_and_undoes_it() {
    let world = tokio::task::spawn_blocking(district).await.expect("the district is made");
    let browser = Browser::open(world.visitor().server(), 1280, 800).await;
    let course = tokio::task::block_in_place(|| community_course(&world));
    let file = world.data_dir().join("成绩表.csv");
    std::fs::write(&file, table(&course.code)).expect("a file");
    let before = tokio::task::block_in_place(|| world.rows("completions"));
    sign_in(&browser, "clerk").await;
    browser.go("/clerk/upload").await;
    browser.click("#send-file").await;
    browser.find("#problem").await;
    send(&browser, &file).await;

    // The school's own name for its number is asked once.
    browser.find("#import[data-status=needs_mapping]").await;
    browser.set("#external_id", "流水号").await;
    browser.press_on("#match", Key::Enter).await;
    browser.find("#import[data-status=ready]").await;
    assert!(browser.text("#fit").await.contains("40"));
    assert!(browser.text("#bad").await.contains('2'));

    // The wrong rows, by the keyboard.
    let list = "#bad-rows";
    assert_eq!(browser.attribute("#bad-rows-0", "aria-selected").await, "true");
    assert!(browser.text("#bad-rows-chosen").await.contains("6月20日"));
    browser.press_on(list, Key::Down).await;
    browser.find("#bad-rows-1[aria-selected=true]").await;
    assert!(browser.text("#bad-rows-chosen").await.contains("2999-01-01"));
    assert_eq!(browser.attribute(list, "aria-activedescendant").await, "bad-rows-1");

    browser.press_on("#post-good", Key::Enter).await;
    browser.find("#import[data-status=posted]").await;
    assert!(browser.text("#created").await.contains("40"));
    let receipt = browser.path().await;
    let after = tokio::task::block_in_place(|| world.rows("completions"));
    assert_eq!(after, before + 40);

    // The receipt has an address of its own, and the batch is undone from it.
    browser.go(&receipt).await;
    browser.press_on("#undo", Key::Enter).await;
    browser.fill("#reason", "传错了文件").await;
    browser.press_on("#reason", Key::Enter).await;
    assert!(browser.text("#check-count").await.contains("40"));
    browser.press_on("#confirm-undo", Key::Enter).await;
    browser.find("#import[data-status=undone]").await;

    // The last uploads stand on the page of the day; the next table of the school asks nothing.
    browser.go("/clerk").await;
    browser.find("#uploads [data-row=undone]").await;
    browser.go("/clerk/upload").await;
    send(&browser, &file).await;
    browser.find("#import[data-status=ready]").await;
    for path in ["/clerk/upload".to_owned(), browser.path().await] {
        browser.narrow().await;
        browser.go(&path).await;
        assert_eq!(browser.sideways().await, 0, "{path}");
    }
    browser.close().await;
}

async fn send(browser: &Browser, file: &std::path::Path) {
    let path = file.to_str().expect("a path of letters");
    browser.find("#file").await.send_keys(path).await.expect("a file can be chosen");
    browser.press_on("#send-file", Key::Enter).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_leads_from_the_first_field_to_the_receipt_and_a_scanned_card_is_found() {
    let world = tokio::task::spawn_blocking(district).await.expect("the district is made");
    let browser = Browser::open(world.visitor().server(), 1280, 800).await;
    let course = tokio::task::block_in_place(|| community_course(&world));
    let card =
        world.cell("SELECT number FROM cards WHERE status = 'active' ORDER BY number LIMIT 1");
    sign_in(&browser, "clerk").await;
    browser.go("/clerk/post").await;
    // A scanner types fast and ends with Enter; the code may be an address with the number in it.
    browser.type_into("#learner-card", &format!("https://bank.example/cards/{card}")).await;
    browser.press(Key::Enter).await;
    browser.find("#learner-found").await;
    assert_eq!(browser.prop("#learner-card", "value").await, card);
    let typed = [&course.code, "20260620", "32", "合格", "2", "ENTER-1"];
    for (place, words) in typed.iter().enumerate() {
        assert!(!browser.is_there("#preview-result").await, "nothing is sent before the end");
        let id = ["course-code", "ended-on", "hours", "grade", "declared-credits", "external-id"];
        assert_eq!(browser.focused().await, id[place], "Enter leads to the next field");
        browser.type_into(&format!("#{}", id[place]), words).await;
        browser.press(Key::Enter).await;
    }
    browser.find("#preview-result").await;
    browser.until_focus("save").await;
    browser.press(Key::Enter).await;
    browser.find("#result").await;
    browser.until_focus("learner-card").await;
    assert_eq!(browser.prop("#course-code", "value").await, course.code, "the course is kept");
    assert_eq!(browser.prop("#external-id", "value").await, "ENTER-2");
    browser.close().await;
}
