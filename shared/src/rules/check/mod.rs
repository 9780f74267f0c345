//! What is wrong with a rulebook as a whole, measured against the catalogue.
//!
//! Nothing is tried at random: what rules match are sets that are intersected and subtracted
//! ([`region`]), what they give are functions that are compared where they can come apart
//! ([`awards`], [`amounts`]), and loops of conversions are valued exactly ([`minting`]). Each of these
//! says how far it goes. Invariant: every example is one: the rules that it names do with it what it
//! says. The findings are the same, in the same order, for the same rulebook, catalogue and day.

mod amounts;
mod awards;
mod caps;
mod clashes;
mod dates;
mod finding;
mod gaps;
mod graph;
mod invalid;
mod minting;
mod outcomes;
mod overlaps;
mod ranges;
mod rates;
mod recognition;
mod reference_cycles;
mod references;
mod region;
mod requirements;
mod wording;
mod world;

pub use finding::{
    AmountExample, CompletionExample, CourseExample, Example, ExampleResult, Finding, FindingCode,
    FindingReport, LoopStep, Severity,
};

use chrono::NaiveDate;

use self::amounts::AmountRules;
use self::caps::unreachable_caps;
use self::clashes::Clashes;
use self::dates::empty_ranges;
use self::gaps::gaps;
use self::invalid::invalid;
use self::minting::minting;
use self::outcomes::OutcomeRules;
use self::recognition::Recognition;
use self::reference_cycles::reference_cycles;
use self::references::dead_references;
use self::world::World;
use super::rulebook::Rulebook;
use crate::ids::SchemeCode;
use crate::quantity::{Credits, Hours};
use crate::vocabulary::{CourseForm, InstitutionKind};

/// What rules may refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Every institution.
    pub institutions: Vec<CatalogueInstitution>,
    /// Every course.
    pub courses: Vec<CatalogueCourse>,
    /// Every scheme.
    pub schemes: Vec<SchemeCode>,
    /// Every program that can be applied to.
    pub programs: Vec<CatalogueProgram>,
}

/// A program, as rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueProgram {
    /// Its code.
    pub code: String,
    /// The code of the institution that decides on applications.
    pub institution: String,
    /// The scheme that it counts in.
    pub scheme: SchemeCode,
    /// The codes of its units.
    pub units: Vec<String>,
}

/// An institution, as rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueInstitution {
    /// Its own code first, then those of the institutions above it.
    pub path: Vec<String>,
    /// Its kind.
    pub kind: InstitutionKind,
    /// Whether it is in use.
    pub active: bool,
}

/// A course, as rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueCourse {
    /// The place of its institution in [`Catalogue::institutions`].
    pub institution: usize,
    /// Its code there.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its category.
    pub category: String,
    /// Its form.
    pub form: CourseForm,
    /// Its level.
    pub level: Option<String>,
    /// Its hours.
    pub hours: Hours,
    /// What the school declares it to be worth.
    pub declared_credits: Option<Credits>,
    /// Whether it is in use.
    pub active: bool,
}

/// Every finding: errors first, then warnings, each kind in the order of the rules.
#[must_use]
pub fn check(rulebook: &Rulebook, catalogue: &Catalogue, today: NaiveDate) -> Vec<Finding> {
    let world = World::new(rulebook, catalogue, today);
    let recognition = Recognition::new(rulebook, &world);
    let amounts = AmountRules::new(rulebook, &world);
    let outcomes = OutcomeRules::new(rulebook, &world);
    let mut clashes = Clashes::default();
    recognition.clashes(&mut clashes);
    amounts.clashes(&mut clashes);
    outcomes.clashes(&mut clashes);
    [
        invalid(rulebook),
        clashes.into_findings(),
        minting(&amounts),
        recognition.shadowed(),
        amounts.shadowed(),
        outcomes.shadowed(),
        dead_references(rulebook, &world),
        gaps(rulebook, &world),
        empty_ranges(rulebook),
        unreachable_caps(rulebook, &world),
        reference_cycles(rulebook),
    ]
    .concat()
}
