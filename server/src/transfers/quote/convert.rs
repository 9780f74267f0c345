//! What a conversion would take and give, worked out by the rules and the lots.

use chrono::{DateTime, NaiveDate, Utc};
use shared::fault::FaultKind;
use shared::ids::{QuoteId, SchemeCode};
use shared::ledger::{Lot, plan_conversion, usable};
use shared::problem::Refusal;
use shared::quantity::Credits;
use shared::rules::{ConvertRefusal, DecidedBy, Rulebook, convert};
use shared::transfers::{GivenLot, Gives, PASSWORD_FROM, Quote, Takes};
use shared::vocabulary::TransferKind;
use uuid::Uuid;

use super::{Asked, parts_of};
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::schemes;
use crate::transfers::record::{Offer, Terms};
use crate::transfers::store;

/// Works out a conversion from the rulebook in force today and the learner's lots.
pub(super) fn offer(
    conn: &mut Conn,
    asked: &Asked<'_>,
    from_scheme: &SchemeCode,
    to_scheme: &SchemeCode,
    amount: Credits,
) -> AppResult<Offer> {
    let validity = schemes::store::validity(conn)?;
    let known = validity.contains_key(from_scheme);
    let validity_months = match (validity.get(to_scheme), known) {
        (Some(months), true) => *months,
        (None, _) => return Err(AppError::fault("/to_scheme", FaultKind::Unknown)),
        (_, false) => return Err(AppError::fault("/from_scheme", FaultKind::Unknown)),
    };
    let lots = asked.lots_in(conn, from_scheme)?;
    let ask = Conversion { from_scheme, to_scheme, amount };
    let terms = Conditions { today: asked.today, validity_months, valid_until: asked.valid_until };
    let (mut offer, receiver) = work_out(asked.rulebook, &ask, &lots, &terms)?;
    if let Some(code) = receiver.filter(|_| !offer.quote.automatic) {
        let network = store::network(conn)?;
        offer.decider = network.by_code(&code).and_then(|id| network.deciding(id));
        let decider = offer.decider.and_then(|id| network.get(id));
        offer.quote.decider = decider.map(|place| place.code.clone());
    }
    Ok(offer)
}

struct Conversion<'a> {
    from_scheme: &'a SchemeCode,
    to_scheme: &'a SchemeCode,
    amount: Credits,
}

struct Conditions {
    today: NaiveDate,
    validity_months: Option<u32>,
    valid_until: DateTime<Utc>,
}

fn work_out(
    rulebook: &Rulebook,
    ask: &Conversion<'_>,
    lots: &[Lot],
    terms: &Conditions,
) -> AppResult<(Offer, Option<String>)> {
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
        uses: parts_of(lots, &plan.takes),
        program: None,
        completions: Vec::new(),
        receiver: None,
        allowance: None,
        decider: None,
    };
    let terms = Terms::Convert {
        ratio: conversion.ratio,
        rounding: conversion.rounding,
        validity_months: terms.validity_months,
    };
    Ok((Offer { quote, decider: None, terms }, conversion.receiver))
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
