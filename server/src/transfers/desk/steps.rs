//! Steps after the request: those that people take, and what comes to pass by itself.

use shared::ids::TransferId;
use shared::ledger::{Action, Reversal};
use shared::notices::NoticeKind;
use shared::problem::Refusal;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::messages::Told;
use shared::vocabulary::{TransferKind, TransferStatus};

use super::case::Case;
use super::{Desk, missing};
use crate::error::{AppError, AppResult};
use crate::ledger::books::Books;
use crate::transfers::order::{Actor, BANK, Order, refusal};
use crate::transfers::view::Viewer;

impl Desk {
    /// Takes a step that a person asks for.
    pub(super) fn take(
        &self,
        books: &mut Books,
        order: &Order,
        id: TransferId,
        (step, reason): (TransferStep, Option<&str>),
    ) -> AppResult<Case> {
        let mut case = self.find(order, id)?;
        let network = &self.known.surroundings.network;
        let viewer = Viewer::of(&order.actor, &case.row, books.now, network)?;
        let side = viewer.ok_or(Refusal::NotFound)?.side();
        let before = case.standing()?.at(books.now).status;
        let status = case.standing()?.after(step, side, books.now).map_err(refusal)?;
        if let Actor::Reviewer(reviewer) = &order.actor {
            reviewer.may_decide(&case.row, case.standing()?, books.now)?;
        }
        self.catch_up(books, &mut case)?;
        match step {
            TransferStep::Cancel | TransferStep::Decline | TransferStep::Reject => {
                case.release(books)?;
            }
            TransferStep::Appeal => self.put_on_hold(books, &mut case)?,
            TransferStep::Approve | TransferStep::Accept => self.settle(books, &mut case)?,
            TransferStep::TakeBack => self.reverse(books, &case)?,
        }
        case.enter(status, books.now)?;
        self.remember(&mut case, order, step)?;
        let event = if step == TransferStep::Appeal { "appealed" } else { status.as_str() };
        case.note(event, books.now, order.actor.name(), reason);
        case.count(books)?;
        self.tell(books, &mut case, (step, before), reason.unwrap_or_default())?;
        Ok(case)
    }

    /// Writes down what has come to pass by itself; what has not is left as it is.
    pub(super) fn pass(&self, books: &mut Books, order: &Order, id: TransferId) -> AppResult<Case> {
        let mut case = self.find(order, id)?;
        self.catch_up(books, &mut case)?;
        let standing = case.standing()?;
        if standing.overdue(books.now) && !case.row.escalated {
            case.row.escalated = true;
            case.note("escalated", books.now, BANK, None);
            let transfer = case.record.transfer.clone();
            let scheme = self.scheme_names(&transfer.takes.scheme);
            let text = Told { transfer: &transfer, scheme: &scheme }.escalated();
            case.tell(books, case.owner()?, NoticeKind::TransferEscalated, text);
        }
        Ok(case)
    }

    fn find(&self, order: &Order, id: TransferId) -> AppResult<Case> {
        let row = self.rows.get(&id.to_string()).ok_or(Refusal::NotFound)?;
        let case = Case::open(row)?;
        // Only those who were locked: a record that was merged meanwhile has another owner.
        let strangers = case.receiver()?.filter(|receiver| order.receiver != Some(*receiver));
        if case.owner()? != order.owner || strangers.is_some() {
            return Err(AppError::busy());
        }
        Ok(case)
    }

