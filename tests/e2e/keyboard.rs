//! A job of each of the three people from signing in to the receipt, by the keyboard alone, in a
//! window of 1280 × 800 at 200 % zoom.
//!
//! Invariant: nothing is clicked, and no script moves the focus. Wherever the focus comes, it can be
//! seen: it is marked, in the window, and under no bar. `CREDIT_BANK_TEST_PICTURES` names a folder for
//! pictures of every screen.

use std::path::PathBuf;

use fantoccini::key::Key;
use harness::{Value, World, json};

use crate::browser::Browser;
use crate::rules::ask_as;
use crate::{PASSWORD, community_course};

/// Nobody should have to go further than this on a page.
const TABS_MOST: usize = 60;

/// Whether what has the focus is what is looked for, and what is wrong with how it is shown.
const FOCUS: &str = r#"
    const [css, done] = arguments;
    const it = document.activeElement;
    if (!it || it === document.body) return done({ found: false, name: "nothing", wrong: "" });
    const style = getComputedStyle(it);
    const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) ||
      style.boxShadow !== "none" || it.id === "heading";
    const box = it.getBoundingClientRect();
    const inset = (from, to, part) => from + (to - from) * part;
    const seen = [0.1, 0.5, 0.9].some((x) => [0.2, 0.5, 0.8].some((y) => {
      const top = document.elementFromPoint(
        inset(box.left, box.right, x), inset(box.top, box.bottom, y));
      const words = it.labels ? [...it.labels] : [];
      return top && (it.contains(top) || top.contains(it) && top !== document.body &&
        top !== document.documentElement || words.some((label) => label.contains(top)));
    }));
    const name = it.outerHTML.slice(0, 120);
    const wrong = [marked ? "" : "is not marked", seen ? "" : "cannot be seen"].filter(Boolean);
    done({ found: it.matches(css), name, wrong: wrong.join(" and ") });
"#;

/// What is chosen in the list that has the focus.
const CHOSEN: &str = "arguments[0](document.activeElement.selectedOptions[0]?.text.trim() || '')";

/// Somebody at a keyboard.
struct Typist {
    browser: Browser,
    who: &'static str,
    pictures: usize,
}

impl Typist {
    /// Opens the page to sign in on, and signs in.
    async fn sign_in(world: &World, who: &'static str) -> Self {
        let browser = Browser::open(world.visitor().server(), 640, 400).await;
        let mut typist = Self { browser, who, pictures: 0 };
        typist.browser.go("/sign-in").await;
        // 1280 × 800 pixels of the screen, two of them for each of the page.
        typist.browser.resize(640, 400, 2.0).await;
        typist.fill("#identifier", who).await;
        typist.fill("#password", PASSWORD).await;
        typist.look().await;
        typist.browser.press(Key::Enter).await;
        typist.browser.find("#who").await;
        typist.browser.until_gone("#sign-in").await;
        typist
    }

    /// Tabs on until the focus is on this element.
    async fn tab_to(&mut self, css: &str) {
        self.browser.find(css).await;
        let mut way = Vec::new();
        for _ in 0..TABS_MOST {
            let focus = self.browser.run(FOCUS, vec![json!(css)]).await;
            let text = |name: &str| focus[name].as_str().unwrap_or_default().to_owned();
            let (name, wrong) = (text("name"), text("wrong"));
            let path = self.browser.path().await;
            if !wrong.is_empty() {
                self.look().await;
            }
            assert!(wrong.is_empty(), "on {path}, the focus {wrong}: {name}");
            if focus["found"] == true {
                return;
            }
            way.push(name);
            self.browser.press(Key::Tab).await;
        }
        let path = self.browser.path().await;
        panic!("{css} on {path} is not reached by {TABS_MOST} tabs: {way:#?}");
    }

    /// Tabs to a button or link and presses Enter.
    async fn enter(&mut self, css: &str) {
        self.tab_to(css).await;
        self.look().await;
        self.browser.press(Key::Enter).await;
    }

    /// Tabs to a field and types.
    async fn fill(&mut self, css: &str, text: &str) {
        self.tab_to(css).await;
        self.browser.keys(text.chars()).await;
    }

