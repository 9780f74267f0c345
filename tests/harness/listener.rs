//! Somebody who listens to server-sent events.

use std::io::{BufRead, BufReader};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::Client;

/// An open stream of events; it is hung up when this is dropped and the server says something.
pub struct Listener {
    events: Receiver<Value>,
}

impl Client {
    /// Opens a stream of events.
    ///
    /// # Errors
    /// Status and `Retry-After` of a refusal.
    pub fn listen(&self, path: &str) -> Result<Listener, (u16, String)> {
        let config = Agent::config_builder().http_status_as_error(false).build();
        let request = Agent::from(config).get(format!("{}/api/v1{path}", self.server()));
        let bearer = format!("Bearer {}", self.token().unwrap_or_default());
        let request = request.header("Authorization", bearer).header("Accept", "text/event-stream");
        let response = request.call().expect("the server answers");
        let header = |name: &str| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        if response.status().as_u16() != 200 {
            return Err((response.status().as_u16(), header("retry-after")));
        }
        assert_eq!(header("content-type"), "text/event-stream");
        Ok(Listener { events: read(response) })
    }
}

/// Reads in a thread of its own, which ends with the stream or with whoever listens.
fn read(response: Response<Body>) -> Receiver<Value> {
    let (sender, events) = channel();
    std::thread::spawn(move || {
        let lines = BufReader::new(response.into_body().into_reader()).lines();
        for line in lines.map_while(Result::ok) {
            let Some(data) = line.strip_prefix("data: ") else { continue };
            let event = serde_json::from_str(data).expect("an event's data is JSON");
            if sender.send(event).is_err() {
                break;
            }
        }
    });
    events
}

impl Listener {
    /// The next event, which must come within this time.
    #[must_use]
    #[track_caller]
    pub fn next(&self, within: Duration) -> Value {
        self.events.recv_timeout(within).expect("an event comes in time")
    }

    /// Nothing is said for this long.
    #[track_caller]
    pub fn silent(&self, during: Duration) {
        let heard = self.events.recv_timeout(during);
        assert_eq!(heard, Err(RecvTimeoutError::Timeout), "nothing should be said");
    }

    /// The stream comes to its end within this time; what is said before does not matter.
    #[track_caller]
    pub fn ends(&self, within: Duration) {
        let started = std::time::Instant::now();
        while let Some(left) = within.checked_sub(started.elapsed()) {
            if self.events.recv_timeout(left) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
        panic!("the stream goes on");
    }
}
