//! What a gift would take from one card and give to another, by the policy in force.

use shared::fault::FaultKind;
use shared::identity::CardNumber;
use shared::ids::{LearnerId, QuoteId, SchemeCode};
use shared::ledger::{plan_spending, usable};
use shared::problem::Refusal;
use shared::quantity::Credits;
use shared::transfers::{
    GiftRefusal, GivenLot, Gives, PASSWORD_FROM, Quote, Takes, TransferParty, allow_gift,
    gift_policy,
};
use shared::vocabulary::{CardStatus, TransferKind};
use uuid::Uuid;

use super::Asked;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::learners::store as learners;
use crate::schemes;
use crate::transfers::gifts::{counted, start_of_year};
use crate::transfers::record::{Offer, Terms};
use crate::transfers::store;

/// Works out a gift.
pub(super) fn offer(
    conn: &mut Conn,
    asked: &Asked<'_>,
    scheme: &SchemeCode,
    amount: Credits,
    to: &CardNumber,
) -> AppResult<Offer> {
    let known = schemes::store::by_code(conn, scheme)?;
    let known = known.ok_or_else(|| AppError::fault("/from_scheme", FaultKind::Unknown))?;
    if !known.value.transferable {
        return Err(AppError::fault("/from_scheme", FaultKind::NotTransferable));
    }
    let policy = gift_policy(asked.rulebook, scheme, asked.today).map_err(gift_refusal)?;
    let receiver = receiver_of(conn, asked.learner, to)?;
    let parties = parties(conn, asked.learner, receiver)?;
    if policy.family_only && !same_family(conn, asked.learner, receiver)? {
        return Err(AppError::fault("/to_card_number", FaultKind::NotInFamily));
    }
    let gifts = store::gifts_since(conn, &[asked.learner.to_string()], start_of_year(asked.today))?;
    let given = counted(gifts.iter(), asked.now)?;
    let lots = asked.lots_in(conn, scheme)?;
    let available = usable(&lots, asked.today)?;
    let allowance =
        allow_gift(policy, amount, asked.today, &given, available).map_err(gift_refusal)?;
    let parts: Vec<GivenLot> = plan_spending(&lots, asked.today, amount)?
        .into_iter()
        .map(|(lot, amount)| GivenLot { amount, expires_on: lot.expires_on })
        .collect();
    let quote = Quote {
        id: QuoteId(Uuid::now_v7()),
        kind: TransferKind::Give,
        rule: policy.code.clone(),
        rule_names: policy.names.clone(),
        rulebook: asked.rulebook.number.unwrap_or_default(),
        takes: Takes { scheme: scheme.clone(), amount },
        also_takes: Vec::new(),
        uses: parts.clone(),
        gives: Gives {
            scheme: scheme.clone(),
            amount,
            expires_on: parts.iter().filter_map(|lot| lot.expires_on).min(),
            lots: parts,
        },
        trace: Vec::new(),
        automatic: false,
        needs_password: amount >= PASSWORD_FROM,
        valid_until: asked.valid_until,
        program: None,
        completions: Vec::new(),
        receiver: Some(parties.receiver),
        allowance: Some(allowance),
        decider: None,
    };
    let policy = Box::new(policy.clone());
    let terms = Terms::Give { receiver, to: to.clone(), giver: parties.giver, policy };
    Ok(Offer { quote, decider: None, terms })
}

/// Whose card it is, if it can be given to.
fn receiver_of(conn: &mut Conn, giver: LearnerId, to: &CardNumber) -> AppResult<LearnerId> {
    let fault = |kind| AppError::fault("/to_card_number", kind);
    let card = learners::by_card_numbers(conn, std::slice::from_ref(to))?.pop();
    let card = card.ok_or_else(|| fault(FaultKind::Unknown))?;
    if card.learner_id == giver {
        return Err(fault(FaultKind::OwnCard));
    }
    match card.status {
        CardStatus::Unclaimed | CardStatus::Active | CardStatus::Frozen => Ok(card.learner_id),
        CardStatus::Lost | CardStatus::Replaced | CardStatus::Closed => {
            Err(fault(FaultKind::NotInUse))
        }
    }
}

struct Parties {
    giver: TransferParty,
    receiver: TransferParty,
}

/// What the two may see of each other.
fn parties(conn: &mut Conn, giver: LearnerId, receiver: LearnerId) -> AppResult<Parties> {
    let people = store::applicants(conn, &[giver, receiver])?;
    let party = |learner| {
        let person = people.get(&learner).ok_or_else(AppError::busy)?;
        Ok::<_, AppError>(TransferParty::masked(&person.card_number, &person.name))
    };
    Ok(Parties { giver: party(giver)?, receiver: party(receiver)? })
}

fn same_family(conn: &mut Conn, giver: LearnerId, receiver: LearnerId) -> AppResult<bool> {
    let families = store::families_of(conn, &[giver.to_string(), receiver.to_string()])?;
    let of = families.get(&giver);
    Ok(of.is_some() && of == families.get(&receiver))
}

/// What a policy refuses, at the field that can mend it.
pub(in crate::transfers) fn gift_refusal(refused: GiftRefusal) -> AppError {
    let at_amount = |kind| AppError::fault("/amount", kind);
    match refused {
        GiftRefusal::NoRule => Refusal::NoRule.into(),
        GiftRefusal::Clash { rules } => Refusal::RulesClash(rules).into(),
        GiftRefusal::BelowSmallest { smallest } => {
            at_amount(FaultKind::BelowSmallest(smallest.to_string()))
        }
        GiftRefusal::AboveMost { most_that_fits } => {
            at_amount(FaultKind::MostThatFits(most_that_fits.to_string()))
        }
        GiftRefusal::NotEnough { available } => Refusal::NotEnoughCredits { available }.into(),
        GiftRefusal::Overflow => at_amount(FaultKind::OutOfRange),
    }
}
