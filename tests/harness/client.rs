//! A client of the bank: somebody with or without a token, at one server.

use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::{Method, Request};

use crate::Answer;

/// Answers larger than this are no answers.
const ANSWER_MOST: u64 = 256 << 20;

/// Somebody who asks. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
    server: String,
    token: Option<String>,
}

/// A request that is being written.
pub struct Call<'a> {
    client: &'a Client,
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Client {
    /// Somebody without a token.
    #[must_use]
    pub fn new(server: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_mins(10)))
            .build();
        Self { agent: config.into(), server: server.to_owned(), token: None }
    }

    /// The same client with a token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The token.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Where the server answers, without a trailing slash.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server
    }

    /// A request to a path below `/api/v1`.
    #[must_use]
    pub fn call(&self, method: &str, path: &str) -> Call<'_> {
        self.call_at_root(method, &format!("/api/v1{path}"))
    }

    /// A request to a path from the root.
    #[must_use]
    pub fn call_at_root(&self, method: &str, path: &str) -> Call<'_> {
        let bearer = self.token.iter().map(|token| format!("Bearer {token}"));
        Call {
            client: self,
            method: method.parse().expect("a method is a token"),
            url: format!("{}{path}", self.server),
            headers: bearer.map(|bearer| ("Authorization".to_owned(), bearer)).collect(),
            body: None,
        }
    }

    /// `GET`.
    #[must_use]
    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path).send()
    }

    /// `POST` with a JSON body.
    #[must_use]
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path).json(body).send()
    }

    /// `POST` without a body.
    #[must_use]
    pub fn post_nothing(&self, path: &str) -> Answer {
        self.call("POST", path).send()
    }

    /// `POST` with a JSON body and an `Idempotency-Key`.
    #[must_use]
    pub fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.call("POST", path).key(key).json(body).send()
    }

    /// `DELETE`.
    #[must_use]
    pub fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path).send()
    }
}

impl Call<'_> {
    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds an `Idempotency-Key`.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.header("Idempotency-Key", key)
    }

    /// Asks for English.
    #[must_use]
    pub fn in_english(self) -> Self {
        self.header("Accept-Language", "en")
    }

    /// Adds a JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Adds a form, URL-encoded already.
    #[must_use]
    pub fn form(self, body: &str) -> Self {
        self.body("application/x-www-form-urlencoded", body)
    }

    /// Adds a body of any type.
    #[must_use]
    pub fn body(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("Content-Type", media_type)
    }

    /// Adds a body that does not say what it is.
    #[must_use]
    pub fn untyped_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends it.
    #[must_use]
    #[track_caller]
    pub fn send(self) -> Answer {
        let mut request = Request::builder().method(self.method).uri(self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let agent = &self.client.agent;
        let answered = match self.body {
            Some(body) => agent.run(request.body(body).expect("a test writes good requests")),
            None => agent.run(request.body(()).expect("a test writes good requests")),
        };
        let mut response = answered.expect("the server answers");
        let body = response.body_mut().with_config().limit(ANSWER_MOST).read_to_vec();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: String::from_utf8(body.expect("the answer arrives whole"))
                .expect("the bank answers in UTF-8"),
        }
    }
}
