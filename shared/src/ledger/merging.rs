//! Merging: two records of one person become one.
//!
//! Invariant: in every scheme what both had, held and owed together is the kept record's, less what
//! now pays a debt; the other record has nothing left.

use super::draft::{Draft, Origin, Purse};
use super::lot::by_id;
use super::{Account, AccountKind, Lot, Rejection};
use crate::ids::{LearnerId, LotId, SchemeCode};
use crate::quantity::Credits;

impl<'a> Draft<'a> {
    pub(super) fn merge(&mut self, from: LearnerId, into: LearnerId) -> Result<(), Rejection> {
        if from == into {
            return Err(Rejection::SameCard);
        }
        for scheme in self.schemes(from) {
            let incoming = self.move_lots(from, into, scheme)?;
            let owed = |learner| Account::learner(learner, scheme, AccountKind::Owed);
            let debt = self.balance(&owed(from));
            self.post(owed(from), debt.negated()?)?;
            self.post(owed(into), debt)?;
            self.pay_owed(into, scheme, &incoming)?;
            // A debt that came is paid by what was there, as if it had always been one record.
            let there = self.usable_parts(into, scheme);
            self.pay_owed(into, scheme, &there)?;
        }
        if self.is_empty() { Err(Rejection::NothingToDo) } else { Ok(()) }
    }

    /// A new lot for each that is not spent, with its age and holds. Answers what became available,
    /// in spending order.
    fn move_lots(
        &mut self,
        from: LearnerId,
        into: LearnerId,
        scheme: &'a SchemeCode,
    ) -> Result<Vec<(LotId, Credits)>, Rejection> {
        let unspent = |lot: &&Lot| lot.available.is_positive() || !lot.held.is_empty();
        let mut lots: Vec<Lot> = self.lots(from, scheme).filter(unspent).cloned().collect();
        let held =
            |lot: &Lot| lots.iter().any(|one| one.held.keys().any(|it| lot.held.contains_key(it)));
        if self.lots(into, scheme).any(held) {
            return Err(Rejection::HoldInUse);
        }
        lots.sort_by_key(Lot::spending_order);
        let mut incoming = Vec::with_capacity(lots.len());
        for lot in lots {
            let new = self.open(into, scheme, Origin::of(&lot), lot.order);
            let holds = lot.held.into_iter().map(|(hold, amount)| (Purse::Held(hold), amount));
            for (purse, amount) in holds.chain([(Purse::Available, lot.available)]) {
                self.draw(purse, &[(lot.id, amount)])?;
                self.put(purse, &[(new, amount)])?;
            }
            incoming.push((new, lot.available));
        }
        Ok(incoming)
    }

    fn usable_parts(&self, learner: LearnerId, scheme: &'a SchemeCode) -> Vec<(LotId, Credits)> {
        let lots = self.lots(learner, scheme).filter(|lot| lot.usable_on(self.day()));
        let mut parts: Vec<(&Lot, Credits)> = lots.map(|lot| (lot, lot.available)).collect();
        parts.sort_by_key(|(lot, _)| lot.spending_order());
        by_id(parts)
    }
}
