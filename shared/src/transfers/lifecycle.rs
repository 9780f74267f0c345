//! Where a transfer can go from where it stands: the states of all three kinds, and who moves them.
//!
//! Invariant: a step fits one state of one kind and one side; what does not fit is refused by naming
//! the state. Amounts, clocks and ledgers are the caller's.

use chrono::{DateTime, Duration, Utc};

use super::{RECEIVER_DAYS, REVIEW_DAYS, TAKE_BACK_MINUTES};
use crate::names::words;
use crate::vocabulary::{TransferKind, TransferStatus};

words! {
    /// A step that a person takes.
    pub enum TransferStep {
        Cancel = "cancel", "取消", "Cancel";
        TakeBack = "take_back", "撤回", "Take back";
        Appeal = "appeal", "申诉", "Appeal";
        Accept = "accept", "接受", "Accept";
        Decline = "decline", "谢绝", "Decline";
        Approve = "approve", "同意", "Approve";
        Reject = "reject", "不同意", "Reject";
    }
}

/// On which side of a transfer somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Whose credits leave.
    Owner,
    /// Who is to receive a gift.
    Receiver,
    /// Who decides on an application.
    Reviewer,
}

/// What matters of a transfer for its next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The kind.
    pub kind: TransferKind,
    /// The state, as it was stored.
    pub status: TransferStatus,
    /// When that state ends by itself.
    pub due_at: Option<DateTime<Utc>>,
    /// Until when a settled one can be taken back.
    pub take_back_until: Option<DateTime<Utc>>,
    /// From when it can be approved.
    pub approvable_from: Option<DateTime<Utc>>,
    /// Whether the one appeal was made.
    pub appealed: bool,
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepRefusal {
    /// The step does not fit the state, or is not for this side.
    WrongState(TransferStatus),
    /// The time for it is over.
    TooLate,
    /// The time for it has not come.
    TooEarly,
    /// The one appeal was made already.
    AppealedAlready,
}

/// The state in which a transfer begins.
#[must_use]
pub const fn first(kind: TransferKind, automatic: bool, cooling_off_hours: u32) -> TransferStatus {
    match kind {
        TransferKind::Convert if automatic => TransferStatus::Settled,
        TransferKind::Convert | TransferKind::Apply => TransferStatus::InReview,
        TransferKind::Give if cooling_off_hours == 0 => TransferStatus::AwaitingReceiver,
        TransferKind::Give => TransferStatus::CoolingOff,
    }
}

impl Standing {
    /// As it stands at an instant: a gift whose cooling-off is over waits for its receiver, and one
    /// that waited too long has lapsed, whether or not a job has written that down.
    #[must_use]
    pub fn at(mut self, now: DateTime<Utc>) -> Self {
        while let Some((_, next)) = self.passes(now) {
            self = next;
        }
        self
    }

    /// The next state that it has come to by itself, and when.
    #[must_use]
    pub fn passes(mut self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Self)> {
        let due = self.due_at.filter(|due| *due <= now)?;
        (self.status, self.due_at) = match self.status {
            TransferStatus::CoolingOff => {
                (TransferStatus::AwaitingReceiver, Some(due + Duration::days(RECEIVER_DAYS)))
            }
            TransferStatus::AwaitingReceiver => (TransferStatus::Lapsed, None),
            _ => return None,
        };
        Some((due, self))
    }

    /// Whether it is undecided for longer than an institution has.
    #[must_use]
    pub fn overdue(&self, now: DateTime<Utc>) -> bool {
        self.status == TransferStatus::InReview && self.due_at.is_some_and(|due| due <= now)
    }

    /// The state that a step leads to.
    ///
    /// # Errors
    /// Why it cannot be taken by that side now.
    pub fn after(
        self,
        step: TransferStep,
        side: Side,
        now: DateTime<Utc>,
    ) -> Result<TransferStatus, StepRefusal> {
        use TransferStatus as S;
        let it = self.at(now);
        let gift = it.kind == TransferKind::Give;
        match (step, side, it.status) {
            (TransferStep::Cancel, Side::Owner, S::InReview) => Ok(S::Cancelled),
            (TransferStep::Cancel, Side::Owner, S::CoolingOff | S::AwaitingReceiver) if gift => {
                Ok(S::Cancelled)
            }
            (TransferStep::TakeBack, Side::Owner, S::Settled) => {
                if it.take_back_until.is_some_and(|until| now <= until) {
                    Ok(S::TakenBack)
                } else {
                    Err(StepRefusal::TooLate)
                }
            }
            (TransferStep::Appeal, Side::Owner, S::Rejected) if it.appealed => {
                Err(StepRefusal::AppealedAlready)
            }
            (TransferStep::Appeal, Side::Owner, S::Rejected) => Ok(S::InReview),
            (TransferStep::Accept, Side::Receiver, S::AwaitingReceiver) => Ok(S::Settled),
            (TransferStep::Decline, Side::Receiver, S::AwaitingReceiver) => Ok(S::Declined),
            (TransferStep::Approve, Side::Reviewer, S::InReview) => {
                if it.approvable_from.is_some_and(|from| now < from) {
                    Err(StepRefusal::TooEarly)
                } else {
                    Ok(S::Settled)
                }
            }
            (TransferStep::Reject, Side::Reviewer, S::InReview) => Ok(S::Rejected),
            (_, _, status) => Err(StepRefusal::WrongState(status)),
        }
    }

    /// The steps that a side can take now.
    #[must_use]
    pub fn steps(self, side: Side, now: DateTime<Utc>) -> Vec<TransferStep> {
        let fits = |step: &TransferStep| self.after(*step, side, now).is_ok();
        TransferStep::ALL.iter().copied().filter(fits).collect()
    }
}

/// When a state that begins now ends by itself.
#[must_use]
pub fn due(
    status: TransferStatus,
    cooling_off_hours: u32,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    match status {
        TransferStatus::CoolingOff => Some(now + Duration::hours(i64::from(cooling_off_hours))),
        TransferStatus::AwaitingReceiver => Some(now + Duration::days(RECEIVER_DAYS)),
        TransferStatus::InReview => Some(now + Duration::days(REVIEW_DAYS)),
        _ => None,
    }
}

/// Until when what is settled now can be taken back: what is redeemed cannot.
#[must_use]
pub fn take_back_until(kind: TransferKind, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (kind != TransferKind::Apply).then(|| now + Duration::minutes(TAKE_BACK_MINUTES))
}

/// From when what is requested now can be approved: an application's owner has ten minutes to cancel
/// what cannot be undone later.
#[must_use]
pub fn approvable_from(kind: TransferKind, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (kind == TransferKind::Apply).then(|| now + Duration::minutes(TAKE_BACK_MINUTES))
}
