//! Rules: how completions become credits and credits become others.
//!
//! The method, in words. Take the rulebook in force on the day the completion ended and those of its
//! rules that are effective then and match ([`worth`]). None matches: not recognised, and the nearest
//! rule says what was missing. The highest priority wins; equal results there are one result that
//! names every rule, and different ones are left to a person ([`choose`]). The award is computed
//! exactly and rounded once; then comes what earlier attempts at the same course already count for
//! ([`after_repeats`]), then the caps in their order ([`apply_caps`]). [`decide`] is the whole of it.
//! A mistake that is put right counts its course again ([`amended`], [`regrouped`]).
//! Credits become credits of another scheme by the same choice of rule ([`convert`]).
//!
//! Invariants: a rule is never picked silently; what a decision says is what its trace computes when
//! run again ([`replay`]); no award is below zero; nothing overflows silently. A rulebook is fit for
//! use when [`Rulebook::faults`] finds none.

mod award;
mod caps;
mod check;
mod conversion;
mod corrections;
mod decide;
mod difference;
mod equivalence;
mod faults;
mod forms;
mod history;
mod impact;
mod index;
mod limits;
mod matching;
mod one_rule;
mod outcomes;
mod reevaluation;
mod repeats;
mod rulebook;
mod same_course;
mod sentence;
mod table;
mod tally;
mod trace;
mod wire;

pub use award::{Award, Worth, worth};
pub use caps::{Counted, apply_caps};
pub use check::{
    AmountExample, Catalogue, CatalogueCourse, CatalogueInstitution, CatalogueProgram,
    CompletionExample, CourseExample, Example, ExampleResult, Finding, FindingCode, FindingReport,
    LoopStep, Severity, check,
};
pub use conversion::{Conversion, ConvertRefusal, conversions, convert, most_that_fits};
pub use corrections::{amended, regrouped};
pub use decide::{Choice, ChoiceRefusal, Decision, Outcome, Reason, choose, conclude, decide};
pub use difference::{Change, ChangeKind, FieldChange, RuleList, difference};
pub use equivalence::{
    ByAmount, ByOutcome, CourseRef, CourseRequirement, DecidedBy, EquivalenceOutcome,
    EquivalenceRule, Exchange, Grant, Requirement,
};
pub use history::History;
pub use impact::{Impact, ImpactLine, LargeChange};
pub use index::IndexedRulebook;
pub use limits::{Cap, GiftPolicy, Limit, MonthDay, Window};
pub use matching::{CompletionFacts, Condition, NearMiss};
pub use one_rule::OneRule;
pub(crate) use outcomes::courses as required_courses;
pub use outcomes::{GrantWorth, HeldOutcome, OutcomeAward, OutcomeWorth, fulfilment, outcomes};
pub use reevaluation::{PastCompletion, reevaluate};
pub use repeats::{Attempt, Share, after_repeats, regroup};
pub use rulebook::{
    AwardMethod, Edition, InstitutionScope, Method, RecognitionRule, Repeats, Rulebook, When,
    in_force,
};
pub use same_course::same_course_key;
pub use sentence::{condition_sentence, explain, rule_line, sentence};
pub use table::{from_table, to_table};
pub use tally::ImpactTally;
pub use trace::{ReplayFault, Step, replay};
