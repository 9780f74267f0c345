//! The ledger as a pure state machine: [`apply`] carries out a [`Command`] over the accounts and
//! lots of a [`State`] and answers with a [`Posting`], or refuses and leaves the state as it was.
//!
//! Invariants, all checked over random command sequences by `tests/ledger_machine`:
//! 1. a posting sums to zero in each scheme, and so does the whole ledger;
//! 2. `available` and `held` are never below zero, `owed` never above; what enters `available`
//!    pays `owed` in that scheme first, as its own entries, so that a learner never owes while
//!    having usable credits;
//! 3. a balance is the sum of its entries and, for `available` and `held`, of its lots' parts;
//! 4. a command id is applied once: again with the same action it gives the first posting;
//! 5. lots are spent soonest-expiring first, then oldest first, and a conversion keeps their
//!    sources, dates and the earlier expiry;
//! 6. what has expired or is frozen is not spent, and what is on hold does not expire;
//! 7. a merge leaves one record with all that both had, lots as old as they were, and the other
//!    with nothing.
//!
//! Reading order: accounts and lots, commands, postings and rejections, the state, then `apply`.

mod account;
mod apply;
mod command;
mod conversion;
mod draft;
mod invariants;
mod lot;
mod merging;
mod posting;
mod rejection;
mod reversal;
mod spending;
mod state;

/// A calendar day in Asia/Shanghai.
pub type Day = chrono::NaiveDate;

pub use account::{Account, AccountKind, Owner};
pub use apply::apply;
pub use command::{Action, Command, Reversal, Settlement};
pub use conversion::{ConversionPlan, PlannedLot, plan_conversion};
pub use invariants::{Violation, invariants};
pub(crate) use lot::take;
pub use lot::{Lot, expiry, plan_spending, usable};
pub use posting::{Entry, Outcome, Posting, PostingKind};
pub use rejection::Rejection;
pub use state::{Savepoint, State};
