//! A transfer in hand: what a step makes of it, and what it posts.
//!
//! Invariant: all that it has on hold goes one way: back to its lots, or on to where it settles.

use chrono::{DateTime, Utc};
use shared::ids::{CommandId, LearnerId};
use shared::lang::Text;
use shared::ledger::{Account, AccountKind, Action, Command, Owner, Posting, Settlement};
use shared::notices::{About, NoticeKind, NoticeSubject};
use shared::transfers::lifecycle::{self, Standing};
use shared::transfers::{BalanceAfter, TransferEvent};
use shared::vocabulary::TransferStatus;
use uuid::Uuid;

use super::missing;
use crate::error::{AppResult, stored};
use crate::ledger::books::{Books, Cause};
use crate::notices::store::NoticeRow;
use crate::transfers::record::{Part, Record, Terms};
use crate::transfers::store::TransferRow;

/// A transfer in hand.
pub(super) struct Case {
    pub row: TransferRow,
    pub record: Record,
    pub notices: Vec<NoticeRow>,
    pub is_new: bool,
}

impl Case {
    pub fn open(row: &TransferRow) -> AppResult<Self> {
        let (row, record) = (row.clone(), row.record()?);
        Ok(Self { row, record, notices: Vec::new(), is_new: false })
    }

    pub fn standing(&self) -> AppResult<Standing> {
        self.row.standing(&self.record.transfer)
    }

    pub fn owner(&self) -> AppResult<LearnerId> {
        stored(&self.row.learner_id)
    }

    pub fn receiver(&self) -> AppResult<Option<LearnerId>> {
        self.row.receiver_id.as_deref().map(stored).transpose()
    }

    /// Holds what leaves the card.
    pub fn hold(&self, books: &mut Books) -> AppResult<()> {
        let (learner, hold) = (self.owner()?, self.record.hold());
        for Part { scheme, amount, of } in self.record.parts() {
            self.post(books, Action::Hold { learner, scheme, amount, hold, of })?;
        }
        Ok(())
    }

    /// Returns what is on hold to the lots it came from.
    pub fn release(&self, books: &mut Books) -> AppResult<()> {
        let (learner, hold) = (self.owner()?, self.record.hold());
        for Part { scheme, .. } in self.record.parts() {
            self.post(books, Action::Release { learner, scheme, hold })?;
        }
        Ok(())
    }

    /// Spends what is on hold as its terms say.
    pub fn settle(&mut self, books: &mut Books) -> AppResult<()> {
        let (learner, hold) = (self.owner()?, self.record.hold());
        let mut settled_by = None;
        for Part { scheme, .. } in self.record.parts() {
            let into = self.settlement()?;
            let posting = self.post(books, Action::Settle { learner, scheme, hold, into })?;
            settled_by = settled_by.or(Some(posting.transaction.to_string()));
        }
        self.row.settled_by = settled_by;
        Ok(())
    }

    fn settlement(&self) -> AppResult<Settlement> {
        let terms = self.record.terms.as_ref().ok_or_else(|| missing("terms"))?;
        Ok(match terms {
            Terms::Convert { ratio, rounding, validity_months } => Settlement::Convert {
                to: self.record.transfer.gives.scheme.clone(),
                ratio: *ratio,
                rounding: *rounding,
                validity_months: *validity_months,
            },
            // The column, not the terms: a record that was merged receives under its new id.
            Terms::Give { .. } => {
                Settlement::Give { receiver: self.receiver()?.ok_or_else(|| missing("receiver"))? }
            }
            Terms::Redeem { institution, .. } => Settlement::Redeem { institution: *institution },
        })
    }

    pub fn post(&self, books: &mut Books, action: Action) -> AppResult<Posting> {
        let transfer = &self.record.transfer;
        let cause = Cause {
            learner: self.owner()?,
            completion: None,
            transfer: Some(transfer.id),
            title: transfer.title(),
        };
        let command = Command { id: CommandId(Uuid::now_v7()), on: books.today, action };
        books.post(&command, &cause)
    }

    /// Enters a state that a step led to.
    pub fn enter(&mut self, status: TransferStatus, now: DateTime<Utc>) -> AppResult<()> {
        let kind = self.standing()?.kind;
        let hours = self.cooling_off_hours();
        let settled = status == TransferStatus::Settled;
        let until = settled.then(|| lifecycle::take_back_until(kind, now)).flatten();
        self.row.status = status.to_string();
        self.row.due_at = lifecycle::due(status, hours, now).map(|due| due.naive_utc());
        self.row.take_back_until = until.map(|until| until.naive_utc());
        self.row.escalated = false;
        self.record.transfer.status = status;
        self.record.transfer.take_back_until = until;
        Ok(())
    }

    pub const fn cooling_off_hours(&self) -> u32 {
        match &self.record.terms {
            Some(Terms::Give { policy, .. }) => policy.cooling_off_hours,
            _ => 0,
        }
    }

    /// Adds to the history.
    pub fn note(&mut self, what: &str, at: DateTime<Utc>, by: &str, reason: Option<&str>) {
        self.record.transfer.history.push(TransferEvent {
            status: what.to_owned(),
            at,
            by: by.to_owned(),
            reason: reason.map(str::to_owned),
        });
    }

    /// Tells somebody.
    pub fn tell(&mut self, books: &Books, whom: LearnerId, kind: NoticeKind, text: Text) {
        let id = self.record.transfer.id.to_string();
        let about = About { kind: NoticeSubject::Transfer, id };
        let at = books.now.naive_utc();
        self.notices.push(NoticeRow::telling(whom, at, kind, text, Some(about)));
    }

    /// Writes down what the owner's card holds now.
    pub fn count(&mut self, books: &Books) -> AppResult<()> {
        let owner = Owner::Learner(self.owner()?);
        let transfer = &self.record.transfer;
        let mut schemes = vec![transfer.takes.scheme.clone()];
        schemes.extend(transfer.also_takes.iter().map(|takes| takes.scheme.clone()));
        if transfer.program.is_none() {
            schemes.push(transfer.gives.scheme.clone());
        }
        let mut balances: Vec<BalanceAfter> = Vec::with_capacity(schemes.len());
        for scheme in schemes {
            if balances.iter().any(|balance| balance.scheme == scheme) {
                continue;
            }
            let kind = AccountKind::Available;
            let account = Account { owner, scheme: scheme.clone(), kind };
            balances.push(BalanceAfter { scheme, available: books.state.balance(&account) });
        }
        self.record.transfer.balances_after = balances;
        Ok(())
    }
}
