//! Spending: holding, converting, redeeming and giving, from `available` or from a hold.
//!
//! Invariant: from `available` only usable lots are spent, in spending order; a hold is spent or
//! released whole, whatever the day.

use super::conversion::{convert_parts, plan_conversion};
use super::draft::{Draft, Origin, Purse};
use super::lot::{by_id, take};
use super::{Account, AccountKind, ConversionPlan, Lot, Rejection, Settlement};
use crate::ids::{CompletionId, HoldId, InstitutionId, LearnerId, LotId, SchemeCode};
use crate::quantity::{Credits, Ratio, Rounding};

/// A learner's credits in a scheme.
#[derive(Clone, Copy)]
pub(super) struct Card<'a> {
    pub(super) learner: LearnerId,
    pub(super) scheme: &'a SchemeCode,
}

/// How credits are converted.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) to: &'a SchemeCode,
    pub(super) ratio: Ratio,
    pub(super) rounding: Rounding,
    pub(super) validity_months: Option<u32>,
}

impl<'a> Draft<'a> {
    pub(super) fn hold(
        &mut self,
        card: Card<'a>,
        amount: Credits,
        hold: HoldId,
        of: &[CompletionId],
    ) -> Result<(), Rejection> {
        if self.lots(card.learner, card.scheme).any(|lot| lot.held.contains_key(&hold)) {
            return Err(Rejection::HoldInUse);
        }
        let traces = |lot: &&Lot| of.is_empty() || lot.sources.iter().any(|one| of.contains(one));
        let lots = self.lots(card.learner, card.scheme).filter(traces);
        let parts = by_id(take(lots, self.day(), amount)?);
        self.draw(Purse::Available, &parts)?;
        self.put(Purse::Held(hold), &parts)
    }

    pub(super) fn release(&mut self, card: Card<'a>, hold: HoldId) -> Result<(), Rejection> {
        let parts = by_id(self.held(card, hold)?);
        self.draw(Purse::Held(hold), &parts)?;
        self.put(Purse::Available, &parts)?;
        self.pay_owed(card.learner, card.scheme, &parts)
    }

    pub(super) fn settle(
        &mut self,
        card: Card<'a>,
        hold: HoldId,
        into: &'a Settlement,
    ) -> Result<(), Rejection> {
        let purse = Purse::Held(hold);
        let parts = self.held(card, hold)?;
        match into {
            Settlement::Convert { to, ratio, rounding, validity_months } => {
                let plan = convert_parts(parts, *ratio, *rounding, *validity_months)?;
                self.post_conversion(card, to, purse, plan)
            }
            Settlement::Redeem { institution } => {
                let parts = by_id(parts);
                self.post_redemption(card, purse, &parts, *institution)
            }
            Settlement::Give { receiver } => {
                let parts = by_id(parts);
                self.post_gift(card, purse, &parts, *receiver)
            }
        }
    }

    pub(super) fn convert(
        &mut self,
        card: Card<'a>,
        amount: Credits,
        terms: Terms<'a>,
    ) -> Result<(), Rejection> {
        let Terms { to, ratio, rounding, validity_months } = terms;
        let lots = self.lots(card.learner, card.scheme);
        let plan = plan_conversion(lots, self.day(), amount, ratio, rounding, validity_months)?;
        self.post_conversion(card, to, Purse::Available, plan)
    }

    pub(super) fn redeem(
        &mut self,
        card: Card<'a>,
        amount: Credits,
        institution: InstitutionId,
    ) -> Result<(), Rejection> {
        let parts = self.usable(card, amount)?;
        self.post_redemption(card, Purse::Available, &parts, institution)
    }

    pub(super) fn give(
        &mut self,
        card: Card<'a>,
        amount: Credits,
        receiver: LearnerId,
    ) -> Result<(), Rejection> {
        let parts = self.usable(card, amount)?;
        self.post_gift(card, Purse::Available, &parts, receiver)
    }

    fn usable(&self, card: Card<'a>, amount: Credits) -> Result<Vec<(LotId, Credits)>, Rejection> {
        Ok(by_id(take(self.lots(card.learner, card.scheme), self.day(), amount)?))
    }

    /// What a hold holds, in spending order.
    fn held(&self, card: Card<'a>, hold: HoldId) -> Result<Vec<(&Lot, Credits)>, Rejection> {
        let mut parts: Vec<(&Lot, Credits)> = self
            .lots(card.learner, card.scheme)
            .filter_map(|lot| Some((lot, *lot.held.get(&hold)?)))
            .collect();
        if parts.is_empty() {
            return Err(Rejection::UnknownHold);
        }
        parts.sort_by_key(|(lot, _)| lot.spending_order());
        Ok(parts)
    }

    fn post_conversion(
        &mut self,
        card: Card<'a>,
        to: &SchemeCode,
        purse: Purse,
        plan: ConversionPlan,
    ) -> Result<(), Rejection> {
        if card.scheme == to {
            return Err(Rejection::SameScheme);
        }
        self.draw(purse, &plan.takes)?;
        let taken = Credits::total(plan.takes.iter().map(|part| part.1))?;
        self.post(Account::bank(card.scheme, AccountKind::Conversion), taken)?;
        let given = plan.total_gives.negated()?;
        self.post(Account::bank(to, AccountKind::Conversion), given)?;
        let mut incoming = Vec::with_capacity(plan.gives.len());
        for lot in plan.gives {
            let origin =
                Origin { sources: lot.sources, dated_on: lot.dated_on, expires_on: lot.expires_on };
            incoming.push(self.deposit(card.learner, to, origin, lot.amount)?);
        }
        self.pay_owed(card.learner, to, &incoming)
    }

    fn post_redemption(
        &mut self,
        card: Card<'a>,
        purse: Purse,
        parts: &[(LotId, Credits)],
        institution: InstitutionId,
    ) -> Result<(), Rejection> {
        self.draw(purse, parts)?;
        let taken = Credits::total(parts.iter().map(|part| part.1))?;
        self.post(Account::institution(institution, card.scheme, AccountKind::Redeemed), taken)
    }

    fn post_gift(
        &mut self,
        card: Card<'a>,
        purse: Purse,
        parts: &[(LotId, Credits)],
        receiver: LearnerId,
    ) -> Result<(), Rejection> {
        if card.learner == receiver {
            return Err(Rejection::SameCard);
        }
        self.draw(purse, parts)?;
        let mut incoming = Vec::with_capacity(parts.len());
        for (id, amount) in parts {
            let origin = Origin::of(self.lot_of(card.learner, card.scheme, *id)?);
            incoming.push(self.deposit(receiver, card.scheme, origin, *amount)?);
        }
        self.pay_owed(receiver, card.scheme, &incoming)
    }
}
