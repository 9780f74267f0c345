//! Counts failed tries, so that passwords and codes cannot be guessed by trying.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use shared::problem::Refusal;

use crate::error::AppResult;

const WINDOW: Duration = Duration::from_mins(1);
/// Names and addresses remembered at most; beyond that the old ones are dropped.
const REMEMBERED: usize = 100_000;

type Tries = HashMap<String, Vec<Instant>>;

/// Failed tries per name and per address in the last minute. Cheap to clone.
#[derive(Clone)]
pub struct Throttle {
    per_minute: usize,
    tries: Arc<Mutex<Tries>>,
}

/// A try that is under way. It counts as failed until it is said to have succeeded.
#[must_use]
pub struct Try {
    throttle: Throttle,
    subject: String,
    at: Instant,
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
        self.check_in(&self.lock(), subject)
    }

    /// Notes a failed try.
    pub fn failed(&self, subject: &str) {
        note(&mut self.lock(), subject);
    }

    /// Begins a try, counted at once: many at the same time are not more than many in turn.
    ///
    /// # Errors
    /// `TooManyTries`, with the seconds to wait.
    pub fn begin(&self, subject: &str) -> AppResult<Try> {
        let mut tries = self.lock();
        self.check_in(&tries, subject)?;
        let at = note(&mut tries, subject);
        Ok(Try { throttle: self.clone(), subject: subject.to_owned(), at })
    }

    fn check_in(&self, tries: &Tries, subject: &str) -> AppResult<()> {
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

    fn lock(&self) -> MutexGuard<'_, Tries> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Try {
    /// Takes the try back: it did not fail.
    pub fn succeeded(self) {
        if let Some(times) = self.throttle.lock().get_mut(&self.subject)
            && let Some(place) = times.iter().position(|time| *time == self.at)
        {
            times.swap_remove(place);
        }
    }
}

fn note(tries: &mut Tries, subject: &str) -> Instant {
    let now = Instant::now();
    let is_recent = |time: &Instant| now.duration_since(*time) < WINDOW;
    if tries.len() >= REMEMBERED {
        tries.retain(|_, times| times.iter().any(is_recent));
    }
    let times = tries.entry(subject.to_owned()).or_default();
    times.retain(is_recent);
    times.push(now);
    now
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_under_way_count_and_those_that_succeeded_do_not() {
        let throttle = Throttle::new(2);
        throttle.begin("a").unwrap().succeeded();
        let _first = throttle.begin("a").unwrap();
        let second = throttle.begin("a").unwrap();
        assert!(throttle.begin("a").is_err());
        assert!(throttle.begin("b").is_ok(), "each subject is counted on its own");
        second.succeeded();
        assert!(throttle.check("a").is_ok());
        throttle.failed("a");
        assert!(throttle.check("a").is_err());
    }
}
