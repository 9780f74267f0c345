//! A school puts right what it posted: its course is counted again, and the difference is posted.
//!
//! Invariant: how a completion stood before is kept, and the person is told what moved.

use std::collections::BTreeMap;

use shared::corrections::{CorrectionKind, Effect, notice};
use shared::decisions::DecisionCause;
use shared::fault::FaultKind;
use shared::ids::{CompletionId, LearnerId, SchemeCode};
use shared::lang::Text;
use shared::ledger::{AccountKind, Owner, expiry};
use shared::notices::{About, ChangedDecision, NoticeKind, NoticeSubject};
use shared::problem::Refusal;
use shared::quantity::Credits;
use shared::rules::{amended, regrouped};
use shared::vocabulary::CompletionStatus;

use super::{Case, Panel, Ruled, Ruling};
use crate::audit::Act;
use crate::auth::Caller;
use crate::completions::store::CompletionRow;
use crate::completions::withdraw;
use crate::corrections::Amendment;
use crate::corrections::store::CorrectionRow;
use crate::error::{AppError, AppResult, stored};
use crate::ledger::books::Books;
use crate::notices::store::NoticeRow;

impl Panel {
    /// Writes new facts into a completion, decides on it again, and counts its course again. What
    /// changes nothing is answered as it stands.
    pub(super) fn amend(
        &mut self,
        books: &mut Books,
        case: &Case<'_>,
        completion: CompletionId,
        to: &Amendment,
        by: &Caller,
    ) -> AppResult<Ruled> {
        let learner = case.learner;
        let place = self.place(learner, completion)?;
        let old = self.row(learner, place)?.clone();
        refuse_revoked(&old)?;
        let mut new = old.clone();
        to.write_into(&mut new)?;
        if new.started_on.is_some_and(|started| new.ended_on < started) {
            return Err(AppError::fault("/ended_on", FaultKind::EndBeforeStart));
        }
        let before = CorrectionRow::new(&old, books.now, by, CorrectionKind::Amended, to.reason())?;
        if !before.differs_from(&new)? {
            return Ok(Ruled { completion: Some(self.view(learner, &old)?), changed: 0 });
        }
        let mut past = self.past(learner)?;
        let this = past.get_mut(place).ok_or(Refusal::NotFound)?;
        this.facts = new.facts(&self.network)?;
        let rulebook = case.editions.in_force(new.ended_on);
        let decision = amended(&past, place, old.ended_on, rulebook.as_deref())?;
        let decision = decision.ok_or(Refusal::NotFound)?;
        let purse = Purse::of(books, learner);
        let (zh, en) = (format!("更正：{}", old.title), format!("Amended: {}", old.title));
        let title = Text::new(zh, en);
        new.status = CompletionStatus::Amended.to_string();
        if self.lasts_otherwise(&old, &new)? {
            withdraw(books, &mut new, &title, &mut self.expired)?;
        }
        *self.row_mut(learner, place)? = new;
        let ruling = Ruling { cause: DecisionCause::Amended, title: &title };
        let mut changes = vec![self.rule(books, learner, place, &decision, &ruling)?];
        changes.extend(self.count_again(books, case, &[place])?);
        changes.retain(|change| !change.before.same_result(&change.after));
        self.corrections.push(before);
        self.tell(books, learner, &purse, (CorrectionKind::Amended, to.reason()), &old, &changes)?;
        self.audit.push(correction(by, "completion.amend", &old.id, to.reason()));
        let row = self.row(learner, place)?;
        Ok(Ruled { completion: Some(self.view(learner, row)?), changed: 1 })
    }

    /// Takes back what stands for a completion, and counts its course again without it.
    pub(super) fn revoke(
        &mut self,
        books: &mut Books,
        case: &Case<'_>,
        completion: CompletionId,
        by: &Caller,
        reason: &str,
    ) -> AppResult<Ruled> {
        let learner = case.learner;
        let place = self.place(learner, completion)?;
        let old = self.row(learner, place)?.clone();
        refuse_revoked(&old)?;
        let purse = Purse::of(books, learner);
        let (zh, en) = (format!("撤销：{}", old.title), format!("Revoked: {}", old.title));
        let mut row = old.clone();
        withdraw(books, &mut row, &Text::new(zh, en), &mut self.expired)?;
        row.status = CompletionStatus::Revoked.to_string();
        row.question = None;
        self.changed.push(row.clone());
        *self.row_mut(learner, place)? = row;
        let changes = self.count_again(books, case, &[place])?;
        let kind = CorrectionKind::Revoked;
        self.corrections.push(CorrectionRow::new(&old, books.now, by, kind, reason)?);
        self.tell(books, learner, &purse, (kind, reason), &old, &changes)?;
        self.audit.push(correction(by, "completion.revoke", &old.id, reason));
        let row = self.row(learner, place)?;
        Ok(Ruled { completion: Some(self.view(learner, row)?), changed: 1 })
    }

