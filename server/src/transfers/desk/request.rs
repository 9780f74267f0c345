//! Turns a quote into a transfer.

use shared::ids::TransferId;
use shared::ledger::{plan_conversion, plan_spending};
use shared::notices::NoticeKind;
use shared::problem::Refusal;
use shared::programs::{Applied, still_admitted};
use shared::transfers::lifecycle;
use shared::transfers::messages::Told;
use shared::transfers::{GivenLot, Transfer, allow_gift};
use shared::vocabulary::{TransferKind, TransferStatus};
use uuid::Uuid;

use super::case::Case;
use super::{Desk, missing};
use crate::clock;
use crate::error::AppResult;
use crate::ledger::books::Books;
use crate::transfers::gifts::counted;
use crate::transfers::order::Order;
use crate::transfers::quote::gift_refusal;
use crate::transfers::record::{Offer, Record, Terms};
use crate::transfers::store::TransferRow;
use crate::verification;

impl Desk {
    /// The credits go on hold and, where the rule alone decides, on to where they settle.
    pub(super) fn request(
        &self,
        books: &mut Books,
        order: &Order,
        offer: &Offer,
    ) -> AppResult<Case> {
        if self.by_quote.contains_key(&offer.quote.id.to_string()) {
            return Err(Refusal::QuoteUsed.into());
        }
        let mut case = self.new_case(books, order, offer);
        self.put_on_hold(books, &mut case)?;
        let status = case.record.transfer.status;
        if status == TransferStatus::Settled {
            case.settle(books)?;
        }
        case.enter(status, books.now)?;
        case.note("requested", books.now, order.actor.name(), None);
        case.note(status.as_str(), books.now, &offer.quote.rule, None);
        case.count(books)?;
        self.tell_of_gift(books, &mut case)?;
        Ok(case)
    }

    /// Checks what may have changed since the quote and holds the credits: at the request, and again
    /// at an appeal.
    pub(super) fn put_on_hold(&self, books: &mut Books, case: &mut Case) -> AppResult<()> {
        let owner = case.owner()?;
        if books.state.is_frozen(owner) {
            return Err(Refusal::CardFrozen.into());
        }
        let terms = case.record.terms.clone().ok_or_else(|| missing("terms"))?;
        let (scheme, amount) =
            (case.record.transfer.takes.scheme.clone(), case.record.transfer.takes.amount);
        match terms {
            Terms::Convert { ratio, rounding, validity_months } => {
                let lots = books.state.lots(owner, &scheme);
                let plan =
                    plan_conversion(lots, books.today, amount, ratio, rounding, validity_months)?;
                let lots = plan
                    .gives
                    .iter()
                    .map(|lot| GivenLot { amount: lot.amount, expires_on: lot.expires_on });
                case.set_lots(lots.collect());
            }
            Terms::Give { policy, .. } => {
                self.may_pass(case)?;
                let available = books.state.usable(owner, &scheme, books.today)?;
                let gifts = self.rows.values().filter(|row| {
                    row.learner_id == case.row.learner_id && row.kind == TransferKind::Give.as_str()
                });
                let given = counted(gifts, books.now)?;
                allow_gift(&policy, amount, books.today, &given, available)
                    .map_err(gift_refusal)?;
                let parts = plan_spending(books.state.lots(owner, &scheme), books.today, amount)?;
                let lots = parts
                    .iter()
                    .map(|(lot, part)| GivenLot { amount: *part, expires_on: lot.expires_on });
                case.set_lots(lots.collect());
            }
            Terms::Redeem { .. } => self.still_admitted(case)?,
        }
        case.hold(books)
    }

    /// Whether an application fits in beside the others that its owner has made by now.
    fn still_admitted(&self, case: &Case) -> AppResult<()> {
        let applications = self.rows.values().filter(|row| {
            row.learner_id == case.row.learner_id && row.kind == TransferKind::Apply.as_str()
        });
        let mut applied = Vec::new();
        for row in applications {
            applied.extend(Applied::of(&row.transfer()?));
        }
        let mut transfer = case.record.transfer.clone();
        transfer.status = TransferStatus::InReview;
        let wanted = Applied::of(&transfer).ok_or_else(|| missing("program"))?;
        let program = self.known.programs.get(&wanted.program).ok_or_else(|| missing("program"))?;
        still_admitted(program, &applied, &wanted).map_err(Refusal::from)?;
        Ok(())
    }

