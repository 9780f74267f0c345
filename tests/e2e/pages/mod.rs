//! Every page as it stands before people: contrast, targets, sizes, headings, titles, the console.
//!
//! One browser goes to every page of the table as those who see it, and looks at it in each mode and
//! width, switched in place. What is wrong is told at the end, all of it, by cause.

mod findings;
mod places;
mod table;

use std::path::Path;

use harness::{Backend, World, json};

use crate::browser::Browser;
use crate::{district, sign_in, sign_out};
use findings::Findings;
use places::Places;
use table::{Row, Step, TABLE};

const SETTLED: &str = include_str!("settled.js");
const FAULTS: &str = include_str!("faults.js");
const SPEAK: &str = "document.getElementById('language').click()";

/// Puts one fault of each kind on the page.
const PLANTED: &str = r#"
    const main = document.getElementById("main");
    const add = (name, looks) => {
      const it = document.createElement(name);
      it.textContent = "faulty";
      Object.assign(it.style, looks);
      return main.appendChild(it);
    };
    add("p", { color: "rgb(200, 200, 200)", background: "white" });
    add("p", { fontSize: "11px" });
    add("p", { width: "700px" });
    add("button", { width: "30px", height: "30px", padding: 0, overflow: "hidden" });
    add("img", { width: "60px", height: "60px" });
    add("h1", {});
    console.error("planted");
    arguments[0]();
"#;

/// The widths at which pages are looked at, in CSS pixels.
const WIDTHS: [u32; 2] = [320, 1280];
const MODES: [&str; 4] = ["standard", "care", "high", "dark"];

/// axe-core, as `cargo xtask deps` installs it.
fn axe() -> String {
    let file = "../target/tools/page-checks/node_modules/axe-core/axe.min.js";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    std::fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!("axe-core is not installed, run `cargo xtask deps`: {}: {error}", file.display())
    })
}

struct Visit<'a> {
    browser: &'a Browser,
    places: &'a Places,
    findings: Findings,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_fit_for_everyone_in_every_mode() {
    let made = tokio::task::spawn_blocking(|| {
        let world = district();
        let places = Places::find(&world);
        (world, places)
    });
    let (world, places) = made.await.expect("the district is made");
    let browser = open(&world).await;
    let mut visit = Visit { browser: &browser, places: &places, findings: Findings::default() };
    for who in ['n', 'r', 'c', 'v', 'a', 't', 'g'] {
        let user = user(&world, who);
        if let Some(user) = &user {
            sign_in(&browser, user).await;
        }
        for row in TABLE.iter().filter(|row| row.who.contains(who)) {
            visit.row(row, who).await;
        }
        if user.is_some() {
            sign_out(&browser).await;
        }
    }
    visit.findings.of_titles();
    visit.findings.tell();
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_keeps_people_out_is_found() {
    let world = tokio::task::spawn_blocking(|| World::start(Backend::Sqlite));
    let world = world.await.expect("the bank starts");
    let (browser, places) = (open(&world).await, Places::default());
    let mut visit = Visit { browser: &browser, places: &places, findings: Findings::default() };
    browser.go("/verify").await;
    visit.settled("/verify").await;
    visit.look("/verify", "zh-CN", 320, &MODES).await;
    visit.findings.tell();
    visit.browser.run(PLANTED, Vec::new()).await;
    visit.look("/verify", "zh-CN", 320, &MODES).await;
    let wanted =
        ["color-contrast", "image-alt", "small target", "small text", "sideways scroll", "heading"];
    for check in wanted {
        assert!(visit.findings.has(check), "{check} is not found");
    }
    assert!(!browser.console_errors().await.is_empty(), "an error on the console is read");
    browser.close().await;
}

/// A window with what the checks need.
async fn open(world: &World) -> Browser {
    let axe = axe();
    let browser = Browser::open(world.visitor().server(), WIDTHS[0], 640).await;
    browser.command("Page.addScriptToEvaluateOnNewDocument", json!({"source": axe})).await;
    let still = json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]});
    browser.command("Emulation.setEmulatedMedia", still).await;
    browser
}

fn user(world: &World, who: char) -> Option<String> {
    let name = match who {
        'n' => return None,
        'r' => "resident",
        'c' => "clerk",
        'v' => "reviewer",
        'a' => "admin",
        't' => "auditor",
        _ => return Some(tokio::task::block_in_place(|| places::graduate(world))),
    };
    Some(name.to_owned())
}

impl Visit<'_> {
    /// Looks at a page: as the first who sees it in all modes and widths, as others on a phone.
    async fn row(&mut self, row: &Row, who: char) {
        self.arrive(row).await;
        let place = format!("{} as {who}", row.path);
        let title = self.browser.title().await;
        if row.who.starts_with(who) && !row.path.starts_with("/no-such") {
            self.findings.title(row.path, &title);
        }
        let all = row.who.starts_with(who);
        let (modes, widths) =
            if all { (&MODES[..], &WIDTHS[..]) } else { (&MODES[..1], &WIDTHS[..1]) };
        for &width in widths {
            self.browser.resize(width, 800, 1.0).await;
            self.look(&place, "zh-CN", width, modes).await;
            if all && width == WIDTHS[0] {
                self.speak(&place, "en").await;
                self.look(&place, "en", width, &MODES[..1]).await;
                self.speak(&place, "zh-CN").await;
            }
        }
        for error in self.browser.console_errors().await {
            self.findings.add(&place, "console", &error, "");
        }
    }

    async fn arrive(&mut self, row: &Row) {
        let browser = self.browser;
        browser.go(&self.places.fill(row.from.unwrap_or(row.path))).await;
        browser.resize(WIDTHS[0], 800, 1.0).await;
        for step in row.steps {
            self.settled(row.path).await;
            match step {
                Step::Fill(css, text) => browser.fill(css, &self.places.fill(text)).await,
                Step::Choose(css, words) => browser.choose(css, words).await,
                Step::Click(css) => browser.click(css).await,
                Step::Find(css) => drop(browser.find(css).await),
            }
        }
        self.settled(row.path).await;
    }

    async fn settled(&mut self, place: &str) {
        let missing = self.browser.run(SETTLED, Vec::new()).await;
        if missing != "" {
            self.findings.add(place, "loading", missing.as_str().unwrap_or_default(), "");
        }
    }

    /// Changes the language in place.
    async fn speak(&mut self, place: &str, lang: &str) {
        self.browser.run(&format!("{SPEAK}; arguments[0]()"), Vec::new()).await;
        self.settled(place).await;
        let spoken = self.browser.attribute("html", "lang").await;
        if spoken != lang {
            self.findings.add(place, "language", &format!("{spoken} instead of {lang}"), "");
        }
    }

    async fn look(&mut self, place: &str, lang: &str, width: u32, modes: &[&str]) {
        let found = self.browser.run(FAULTS, vec![json!(modes)]).await;
        for fault in found.as_array().expect("a list of faults") {
            let text = |name: &str| fault[name].as_str().unwrap_or_default();
            let place = format!("{place} ({} {width} {lang})", text("mode"));
            let what = format!("{}\n    {}", text("what"), text("sample"));
            self.findings.add(&place, text("check"), &what, text("mark"));
        }
    }
}
