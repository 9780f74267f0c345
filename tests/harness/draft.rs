//! A rulebook on its way from draft to publication, by the calls that administrators make.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{Answer, Client};

/// Longer than any re-evaluation or simulation of a test takes.
const PATIENCE: Duration = Duration::from_mins(5);

/// A rulebook, and the administrator who wrote it.
pub struct Draft {
    author: Client,
    /// Its id.
    pub id: String,
}

impl Draft {
    /// Writes a draft.
    #[must_use]
    #[track_caller]
    pub fn write(author: &Client, rulebook: &Value) -> Self {
        let written = author.post("/rulebooks", rulebook).with(201);
        let id = written["id"].as_str().expect("a draft has an id").to_owned();
        Self { author: author.clone(), id }
    }

    /// A path below it.
    #[must_use]
    pub fn path(&self, below: &str) -> String {
        format!("/rulebooks/{}{below}", self.id)
    }

    /// As it is shown to its author.
    #[must_use]
    #[track_caller]
    pub fn shown(&self) -> Value {
        self.author.get(&self.path("")).with(200)
    }

    /// Its `ETag`.
    #[must_use]
    #[track_caller]
    pub fn tag(&self) -> String {
        let shown = self.author.get(&self.path(""));
        shown.header("etag").expect("what can be edited has a tag").to_owned()
    }

    /// Changes it, as the author who has seen it as it is.
    #[must_use]
    #[track_caller]
    pub fn change(&self, method: &str, below: &str, body: Option<&Value>) -> Answer {
        let path = self.path(below);
        let call = self.author.call(method, &path).header("If-Match", &self.tag());
        match body {
            Some(body) => call.json(body).send(),
            None => call.send(),
        }
    }

    /// Adds or replaces a rule.
    #[must_use]
    #[track_caller]
    pub fn put_rule(&self, list: &str, rule: &Value) -> Answer {
        let code = rule["code"].as_str().expect("a rule has a code");
        let body = json!({"list": list, "rule": rule});
        self.change("PUT", &format!("/rules/{code}"), Some(&body))
    }

    /// What a check finds.
    #[must_use]
    #[track_caller]
    pub fn findings(&self) -> Vec<Value> {
        let checked = self.author.post_nothing(&self.path("/check")).with(200);
        checked["findings"].as_array().expect("a list of findings").clone()
    }

    /// What a simulation comes to.
    #[must_use]
    #[track_caller]
    pub fn impact(&self, ask: &Value) -> Value {
        let path = self.path("/simulate");
        let first = self.author.post(&path, ask);
        assert!(first.status == 200 || first.status == 202, "{}", first.body);
        let done = wait_until(|| self.author.get(&path).with(200), |it| it["status"] != "running");
        assert_eq!(done["status"], "done");
        done["impact"].clone()
    }

    /// Submits it.
    #[track_caller]
    pub fn submit(&self) {
        self.author.post_nothing(&self.path("/submit")).must(200);
    }

    /// Publishes it in another's name.
    #[must_use]
    pub fn publish(&self, publisher: &Client, mode: &str, accept: &Value) -> Answer {
        let ask = json!({"mode": mode, "note": "说明", "accept": accept});
        publisher.post(&self.path("/publish"), &ask)
    }

    /// Waits until what ended before is decided again; gives how that went.
    #[must_use]
    #[track_caller]
    pub fn reevaluated(&self) -> Value {
        let progress = || self.shown()["publication"]["reevaluation"].clone();
        wait_until(progress, |it| it["status"] != "running")
    }
}

#[track_caller]
fn wait_until(look: impl Fn() -> Value, done: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let seen = look();
        if done(&seen) {
            return seen;
        }
        assert!(started.elapsed() < PATIENCE, "it does not come to an end: {seen}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
