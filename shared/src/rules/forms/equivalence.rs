//! Equivalence rules as they are said.

use serde_json::Value;

use super::{Head, MOST_ITEMS, Word, optional_word};
use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::rules::equivalence::{
    ByAmount, ByOutcome, CourseRef, CourseRequirement, EquivalenceRule, Exchange, Grant,
    Requirement, hundredth,
};

/// How many lists of a requirement may lie in each other.
const MOST_LEVELS: usize = 8;

impl Form for EquivalenceRule {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let head = Head::read(fields);
        let priority = fields.required("priority");
        let outcome = fields.required("outcome");
        let decision = fields.required("decision");
        let receiver = optional_word(fields, "receiver");
        let exchange = match fields.one_of("by_amount, by_outcome") {
            Some("by_amount") => fields.form("by_amount").map(Exchange::ByAmount),
            Some(_) => fields.form("by_outcome").map(Exchange::ByOutcome),
            None => None,
        };
        let head = head?;
        Some(Self {
            code: head.code,
            names: head.names,
            priority: priority?,
            effective_from: head.effective_from,
            effective_to: head.effective_to,
            status: head.status,
            ground: head.ground,
            outcome: outcome?,
            decision: decision?,
            receiver: receiver?,
            exchange: exchange?,
        })
    }
}

impl Form for ByAmount {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let from = fields.required("from");
        let to = fields.required("to");
        let ratio = fields.required("ratio");
        let smallest = fields.optional("smallest");
        let step = fields.optional("step");
        let rounding = fields.optional_form("rounding");
        Some(Self {
            from: from?,
            to: to?,
            ratio: ratio?,
            smallest: smallest?,
            step: step?.unwrap_or(hundredth()),
            rounding: rounding?.unwrap_or_default(),
        })
    }
}

impl Form for ByOutcome {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let requires = match fields.peek("requires") {
            Some(said) if is_deeper(said, MOST_LEVELS) => {
                fields.fault("requires", FaultKind::TooDeep(MOST_LEVELS));
                None
            }
            _ => fields.form("requires"),
        };
        let gives = fields.forms("gives", MOST_ITEMS);
        Some(Self { requires: requires?, gives: gives? })
    }
}

/// Whether more than so many lists lie in each other.
fn is_deeper(requirement: &Value, levels: usize) -> bool {
    let lists = ["all_of", "any_of"].into_iter().filter_map(|list| requirement.get(list));
    let mut parts = lists.filter_map(Value::as_array).peekable();
    match levels.checked_sub(1) {
        None => parts.peek().is_some(),
        Some(levels) => parts.flatten().any(|part| is_deeper(part, levels)),
    }
}

impl Form for Requirement {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        match fields.one_of("all_of, any_of, course")? {
            "all_of" => Some(Self::All { all_of: fields.forms("all_of", MOST_ITEMS)? }),
            "any_of" => Some(Self::Any { any_of: fields.forms("any_of", MOST_ITEMS)? }),
            _ => {
                let course = fields.form("course");
                let min_score = fields.optional("min_score");
                let max_score = fields.optional("max_score");
                Some(Self::Course(CourseRequirement {
                    course: course?,
                    min_score: min_score?,
                    max_score: max_score?,
                }))
            }
        }
    }
}

impl Form for CourseRef {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let institution = fields.required::<Word>("institution").map(Line::into_string);
        let code = fields.required::<Word>("code").map(Line::into_string);
        Some(Self { institution: institution?, code: code? })
    }
}

impl Form for Grant {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let program = optional_word(fields, "program");
        let unit = optional_word(fields, "unit");
        let course = fields.optional_form("course");
        let scheme = fields.required("scheme");
        let credits = fields.required("credits");
        Some(Self {
            program: program?,
            unit: unit?,
            course: course?,
            scheme: scheme?,
            credits: credits?,
        })
    }
}