    /// A gift whose cooling-off is over waits for its receiver, and one that waited too long lapses.
    fn catch_up(&self, books: &mut Books, case: &mut Case) -> AppResult<()> {
        while let Some((at, next)) = case.standing()?.passes(books.now) {
            if next.status == TransferStatus::Lapsed {
                case.release(books)?;
            }
            case.row.status = next.status.to_string();
            case.row.due_at = next.due_at.map(|due| due.naive_utc());
            case.record.transfer.status = next.status;
            case.note(next.status.as_str(), at, BANK, None);
            let transfer = case.record.transfer.clone();
            let scheme = self.scheme_names(&transfer.takes.scheme);
            let told = Told { transfer: &transfer, scheme: &scheme };
            if next.status == TransferStatus::Lapsed {
                case.count(books)?;
                case.tell(books, case.owner()?, NoticeKind::GiftLapsed, told.gift_lapsed());
            } else {
                let receiver = case.receiver()?.ok_or_else(|| missing("receiver"))?;
                case.tell(books, receiver, NoticeKind::GiftWaiting, told.gift_waiting());
            }
        }
        Ok(())
    }

    fn settle(&self, books: &mut Books, case: &mut Case) -> AppResult<()> {
        // Also where nothing leaves the card, as for an exemption.
        if books.state.is_frozen(case.owner()?) {
            return Err(Refusal::CardFrozen.into());
        }
        if case.record.transfer.kind == TransferKind::Give {
            self.may_pass(case)?;
        }
        case.settle(books)
    }

    fn reverse(&self, books: &mut Books, case: &Case) -> AppResult<()> {
        let settled = case.row.settled_by.as_ref().and_then(|id| self.originals.get(id));
        let original = settled.cloned().ok_or_else(AppError::busy)?;
        case.post(books, Action::Reverse(Reversal::Transaction { original }))?;
        Ok(())
    }

    /// What later steps need to know of this one.
    fn remember(&self, case: &mut Case, order: &Order, step: TransferStep) -> AppResult<()> {
        match step {
            TransferStep::Reject => {
                if let Actor::Reviewer(reviewer) = &order.actor
                    && case.row.decided_by.is_none()
                {
                    case.row.decided_by = Some(reviewer.user.clone());
                }
            }
            TransferStep::Appeal => {
                case.record.transfer.appealed = true;
                let institution = case.row.institution_id.as_deref();
                let institution = institution.map(crate::error::stored).transpose()?;
                let network = &self.known.surroundings.network;
                let deciding = institution.and_then(|id| network.deciding(id));
                case.row.institution_id = deciding.map(|id| id.to_string());
            }
            _ => {}
        }
        Ok(())
    }

    fn tell(
        &self,
        books: &Books,
        case: &mut Case,
        (step, before): (TransferStep, TransferStatus),
        reason: &str,
    ) -> AppResult<()> {
        let transfer = case.record.transfer.clone();
        let scheme = self.scheme_names(&transfer.takes.scheme);
        let told = Told { transfer: &transfer, scheme: &scheme };
        let (owner, receiver) = (case.owner()?, case.receiver()?);
        match step {
            TransferStep::Approve => {
                case.tell(books, owner, NoticeKind::TransferApproved, told.approved());
            }
            TransferStep::Reject => {
                case.tell(books, owner, NoticeKind::TransferRejected, told.rejected(reason));
            }
            TransferStep::Decline => {
                case.tell(books, owner, NoticeKind::GiftDeclined, told.gift_declined());
            }
            TransferStep::Accept => {
                case.tell(books, owner, NoticeKind::GiftSettled, told.gift_accepted());
                if let Some(receiver) = receiver {
                    case.tell(books, receiver, NoticeKind::GiftSettled, told.gift_received());
                }
            }
            TransferStep::Cancel => match receiver {
                Some(receiver) if before == TransferStatus::AwaitingReceiver => {
                    case.tell(books, receiver, NoticeKind::GiftCancelled, told.gift_cancelled());
                }
                // It never came to be theirs to know of.
                _ => case.row.receiver_id = None,
            },
            TransferStep::TakeBack => {
                if let Some(receiver) = receiver {
                    case.tell(books, receiver, NoticeKind::GiftTakenBack, told.gift_taken_back());
                }
            }
            TransferStep::Appeal => {}
        }
        Ok(())
    }
}
