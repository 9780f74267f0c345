//! Reversals: taking back an award, or a conversion or gift that nobody has touched since.
//!
//! Invariant: what the reversal of an award cannot take is owed, and what is on hold stays on hold.
//! What had expired unspent is never owed: the bank gives it back.

use super::draft::{Draft, Purse};
use super::lot::{by_id, fill};
use super::spending::Card;
use super::{Account, AccountKind, Entry, Lot, Owner, Posting, PostingKind, Rejection, Reversal};
use crate::ids::{CompletionId, LearnerId, LotId, SchemeCode};
use crate::quantity::Credits;

impl<'a> Draft<'a> {
    pub(super) fn reverse(&mut self, reversal: &'a Reversal) -> Result<(), Rejection> {
        match reversal {
            Reversal::Award { learner, scheme, amount, institution, completion, reverses: _ } => {
                let card = Card { learner: *learner, scheme };
                self.claw_back(card, *amount, Some(*completion))?;
                self.post(Account::institution(*institution, scheme, AccountKind::Issued), *amount)
            }
            Reversal::Expired { scheme, amount, institution, .. } => {
                if !amount.is_positive() {
                    return Err(Rejection::NotPositive);
                }
                self.post(Account::bank(scheme, AccountKind::Expired), amount.negated()?)?;
                self.post(Account::institution(*institution, scheme, AccountKind::Issued), *amount)
            }
            Reversal::Transaction { original } => self.take_back(original),
        }
    }

    /// Takes `amount` from `available`, soonest expiring first, and lets the learner owe the rest.
    ///
    /// The lots of `own`, the completion that is reversed, go first, even past their last day:
    /// they are the very credits that are taken back. Of other lots only usable ones pay, so that
    /// it makes no difference whether expiry was posted already.
    pub(super) fn claw_back(
        &mut self,
        card: Card<'a>,
        amount: Credits,
        own: Option<CompletionId>,
    ) -> Result<(), Rejection> {
        if !amount.is_positive() {
            return Err(Rejection::NotPositive);
        }
        let is_own = |lot: &Lot| own.is_some_and(|completion| lot.sources.contains(&completion));
        let mut lots: Vec<&Lot> = self
            .lots(card.learner, card.scheme)
            .filter(|lot| is_own(lot) || lot.usable_on(self.day()))
            .collect();
        lots.sort_by_key(|lot| (!is_own(lot), lot.spending_order()));
        let parts = by_id(fill(lots, amount)?);
        let taken = Credits::total(parts.iter().map(|part| part.1))?;
        self.draw(Purse::Available, &parts)?;
        let owed = taken.minus(amount)?;
        self.post(Account::learner(card.learner, card.scheme, AccountKind::Owed), owed)
    }

    /// Undoes a conversion or gift: its new lots are emptied, and the old ones get back as
    /// `available` what they gave.
    fn take_back(&mut self, original: &'a Posting) -> Result<(), Rejection> {
        let kinds = [PostingKind::Convert, PostingKind::Give, PostingKind::Settle];
        let redeemed = |entry: &Entry| entry.account.kind == AccountKind::Redeemed;
        if !kinds.contains(&original.kind) || original.entries.iter().any(redeemed) {
            return Err(Rejection::NotReversible);
        }
        let (came, gone): (Vec<LotEntry>, Vec<LotEntry>) = original
            .entries
            .iter()
            .filter_map(LotEntry::read)
            .partition(|entry| entry.amount.is_positive());
        if came.is_empty() {
            return Err(Rejection::NotReversible);
        }
        // A lot that was held or paid a debt is touched, too: not all that came is available.
        for entry in &came {
            let lot = self.lot_of(entry.learner, entry.scheme, entry.lot)?;
            if lot.available != entry.amount {
                return Err(Rejection::AlreadySpent);
            }
        }
        for entry in &came {
            self.draw(Purse::Available, &[(entry.lot, entry.amount)])?;
        }
        for entry in original.entries.iter().filter(|entry| entry.lot.is_none()) {
            self.post(entry.account.clone(), entry.amount.negated()?)?;
        }
        for entry in gone {
            self.lot_of(entry.learner, entry.scheme, entry.lot)?;
            let restored = [(entry.lot, entry.amount.negated()?)];
            self.put(Purse::Available, &restored)?;
            self.pay_owed(entry.learner, entry.scheme, &restored)?;
        }
        Ok(())
    }
}

/// An entry that changed a learner's lot.
struct LotEntry<'a> {
    learner: LearnerId,
    scheme: &'a SchemeCode,
    lot: LotId,
    amount: Credits,
}

impl<'a> LotEntry<'a> {
    fn read(entry: &'a Entry) -> Option<Self> {
        let Owner::Learner(learner) = entry.account.owner else { return None };
        Some(Self { learner, scheme: &entry.account.scheme, lot: entry.lot?, amount: entry.amount })
    }
}
