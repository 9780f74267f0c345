//! Counts failed tries, so that passwords and codes cannot be guessed by trying.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use shared::problem::Refusal;

use crate::error::AppResult;

const WINDOW: Duration = Duration::from_mins(1);
/// Names and addresses remembered at most; beyond that the old ones are dropped.
const REMEMBERED: usize = 100_000;

/// Failed tries per name and per address in the last minute. Cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    per_minute: usize,
    tries: Arc<Mutex<HashMap<String, Vec<Instant>>>>,
}

impl Throttle {
    /// Allows so many failed tries a minute for each subject.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        Self {
            per_minute: usize::try_from(per_minute).unwrap_or(usize::MAX),
            tries: Arc::default(),
        }
    }

    /// Whether one more try is allowed.
    ///
    /// # Errors
    /// `TooManyTries`, with the seconds to wait.
    pub fn check(&self, subject: &str) -> AppResult<()> {
        let tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let Some(times) = tries.get(subject) else { return Ok(()) };
        let recent: Vec<Duration> = times
            .iter()
            .map(|time| now.duration_since(*time))
            .filter(|age| *age < WINDOW)
            .collect();
        if recent.len() < self.per_minute {
            return Ok(());
        }
        let oldest = recent.iter().max().copied().unwrap_or_default();
        let wait = WINDOW.saturating_sub(oldest).as_secs() + 1;
        Err(Refusal::TooManyTries(u32::try_from(wait).unwrap_or(60)).into())
    }

    /// Notes a failed try.
    pub fn failed(&self, subject: &str) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let is_recent = |time: &Instant| now.duration_since(*time) < WINDOW;
        if tries.len() >= REMEMBERED {
            tries.retain(|_, times| times.iter().any(is_recent));
        }
        let times = tries.entry(subject.to_owned()).or_default();
        times.retain(is_recent);
        times.push(now);
    }
}
