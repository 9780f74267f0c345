//! A posting in the making: changes are drafted beside the state and written into it only when
//! the whole command fits.
//!
//! Invariant: an entry, its account's balance and its lot's part change together and nowhere else,
//! so that balances are always the sums of entries and of lots.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{Account, AccountKind, Command, Day, Entry, Lot, Owner, Posting, Rejection, State};
use crate::ids::{CompletionId, EntryId, HoldId, LearnerId, LotId, SchemeCode, TransactionId};
use crate::quantity::Credits;

/// What a command changes: only the accounts and lots that it touches.
pub(super) struct Changes {
    pub(super) balances: BTreeMap<Account, Credits>,
    pub(super) lots: BTreeMap<LotId, Lot>,
    pub(super) next_order: u64,
}

/// Which part of a lot moves.
#[derive(Clone, Copy)]
pub(super) enum Purse {
    Available,
    Held(HoldId),
}

/// Where a new lot's credits come from and how long they last.
pub(super) struct Origin {
    pub(super) sources: Vec<CompletionId>,
    pub(super) dated_on: Day,
    pub(super) expires_on: Option<Day>,
}

impl Origin {
    /// The origin of a lot whose credits move on.
    pub(super) fn of(lot: &Lot) -> Self {
        Self { sources: lot.sources.clone(), dated_on: lot.dated_on, expires_on: lot.expires_on }
    }
}