    /// Revokes those that were not revoked before.
    pub(super) fn revoke_standing(
        &mut self,
        books: &mut Books,
        case: &Case<'_>,
        completions: &[CompletionId],
        by: &Caller,
        reason: &str,
    ) -> AppResult<Ruled> {
        let mut changed = 0;
        for completion in completions {
            let place = self.place(case.learner, *completion)?;
            if refuse_revoked(self.row(case.learner, place)?).is_ok() {
                changed += self.revoke(books, case, *completion, by, reason)?.changed;
            }
        }
        Ok(Ruled { completion: None, changed })
    }

    /// Counts again what meets the completions at these places, and posts the differences.
    pub(super) fn count_again(
        &mut self,
        books: &mut Books,
        case: &Case<'_>,
        around: &[usize],
    ) -> AppResult<Vec<ChangedDecision>> {
        let past = self.past(case.learner)?;
        let decisions = regrouped(&past, around, &|number| case.editions.numbered(number))?;
        let mut changes = Vec::new();
        for (place, (decision, past)) in decisions.iter().zip(&past).enumerate() {
            let Some(decision) = decision else { continue };
            let course = &past.facts.title;
            let title =
                Text::new(format!("重新计算：{course}"), format!("Counted again: {course}"));
            let ruling = Ruling { cause: DecisionCause::CountedAgain, title: &title };
            changes.push(self.rule(books, case.learner, place, decision, &ruling)?);
        }
        Ok(changes)
    }

    /// Whether what stands for the completion expires on another day since its facts changed: then
    /// it is posted anew.
    fn lasts_otherwise(&self, old: &CompletionRow, new: &CompletionRow) -> AppResult<bool> {
        let Some(scheme) = old.scheme.as_deref().filter(|_| old.posted > 0) else {
            return Ok(false);
        };
        let months = self.validity.get(&stored::<SchemeCode>(scheme)?).copied().flatten();
        Ok(expiry(old.ended_on, months) != expiry(new.ended_on, months))
    }

    fn tell(
        &mut self,
        books: &Books,
        learner: LearnerId,
        purse: &Purse,
        (kind, reason): (CorrectionKind, &str),
        row: &CompletionRow,
        changes: &[ChangedDecision],
    ) -> AppResult<()> {
        let effects = purse.effects(books, learner, |scheme| self.scheme_name(scheme))?;
        let text = notice(kind, &row.title, reason, &effects);
        let about = About { kind: NoticeSubject::Completion, id: row.id.clone() };
        let at = books.now.naive_utc();
        let kind = match kind {
            CorrectionKind::Amended => NoticeKind::Amended,
            CorrectionKind::Revoked => NoticeKind::Revoked,
        };
        let notice = NoticeRow::telling(learner, at, kind, text, Some(about));
        self.notices.push(notice.with_changes(reason, changes)?);
        Ok(())
    }

    pub(super) fn scheme_name(&self, scheme: &SchemeCode) -> Text {
        self.scheme_names.get(scheme).cloned().unwrap_or_else(|| Text::same(scheme.as_str()))
    }
}

fn refuse_revoked(row: &CompletionRow) -> AppResult<()> {
    match stored(&row.status)? {
        CompletionStatus::Revoked => Err(Refusal::WrongState("revoked").into()),
        _ => Ok(()),
    }
}

fn correction(by: &Caller, action: &'static str, id: &str, reason: &str) -> Act {
    Act::new(by, action, id).telling(serde_json::json!({"reason": reason}))
}

/// What a learner had available and owed before something moved.
pub(super) struct Purse(BTreeMap<SchemeCode, (Credits, Credits)>);

impl Purse {
    pub(super) fn of(books: &Books, learner: LearnerId) -> Self {
        let mut purse: BTreeMap<SchemeCode, (Credits, Credits)> = BTreeMap::new();
        for (account, balance) in books.state.balances() {
            if account.owner == Owner::Learner(learner) {
                let line = purse.entry(account.scheme.clone()).or_default();
                match account.kind {
                    AccountKind::Available => line.0 = balance,
                    AccountKind::Owed => line.1 = balance,
                    _ => {}
                }
            }
        }
        Self(purse)
    }

    /// What moved since.
    pub(super) fn effects(
        &self,
        books: &Books,
        learner: LearnerId,
        name: impl Fn(&SchemeCode) -> Text,
    ) -> AppResult<Vec<Effect>> {
        let mut effects = Vec::new();
        for (scheme, (available, owed)) in Self::of(books, learner).0 {
            let (before, owed_before) = self.0.get(&scheme).copied().unwrap_or_default();
            let added = available.minus(before)?;
            let paid = owed.minus(owed_before)?;
            if !added.is_zero() || !paid.is_zero() {
                effects.push(Effect {
                    scheme: name(&scheme),
                    added: added.max(Credits::ZERO),
                    taken: added.negated()?.max(Credits::ZERO),
                    owed: paid.negated()?.max(Credits::ZERO),
                    paid: paid.max(Credits::ZERO),
                });
            }
        }
        Ok(effects)
    }
}
