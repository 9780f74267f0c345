//! Findings: what a check says, with what shows it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::SchemeCode;
use crate::lang::{Lang, Text};
use crate::names::words;
use crate::quantity::{Credits, Hours, Score};
use crate::vocabulary::{CourseForm, InstitutionKind};

words! {
    /// Whether a finding blocks publishing.
    pub enum Severity {
        Error = "error", "错误", "Error";
        Warning = "warning", "提醒", "Warning";
    }
}

words! {
    /// What was found.
    pub enum FindingCode {
        Invalid = "invalid", "规则有误", "Invalid rule";
        AmbiguousPair = "ambiguous_pair", "规则冲突", "Ambiguous pair";
        MintingCycle = "minting_cycle", "循环增值", "Minting cycle";
        Shadowed = "shadowed", "规则被覆盖", "Shadowed rule";
        DeadReference = "dead_reference", "引用失效", "Dead reference";
        Gap = "gap", "课程无规则", "Course without a rule";
        EmptyRange = "empty_range", "日期范围为空", "Empty date range";
        UnreachableCap = "unreachable_cap", "上限无法达到", "Unreachable cap";
        ReferenceCycle = "reference_cycle", "互相引用", "Reference cycle";
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: FindingCode,
    /// Codes of the rules that it is about.
    pub rules: Vec<String>,
    /// What it means and what to do, for a person.
    pub message: Text,
    /// Where in the rulebook, as a JSON pointer, when it is one place.
    pub pointer: Option<String>,
    /// What shows it.
    pub example: Option<Example>,
    /// The conversions of a minting cycle, in order.
    pub cycle: Option<Vec<LoopStep>>,
}

impl FindingCode {
    /// Errors block publishing, warnings do not.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Invalid | Self::AmbiguousPair | Self::MintingCycle => Severity::Error,
            _ => Severity::Warning,
        }
    }
}

impl Finding {
    /// As it goes over the wire, in one language.
    #[must_use]
    pub fn report(&self, lang: Lang) -> FindingReport {
        FindingReport {
            severity: self.code.severity(),
            code: self.code,
            rules: self.rules.clone(),
            message: self.message.get(lang).to_owned(),
            pointer: self.pointer.clone(),
            example: self.example.clone(),
            cycle: self.cycle.clone(),
        }
    }
}

/// A finding on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingReport {
    /// Whether it blocks publishing.
    pub severity: Severity,
    /// What was found.
    pub code: FindingCode,
    /// Codes of the rules that it is about.
    pub rules: Vec<String>,
    /// A sentence for a person.
    pub message: String,
    /// Where in the rulebook, as a JSON pointer, when it is one place.
    pub pointer: Option<String>,
    /// What shows it.
    pub example: Option<Example>,
    /// The conversions of a minting cycle, in order.
    #[serde(rename = "loop")]
    pub cycle: Option<Vec<LoopStep>>,
}

/// What shows a finding: a completion, completed courses, or an amount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Example {
    /// A completion that recognition rules match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<CompletionExample>,
    /// Completed courses that fulfil equivalence rules by outcome.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<CourseExample>,
    /// An amount that equivalence rules by amount convert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountExample>,
    /// What each rule makes of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<ExampleResult>,
}

/// A completion made up to show a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompletionExample {
    /// The institution's code; `None` for any of this kind.
    pub institution: Option<String>,
    /// The institution's kind.
    pub institution_kind: InstitutionKind,
    /// The course's code.
    pub course_code: String,
    /// The course's title, when it is one of the catalogue.
    pub title: Option<String>,
    /// The course's category.
    pub category: String,
    /// The course's form.
    pub form: CourseForm,
    /// The course's level.
    pub level: Option<String>,
    /// Learning hours.
    pub hours: Hours,
    /// The score.
    pub score: Option<Score>,
    /// What the school declares.
    pub declared_credits: Option<Credits>,
    /// The day it ended.
    pub ended_on: NaiveDate,
}

/// A course completed with a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CourseExample {
    /// The institution's code.
    pub institution: String,
    /// The course's code.
    pub code: String,
    /// The score, where the rules ask for one.
    pub score: Option<Score>,
}

/// An amount to convert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AmountExample {
    /// The scheme that pays.
    pub from: SchemeCode,
    /// The scheme that receives.
    pub to: SchemeCode,
    /// The amount.
    pub amount: Credits,
}

/// What one rule makes of an example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExampleResult {
    /// The rule's code.
    pub rule: String,
    /// What it gives, for a person.
    pub text: Text,
}

/// A conversion of a minting cycle: `times` conversions of `amount`, each giving `gives`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoopStep {
    /// The rule's code.
    pub rule: String,
    /// The scheme that pays.
    pub from: SchemeCode,
    /// The scheme that receives.
    pub to: SchemeCode,
    /// What one conversion takes.
    pub amount: Credits,
    /// What it gives.
    pub gives: Credits,
    /// How many of them, as a decimal number without limit.
    pub times: String,
}
