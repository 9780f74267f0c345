//! Whether a recognition rule matches a completion, and what failed where it does not.
//!
//! Invariant: a rule matches exactly when none of its conditions has failed; every condition that
//! can fail can also be said.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rulebook::{InstitutionScope, Method, RecognitionRule};
use super::wire::RawCondition;
use crate::lang::Text;
use crate::quantity::{Credits, Hours, Score};
use crate::vocabulary::{CourseForm, InstitutionKind};

/// What the rules look at in a completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionFacts {
    /// The institution's own code first, then those of the institutions above it.
    pub institutions: Vec<String>,
    /// The institution's kind.
    pub institution_kind: InstitutionKind,
    /// The course's code at the institution.
    pub course_code: String,
    /// The course's title.
    pub title: String,
    /// The course's category.
    pub category: String,
    /// The course's form.
    pub form: CourseForm,
    /// The course's level.
    pub level: Option<String>,
    /// Learning hours.
    pub hours: Hours,
    /// The score, when the grade has one.
    pub score: Option<Score>,
    /// What the school declares it to be worth.
    pub declared_credits: Option<Credits>,
    /// The day it ended: decides the rulebook, the rules and the windows of caps.
    pub ended_on: NaiveDate,
}

impl CompletionFacts {
    /// The code of the institution itself.
    #[must_use]
    pub fn institution(&self) -> &str {
        self.institutions.first().map_or("", String::as_str)
    }
}

/// A condition that a completion did not fulfil: what the rule needs and what there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "condition", rename_all = "snake_case", try_from = "RawCondition")]
pub enum Condition {
    /// The kind of the institution.
    InstitutionKind {
        /// Any of these.
        needs: Vec<InstitutionKind>,
        /// The completion's.
        has: InstitutionKind,
    },
    /// The institution.
    Institution {
        /// Any of these.
        needs: Vec<InstitutionScope>,
        /// The completion's.
        has: String,
    },
    /// The code of the course.
    Course {
        /// Any of these codes, or prefixes ending in `*`.
        needs: Vec<String>,
        /// The completion's.
        has: String,
    },
    /// The category of the course.
    Category {
        /// Any of these.
        needs: Vec<String>,
        /// The completion's.
        has: String,
    },
    /// The form of the course.
    Form {
        /// Any of these.
        needs: Vec<CourseForm>,
        /// The completion's.
        has: CourseForm,
    },
    /// The level of the course.
    Level {
        /// Any of these.
        needs: Vec<String>,
        /// The completion's, if it has one.
        has: Option<String>,
    },
    /// Learning hours.
    Hours {
        /// At least so many.
        needs: Hours,
        /// The completion's.
        has: Hours,
    },
    /// The score.
    Score {
        /// At least this.
        needs: Score,
        /// The completion's, if it has one.
        has: Option<Score>,
    },
    /// The day it ended, too early.
    EndedFrom {
        /// Not before this day.
        needs: NaiveDate,
        /// The completion's.
        has: NaiveDate,
    },
    /// The day it ended, too late.
    EndedTo {
        /// Not after this day.
        needs: NaiveDate,
        /// The completion's.
        has: NaiveDate,
    },
    /// The rule takes what the school declares, and the school declared nothing.
    DeclaredCredits {
        /// What was declared, when it is below zero and so cannot be taken.
        has: Option<Credits>,
    },
}

/// The rule that came nearest to matching.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NearMiss {
    /// Its code.
    pub rule: String,
    /// Its name.
    pub names: Text,
    /// What failed, at least one.
    pub failed: Vec<Condition>,
}

/// The conditions in the order in which they are checked and said.
#[derive(Clone, Copy)]
enum Check {
    Kind,
    Institution,
    Course,
    Category,
    Form,
    Level,
    Hours,
    Score,
    EndedFrom,
    EndedTo,
    Declared,
}

/// As many conditions as can fail.
pub(super) const MOST_FAILURES: usize = Check::ALL.len();

impl Check {
    const ALL: [Self; 11] = [
        Self::Kind,
        Self::Institution,
        Self::Course,
        Self::Category,
        Self::Form,
        Self::Level,
        Self::Hours,
        Self::Score,
        Self::EndedFrom,
        Self::EndedTo,
        Self::Declared,
    ];