pub(super) struct Draft<'a> {
    state: &'a State,
    command: &'a Command,
    new_id: &'a mut dyn FnMut() -> Uuid,
    changes: Changes,
    entries: Vec<Entry>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        state: &'a State,
        command: &'a Command,
        new_id: &'a mut dyn FnMut() -> Uuid,
    ) -> Self {
        let changes = Changes {
            balances: BTreeMap::new(),
            lots: BTreeMap::new(),
            next_order: state.next_order(),
        };
        Self { state, command, new_id, changes, entries: Vec::new() }
    }

    /// The posting and what it changes, once its entries are seen to sum to zero in each scheme.
    pub(super) fn finish(self) -> Result<(Posting, Changes), Rejection> {
        let mut sums: BTreeMap<&SchemeCode, i128> = BTreeMap::new();
        for entry in &self.entries {
            *sums.entry(&entry.account.scheme).or_default() +=
                i128::from(entry.amount.hundredths());
        }
        if sums.values().any(|sum| *sum != 0) {
            return Err(Rejection::OutOfBalance);
        }
        let posting = Posting {
            transaction: TransactionId((self.new_id)()),
            command: self.command.id,
            kind: self.command.action.kind(),
            on: self.command.on,
            reverses: self.command.action.reverses(),
            entries: self.entries,
        };
        Ok((posting, self.changes))
    }

    pub(super) const fn day(&self) -> Day {
        self.command.on
    }

    /// A lot as it stands in this draft.
    pub(super) fn lot(&self, id: LotId) -> Option<&Lot> {
        self.changes.lots.get(&id).or_else(|| self.state.lot(id))
    }

    /// That lot, if it is the learner's in that scheme.
    pub(super) fn lot_of(
        &self,
        learner: LearnerId,
        scheme: &SchemeCode,
        id: LotId,
    ) -> Result<&Lot, Rejection> {
        self.lot(id)
            .filter(|lot| lot.learner == learner && lot.scheme == *scheme)
            .ok_or(Rejection::UnknownLot)
    }

    /// A learner's lots in a scheme as they stand before the draft opens new ones.
    pub(super) fn lots(
        &self,
        learner: LearnerId,
        scheme: &'a SchemeCode,
    ) -> impl Iterator<Item = &Lot> {
        self.state.lots(learner, scheme).filter_map(|lot| self.lot(lot.id))
    }

    /// The schemes in which a learner has accounts.
    pub(super) fn schemes(&self, learner: LearnerId) -> BTreeSet<&'a SchemeCode> {
        let accounts = self.state.balances().map(|(account, _)| account);
        let own = accounts.filter(|account| account.owner == Owner::Learner(learner));
        own.map(|account| &account.scheme).collect()
    }

    /// Whether nothing has moved yet.
    pub(super) const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn balance(&self, account: &Account) -> Credits {
        let drafted = self.changes.balances.get(account).copied();
        drafted.unwrap_or_else(|| self.state.balance(account))
    }

    /// Opens a lot of `amount` as the learner's youngest in the scheme.
    pub(super) fn deposit(
        &mut self,
        learner: LearnerId,
        scheme: &SchemeCode,
        origin: Origin,
        amount: Credits,
    ) -> Result<(LotId, Credits), Rejection> {
        let order = self.changes.next_order;
        self.changes.next_order = order.checked_add(1).ok_or(Rejection::Overflow)?;
        let id = self.open(learner, scheme, origin, order);
        self.add(id, Purse::Available, amount)?;
        Ok((id, amount))
    }

    /// Opens a lot of that age, with nothing in it yet.
    pub(super) fn open(
        &mut self,
        learner: LearnerId,
        scheme: &SchemeCode,
        origin: Origin,
        order: u64,
    ) -> LotId {
        let id = LotId((self.new_id)());
        let lot = Lot {
            id,
            learner,
            scheme: scheme.clone(),
            sources: origin.sources,
            dated_on: origin.dated_on,
            expires_on: origin.expires_on,
            order,
            available: Credits::ZERO,
            held: BTreeMap::new(),
        };
        self.changes.lots.insert(id, lot);
        id
    }

    /// Takes these parts out of their lots.
    pub(super) fn draw(
        &mut self,
        purse: Purse,
        parts: &[(LotId, Credits)],
    ) -> Result<(), Rejection> {
        parts.iter().try_for_each(|(lot, amount)| self.add(*lot, purse, amount.negated()?))
    }

    /// Puts these parts into their lots.
    pub(super) fn put(
        &mut self,
        purse: Purse,
        parts: &[(LotId, Credits)],
    ) -> Result<(), Rejection> {
        parts.iter().try_for_each(|(lot, amount)| self.add(*lot, purse, *amount))
    }

    /// What just entered `available` pays what the learner owes in that scheme, first come first.
    pub(super) fn pay_owed(
        &mut self,
        learner: LearnerId,
        scheme: &SchemeCode,
        incoming: &[(LotId, Credits)],
    ) -> Result<(), Rejection> {
        let account = Account::learner(learner, scheme, AccountKind::Owed);
        let owed = self.balance(&account).negated()?;
        let mut rest = owed;
        for (lot, amount) in incoming {
            let part = rest.min(*amount);
            if part.is_positive() {
                self.add(*lot, Purse::Available, part.negated()?)?;
                rest = rest.minus(part)?;
            }
        }
        self.post(account, owed.minus(rest)?)
    }

    /// Adds to an account that has no lots.
    pub(super) fn post(&mut self, account: Account, amount: Credits) -> Result<(), Rejection> {
        self.enter(account, None, amount)
    }

    fn add(&mut self, id: LotId, purse: Purse, amount: Credits) -> Result<(), Rejection> {
        if let Some(lot) = self.state.lot(id) {
            self.changes.lots.entry(id).or_insert_with(|| lot.clone());
        }
        let lot = self.changes.lots.get_mut(&id).ok_or(Rejection::UnknownLot)?;
        let (kind, part) = match purse {
            Purse::Available => (AccountKind::Available, &mut lot.available),
            Purse::Held(hold) => (AccountKind::Held, lot.held.entry(hold).or_default()),
        };
        *part = part.plus(amount)?;
        if *part < Credits::ZERO {
            return Err(Rejection::OutOfBalance);
        }
        lot.held.retain(|_, held| !held.is_zero());
        let account = Account::learner(lot.learner, &lot.scheme, kind);
        self.enter(account, Some(id), amount)
    }

    fn enter(
        &mut self,
        account: Account,
        lot: Option<LotId>,
        amount: Credits,
    ) -> Result<(), Rejection> {
        if amount.is_zero() {
            return Ok(());
        }
        let balance = self.balance(&account).plus(amount)?;
        let fits = match account.kind {
            AccountKind::Available | AccountKind::Held => balance >= Credits::ZERO,
            AccountKind::Owed => balance <= Credits::ZERO,
            _ => true,
        };
        if !fits {
            return Err(Rejection::OutOfBalance);
        }
        self.changes.balances.insert(account.clone(), balance);
        let balance = (!account.is_shared()).then_some(balance);
        let id = EntryId((self.new_id)());
        self.entries.push(Entry { id, account, amount, lot, balance });
        Ok(())
    }
}
