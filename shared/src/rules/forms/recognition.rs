//! Recognition rules as they are said.

use serde_json::Value;

use super::{Head, MOST_ITEMS, Word, plain, words};
use crate::fault::FaultKind;
use crate::fields::{Field, Fields, Form, Line, text};
use crate::quantity::{Hours, Rounding, RoundingMode};
use crate::rules::rulebook::{AwardMethod, InstitutionScope, Method, RecognitionRule, When};

impl Form for RecognitionRule {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let head = Head::read(fields);
        let priority = fields.required("priority");
        let when = fields.optional_form("when");
        let award = fields.form("award");
        let repeats = fields.required("repeats");
        let head = head?;
        Some(Self {
            code: head.code,
            names: head.names,
            priority: priority?,
            effective_from: head.effective_from,
            effective_to: head.effective_to,
            status: head.status,
            ground: head.ground,
            when: when?.unwrap_or_default(),
            award: award?,
            repeats: repeats?,
        })
    }
}

impl Form for When {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let institution_kinds = fields.list("institution_kinds", MOST_ITEMS);
        let institutions = fields.forms("institutions", MOST_ITEMS);
        let courses = words(fields, "courses");
        let categories = words(fields, "categories");
        let forms = fields.list("forms", MOST_ITEMS);
        let levels = words(fields, "levels");
        let min_hours = fields.optional::<Hours>("min_hours");
        let min_score = fields.optional("min_score");
        let ended_from = fields.optional("ended_from");
        let ended_to = fields.optional("ended_to");
        if min_hours.flatten().is_some_and(|least| least < Hours::ZERO) {
            fields.fault("min_hours", FaultKind::Negative);
        }
        Some(Self {
            institution_kinds: institution_kinds?,
            institutions: institutions?,
            courses: courses?,
            categories: categories?,
            forms: forms?,
            levels: levels?,
            min_hours: min_hours?,
            min_score: min_score?,
            ended_from: ended_from?,
            ended_to: ended_to?,
        })
    }
}

impl Form for InstitutionScope {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required::<Word>("code").map(Line::into_string);
        let below = fields.or_default("below");
        Some(Self { code: code?, below: below? })
    }
}

impl Form for AwardMethod {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let scheme = fields.required("scheme");
        let method = match fields.peek("method") {
            Some(Value::Object(_)) => fields.form("method"),
            _ => plain(fields, "method", "declared").map(|()| Method::Declared),
        };
        let factor = fields.or_default("factor");
        let rounding = fields.optional_form("rounding");
        let max = fields.optional("max");
        Some(Self {
            scheme: scheme?,
            method: method?,
            factor: factor?,
            rounding: rounding?.unwrap_or_default(),
            max: max?,
        })
    }
}

/// The methods that need an amount.
impl Form for Method {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        match fields.one_of("fixed, per_hours")? {
            "fixed" => fields.required("fixed").map(Self::Fixed),
            _ => fields.required("per_hours").map(Self::PerHours),
        }
    }
}

impl Form for Rounding {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let step = fields.required("step");
        let mode = fields.or_default("mode");
        Some(Self { step: step?, mode: mode? })
    }
}

impl Field for RoundingMode {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        match text(value)? {
            "down" => Ok(Self::Down),
            "half_up" => Ok(Self::HalfUp),
            _ => Err(FaultKind::NotOneOf(vec!["down", "half_up"])),
        }
    }
}