    /// Whether a gift may pass between the two, whatever its amount.
    pub(super) fn may_pass(&self, case: &Case) -> AppResult<()> {
        let transfer = &case.record.transfer;
        let scheme = self.known.schemes.get(&transfer.takes.scheme);
        if !scheme.is_some_and(|scheme| scheme.transferable) {
            return Err(Refusal::NoRule.into());
        }
        if let Some(Terms::Give { policy, .. }) = &case.record.terms
            && policy.family_only
        {
            let receiver = case.receiver()?.ok_or_else(|| missing("receiver"))?;
            let family = |learner| self.known.families.get(&learner);
            let giver = family(case.owner()?);
            if giver.is_none() || giver != family(receiver) {
                return Err(Refusal::NotInFamily.into());
            }
        }
        Ok(())
    }

    fn tell_of_gift(&self, books: &Books, case: &mut Case) -> AppResult<()> {
        let transfer = case.record.transfer.clone();
        if transfer.kind != TransferKind::Give {
            return Ok(());
        }
        let scheme = self.scheme_names(&transfer.takes.scheme);
        let told = Told { transfer: &transfer, scheme: &scheme };
        let from = case.row.due_at.filter(|_| transfer.status == TransferStatus::CoolingOff);
        let text = told.gift_sent(from.map(clock::instant));
        case.tell(books, case.owner()?, NoticeKind::GiftSent, text);
        if transfer.status == TransferStatus::AwaitingReceiver {
            let receiver = case.receiver()?.ok_or_else(|| missing("receiver"))?;
            case.tell(books, receiver, NoticeKind::GiftWaiting, told.gift_waiting());
        }
        Ok(())
    }

    fn new_case(&self, books: &Books, order: &Order, offer: &Offer) -> Case {
        let transfer = self.new_transfer(books, offer);
        let decider = offer.decider.and_then(|id| self.known.surroundings.network.deciding(id));
        let row = TransferRow {
            learner_id: order.owner.to_string(),
            id: transfer.id.to_string(),
            number: transfer.number.clone(),
            kind: transfer.kind.to_string(),
            status: transfer.status.to_string(),
            quote_id: offer.quote.id.to_string(),
            body: String::new(),
            verification_code: transfer.verification_code.clone(),
            settled_by: None,
            take_back_until: None,
            requested_at: books.now.naive_utc(),
            institution_id: decider.map(|id| id.to_string()),
            receiver_id: order.receiver.map(|id| id.to_string()),
            program_id: transfer.program.as_ref().map(|unit| unit.program_id.to_string()),
            due_at: None,
            decided_by: None,
            escalated: false,
        };
        let record = Record { transfer, terms: Some(offer.terms.clone()) };
        Case { row, record, notices: Vec::new(), is_new: true }
    }

    fn new_transfer(&self, books: &Books, offer: &Offer) -> Transfer {
        let quote = offer.quote.clone();
        let (giver, hours) = match &offer.terms {
            Terms::Give { giver, policy, .. } => (Some(giver.clone()), policy.cooling_off_hours),
            Terms::Convert { .. } | Terms::Redeem { .. } => (None, 0),
        };
        Transfer {
            id: TransferId(Uuid::now_v7()),
            number: format!("TR-{}-{:06}", books.today.format("%Y%m%d"), self.next_number),
            kind: quote.kind,
            status: lifecycle::first(quote.kind, quote.automatic, hours),
            rule: quote.rule,
            rule_names: quote.rule_names,
            rulebook: quote.rulebook,
            takes: quote.takes,
            also_takes: quote.also_takes,
            gives: quote.gives,
            trace: quote.trace,
            balances_after: Vec::new(),
            history: Vec::new(),
            verification_code: verification::new_code(),
            take_back_until: None,
            approvable_from: None,
            due_at: None,
            program: quote.program,
            completions: quote.completions,
            giver,
            receiver: quote.receiver,
            decider: None,
            escalated: false,
            appealed: false,
            steps: Vec::new(),
            applicant: None,
        }
    }
}

impl Case {
    /// Says again in which lots it gives what it gives.
    fn set_lots(&mut self, lots: Vec<GivenLot>) {
        let gives = &mut self.record.transfer.gives;
        gives.expires_on = lots.iter().filter_map(|lot| lot.expires_on).min();
        gives.lots = lots;
    }
}
