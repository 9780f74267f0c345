//! An answer of the bank, and the questions that tests ask of it.

use serde_json::Value;
use ureq::http::HeaderMap;

/// Status, headers and body of an answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The body's text.
    pub body: String,
}

impl Answer {
    /// A header's text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as JSON.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{error} in the body of a {}: {}", self.status, self.body),
        }
    }

    /// The body as JSON, of an answer that must have this status.
    #[must_use]
    #[track_caller]
    pub fn with(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.json()
    }

    /// The answer must have this status.
    #[track_caller]
    pub fn must(&self, status: u16) {
        assert_eq!(self.status, status, "{}", self.body);
    }

    /// The answer must be this refusal, as problem details; gives the body.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let problem = self.with(status);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.body);
        assert_eq!(problem["type"], format!("/problems/{code}"), "{}", self.body);
        assert_eq!(problem["status"], status, "{}", self.body);
        problem
    }

    /// The faults of a refusal: `/pointer code`, sorted.
    #[must_use]
    #[track_caller]
    pub fn faults(&self) -> Vec<String> {
        faults_of(&self.json())
    }

    /// The answer must refuse exactly these values, each said as `/pointer code`.
    #[track_caller]
    pub fn invalid(&self, faults: &[&str]) {
        self.refused(422, "invalid");
        let mut expected = faults.to_vec();
        expected.sort_unstable();
        assert_eq!(self.faults(), expected, "{}", self.body);
    }
}

/// The `errors` of a problem or of a row, said as `/pointer code`, sorted.
#[must_use]
#[track_caller]
pub fn faults_of(value: &Value) -> Vec<String> {
    let errors = value["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |error: &Value, name: &str| error[name].as_str().unwrap_or("?").to_owned();
    let mut faults: Vec<String> = errors
        .iter()
        .map(|error| format!("{} {}", text(error, "pointer"), text(error, "code")))
        .collect();
    faults.sort_unstable();
    faults
}
