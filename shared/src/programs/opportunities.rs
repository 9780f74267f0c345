//! What a resident can do now with what the card holds, ranked by what it leads to.
//!
//! Invariant: every application listed could be quoted as it stands, and every conversion for the
//! amount that is said. Rules are found by the schemes and courses of the card, never by a walk over
//! all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::application::{Application, Ask, Case, plan_application};
use super::counting::{Applied, Count, live};
use super::{Hand, Offer, Program, UnitState};
use crate::ids::{LotId, SchemeCode, TransferId};
use crate::ledger::{Day, Lot, plan_conversion, usable};
use crate::quantity::{Credits, Overflow};
use crate::rules::{Conversion, DecidedBy, EquivalenceOutcome, IndexedRulebook, most_that_fits};
use crate::transfers::{LeadsTo, Opportunity, ProgramUnit, Takes};
use crate::vocabulary::TransferKind;

/// The most that are listed.
const MOST: usize = 50;

/// All that opportunities are found in.
#[derive(Clone, Copy)]
pub struct Prospect<'a> {
    /// Programs in use.
    pub offer: &'a Offer,
    /// Every live application of the person.
    pub applied: &'a [Applied],
    /// What the person can bring.
    pub hand: &'a Hand,
    /// The rulebook in force.
    pub rulebook: &'a IndexedRulebook,
    /// Months of validity of each scheme.
    pub validity: &'a HashMap<SchemeCode, Option<u32>>,
    /// The day.
    pub on: Day,
}

/// What can be done now: what leads furthest first, then what expires soonest, then the largest.
///
/// # Errors
/// `Overflow`.
pub fn opportunities(prospect: &Prospect<'_>) -> Result<Vec<Opportunity>, Overflow> {
    let mut found = applications(prospect)?;
    found.extend(conversions(prospect)?);
    found.sort_by(|one, other| {
        let days = |it: &Opportunity| it.expires_on.unwrap_or(Day::MAX);
        one.leads_to
            .cmp(&other.leads_to)
            .then_with(|| days(one).cmp(&days(other)))
            .then_with(|| other.gives.amount.cmp(&one.gives.amount))
            .then_with(|| one.rule.cmp(&other.rule))
    });
    found.truncate(MOST);
    Ok(found)
}

