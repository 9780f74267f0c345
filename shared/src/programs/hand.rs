//! What somebody can bring to a program: the lots of their card, and what those trace to.
//!
//! Invariant: only learning of one's own counts. A lot that traces to no recognised completion of
//! the card's owner, as one that was given by another card, fills nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::Accepts;
use super::application::Taking;
use crate::ids::{CompletionId, LotId, SchemeCode};
use crate::institutions::InstitutionCode;
use crate::ledger::{Day, Lot, Rejection, take, usable};
use crate::quantity::{Credits, Overflow, Score};
use crate::rules::HeldOutcome;

/// The unspent lots of a card and the recognised completions of its owner.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    /// Lots, in any order.
    pub lots: Vec<Lot>,
    /// Recognised completions.
    pub sources: BTreeMap<CompletionId, Source>,
}

/// A recognised completion, as programs ask about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The institution's own code first, then those of the institutions above it.
    pub institutions: Vec<String>,
    /// The course's code.
    pub course_code: String,
    /// The course's category.
    pub category: String,
    /// The score, when the grade has one.
    pub score: Option<Score>,
    /// The scheme of the credits that it put on the card.
    pub scheme: SchemeCode,
    /// Those credits; may be nothing.
    pub credits: Credits,
}

impl Source {
    /// Whether it was earned at this institution or below it.
    #[must_use]
    pub fn is_of(&self, institution: &InstitutionCode) -> bool {
        self.institutions.iter().any(|code| code == institution.as_str())
    }

    fn is_accepted(&self, by: &Accepts) -> bool {
        let own = self.institutions.first();
        let category = by.categories.is_empty() || by.categories.contains(&self.category);
        let course = by.courses.is_empty()
            || by
                .courses
                .iter()
                .any(|course| Some(&course.institution) == own && course.code == self.course_code);
        category && course
    }
}

impl Accepts {
    /// Whether it takes credits of a scheme that trace to this completion.
    #[must_use]
    pub fn takes(&self, scheme: &SchemeCode, source: &Source) -> bool {
        self.schemes.contains(scheme) && source.is_accepted(self)
    }
}

impl Hand {
    /// The completions that a group takes credits of.
    pub(super) fn accepted(&self, by: &Accepts) -> BTreeSet<CompletionId> {
        let fits = self.sources.iter().filter(|(_, source)| source.is_accepted(by));
        fits.map(|(completion, _)| *completion).collect()
    }

    /// The parts of lots that an amount takes, soonest expiring first whatever their scheme.
    pub(super) fn parts(
        &self,
        schemes: &[SchemeCode],
        of: &BTreeSet<CompletionId>,
        on: Day,
        amount: Credits,
    ) -> Result<Vec<(&Lot, Credits)>, Rejection> {
        take(self.lots_of(schemes, of), on, amount)
    }

    /// What is usable of these completions in a scheme.
    pub(super) fn left(
        &self,
        scheme: &SchemeCode,
        of: &BTreeSet<CompletionId>,
        on: Day,
    ) -> Result<Credits, Overflow> {
        usable(self.lots_of(std::slice::from_ref(scheme), of), on)
    }

    fn lots_of(&self, schemes: &[SchemeCode], of: &BTreeSet<CompletionId>) -> Vec<&Lot> {
        let traces = |lot: &&Lot| lot.sources.iter().any(|source| of.contains(source));
        self.lots.iter().filter(|lot| schemes.contains(&lot.scheme)).filter(traces).collect()
    }

    /// Takes what an application would take.
    pub(super) fn spend(&mut self, takings: &[Taking], on: Day) -> Result<(), Rejection> {
        for Taking { scheme, amount, of } in takings {
            let of = of.iter().copied().collect();
            let parts = self.parts(std::slice::from_ref(scheme), &of, on, *amount)?;
            let parts: BTreeMap<LotId, Credits> =
                parts.into_iter().map(|(lot, part)| (lot.id, part)).collect();
            for lot in &mut self.lots {
                if let Some(part) = parts.get(&lot.id) {
                    lot.available = lot.available.minus(*part)?;
                }
            }
        }
        Ok(())
    }

    /// Whether all that a lot traces to was earned at this institution or below it.
    pub(super) fn is_own(&self, lot: &Lot, institution: &InstitutionCode) -> bool {
        let own = |completion| {
            self.sources.get(completion).is_some_and(|source| source.is_of(institution))
        };
        lot.sources.iter().all(own)
    }

    /// These completions, as rules by outcome ask for them.
    pub(super) fn outcomes(&self, of: impl Fn(&CompletionId) -> bool) -> Vec<HeldOutcome> {
        let wanted = self.sources.iter().filter(|(completion, _)| of(completion));
        let held = wanted.map(|(completion, source)| HeldOutcome {
            institution: source.institutions.first().cloned().unwrap_or_default(),
            code: source.course_code.clone(),
            score: source.score,
            completion: *completion,
        });
        held.collect()
    }
}
