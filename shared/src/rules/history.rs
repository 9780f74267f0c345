//! What stands on a learner's card already, as repeats and caps see it.
//!
//! Invariant: every completion here was recognised and has credits in a scheme, if only none of them.

use std::collections::{BTreeSet, HashMap};

use super::caps::Counted;
use super::decide::Decision;
use super::matching::CompletionFacts;
use super::repeats::Attempt;
use crate::ids::CompletionId;

/// The recognised completions of one learner, in the order in which the bank recorded them.
#[derive(Clone, Debug, Default)]
pub struct History {
    attempts: Vec<Attempt>,
    counted: Vec<Counted>,
    /// Places of attempts by institution and code.
    by_course: HashMap<(String, String), Vec<usize>>,
    /// Places of attempts by what tells a title apart.
    by_title: HashMap<String, Vec<usize>>,
}

impl History {
    /// Adds a live completion; one that is not recognised does not matter here. `title_key` is the
    /// [`same_course_key`](super::same_course_key) of its title.
    pub fn add(
        &mut self,
        facts: &CompletionFacts,
        title_key: &str,
        completion: CompletionId,
        decision: &Decision,
    ) {
        let Some(counted) = Counted::of(facts, decision) else { return };
        let place = self.attempts.len();
        self.by_course.entry(course(facts)).or_default().push(place);
        self.by_title.entry(title_key.to_owned()).or_default().push(place);
        self.attempts.push(Attempt {
            completion,
            order: u64::try_from(place).unwrap_or(u64::MAX),
            scheme: counted.scheme.clone(),
            score: facts.score,
            ended_on: facts.ended_on,
            credits: decision.worth().unwrap_or_default(),
            posted: decision.before_caps().unwrap_or_default(),
        });
        self.counted.push(counted);
    }

    /// Earlier attempts at the same course: institution and code agree, or the titles do.
    #[must_use]
    pub fn attempts(&self, facts: &CompletionFacts, title_key: &str) -> Vec<Attempt> {
        let by_course = self.by_course.get(&course(facts)).into_iter().flatten();
        let by_title = self.by_title.get(title_key).into_iter().flatten();
        let places: BTreeSet<usize> = by_course.chain(by_title).copied().collect();
        places.into_iter().filter_map(|place| self.attempts.get(place).cloned()).collect()
    }

    /// What counts against caps.
    #[must_use]
    pub fn counted(&self) -> &[Counted] {
        &self.counted
    }
}

fn course(facts: &CompletionFacts) -> (String, String) {
    (facts.institution().to_owned(), facts.course_code.clone())
}