impl<'a> Prospect<'a> {
    fn case(&self, program: &'a Program) -> Case<'a> {
        let Self { applied, hand, rulebook, on, .. } = *self;
        Case { program, applied, hand, rulebook, on }
    }
}

fn applications(prospect: &Prospect<'_>) -> Result<Vec<Opportunity>, Overflow> {
    let mut found = Vec::new();
    for program in prospect.offer.for_hand(prospect.hand, prospect.rulebook, prospect.on) {
        let case = prospect.case(program);
        for unit in program.groups.iter().flat_map(|group| &group.units) {
            let ask = Ask { unit: &unit.code, completions: &[], amount: None };
            let Ok(application) = plan_application(&case, &ask) else { continue };
            let waives = application.unit.outcome == EquivalenceOutcome::Exemption;
            found.push(Opportunity {
                kind: TransferKind::Apply,
                takes: application.takes(),
                gives: Takes {
                    scheme: application.gives.scheme.clone(),
                    amount: if waives { Credits::ZERO } else { application.gives.amount },
                },
                automatic: false,
                leads_to: leads_to(&case, &application)?,
                expires_on: application.uses.iter().filter_map(|part| part.expires_on).min(),
                rule: application.rule,
                rule_names: application.rule_names,
                program: Some(application.unit),
                completions: application.completions,
            });
        }
    }
    Ok(found)
}

/// What would stand if an application and all that is undecided were approved.
fn leads_to(case: &Case<'_>, application: &Application) -> Result<LeadsTo, Overflow> {
    let approved = |one: &Applied| {
        let state = match one.outcome {
            EquivalenceOutcome::Exemption => UnitState::Waived,
            EquivalenceOutcome::Credit | EquivalenceOutcome::Elective => UnitState::Filled,
        };
        Applied { state, ..one.clone() }
    };
    let mut applied: Vec<Applied> = case.applied.iter().map(approved).collect();
    let before = Count::of(case.program, &applied)?;
    applied.push(approved(&application.applied(TransferId(Uuid::nil()))));
    let after = Count::of(case.program, &applied)?;
    if after.complete()? {
        return Ok(LeadsTo::Award);
    }
    for (before, after) in before.groups.iter().zip(&after.groups) {
        if after.met()? && !before.met()? {
            return Ok(LeadsTo::Requirement);
        }
    }
    Ok(LeadsTo::Unit)
}

fn conversions(prospect: &Prospect<'_>) -> Result<Vec<Opportunity>, Overflow> {
    let (rulebook, on) = (prospect.rulebook, prospect.on);
    let schemes: BTreeSet<&SchemeCode> = prospect.hand.lots.iter().map(|lot| &lot.scheme).collect();
    let mut found = Vec::new();
    for from in schemes {
        let lots = || prospect.hand.lots.iter().filter(|lot| lot.scheme == *from);
        let have = usable(lots(), on)?;
        let ways: BTreeSet<(&SchemeCode, Credits)> = rulebook
            .conversions_from(from, on)
            .filter_map(|(_, by)| Some((&by.to, most_that_fits(by, have)?)))
            .collect();
        // Where rules lead between the same schemes, the one that wins converts; the most it fits.
        let mut best: BTreeMap<String, (&SchemeCode, Conversion)> = BTreeMap::new();
        for (to, amount) in ways {
            if let Ok(conversion) = rulebook.convert(from, to, amount, on, have) {
                best.insert(conversion.rule.clone(), (to, conversion));
            }
        }
        let converted = |(to, conversion)| converted(prospect, from, to, conversion);
        found.extend(best.into_values().filter_map(converted));
    }
    Ok(found)
}

fn converted(
    prospect: &Prospect<'_>,
    from: &SchemeCode,
    to: &SchemeCode,
    conversion: Conversion,
) -> Option<Opportunity> {
    let Conversion { ratio, rounding, takes, .. } = conversion;
    let lots = prospect.hand.lots.iter().filter(|lot| lot.scheme == *from);
    let months = prospect.validity.get(to).copied().flatten();
    let plan = plan_conversion(lots, prospect.on, takes, ratio, rounding, months).ok()?;
    let taken: HashMap<LotId, Credits> = plan.takes.iter().copied().collect();
    let leaving = prospect.hand.lots.iter().filter(|lot| taken.contains_key(&lot.id));
    let expires_on = leaving.filter_map(|lot| lot.expires_on).min();
    let mut hand = prospect.hand.clone();
    for lot in &mut hand.lots {
        if let Some(part) = taken.get(&lot.id) {
            lot.available = lot.available.minus(*part).ok()?;
        }
    }
    let owner = prospect.hand.lots.first()?.learner;
    for (order, lot) in (0..).zip(plan.gives) {
        hand.lots.push(Lot {
            id: LotId(Uuid::from_u128(order)),
            learner: owner,
            scheme: to.clone(),
            sources: lot.sources,
            dated_on: lot.dated_on,
            expires_on: lot.expires_on,
            order: u64::MAX,
            available: lot.amount,
            held: BTreeMap::new(),
        });
    }
    let nearer = nearer_unit(prospect, &hand, to);
    Some(Opportunity {
        kind: TransferKind::Convert,
        rule: conversion.rule,
        rule_names: conversion.names,
        takes: Takes { scheme: from.clone(), amount: takes },
        gives: Takes { scheme: to.clone(), amount: conversion.gives },
        automatic: conversion.decision == DecidedBy::Automatic,
        leads_to: if nearer.is_some() { LeadsTo::NearerUnit } else { LeadsTo::Credits },
        program: nearer,
        completions: Vec::new(),
        expires_on,
    })
}

/// The first unit that cannot be applied for now, and could be after a conversion.
fn nearer_unit(prospect: &Prospect<'_>, then: &Hand, to: &SchemeCode) -> Option<ProgramUnit> {
    prospect.offer.taking(to).find_map(|program| {
        let taking = program.groups.iter().filter(|group| group.accepts.schemes.contains(to));
        let mut open = taking
            .flat_map(|group| &group.units)
            .filter(|unit| live(program, prospect.applied, &unit.code).is_none());
        open.find_map(|unit| {
            let ask = Ask { unit: &unit.code, completions: &[], amount: None };
            let now = prospect.case(program);
            if plan_application(&now, &ask).is_ok() {
                return None;
            }
            plan_application(&Case { hand: then, ..now }, &ask).ok().map(|planned| planned.unit)
        })
    })
}