    // Apart from `failure`, so that the many rules that do not match cost no allocation.
    fn holds(self, rule: &RecognitionRule, facts: &CompletionFacts) -> bool {
        let when = &rule.when;
        match self {
            Self::Kind => any(&when.institution_kinds, |kind| *kind == facts.institution_kind),
            Self::Institution => any(&when.institutions, |scope| within(scope, facts)),
            Self::Course => any(&when.courses, |wanted| names_course(wanted, &facts.course_code)),
            Self::Category => any(&when.categories, |category| *category == facts.category),
            Self::Form => any(&when.forms, |form| *form == facts.form),
            Self::Level => any(&when.levels, |level| facts.level.as_ref() == Some(level)),
            Self::Hours => facts.hours >= least_hours(rule),
            Self::Score => when.min_score.is_none_or(|least| facts.score >= Some(least)),
            Self::EndedFrom => when.ended_from.is_none_or(|from| from <= facts.ended_on),
            Self::EndedTo => when.ended_to.is_none_or(|to| facts.ended_on <= to),
            Self::Declared => {
                rule.award.method != Method::Declared
                    || facts.declared_credits.is_some_and(|declared| declared >= Credits::ZERO)
            }
        }
    }

    fn failure(self, rule: &RecognitionRule, facts: &CompletionFacts) -> Option<Condition> {
        if self.holds(rule, facts) {
            return None;
        }
        let when = &rule.when;
        let ended = facts.ended_on;
        Some(match self {
            Self::Kind => Condition::InstitutionKind {
                needs: when.institution_kinds.clone(),
                has: facts.institution_kind,
            },
            Self::Institution => Condition::Institution {
                needs: when.institutions.clone(),
                has: facts.institution().to_owned(),
            },
            Self::Course => {
                Condition::Course { needs: when.courses.clone(), has: facts.course_code.clone() }
            }
            Self::Category => {
                Condition::Category { needs: when.categories.clone(), has: facts.category.clone() }
            }
            Self::Form => Condition::Form { needs: when.forms.clone(), has: facts.form },
            Self::Level => {
                Condition::Level { needs: when.levels.clone(), has: facts.level.clone() }
            }
            Self::Hours => Condition::Hours { needs: least_hours(rule), has: facts.hours },
            Self::Score => Condition::Score { needs: when.min_score?, has: facts.score },
            Self::EndedFrom => Condition::EndedFrom { needs: when.ended_from?, has: ended },
            Self::EndedTo => Condition::EndedTo { needs: when.ended_to?, has: ended },
            Self::Declared => Condition::DeclaredCredits { has: facts.declared_credits },
        })
    }
}

/// Whether every condition of the rule holds; its days of effect are another matter.
pub(super) fn matches(rule: &RecognitionRule, facts: &CompletionFacts) -> bool {
    Check::ALL.iter().all(|check| check.holds(rule, facts))
}

/// How many conditions of the rule fail; `None` when more than `most`.
pub(super) fn failures(
    rule: &RecognitionRule,
    facts: &CompletionFacts,
    most: usize,
) -> Option<usize> {
    let failed = Check::ALL.iter().filter(|check| !check.holds(rule, facts)).take(most + 1).count();
    (failed <= most).then_some(failed)
}

impl NearMiss {
    /// What failed of a rule.
    pub(super) fn of(rule: &RecognitionRule, facts: &CompletionFacts) -> Self {
        Self {
            rule: rule.code.clone(),
            names: rule.names.clone(),
            failed: Check::ALL.iter().filter_map(|check| check.failure(rule, facts)).collect(),
        }
    }
}

/// An empty list means any.
pub(super) fn any<T>(wanted: &[T], holds: impl Fn(&T) -> bool) -> bool {
    wanted.is_empty() || wanted.iter().any(holds)
}

fn within(scope: &InstitutionScope, facts: &CompletionFacts) -> bool {
    if scope.below {
        facts.institutions.contains(&scope.code)
    } else {
        facts.institution() == scope.code
    }
}

fn names_course(wanted: &str, code: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(prefix) => code.starts_with(prefix),
        None => code == wanted,
    }
}

// Hours below zero, which no reader lets in, must never become credits below zero.
fn least_hours(rule: &RecognitionRule) -> Hours {
    rule.when.min_hours.unwrap_or_default().max(Hours::ZERO)
}
