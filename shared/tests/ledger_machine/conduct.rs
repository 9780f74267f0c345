//! What a posting may do, checked from the states before and after it and from the domain's words,
//! without the ledger's own planning.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Months;
use proptest::prelude::*;
use shared::ids::{HoldId, LearnerId, LotId, SchemeCode};
use shared::ledger::{
    Account, AccountKind, Action, Command, Day, Entry, Lot, Owner, Posting, Reversal, Settlement,
    State,
};
use shared::quantity::{Credits, Ratio, Rounding, RoundingMode};

use crate::books::hundredths;

type Verdict = Result<(), TestCaseError>;
/// A lot and how much of it moved.
type Part = (LotId, i128);

/// One posting, seen from both sides.
pub struct Conduct<'a> {
    pub before: &'a State,
    pub after: &'a State,
    pub command: &'a Command,
    pub posting: &'a Posting,
}

impl Conduct<'_> {
    /// Checks the posting against its command.
    pub fn check(&self) -> Verdict {
        self.lots_keep_their_origin()?;
        self.debts_are_paid_first()?;
        if let Some(spender) = self.command.action.spender() {
            prop_assert!(!self.before.is_frozen(spender), "a frozen learner spent");
        }
        match &self.command.action {
            Action::Award { learner, scheme, dated_on, expires_on, .. } => {
                let lots = self.entered(*learner, scheme);
                prop_assert_eq!(lots.len(), 1);
                let lot = self.lot(lots[0].0);
                prop_assert_eq!((lot.dated_on, lot.expires_on), (*dated_on, *expires_on));
            }
            Action::Convert { learner, from, to, amount, ratio, rounding, validity_months } => {
                let takes = self.spent(*learner, from, *amount)?;
                let gives = self.entered(*learner, to);
                self.converted(&takes, &gives, *ratio, *rounding, *validity_months)?;
            }
            Action::Hold { learner, scheme, amount, hold, of: _ } => {
                let takes = self.spent(*learner, scheme, *amount)?;
                prop_assert_eq!(takes, Self::on_hold(self.after, *learner, scheme, *hold));
            }
            Action::Release { learner, scheme, hold } => {
                let released = Self::on_hold(self.before, *learner, scheme, *hold);
                prop_assert_eq!(released, self.entered(*learner, scheme));
                prop_assert!(Self::on_hold(self.after, *learner, scheme, *hold).is_empty());
            }
            Action::Settle { learner, scheme, hold, into } => {
                let takes = Self::on_hold(self.before, *learner, scheme, *hold);
                prop_assert!(Self::on_hold(self.after, *learner, scheme, *hold).is_empty());
                let available = self.entries(*learner, scheme, AccountKind::Available);
                prop_assert_eq!(available.count(), 0, "a settlement took what was not held");
                match into {
                    Settlement::Convert { to, ratio, rounding, validity_months } => {
                        let gives = self.entered(*learner, to);
                        self.converted(&takes, &gives, *ratio, *rounding, *validity_months)?;
                    }
                    Settlement::Give { receiver } => self.given(&takes, *receiver, scheme)?,
                    Settlement::Redeem { .. } => {}
                }
            }
            Action::Redeem { learner, scheme, amount, .. } => {
                self.spent(*learner, scheme, *amount)?;
            }
            Action::Give { learner, scheme, amount, receiver } => {
                let takes = self.spent(*learner, scheme, *amount)?;
                self.given(&takes, *receiver, scheme)?;
            }
            Action::Expire { lot, .. } => self.expired(*lot)?,
            Action::Reverse(Reversal::Award { learner, scheme, amount, completion, .. }) => {
                let own = |lot: &Lot| lot.sources.contains(completion);
                self.clawed_back(*learner, scheme, *amount, own)?;
            }
            Action::Reverse(Reversal::Expired { .. }) => {
                let shared = self.posting.entries.iter().all(|entry| entry.account.is_shared());
                prop_assert!(shared, "what had expired was taken from a learner");
            }
            Action::Reverse(Reversal::Transaction { original }) => self.taken_back(original)?,
            Action::Merge { from, into } => self.merged(*from, *into)?,
            Action::Adjust { learner, scheme, amount, .. } if !amount.is_positive() => {
                let amount = amount.negated().unwrap();
                self.clawed_back(*learner, scheme, amount, |_| false)?;
            }
            Action::Adjust { learner, scheme, .. } => {
                prop_assert_eq!(self.entered(*learner, scheme).len(), 1);
            }
        }
        Ok(())
    }

    fn lot(&self, id: LotId) -> &Lot {
        self.after.lot(id).unwrap()
    }

    fn entries<'b>(
        &'b self,
        learner: LearnerId,
        scheme: &'b SchemeCode,
        kind: AccountKind,
    ) -> impl Iterator<Item = &'b Entry> {
        let account = Account::learner(learner, scheme, kind);
        self.posting.entries.iter().filter(move |entry| entry.account == account)
    }

    /// What came into `available`, lot by lot.
    fn entered(&self, learner: LearnerId, scheme: &SchemeCode) -> Vec<Part> {
        self.entries(learner, scheme, AccountKind::Available)
            .filter(|entry| entry.amount.is_positive())
            .map(|entry| (entry.lot.unwrap(), hundredths(entry.amount)))
            .collect()
    }

    /// What went out of `available`, lot by lot.
    fn left(&self, learner: LearnerId, scheme: &SchemeCode) -> Vec<Part> {
        self.entries(learner, scheme, AccountKind::Available)
            .filter(|entry| !entry.amount.is_positive())
            .map(|entry| (entry.lot.unwrap(), -hundredths(entry.amount)))
            .collect()
    }

    /// What a hold holds, in spending order.
    fn on_hold(state: &State, learner: LearnerId, scheme: &SchemeCode, hold: HoldId) -> Vec<Part> {
        let mut parts: Vec<_> = state
            .lots(learner, scheme)
            .filter_map(|lot| Some((age(lot), lot.id, hundredths(*lot.held.get(&hold)?))))
            .collect();
        parts.sort();
        parts.into_iter().map(|(_, lot, amount)| (lot, amount)).collect()
    }

    fn lots_keep_their_origin(&self) -> Verdict {
        for old in self.before.all_lots() {
            let new = self.lot(old.id);
            prop_assert_eq!(
                (new.learner, &new.scheme, &new.sources, new.dated_on, new.expires_on, new.order),
                (old.learner, &old.scheme, &old.sources, old.dated_on, old.expires_on, old.order)
            );
        }
        if matches!(self.command.action, Action::Merge { .. }) {
            return Ok(());
        }
        let youngest = self.before.all_lots().map(|lot| lot.order).max();
        let mut made = self.after.all_lots().filter(|lot| self.before.lot(lot.id).is_none());
        prop_assert!(made.all(|lot| Some(lot.order) > youngest), "a new lot is not the youngest");
        Ok(())
    }

    /// What enters pays what is owed, and nobody owes who has usable credits.
    fn debts_are_paid_first(&self) -> Verdict {
        for (account, owed) in self.after.balances() {
            let (Owner::Learner(learner), AccountKind::Owed) = (account.owner, account.kind) else {
                continue;
            };
            let entered = self.entered(learner, &account.scheme);
            let merges = matches!(self.command.action, Action::Merge { .. });
            if !entered.is_empty() && !merges {
                let incoming: i128 = entered.iter().map(|part| part.1).sum();
                let rest = (hundredths(self.before.balance(account)) + incoming).min(0);
                prop_assert_eq!(hundredths(owed), rest, "a debt was not paid first");
            }
            if !owed.is_zero() {
                let usable = self.after.usable(learner, &account.scheme, self.command.on).unwrap();
                prop_assert!(usable.is_zero(), "a learner owes and has {}", usable);
            }
        }
        Ok(())
    }

    /// Usable lots only, in order, each emptied before the next; and just the amount.
    fn spent(
        &self,
        learner: LearnerId,
        scheme: &SchemeCode,
        amount: Credits,
    ) -> Result<Vec<Part>, TestCaseError> {
        let parts = self.left(learner, scheme);
        let day = self.command.on;
        prop_assert!(parts.iter().all(|part| is_usable(self.lot(part.0), day)));
        self.in_order(learner, scheme, &parts, |lot| {
            is_usable(lot, day).then(|| (false, age(lot)))
        })?;
        prop_assert_eq!(parts.iter().map(|part| part.1).sum::<i128>(), hundredths(amount));
        Ok(parts)
    }

    /// No lot with a place in the order was passed over for a later one.
    fn in_order<K: Ord>(
        &self,
        learner: LearnerId,
        scheme: &SchemeCode,
        parts: &[Part],
        place: impl Fn(&Lot) -> Option<K>,
    ) -> Verdict {
        let places: Vec<Option<K>> = parts.iter().map(|part| place(self.lot(part.0))).collect();
        prop_assert!(places.iter().all(Option::is_some), "an unfit lot was taken");
        prop_assert!(places.is_sorted(), "lots were taken out of order");
        let Some(last) = places.last() else { return Ok(()) };
        for lot in self.after.lots(learner, scheme) {
            let earlier = place(lot).is_some_and(|place| Some(place) < *last);
            prop_assert!(!earlier || lot.available.is_zero(), "a lot was passed over");
        }
        Ok(())
    }

    fn converted(
        &self,
        takes: &[Part],
        gives: &[Part],
        ratio: Ratio,
        rounding: Rounding,
        validity_months: Option<u32>,
    ) -> Verdict {
        let (mut amount, mut before) = (0, 0);
        let mut expected = Vec::new();
        for (id, part) in takes {
            amount += part;
            let total = round(amount, ratio, rounding);
            if total > before {
                expected.push((*id, total - before));
            }
            before = total;
        }
        prop_assert_eq!(expected.len(), gives.len());
        let mut order = None;
        for ((old, amount), (new, entered)) in expected.into_iter().zip(gives) {
            let (old, new) = (self.lot(old), self.lot(*new));
            prop_assert_eq!(amount, *entered);
            prop_assert_eq!(old.dated_on, new.dated_on);
            prop_assert_eq!(earliest(old, validity_months), new.expires_on);
            prop_assert!(old.sources.iter().all(|source| new.sources.contains(source)));
            prop_assert!(order < Some(new.order), "new lots are not as old as they were");
            order = Some(new.order);
        }
        self.sources_survive(takes, gives)
    }

    fn given(&self, takes: &[Part], receiver: LearnerId, scheme: &SchemeCode) -> Verdict {
        let gives = self.entered(receiver, scheme);
        prop_assert_eq!(takes.len(), gives.len());
        for ((old, amount), (new, entered)) in takes.iter().zip(&gives) {
            let (old, new) = (self.lot(*old), self.lot(*new));
            prop_assert_eq!(amount, entered);
            prop_assert_eq!(
                (&old.sources, old.dated_on, old.expires_on),
                (&new.sources, new.dated_on, new.expires_on)
            );
        }
        Ok(())
    }

    /// One has nothing left; the other has the lots of both, as old and as held as they were, less
    /// what pays the debts of both.
    fn merged(&self, from: LearnerId, into: LearnerId) -> Verdict {
        let own = |state: &State, learner| -> Vec<Lot> {
            let unspent = |lot: &&Lot| lot.learner == learner && is_unspent(lot);
            state.all_lots().filter(unspent).cloned().collect()
        };
        prop_assert_eq!(own(self.after, from), []);
        let mut expected = own(self.before, into);
        expected.extend(own(self.before, from));
        let mut found: Vec<&Lot> =
            self.after.all_lots().filter(|lot| lot.learner == into).collect();
        for old in expected {
            let is_it = |lot: &&Lot| {
                let known = self.before.lot(lot.id).is_some();
                (lot.id == old.id || (!known && old.learner == from))
                    && (&lot.scheme, &lot.sources, lot.dated_on, lot.expires_on, lot.order)
                        == (&old.scheme, &old.sources, old.dated_on, old.expires_on, old.order)
            };
            let place = found.iter().position(is_it);
            prop_assert!(place.is_some(), "a lot was lost");
            let new = found.swap_remove(place.unwrap());
            prop_assert_eq!(&new.held, &old.held);
            prop_assert!(new.available <= old.available);
        }
        prop_assert!(found.iter().all(|lot| !is_unspent(lot)), "a lot from nowhere");
        for account in self.after.balances().map(|(account, _)| account) {
            if account.owner == Owner::Learner(from) {
                prop_assert!(self.after.balance(account).is_zero());
            }
        }
        self.merged_debts(from, into)
    }

    /// What came pays first, whatever its date; then what was there and can be used.
    fn merged_debts(&self, from: LearnerId, into: LearnerId) -> Verdict {
        let both = |state: &State, scheme: &SchemeCode, kind| -> i128 {
            let of = |learner| hundredths(state.balance(&Account::learner(learner, scheme, kind)));
            of(from) + of(into)
        };
        let schemes = self.after.balances().map(|(account, _)| &account.scheme);
        for scheme in schemes.collect::<BTreeSet<_>>() {
            let touched = self.posting.entries.iter().any(|e| e.account.scheme == *scheme);
            let debt = -both(self.before, scheme, AccountKind::Owed);
            let came = Account::learner(from, scheme, AccountKind::Available);
            let came = hundredths(self.before.balance(&came));
            let there = self.before.usable(into, scheme, self.command.on).unwrap();
            let paid = if touched { debt.min(came + hundredths(there)) } else { 0 };
            prop_assert_eq!(-both(self.after, scheme, AccountKind::Owed), debt - paid);
            for (kind, change) in [(AccountKind::Available, paid), (AccountKind::Held, 0)] {
                let before = both(self.before, scheme, kind);
                prop_assert_eq!(both(self.after, scheme, kind), before - change);
            }
        }
        let shared = self.posting.entries.iter().filter(|entry| entry.account.is_shared());
        prop_assert_eq!(shared.count(), 0, "a merge is between two learners");
        Ok(())
    }

    fn sources_survive(&self, takes: &[Part], gives: &[Part]) -> Verdict {
        for source in takes.iter().flat_map(|part| &self.lot(part.0).sources) {
            let traced = gives.iter().any(|part| self.lot(part.0).sources.contains(source));
            prop_assert!(traced, "a completion can no longer be traced");
        }
        Ok(())
    }

    fn expired(&self, id: LotId) -> Verdict {
        let (old, new) = (self.before.lot(id).unwrap(), self.lot(id));
        prop_assert!(!is_usable(old, self.command.on), "a usable lot expired");
        prop_assert!(new.available.is_zero());
        prop_assert_eq!(&old.held, &new.held);
        Ok(())
    }

    fn clawed_back(
        &self,
        learner: LearnerId,
        scheme: &SchemeCode,
        amount: Credits,
        own: impl Fn(&Lot) -> bool,
    ) -> Verdict {
        let day = self.command.on;
        let place = |lot: &Lot| (own(lot) || is_usable(lot, day)).then(|| (!own(lot), age(lot)));
        let parts = self.left(learner, scheme);
        self.in_order(learner, scheme, &parts, place)?;
        let held = self.posting.entries.iter().filter(|e| e.account.kind == AccountKind::Held);
        prop_assert_eq!(held.count(), 0, "a reversal touched a hold");
        let taken: i128 = parts.iter().map(|part| part.1).sum();
        let owed: i128 =
            self.entries(learner, scheme, AccountKind::Owed).map(|e| -hundredths(e.amount)).sum();
        prop_assert_eq!(taken + owed, hundredths(amount));
        if owed > 0 {
            let mut left = self.after.lots(learner, scheme).filter(|lot| place(lot).is_some());
            prop_assert!(left.all(|lot| lot.available.is_zero()), "owed in spite of credits");
        }
        Ok(())
    }

    /// New lots are empty, old ones have back what they gave, and the bank's side is undone.
    fn taken_back(&self, original: &Posting) -> Verdict {
        let mut others: BTreeMap<&Account, i128> = BTreeMap::new();
        for entry in original.entries.iter().chain(&self.posting.entries) {
            if entry.account.is_shared() {
                *others.entry(&entry.account).or_default() += hundredths(entry.amount);
            }
        }
        prop_assert!(others.values().all(|sum| *sum == 0), "the bank's side was not undone");
        for entry in &original.entries {
            let (Some(lot), Owner::Learner(learner)) = (entry.lot, entry.account.owner) else {
                continue;
            };
            if entry.amount.is_positive() {
                prop_assert!(self.lot(lot).available.is_zero(), "a new lot kept something");
                prop_assert_eq!(self.before.lot(lot).unwrap().available, entry.amount);
            } else {
                let back = self.entered(learner, &entry.account.scheme);
                prop_assert!(back.contains(&(lot, -hundredths(entry.amount))));
            }
        }
        Ok(())
    }
}

fn is_unspent(lot: &Lot) -> bool {
    lot.available.is_positive() || !lot.held.is_empty()
}

fn is_usable(lot: &Lot, day: Day) -> bool {
    match lot.expires_on {
        Some(last) => last >= day,
        None => true,
    }
}

/// Soonest expiring first, for life last, then the oldest.
fn age(lot: &Lot) -> (bool, Option<Day>, u64) {
    (lot.expires_on.is_none(), lot.expires_on, lot.order)
}

fn earliest(lot: &Lot, validity_months: Option<u32>) -> Option<Day> {
    let by_scheme = validity_months.map(|months| lot.dated_on + Months::new(months));
    match (lot.expires_on, by_scheme) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

fn round(amount: i128, ratio: Ratio, rounding: Rounding) -> i128 {
    let step = hundredths(rounding.step);
    let exact = amount * i128::from(ratio.numerator());
    let unit = i128::from(ratio.denominator()) * step;
    match rounding.mode {
        RoundingMode::Down => exact / unit * step,
        RoundingMode::HalfUp => (2 * exact + unit) / (2 * unit) * step,
    }
}
