//! The programs that can be applied to, filed by what they take.
//!
//! Invariant: what is offered for a card holds every program of which a unit could be applied for
//! with it.

use std::collections::{BTreeSet, HashMap};

use super::{Hand, Program};
use crate::ids::SchemeCode;
use crate::ledger::Day;
use crate::rules::{Exchange, IndexedRulebook};

/// Programs in use, with an index. Build it once, ask it often.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    programs: Vec<Program>,
    by_scheme: HashMap<SchemeCode, BTreeSet<usize>>,
    by_code: HashMap<String, usize>,
}

impl Offer {
    /// Files programs.
    #[must_use]
    pub fn new(programs: Vec<Program>) -> Self {
        let (mut by_scheme, mut by_code) = (HashMap::new(), HashMap::new());
        for (place, program) in programs.iter().enumerate() {
            by_code.insert(program.code.clone(), place);
            for scheme in program.groups.iter().flat_map(|group| &group.accepts.schemes) {
                let places: &mut BTreeSet<usize> = by_scheme.entry(scheme.clone()).or_default();
                places.insert(place);
            }
        }
        Self { programs, by_scheme, by_code }
    }

    /// Every program.
    #[must_use]
    pub fn programs(&self) -> &[Program] {
        &self.programs
    }

    /// Programs that take credits of a scheme, in the order in which they were filed.
    pub fn taking(&self, scheme: &SchemeCode) -> impl Iterator<Item = &Program> {
        let places = self.by_scheme.get(scheme).into_iter().flatten();
        places.filter_map(|place| self.programs.get(*place))
    }

    /// Programs that take something of a card: credits of its schemes, or outcomes by a rule.
    #[must_use]
    pub fn for_hand(&self, hand: &Hand, rulebook: &IndexedRulebook, on: Day) -> Vec<&Program> {
        let usable = hand.lots.iter().filter(|lot| lot.available.is_positive());
        let schemes: BTreeSet<&SchemeCode> =
            usable.filter(|lot| lot.usable_on(on)).map(|lot| &lot.scheme).collect();
        let taking = schemes.into_iter().filter_map(|scheme| self.by_scheme.get(scheme)).flatten();
        let mut places: BTreeSet<usize> = taking.copied().collect();
        for rule in rulebook.outcome_rules(&hand.outcomes(|_| true)) {
            let Exchange::ByOutcome(by) = &rule.exchange else { continue };
            let granted = by.gives.iter().filter_map(|grant| grant.program.as_ref());
            places.extend(granted.filter_map(|program| self.by_code.get(program)));
        }
        places.into_iter().filter_map(|place| self.programs.get(place)).collect()
    }
}
