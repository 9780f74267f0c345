//! Several attempts at the same course: what each of them adds.
//!
//! Invariant: the parts of a group's live attempts add up to what its policy says (the first, the
//! best, or all), and no part is below zero.

use chrono::NaiveDate;

use super::rulebook::Repeats;
use super::trace::Step;
use crate::ids::{CompletionId, SchemeCode};
use crate::quantity::{Credits, Overflow, Score};

/// A live attempt at a course: a completion that was recognised and not revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The completion.
    pub completion: CompletionId,
    /// Its place in the order in which the bank recorded them.
    pub order: u64,
    /// The scheme of its credits: attempts in different schemes do not count against each other.
    pub scheme: SchemeCode,
    /// Its score.
    pub score: Option<Score>,
    /// The day it ended; decides the order of attempts recorded together.
    pub ended_on: NaiveDate,
    /// What it is worth by itself.
    pub credits: Credits,
    /// What was posted for it so far, before caps.
    pub posted: Credits,
}

/// An attempt's part in what its group counts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The completion.
    pub completion: CompletionId,
    /// Its part, before caps.
    pub credits: Credits,
    /// Its part less what was posted for it: what is to be posted now.
    pub difference: Credits,
    /// The step that says so, when there are earlier attempts that matter.
    pub step: Option<Step>,
}

impl Repeats {
    /// What an attempt adds to what the earlier ones count for; `None` when there are none.
    pub(super) fn adds(
        self,
        worth: Credits,
        counted: Option<Credits>,
    ) -> Result<Credits, Overflow> {
        match (self, counted) {
            (Self::Every, _) | (_, None) => Ok(worth),
            (Self::Once, Some(_)) => Ok(Credits::ZERO),
            (Self::Best, Some(best)) => Ok(worth.minus(best)?.max(Credits::ZERO)),
        }
    }
}

impl Attempt {
    fn place(&self) -> (u64, NaiveDate, CompletionId) {
        (self.order, self.ended_on, self.completion)
    }

    fn share(&self, repeats: Repeats, others: &[Self]) -> Result<Share, Overflow> {
        let earlier = others
            .iter()
            .filter(|other| other.scheme == self.scheme && other.place() < self.place());
        let counted = match repeats {
            Repeats::Every => None,
            Repeats::Once => earlier.min_by_key(|other| other.place()).map(|first| first.credits),
            Repeats::Best => earlier.map(|other| other.credits).max(),
        };
        let credits = repeats.adds(self.credits, counted)?;
        let step = counted.map(|counted| Step::Repeat {
            before: self.credits,
            by: repeats,
            counted,
            after: credits,
        });
        Ok(Share {
            completion: self.completion,
            credits,
            difference: credits.minus(self.posted)?,
            step,
        })
    }
}

/// What an attempt adds to the live attempts before it, less what was already posted for it: below
/// zero when an amendment took some of it away. Attempts after it in order do not matter here; when
/// one that has later ones is amended or revoked, [`regroup`] gives the differences of them all.
///
/// # Errors
/// `Overflow`.
pub fn after_repeats(
    repeats: Repeats,
    earlier: &[Attempt],
    this: &Attempt,
) -> Result<(Credits, Option<Step>), Overflow> {
    let share = this.share(repeats, earlier)?;
    Ok((share.difference, share.step))
}

/// The parts of a whole group of live attempts, after any of them was recorded, amended or revoked.
///
/// # Errors
/// `Overflow`.
pub fn regroup(repeats: Repeats, attempts: &[Attempt]) -> Result<Vec<Share>, Overflow> {
    attempts.iter().map(|attempt| attempt.share(repeats, attempts)).collect()
}
