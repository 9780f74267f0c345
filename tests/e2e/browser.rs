//! A real Chromium with an empty profile, driven by its own driver.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a page may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser window. Driver, browser and profile are gone when it is dropped.
pub struct Browser {
    client: Client,
    _driver: Driver,
    url: String,
    _profile: TempDir,
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
        let capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("chromedriver starts Chromium");
        Self { client, _driver: driver, url: url.to_owned(), _profile: profile }
    }

    /// Goes to a path and waits for its heading.
    pub async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.url)).await.expect("the page loads");
        self.find("#heading").await;
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

    /// The path of the page.
    pub async fn path(&self) -> String {
        self.client.current_url().await.expect("a page has an address").path().to_owned()
    }

    /// What the page says.
    pub async fn page_text(&self) -> String {
        let script = "return document.body ? document.body.innerText : ''";
        let text = self.client.execute(script, Vec::new()).await.expect("the script runs");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page, and gives what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("the script runs")
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

    /// Closes the window.
    pub async fn close(self) {
        self.client.clone().close().await.expect("the window closes");
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
