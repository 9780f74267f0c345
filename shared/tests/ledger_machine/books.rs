//! Books kept apart from the ledger, from its entries alone, to hold its balances against.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use shared::ids::{EntryId, LotId, SchemeCode};
use shared::ledger::{Account, AccountKind, Posting, State, invariants};
use shared::quantity::Credits;

pub fn hundredths(amount: Credits) -> i128 {
    i128::from(amount.hundredths())
}

/// The sums of all entries so far.
#[derive(Default)]
pub struct Books {
    accounts: BTreeMap<Account, i128>,
    lots: BTreeMap<(LotId, AccountKind), i128>,
    entries: BTreeSet<EntryId>,
}

impl Books {
    /// Enters a posting, and checks that it balances and tells the right balances.
    pub fn enter(&mut self, posting: &Posting) -> Result<(), TestCaseError> {
        let mut sums: BTreeMap<&SchemeCode, i128> = BTreeMap::new();
        for entry in &posting.entries {
            let kind = entry.account.kind;
            let has_lot = matches!(kind, AccountKind::Available | AccountKind::Held);
            prop_assert!(!entry.amount.is_zero(), "an entry of nothing");
            prop_assert!(self.entries.insert(entry.id), "an entry id used twice");
            prop_assert_eq!(entry.lot.is_some(), has_lot);
            *sums.entry(&entry.account.scheme).or_default() += hundredths(entry.amount);
            let balance = self.accounts.entry(entry.account.clone()).or_default();
            *balance += hundredths(entry.amount);
            let told = entry.balance.map(hundredths);
            prop_assert_eq!(told, (!entry.account.is_shared()).then_some(*balance));
            if let Some(lot) = entry.lot {
                *self.lots.entry((lot, kind)).or_default() += hundredths(entry.amount);
            }
        }
        prop_assert!(!sums.is_empty(), "a posting without entries");
        prop_assert!(sums.values().all(|sum| *sum == 0), "a posting that does not sum to zero");
        Ok(())
    }

    /// Balances are the sums of their entries and their lots, have their sign, and cancel out.
    pub fn check(&self, state: &State) -> Result<(), TestCaseError> {
        let mut sums: BTreeMap<&SchemeCode, i128> = BTreeMap::new();
        for (account, sum) in &self.accounts {
            prop_assert_eq!(hundredths(state.balance(account)), *sum, "{:?}", account);
            *sums.entry(&account.scheme).or_default() += sum;
            match account.kind {
                AccountKind::Available | AccountKind::Held => prop_assert!(*sum >= 0),
                AccountKind::Owed => prop_assert!(*sum <= 0),
                _ => {}
            }
        }
        prop_assert!(sums.values().all(|sum| *sum == 0), "a scheme that does not sum to zero");
        prop_assert_eq!(state.balances().count(), self.accounts.len());
        for lot in state.all_lots() {
            let entered = |kind| self.lots.get(&(lot.id, kind)).copied().unwrap_or_default();
            prop_assert!(lot.available >= Credits::ZERO, "a lot below zero");
            prop_assert_eq!(hundredths(lot.available), entered(AccountKind::Available));
            let held: i128 = lot.held.values().copied().map(hundredths).sum();
            prop_assert_eq!(held, entered(AccountKind::Held));
        }
        prop_assert_eq!(invariants(state), []);
        Ok(())
    }
}
