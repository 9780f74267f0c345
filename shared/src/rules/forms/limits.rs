//! Caps and gift policies as they are said.

use serde_json::Value;

use super::{Head, MOST_ITEMS, plain, words};
use crate::fault::FaultKind;
use crate::fields::{Field, Fields, Form, text};
use crate::rules::limits::{Cap, GiftPolicy, Limit, MonthDay, Window};

/// The most parts of a year.
const MOST_SEMESTERS: usize = 12;

impl Form for Cap {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let head = Head::read(fields);
        let schemes = fields.list("schemes", MOST_ITEMS);
        let institutions = words(fields, "institutions");
        let categories = words(fields, "categories");
        let forms = fields.list("forms", MOST_ITEMS);
        let rules = words(fields, "rules");
        let limit = fields.form("limit");
        let window = match fields.peek("window") {
            Some(Value::Object(_)) => fields.form("window"),
            _ => plain(fields, "window", "lifetime").map(|()| Window::Lifetime),
        };
        let head = head?;
        Some(Self {
            code: head.code,
            names: head.names,
            effective_from: head.effective_from,
            effective_to: head.effective_to,
            status: head.status,
            ground: head.ground,
            schemes: schemes?,
            institutions: institutions?,
            categories: categories?,
            forms: forms?,
            rules: rules?,
            limit: limit?,
            window: window?,
        })
    }
}

impl Form for Limit {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        match fields.one_of("credits, items")? {
            "credits" => fields.required("credits").map(Self::Credits),
            _ => fields.required("items").map(Self::Items),
        }
    }
}

/// The windows that start on a day of the year.
impl Form for Window {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        match fields.one_of("year_from, semesters_from")? {
            "year_from" => fields.required("year_from").map(Self::YearFrom),
            _ => fields.list("semesters_from", MOST_SEMESTERS).map(Self::SemestersFrom),
        }
    }
}

impl Field for MonthDay {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

impl Form for GiftPolicy {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let head = Head::read(fields);
        let schemes = fields.list("schemes", MOST_ITEMS);
        let smallest = fields.optional("smallest");
        let largest = fields.optional("largest");
        let per_day = fields.optional("per_day");
        let per_year = fields.optional("per_year");
        let cooling_off_hours = fields.required("cooling_off_hours");
        let family_only = fields.or_default("family_only");
        let head = head?;
        Some(Self {
            code: head.code,
            names: head.names,
            effective_from: head.effective_from,
            effective_to: head.effective_to,
            status: head.status,
            ground: head.ground,
            schemes: schemes?,
            smallest: smallest?,
            largest: largest?,
            per_day: per_day?,
            per_year: per_year?,
            cooling_off_hours: cooling_off_hours?,
            family_only: family_only?,
        })
    }
}
