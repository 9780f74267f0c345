//! The state: the accounts and lots that a batch of commands touches, and what they changed.
//!
//! Invariant: only a commanded posting changes it after it was loaded, and it remembers every
//! account and lot so changed. Several commands can stand or fall together: what a savepoint was
//! set before can be undone as if it had never been.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Changes;
use super::{Account, Command, Day, Lot, Posting, usable};
use crate::ids::{CommandId, LearnerId, LotId, SchemeCode};
use crate::quantity::{Credits, Overflow};

/// Accounts, lots, frozen learners and commands already applied. Of every learner whom a command
/// names, all balances and unspent lots must be loaded; taking back a transaction also needs the
/// lots that it names, spent or not. An account that was not loaded counts from zero: the accounts of
/// institutions and the bank are left out on purpose, and their balances are then what the batch
/// adds to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    balances: BTreeMap<Account, Credits>,
    lots: BTreeMap<LotId, Lot>,
    lots_of: BTreeMap<LearnerId, BTreeSet<LotId>>,
    frozen: BTreeSet<LearnerId>,
    applied: BTreeMap<CommandId, (Command, Posting)>,
    next_order: u64,
    changed_accounts: BTreeSet<Account>,
    changed_lots: BTreeSet<LotId>,
    savepoints: usize,
    replaced: Vec<Replaced>,
}

/// What one command replaced, kept while a savepoint is set.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Replaced {
    command: CommandId,
    next_order: u64,
    /// With whether it counted as changed already; `None` was not there.
    balances: Vec<(Account, Option<Credits>, bool)>,
    lots: Vec<(LotId, Option<Lot>, bool)>,
}

/// A place in a sequence of commands that can be returned to.
#[derive(Debug)]
#[must_use = "a savepoint is kept or undone"]
pub struct Savepoint(usize);

impl State {
    /// Nothing loaded.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Numbers the lots made from now on from `order` at least: a sequence of the caller keeps ages
    /// right among lots of which only some are loaded.
    pub fn number_lots_from(&mut self, order: u64) {
        self.next_order = self.next_order.max(order);
    }

    /// Loads an account.
    pub fn insert_balance(&mut self, account: Account, balance: Credits) {
        self.balances.insert(account, balance);
    }

    /// Loads a lot. Lots made later count as younger than every lot loaded.
    pub fn insert_lot(&mut self, lot: Lot) {
        self.number_lots_from(lot.order.saturating_add(1));
        self.lots_of.entry(lot.learner).or_default().insert(lot.id);
        self.lots.insert(lot.id, lot);
    }

    /// Says that a learner's credits must not be spent.
    pub fn freeze(&mut self, learner: LearnerId) {
        self.frozen.insert(learner);
    }

    /// Loads a command that was applied before, with its posting.
    pub fn insert_applied(&mut self, id: CommandId, command: Command, posting: Posting) {
        self.applied.insert(id, (command, posting));
    }

    /// The balance of an account; zero when it has none.
    #[must_use]
    pub fn balance(&self, account: &Account) -> Credits {
        self.balances.get(account).copied().unwrap_or_default()
    }

    /// Every account that was loaded or changed, with its balance.
    pub fn balances(&self) -> impl Iterator<Item = (&Account, Credits)> {
        self.balances.iter().map(|(account, balance)| (account, *balance))
    }

    /// A lot.
    #[must_use]
    pub fn lot(&self, id: LotId) -> Option<&Lot> {
        self.lots.get(&id)
    }

