//! Quotes: what a conversion would take and give, worked out by the rules and the lots.

use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};
use shared::fault::FaultKind;
use shared::ids::{LearnerId, QuoteId, SchemeCode};
use shared::ledger::{Lot, plan_conversion, usable};
use shared::problem::Refusal;
use shared::quantity::{Credits, Ratio, Rounding};
use shared::rules::{ConvertRefusal, DecidedBy, Rulebook, convert};
use shared::transfers::{
    GivenLot, Gives, PASSWORD_FROM, QUOTE_MINUTES, Quote, QuoteRequest, Takes,
};
use shared::vocabulary::TransferKind;
use uuid::Uuid;

use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ledger::store::unspent_lots;
use crate::rulebooks::cache::Rulebooks;
use crate::schemes;

/// A quote with what carrying it out needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Offer {
    /// As it was answered.
    pub quote: Quote,
    /// Given for each one taken.
    pub ratio: Ratio,
    /// The one rounding.
    pub rounding: Rounding,
    /// The target scheme's validity.
    pub validity_months: Option<u32>,
}

/// Works out an offer from the rulebook in force today and the learner's lots.
pub(super) fn offer(
    conn: &mut Conn,
    rulebooks: &Rulebooks,
    learner: LearnerId,
    ask: &QuoteRequest,
) -> AppResult<Offer> {
    let QuoteRequest::Convert { from_scheme, to_scheme, amount } = ask else {
        return Err(Refusal::NoRule.into());
    };
    let ask = &Conversion { from_scheme, to_scheme, amount: *amount };
    let now = clock::now();
    let today = clock::day_of(now);
    let rulebook = rulebooks.in_force(conn, today)?.ok_or(Refusal::NoRule)?;
    let validity = schemes::store::validity(conn)?;
    let months = validity.get(ask.to_scheme).copied();
    let known = validity.contains_key(ask.from_scheme);
    let validity_months = match (months, known) {
        (Some(months), true) => months,
        (None, _) => return Err(AppError::fault("/to_scheme", FaultKind::Unknown)),
        (_, false) => return Err(AppError::fault("/from_scheme", FaultKind::Unknown)),
    };
    let lots: Vec<Lot> = unspent_lots(conn, &learner.to_string())?
        .into_iter()
        .filter(|lot| lot.scheme == *ask.from_scheme)
        .collect();
    let terms =
        Terms { today, validity_months, valid_until: now + Duration::minutes(QUOTE_MINUTES) };
    work_out(&rulebook, ask, &lots, &terms)
}

struct Conversion<'a> {
    from_scheme: &'a SchemeCode,
    to_scheme: &'a SchemeCode,
    amount: Credits,
}

struct Terms {
    today: NaiveDate,
    validity_months: Option<u32>,
    valid_until: chrono::DateTime<chrono::Utc>,
}

fn work_out(
    rulebook: &Rulebook,
    ask: &Conversion<'_>,
    lots: &[Lot],
    terms: &Terms,
) -> AppResult<Offer> {
    let available = usable(lots, terms.today)?;
    let conversion =
        convert(rulebook, ask.from_scheme, ask.to_scheme, ask.amount, terms.today, available)
            .map_err(refusal)?;
    let plan = plan_conversion(
        lots,
        terms.today,
        ask.amount,
        conversion.ratio,
        conversion.rounding,
        terms.validity_months,
    )?;
    let given: Vec<GivenLot> = plan
        .gives
        .iter()
        .map(|lot| GivenLot { amount: lot.amount, expires_on: lot.expires_on })
        .collect();
    let quote = Quote {
        id: QuoteId(Uuid::now_v7()),
        kind: TransferKind::Convert,
        rule: conversion.rule,
        rule_names: conversion.names,
        rulebook: rulebook.number.unwrap_or_default(),
        takes: Takes { scheme: ask.from_scheme.clone(), amount: ask.amount },
        gives: Gives {
            scheme: ask.to_scheme.clone(),
            amount: conversion.gives,
            expires_on: given.iter().filter_map(|lot| lot.expires_on).min(),
            lots: given,
        },
        trace: conversion.trace,
        automatic: conversion.decision == DecidedBy::Automatic,
        needs_password: ask.amount >= PASSWORD_FROM,
        valid_until: terms.valid_until,
        also_takes: Vec::new(),
        uses: Vec::new(),
        program: None,
        completions: Vec::new(),
        receiver: None,
        allowance: None,
        decider: None,
    };
    Ok(Offer {
        quote,
        ratio: conversion.ratio,
        rounding: conversion.rounding,
        validity_months: terms.validity_months,
    })
}

/// What the rules refuse, at the field that can mend it.
fn refusal(refused: ConvertRefusal) -> AppError {
    let at_amount = |kind| AppError::fault("/amount", kind);
    match refused {
        ConvertRefusal::NoRule => Refusal::NoRule.into(),
        ConvertRefusal::Clash { rules } => Refusal::RulesClash(rules).into(),
        ConvertRefusal::BelowSmallest { smallest } => {
            at_amount(FaultKind::BelowSmallest(smallest.to_string()))
        }
        ConvertRefusal::NotAStep { most_that_fits: most }
        | ConvertRefusal::NotEnough { most_that_fits: Some(most), .. } => {
            at_amount(FaultKind::MostThatFits(most.to_string()))
        }
        ConvertRefusal::NotEnough { available, most_that_fits: None } => {
            Refusal::NotEnoughCredits { available }.into()
        }
        ConvertRefusal::NothingGained => at_amount(FaultKind::RoundsToNothing),
        ConvertRefusal::Overflow => at_amount(FaultKind::OutOfRange),
    }
}
