//! Carries out commands.
//!
//! Invariant: all or nothing. Every change is drafted first, and the state is written only when
//! the whole command fits.

use uuid::Uuid;

use super::draft::{Draft, Origin, Purse};
use super::spending::{Card, Terms};
use super::{Account, AccountKind, Action, Command, Outcome, Rejection, State};
use crate::ids::{InstitutionId, LotId};
use crate::quantity::Credits;

/// Carries out a command, once.
///
/// `new_id` gives ids for the transaction, its entries and new lots; some may go unused.
///
/// # Errors
/// The reason of the refusal; the state is then as it was.
pub fn apply(
    state: &mut State,
    command: &Command,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Outcome, Rejection> {
    if let Some((first, posting)) = state.applied(command.id) {
        return if first.action == command.action {
            Ok(Outcome::Replayed(posting.clone()))
        } else {
            Err(Rejection::CommandReused)
        };
    }
    if command.action.spender().is_some_and(|learner| state.is_frozen(learner)) {
        return Err(Rejection::Frozen);
    }
    let mut draft = Draft::new(state, command, new_id);
    draft.carry_out(&command.action)?;
    let (posting, changes) = draft.finish()?;
    state.commit(command, &posting, changes);
    Ok(Outcome::Applied(posting))
}

impl<'a> Draft<'a> {
    fn carry_out(&mut self, action: &'a Action) -> Result<(), Rejection> {
        match action {
            Action::Award {
                learner,
                scheme,
                amount,
                institution,
                completion,
                dated_on,
                expires_on,
            } => {
                let origin = Origin {
                    sources: vec![*completion],
                    dated_on: *dated_on,
                    expires_on: *expires_on,
                };
                self.award(Card { learner: *learner, scheme }, *amount, *institution, origin)
            }
            Action::Convert { learner, from, to, amount, ratio, rounding, validity_months } => {
                let terms = Terms {
                    to,
                    ratio: *ratio,
                    rounding: *rounding,
                    validity_months: *validity_months,
                };
                self.convert(Card { learner: *learner, scheme: from }, *amount, terms)
            }
            Action::Hold { learner, scheme, amount, hold, of } => {
                self.hold(Card { learner: *learner, scheme }, *amount, *hold, of)
            }
            Action::Release { learner, scheme, hold } => {
                self.release(Card { learner: *learner, scheme }, *hold)
            }
            Action::Settle { learner, scheme, hold, into } => {
                self.settle(Card { learner: *learner, scheme }, *hold, into)
            }
            Action::Redeem { learner, scheme, amount, institution } => {
                self.redeem(Card { learner: *learner, scheme }, *amount, *institution)
            }
            Action::Give { learner, scheme, amount, receiver } => {
                self.give(Card { learner: *learner, scheme }, *amount, *receiver)
            }
            Action::Expire { learner, scheme, lot } => {
                self.expire(Card { learner: *learner, scheme }, *lot)
            }
            Action::Reverse(reversal) => self.reverse(reversal),
            Action::Merge { from, into } => self.merge(*from, *into),
            Action::Adjust { learner, scheme, amount, dated_on, expires_on } => {
                let origin =
                    Origin { sources: Vec::new(), dated_on: *dated_on, expires_on: *expires_on };
                self.adjust(Card { learner: *learner, scheme }, *amount, origin)
            }
        }
    }

    fn award(
        &mut self,
        card: Card<'a>,
        amount: Credits,
        institution: InstitutionId,
        origin: Origin,
    ) -> Result<(), Rejection> {
        if !amount.is_positive() {
            return Err(Rejection::NotPositive);
        }
        let issued = Account::institution(institution, card.scheme, AccountKind::Issued);
        self.earn(card, amount, issued, origin)
    }

    fn adjust(&mut self, card: Card<'a>, amount: Credits, origin: Origin) -> Result<(), Rejection> {
        let adjustment = Account::bank(card.scheme, AccountKind::Adjustment);
        if amount.is_zero() {
            Err(Rejection::NothingToDo)
        } else if amount.is_positive() {
            self.earn(card, amount, adjustment, origin)
        } else {
            self.claw_back(card, amount.negated()?, None)?;
            self.post(adjustment, amount.negated()?)
        }
    }

    /// A new lot, given by an account without lots.
    fn earn(
        &mut self,
        card: Card<'a>,
        amount: Credits,
        giver: Account,
        origin: Origin,
    ) -> Result<(), Rejection> {
        let lot = self.deposit(card.learner, card.scheme, origin, amount)?;
        self.post(giver, amount.negated()?)?;
        self.pay_owed(card.learner, card.scheme, &[lot])
    }

    fn expire(&mut self, card: Card<'a>, id: LotId) -> Result<(), Rejection> {
        let lot = self.lot_of(card.learner, card.scheme, id)?;
        if lot.usable_on(self.day()) {
            return Err(Rejection::NotExpired);
        }
        let amount = lot.available;
        if amount.is_zero() {
            return Err(Rejection::NothingToDo);
        }
        self.draw(Purse::Available, &[(id, amount)])?;
        self.post(Account::bank(card.scheme, AccountKind::Expired), amount)
    }
}
