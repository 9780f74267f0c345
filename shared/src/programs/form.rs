//! A program as an administrator posts it.
//!
//! Invariant: codes are unique, what is required can be reached, and a unit has credits.

use std::collections::HashSet;

use super::{Accepts, Group, Unit};
use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::ids::SchemeCode;
use crate::institutions::InstitutionCode;
use crate::lang::Text;
use crate::quantity::Credits;
use crate::vocabulary::Status;

/// Groups of a program, units of a group, and entries of what a group accepts.
const MOST: usize = 100;

/// A program as an administrator posts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostProgram {
    /// Its code, unique in the bank.
    pub code: String,
    /// The institution that decides on applications and awards.
    pub institution: InstitutionCode,
    /// Its names.
    pub names: Text,
    /// The scheme that its credits are counted in.
    pub scheme: SchemeCode,
    /// The credits that it takes in all.
    pub total: Credits,
    /// How much of the total may come from other institutions, in percent.
    pub transfer_percent_max: u32,
    /// Its requirements.
    pub groups: Vec<Group>,
    /// Whether it can be applied to; active when absent.
    pub status: Status,
}

impl Form for PostProgram {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required::<Line<64>>("code");
        let institution = fields.required("institution");
        let names = fields.form("names");
        let scheme = fields.required("scheme");
        let total = positive(fields, "total");
        let transfer_percent_max = fields.required::<u32>("transfer_percent_max");
        let groups = fields.forms::<Group>("groups", MOST);
        let status = fields.optional("status");
        if transfer_percent_max.is_some_and(|percent| percent > 100) {
            fields.fault("transfer_percent_max", FaultKind::OutOfRange);
        }
        if let Some(groups) = &groups {
            refuse_repeated(fields, groups);
            refuse_beyond_reach(fields, total, groups);
        }
        Some(Self {
            code: code?.into_string(),
            institution: institution?,
            names: names?,
            scheme: scheme?,
            total: total?,
            transfer_percent_max: transfer_percent_max?,
            groups: groups?,
            status: status?.unwrap_or(Status::Active),
        })
    }
}

impl Form for Group {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required::<Line<64>>("code");
        let names = fields.form("names");
        let min = fields.or_default::<Credits>("min");
        let max = fields.optional::<Credits>("max");
        let units = fields.forms::<Unit>("units", MOST);
        let accepts = fields.optional_form::<Accepts>("accepts");
        if min.is_some_and(|min| min < Credits::ZERO) {
            fields.fault("min", FaultKind::Negative);
        }
        if let Some(Some(max)) = max {
            if !max.is_positive() {
                fields.fault("max", FaultKind::NotPositive);
            } else if let Some(min) = min.filter(|min| max < *min) {
                fields.fault("max", FaultKind::BelowSmallest(min.to_string()));
            }
        }
        if units.as_ref().is_some_and(Vec::is_empty) {
            fields.fault("units", FaultKind::Required);
        }
        Some(Self {
            code: code?.into_string(),
            names: names?,
            min: min?,
            max: max?,
            units: units?,
            accepts: accepts?.unwrap_or_default(),
        })
    }
}

impl Form for Unit {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required::<Line<64>>("code");
        let names = fields.form("names");
        let credits = positive(fields, "credits");
        let exemptible = fields.or_default("exemptible");
        Some(Self {
            code: code?.into_string(),
            names: names?,
            credits: credits?,
            exemptible: exemptible?,
        })
    }
}

impl Form for Accepts {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let schemes = fields.list("schemes", MOST);
        let categories = fields.list::<Line<64>>("categories", MOST);
        let courses = fields.forms("courses", MOST);
        Some(Self {
            schemes: schemes?,
            categories: categories?.into_iter().map(Line::into_string).collect(),
            courses: courses?,
        })
    }
}

fn positive(fields: &mut Fields<'_>, name: &'static str) -> Option<Credits> {
    let amount: Credits = fields.required(name)?;
    if amount.is_positive() {
        return Some(amount);
    }
    fields.fault(name, FaultKind::NotPositive);
    None
}

/// Rules and applications name a unit by its code alone.
fn refuse_repeated(fields: &mut Fields<'_>, groups: &[Group]) {
    let (mut seen, mut units) = (HashSet::new(), HashSet::new());
    for (place, group) in groups.iter().enumerate() {
        if !seen.insert(group.code.as_str()) {
            fields.fault_in("groups", place, "code", FaultKind::Duplicate);
        }
        for (index, unit) in group.units.iter().enumerate() {
            if !units.insert(unit.code.as_str()) {
                let name = format!("/groups/{place}/units/{index}/code");
                fields.fault_at(&name, FaultKind::Duplicate);
            }
        }
    }
}

/// A least or a total that the units cannot add up to could never be met.
fn refuse_beyond_reach(fields: &mut Fields<'_>, total: Option<Credits>, groups: &[Group]) {
    let mut reachable = Some(Credits::ZERO);
    for (place, group) in groups.iter().enumerate() {
        let Ok(units) = Credits::total(group.units.iter().map(|unit| unit.credits)) else {
            fields.fault_in("groups", place, "units", FaultKind::OutOfRange);
            return;
        };
        if group.min > units {
            let most = FaultKind::MostThatFits(units.to_string());
            fields.fault_in("groups", place, "min", most);
        }
        let counts = group.max.map_or(units, |max| units.min(max));
        reachable = reachable.and_then(|sum| sum.plus(counts).ok());
    }
    match (reachable, total) {
        (None, _) => fields.fault("groups", FaultKind::OutOfRange),
        (Some(most), Some(total)) if total > most => {
            fields.fault("total", FaultKind::MostThatFits(most.to_string()));
        }
        _ => {}
    }
}
