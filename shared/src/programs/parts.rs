//! Parts of lots that an application takes, gathered by scheme.

use std::collections::BTreeSet;

use super::application::Taking;
use crate::ids::CompletionId;
use crate::ledger::Lot;
use crate::quantity::{Credits, Overflow};
use crate::transfers::GivenLot;

/// A part of a lot, and which of the completions that count it traces to.
pub(super) struct Part<'a> {
    pub(super) lot: &'a Lot,
    pub(super) amount: Credits,
    of: Vec<CompletionId>,
}

impl<'a> Part<'a> {
    pub(super) fn new(lot: &'a Lot, amount: Credits, of: &BTreeSet<CompletionId>) -> Self {
        let of = lot.sources.iter().filter(|source| of.contains(source)).copied().collect();
        Self { lot, amount, of }
    }
}

/// What leaves the card, scheme by scheme, in the order in which schemes first come up.
pub(super) fn takings(parts: &[Part<'_>]) -> Result<Vec<Taking>, Overflow> {
    let mut takings: Vec<Taking> = Vec::new();
    for part in parts {
        let scheme = &part.lot.scheme;
        if !takings.iter().any(|taking| taking.scheme == *scheme) {
            let scheme = scheme.clone();
            takings.push(Taking { scheme, amount: Credits::ZERO, of: Vec::new() });
        }
        for taking in takings.iter_mut().filter(|taking| taking.scheme == *scheme) {
            taking.amount = taking.amount.plus(part.amount)?;
            let new = part.of.iter().filter(|one| !taking.of.contains(one)).copied();
            let new: Vec<CompletionId> = new.collect();
            taking.of.extend(new);
        }
    }
    Ok(takings)
}

/// The parts, as a quote lists them.
pub(super) fn uses(parts: &[Part<'_>]) -> Vec<GivenLot> {
    let used =
        parts.iter().map(|part| GivenLot { amount: part.amount, expires_on: part.lot.expires_on });
    used.collect()
}
