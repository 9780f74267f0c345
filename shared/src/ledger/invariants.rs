//! What must hold of every state, recomputed from its parts.
//!
//! Invariant: an empty answer means that the books are in order; nothing is repaired here.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, AccountKind, Lot, State};
use crate::ids::{LotId, SchemeCode};
use crate::quantity::Credits;

/// Something that must never be. Sums are hundredths of a credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// The balances of a scheme do not sum to zero.
    Unbalanced {
        /// The scheme.
        scheme: SchemeCode,
        /// What they sum to.
        sum: i128,
    },
    /// `available` or `held` is below zero, or `owed` above.
    WrongSign {
        /// The account.
        account: Account,
        /// Its balance.
        balance: Credits,
    },
    /// `available` or `held` is not the sum of its lots' parts.
    LotsDiffer {
        /// The account.
        account: Account,
        /// Its balance.
        balance: Credits,
        /// The sum of its lots.
        lots: i128,
    },
    /// A lot has less than nothing available, or a hold that holds nothing.
    BadLot(LotId),
}

/// Everything that is wrong with a state that holds all accounts and lots. Of a state that holds
/// only what a batch touches, `Unbalanced` says nothing, since the other side was not loaded.
#[must_use]
pub fn invariants(state: &State) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut sums: BTreeMap<&SchemeCode, i128> = BTreeMap::new();
    let mut in_lots: BTreeMap<Account, i128> = BTreeMap::new();
    for lot in state.all_lots() {
        if is_bad(lot) {
            found.push(Violation::BadLot(lot.id));
        }
        let available = Account::learner(lot.learner, &lot.scheme, AccountKind::Available);
        *in_lots.entry(available).or_default() += i128::from(lot.available.hundredths());
        let held = Account::learner(lot.learner, &lot.scheme, AccountKind::Held);
        let amounts = lot.held.values().map(|amount| i128::from(amount.hundredths()));
        *in_lots.entry(held).or_default() += amounts.sum::<i128>();
    }
    for (account, balance) in state.balances() {
        *sums.entry(&account.scheme).or_default() += i128::from(balance.hundredths());
        let wrong = match account.kind {
            AccountKind::Available | AccountKind::Held => balance < Credits::ZERO,
            AccountKind::Owed => balance > Credits::ZERO,
            _ => false,
        };
        if wrong {
            found.push(Violation::WrongSign { account: account.clone(), balance });
        }
    }
    found.extend(
        sums.into_iter()
            .filter(|(_, sum)| *sum != 0)
            .map(|(scheme, sum)| Violation::Unbalanced { scheme: scheme.clone(), sum }),
    );
    let with_lots =
        |account: &Account| matches!(account.kind, AccountKind::Available | AccountKind::Held);
    let accounts: BTreeSet<&Account> = state
        .balances()
        .map(|(account, _)| account)
        .filter(|account| with_lots(account))
        .chain(in_lots.keys())
        .collect();
    for account in accounts {
        let balance = state.balance(account);
        let lots = in_lots.get(account).copied().unwrap_or_default();
        if i128::from(balance.hundredths()) != lots {
            found.push(Violation::LotsDiffer { account: account.clone(), balance, lots });
        }
    }
    found
}

fn is_bad(lot: &Lot) -> bool {
    lot.available < Credits::ZERO || lot.held.values().any(|amount| !amount.is_positive())
}
