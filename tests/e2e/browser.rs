//! A real Chromium with an empty profile, driven by its own driver.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::http::Method;
use url::{ParseError, Url};

/// How long a page may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser window. Driver, browser and profile are gone when it is dropped.
pub struct Browser {
    client: Client,
    _driver: Driver,
    url: String,
    profile: TempDir,
}

impl Browser {
    /// Opens a window of this size on a server.
    pub async fn open(url: &str, width: u32, height: u32) -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let (driver, port) = Driver::start();
        let args = [
            "--headless".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--lang=zh-CN".to_owned(),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let mobile =
            json!({"deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0}});
        let options = json!({
            "args": args,
            "prefs": {"intl.accept_languages": "zh-CN,zh"},
            // A headless window is never narrower than about 500 px; a device's can be.
            "mobileEmulation": mobile,
        });
        let logs = json!({"browser": "ALL"});
        let capabilities = [("goog:chromeOptions", options), ("goog:loggingPrefs", logs)];
        let capabilities = capabilities.map(|(name, value)| (name.to_owned(), value));
        let capabilities = capabilities.into_iter().collect();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("chromedriver starts Chromium");
        Self { client, _driver: driver, url: url.to_owned(), profile }
    }

    /// Goes to a path and waits for its heading.
    pub async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.url)).await.expect("the page loads");
        self.find("#heading").await;
    }

    /// Leaves the site for an empty page.
    pub async fn leave(&self) {
        self.client.goto("about:blank").await.expect("there is an empty page");
    }

    /// The port on which the browser listens to tools such as Lighthouse.
    pub fn debugging_port(&self) -> u16 {
        let noted = std::fs::read_to_string(self.profile.path().join("DevToolsActivePort"));
        let noted = noted.expect("a browser that is driven notes its port");
        noted.lines().next().and_then(|port| port.parse().ok()).expect("a port")
    }

    /// The first element that fits, once it is there.
    pub async fn find(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => {
                panic!("{css} is not on {}: {error}\n{}", self.path().await, self.page_text().await)
            }
        }
    }

    /// Types into a field, in place of what it has.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.expect("a field can be cleared");
        field.send_keys(text).await.expect("a field can be typed into");
    }

    /// Sets a date field, whose typing depends on the browser's language, or chooses from a list.
    pub async fn set(&self, css: &str, day: &str) {
        let field = self.find(css).await;
        let script = "arguments[0].value = arguments[1]; \
                      arguments[0].dispatchEvent(new Event('input', {bubbles: true})); \
                      arguments[0].dispatchEvent(new Event('change', {bubbles: true}));";
        let element = serde_json::to_value(field).expect("an element has a reference");
        self.client.execute(script, vec![element, json!(day)]).await.expect("the script runs");
    }

    /// Chooses from a list the last one that ends so.
    pub async fn choose(&self, css: &str, words: &str) {
        let field = self.find(css).await;
        let script = "const it = [...arguments[0].options].filter(one => \
                      one.text.trim().endsWith(arguments[1])).pop(); return it ? it.value : null";
        let element = serde_json::to_value(field).expect("an element has a reference");
        let found = self.client.execute(script, vec![element, json!(words)]).await;
        let value = found.expect("the script runs");
        self.set(css, value.as_str().expect("the list has it")).await;
    }

    /// Clicks, once the element stands clear of bars that cover the window's edges.
    pub async fn click(&self, css: &str) {
        let element = self.find(css).await;
        let reference = serde_json::to_value(&element).expect("an element has a reference");
        let script = "arguments[0].scrollIntoView({block: 'center'})";
        self.client.execute(script, vec![reference]).await.expect("the script runs");
        element.click().await.unwrap_or_else(|error| panic!("click {css}: {error}"));
    }

    /// The text of an element, once it is there.
    pub async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.expect("an element has text")
    }

    /// The text of an element with all that is folded away in it.
    pub async fn whole_text(&self, css: &str) -> String {
        let found = self.find(css).await.prop("textContent").await;
        found.expect("an element has properties").unwrap_or_default()
    }

    /// Whether an element is on the page as it is now.
    pub async fn is_there(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    /// An attribute of an element.
    pub async fn attribute(&self, css: &str, name: &str) -> String {
        let found = self.find(css).await.attr(name).await.expect("an element has attributes");
        found.unwrap_or_default()
    }

    /// Waits until the page's path begins so.
    pub async fn until_path(&self, start: &str) -> String {
        for _ in 0..300 {
            let path = self.path().await;
            if path.starts_with(start) {
                return path;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("still on {}, not on {start}\n{}", self.path().await, self.page_text().await);
    }

    /// Waits until nothing fits any more.
    pub async fn until_gone(&self, css: &str) {
        for _ in 0..300 {
            if !self.is_there(css).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{css} is still there\n{}", self.page_text().await);
    }

    /// The path of the page.
    pub async fn path(&self) -> String {
        self.client.current_url().await.expect("a page has an address").path().to_owned()
    }

    /// The title of the window.
    pub async fn title(&self) -> String {
        self.client.title().await.expect("a window has a title")
    }

    /// What the page says.
    pub async fn page_text(&self) -> String {
        let script = "return document.body ? document.body.innerText : ''";
        let text = self.client.execute(script, Vec::new()).await.expect("the script runs");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Pixels by which the page is wider than its window: none, on a page that needs no sideways
    /// scrolling.
    pub async fn sideways(&self) -> i64 {
        let script = "const d = document.documentElement; return d.scrollWidth - d.clientWidth";
        let wide = self.client.execute(script, Vec::new()).await.expect("the script runs");
        wide.as_i64().expect("a number of pixels")
    }

    /// How long each of the measurements of this name took that the page has made, in milliseconds.
    pub async fn measured(&self, name: &str) -> Vec<f64> {
        let script = "return performance.getEntriesByName(arguments[0]).map(it => it.duration)";
        let found = self.client.execute(script, vec![json!(name)]).await;
        let found = found.expect("the script runs");
        found.as_array().expect("a list").iter().filter_map(Value::as_f64).collect()
    }

    /// Presses keys one after another, as if on the keyboard: nothing but the page says where they go.
    pub async fn keys(&self, keys: impl Iterator<Item = char>) {
        let pressed = |value| [KeyAction::Down { value }, KeyAction::Up { value }];
        let typed =
            keys.flat_map(pressed).fold(KeyActions::new("keys".to_owned()), InputSource::then);
        self.client.perform_actions(typed).await.expect("keys can be pressed");
    }

    /// Presses a key that types nothing.
    pub async fn press(&self, key: Key) {
        self.keys(std::iter::once(key.into())).await;
    }

    /// A picture of the window, as a PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a window has a picture")
    }

    /// What a script hands to the function that is its last argument.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let done = self.client.execute_async(script, arguments).await;
        done.unwrap_or_else(|error| panic!("a script fails: {error}"))
    }

    /// A command of Chromium's own protocol, such as `Emulation.setDeviceMetricsOverride`.
    pub async fn command(&self, name: &str, parameters: Value) -> Value {
        let body = json!({"cmd": name, "params": parameters});
        let command = Extension { path: "goog/cdp/execute", body };
        let done = self.client.issue_cmd(command).await;
        done.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Gives the window this many CSS pixels, each of so many of the screen's.
    pub async fn resize(&self, width: u32, height: u32, ratio: f64) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": width < 600,
        });
        self.command("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// The errors that came to the console since this was last asked.
    pub async fn console_errors(&self) -> Vec<String> {
        let command = Extension { path: "se/log", body: json!({"type": "browser"}) };
        let lines = self.client.issue_cmd(command).await.expect("the browser keeps a log");
        let lines = lines.as_array().expect("a list").iter();
        let errors = lines.filter(|line| line["level"] == "SEVERE");
        errors.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Closes the window.
    pub async fn close(self) {
        self.client.clone().close().await.expect("the window closes");
    }
}

/// A command of this driver beyond the standard.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// The driver; it ends its browser when it is ended.
struct Driver(Child);

impl Driver {
    /// Starts it on a port that it chooses.
    fn start() -> (Self, u16) {
        let child = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed: run `cargo xtask deps`");
        let mut driver = Self(child);
        let output = driver.0.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let said = line.contains("started successfully on port");
            let last = line.rsplit(' ').next().filter(|_| said)?;
            last.trim_end_matches('.').parse().ok()
        });
        // Whatever else it says must be read, or it stops when the pipe is full.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        (driver, port.expect("chromedriver says on which port it listens"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may be gone already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