    /// Tabs to a list and goes down in it to what ends so.
    async fn choose(&mut self, css: &str, words: &str) {
        self.tab_to(css).await;
        for _ in 0..20 {
            let chosen = self.browser.run(CHOSEN, Vec::new()).await;
            if chosen.as_str().is_some_and(|text| text.ends_with(words)) {
                return;
            }
            self.browser.press(Key::Down).await;
        }
        panic!("{css} has nothing that ends with {words}");
    }

    /// Keeps a picture of the window, where a folder for them is named.
    async fn look(&mut self) {
        let Some(folder) = std::env::var_os("CREDIT_BANK_TEST_PICTURES").map(PathBuf::from) else {
            return;
        };
        self.pictures += 1;
        let name = format!("keyboard-{}-{:02}.png", self.who, self.pictures);
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        std::fs::write(folder.join(name), self.browser.picture().await)
            .expect("room for a picture");
    }
}

async fn made() -> World {
    tokio::task::spawn_blocking(World::demo).await.expect("the district is made")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_converts_by_the_keyboard() {
    let world = made().await;
    let mut it = Typist::sign_in(&world, "resident").await;
    it.enter(".ways a[href=\"/transfer\"]").await;
    it.enter("#do-convert").await;
    it.choose("#pair", "职业教育学分").await;
    it.fill("#amount", "9.00").await;
    it.browser.find("#preview-gives").await;
    it.enter("#continue").await;
    it.browser.until_path("/convert/check").await;
    it.enter("#confirm").await;
    it.browser.until_path("/transfers/").await;
    assert!(it.browser.text("#receipt-number").await.contains("TR-"));
    it.tab_to("#print").await;
    it.look().await;
    it.browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_posts_by_the_keyboard() {
    let world = made().await;
    let (card, course) = tokio::task::block_in_place(|| {
        let card = ask_as(&world, "resident").get("/me/card").with(200)["number"].clone();
        (card.as_str().expect("a number").to_owned(), community_course(&world))
    });
    let mut it = Typist::sign_in(&world, "clerk").await;
    it.enter(".ways a[href=\"/clerk/post\"]").await;
    it.fill("#learner-card", &card).await;
    it.fill("#external-id", "KEYS-1").await;
    it.fill("#course-code", &course.code).await;
    it.fill("#ended-on", "20260620").await;
    it.fill("#hours", "32").await;
    it.fill("#grade", "合格").await;
    it.enter("#preview").await;
    it.browser.find("#preview-result [data-outcome=recognised]").await;
    it.enter("#save").await;
    it.browser.find("#result[data-status=recognised]").await;
    it.tab_to("#result a, #learner-card").await;
    it.look().await;
    it.browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_decides_by_the_keyboard() {
    let world = made().await;
    let (id, rule) = tokio::task::block_in_place(|| clash(&world));
    let mut it = Typist::sign_in(&world, "admin").await;
    it.enter(".ways a[href=\"/admin/decisions\"]").await;
    it.enter(&format!("#undecided a[href$=\"{id}\"]")).await;
    it.browser.until_path("/admin/decisions/0").await;
    it.tab_to("[name=rule]").await;
    // The first of them: an arrow goes on to the next.
    it.browser.press(Key::Space).await;
    for _ in 0..5 {
        if it
            .browser
            .run(&format!("arguments[0](document.activeElement.id === 'rule-{rule}')"), Vec::new())
            .await
            == true
        {
            break;
        }
        it.browser.press(Key::Down).await;
    }
    it.fill("#reason", "按证书等级认定").await;
    it.enter("#decide").await;
    it.browser.find("#decided").await;
    it.look().await;
    it.browser.close().await;
}

/// The first completion that rules clash over, and the last of those rules.
fn clash(world: &World) -> (String, String) {
    let waiting = ask_as(world, "admin").get("/decisions").with(200);
    let is_clash = |it: &&Value| it["completion"]["decision"]["reason"]["code"] == "clash";
    let found = waiting["items"].as_array().and_then(|items| items.iter().find(is_clash).cloned());
    let completion = found.expect("the demo has clashes")["completion"].clone();
    let rules = completion["decision"]["rules"].as_array().expect("a list").clone();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&completion["id"]), text(rules.last().expect("rules clash")))
}