    /// A learner's lots in a scheme, by id.
    pub fn lots<'a>(
        &'a self,
        learner: LearnerId,
        scheme: &'a SchemeCode,
    ) -> impl Iterator<Item = &'a Lot> {
        self.lots_of
            .get(&learner)
            .into_iter()
            .flatten()
            .filter_map(|id| self.lots.get(id))
            .filter(move |lot| lot.learner == learner && lot.scheme == *scheme)
    }

    /// Every lot that was loaded or made, by id.
    pub fn all_lots(&self) -> impl Iterator<Item = &Lot> {
        self.lots.values()
    }

    /// How much of a learner's `available` in a scheme can be used on that day.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn usable(
        &self,
        learner: LearnerId,
        scheme: &SchemeCode,
        on: Day,
    ) -> Result<Credits, Overflow> {
        usable(self.lots(learner, scheme), on)
    }

    /// Whether a learner's credits must not be spent.
    #[must_use]
    pub fn is_frozen(&self, learner: LearnerId) -> bool {
        self.frozen.contains(&learner)
    }

    /// A command that was applied, with its posting.
    #[must_use]
    pub fn applied(&self, id: CommandId) -> Option<&(Command, Posting)> {
        self.applied.get(&id)
    }

    /// The accounts that commands changed, with the balances to write.
    pub fn changed_accounts(&self) -> impl Iterator<Item = (&Account, Credits)> {
        self.changed_accounts.iter().map(|account| (account, self.balance(account)))
    }

    /// The lots that commands made or changed, as they are to be written.
    pub fn changed_lots(&self) -> impl Iterator<Item = &Lot> {
        self.changed_lots.iter().filter_map(|id| self.lots.get(id))
    }

    /// Begins commands that stand or fall together. Savepoints nest.
    pub const fn save(&mut self) -> Savepoint {
        self.savepoints += 1;
        Savepoint(self.replaced.len())
    }

    /// Lets what was done since the savepoint stand.
    pub fn keep(&mut self, _: Savepoint) {
        self.savepoints = self.savepoints.saturating_sub(1);
        if self.savepoints == 0 {
            self.replaced.clear();
        }
    }

    /// Undoes what was done since the savepoint.
    pub fn undo(&mut self, to: Savepoint) {
        while self.replaced.len() > to.0 {
            let Some(replaced) = self.replaced.pop() else { break };
            self.put_back(replaced);
        }
        self.keep(to);
    }

    fn put_back(&mut self, replaced: Replaced) {
        self.applied.remove(&replaced.command);
        self.next_order = replaced.next_order;
        for (account, balance, was_changed) in replaced.balances {
            if !was_changed {
                self.changed_accounts.remove(&account);
            }
            match balance {
                Some(balance) => self.balances.insert(account, balance),
                None => self.balances.remove(&account),
            };
        }
        for (id, lot, was_changed) in replaced.lots {
            if !was_changed {
                self.changed_lots.remove(&id);
            }
            let now = match lot {
                Some(lot) => self.lots.insert(id, lot),
                None => self.lots.remove(&id),
            };
            if let Some(now) = now.filter(|_| !self.lots.contains_key(&id)) {
                let of = self.lots_of.entry(now.learner).or_default();
                of.remove(&id);
                if of.is_empty() {
                    self.lots_of.remove(&now.learner);
                }
            }
        }
    }

    pub(super) const fn next_order(&self) -> u64 {
        self.next_order
    }

    pub(super) fn commit(&mut self, command: &Command, posting: &Posting, changes: Changes) {
        let mut replaced = Replaced {
            command: command.id,
            next_order: self.next_order,
            balances: Vec::with_capacity(changes.balances.len()),
            lots: Vec::with_capacity(changes.lots.len()),
        };
        self.next_order = changes.next_order;
        for (account, balance) in changes.balances {
            let was_changed = !self.changed_accounts.insert(account.clone());
            let before = self.balances.insert(account.clone(), balance);
            replaced.balances.push((account, before, was_changed));
        }
        for (id, lot) in changes.lots {
            let was_changed = !self.changed_lots.insert(id);
            self.lots_of.entry(lot.learner).or_default().insert(id);
            let before = self.lots.insert(id, lot);
            replaced.lots.push((id, before, was_changed));
        }
        self.applied.insert(command.id, (command.clone(), posting.clone()));
        if self.savepoints > 0 {
            self.replaced.push(replaced);
        }
    }
}
