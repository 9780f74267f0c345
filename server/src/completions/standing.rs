//! Makes a decision stand: posts what it changes on the card and writes it into the completion.
//!
//! Invariant: what was issued for a completion is always what its decision says, and nobody owes
//! credits that expired before they were used.

use std::collections::HashMap;

use shared::decisions::OpenQuestion;
use shared::ids::{CommandId, CompletionId, InstitutionId, LearnerId, SchemeCode, TransactionId};
use shared::lang::Text;
use shared::ledger::{Action, Command, Reversal, expiry};
use shared::quantity::Credits;
use shared::rules::{Decision, Outcome, Reason};
use shared::vocabulary::CompletionStatus;
use uuid::Uuid;

use super::expired::Expired;
use super::store::CompletionRow;
use crate::error::{AppError, AppResult, stored};
use crate::ledger::books::{Books, Cause};

/// For how many months the credits of each scheme are valid; `None` for life.
pub type Validity = HashMap<SchemeCode, Option<u32>>;

/// Posts the difference to what stands for the completion now, and writes the decision into its row.
/// `title` is what the statement calls it. What is taken back comes out of `expired` first.
///
/// # Errors
/// The ledger's.
pub fn stand(
    books: &mut Books,
    validity: &Validity,
    row: &mut CompletionRow,
    decision: &Decision,
    title: &Text,
    expired: &mut Expired,
) -> AppResult<()> {
    let issue = Issue::of(row, title)?;
    let before = row.scheme.as_deref().map(stored::<SchemeCode>).transpose()?;
    let (had, gets) = (Credits::from_hundredths(row.posted), decision.credits.unwrap_or_default());
    let posted = if before == decision.scheme {
        match &before {
            Some(scheme) if had < gets => issue.award(books, validity, scheme, gets.minus(had)?)?,
            Some(scheme) if gets < had => {
                issue.take_back(books, scheme, had.minus(gets)?, expired)?;
                None
            }
            _ => None,
        }
    } else {
        if let Some(scheme) = before.filter(|_| had.is_positive()) {
            issue.take_back(books, &scheme, had, expired)?;
        }
        match decision.scheme.as_ref().filter(|_| gets.is_positive()) {
            Some(scheme) => issue.award(books, validity, scheme, gets)?,
            None => None,
        }
    };
    if let Some(award) = posted {
        row.transaction_id = Some(award.to_string());
    }
    write(row, decision)
}

/// Takes back all that stands for the completion: it was revoked, or is to be posted anew.
///
/// # Errors
/// The ledger's.
pub fn withdraw(
    books: &mut Books,
    row: &mut CompletionRow,
    title: &Text,
    expired: &mut Expired,
) -> AppResult<()> {
    let had = Credits::from_hundredths(row.posted);
    if let Some(scheme) = row.scheme.as_deref().filter(|_| had.is_positive()) {
        Issue::of(row, title)?.take_back(books, &stored(scheme)?, had, expired)?;
    }
    row.counted = 0;
    row.posted = 0;
    Ok(())
}

/// What all postings of a completion have in common.
struct Issue<'a> {
    learner: LearnerId,
    institution: InstitutionId,
    completion: CompletionId,
    dated_on: chrono::NaiveDate,
    /// The award that a reversal names.
    award: Option<TransactionId>,
    title: &'a Text,
}

impl<'a> Issue<'a> {
    fn of(row: &CompletionRow, title: &'a Text) -> AppResult<Self> {
        Ok(Self {
            learner: stored(&row.learner_id)?,
            institution: stored(&row.institution_id)?,
            completion: stored(&row.id)?,
            dated_on: row.ended_on,
            award: row.transaction_id.as_deref().map(stored).transpose()?,
            title,
        })
    }

    fn award(
        &self,
        books: &mut Books,
        validity: &Validity,
        scheme: &SchemeCode,
        amount: Credits,
    ) -> AppResult<Option<TransactionId>> {
        // The first award of a completion has its id: it cannot be made twice.
        let id = if self.award.is_none() { self.completion.0 } else { Uuid::now_v7() };
        let months = validity.get(scheme).copied().flatten();
        let action = Action::Award {
            learner: self.learner,
            scheme: scheme.clone(),
            amount,
            institution: self.institution,
            completion: self.completion,
            dated_on: self.dated_on,
            expires_on: expiry(self.dated_on, months),
        };
        self.post(books, id, action).map(Some)
    }

    /// Takes back, first what was written off unspent; the row goes on naming its award.
    fn take_back(
        &self,
        books: &mut Books,
        scheme: &SchemeCode,
        amount: Credits,
        expired: &mut Expired,
    ) -> AppResult<()> {
        let missing = || AppError::Broken(anyhow::anyhow!("credits without an award"));
        let reverses = self.award.ok_or_else(missing)?;
        let (learner, institution, completion) = (self.learner, self.institution, self.completion);
        let gone = expired.left(learner, completion, scheme).min(amount);
        if gone.is_positive() {
            let (scheme, amount) = (scheme.clone(), gone);
            let reversal =
                Reversal::Expired { learner, scheme, amount, institution, completion, reverses };
            self.post(books, Uuid::now_v7(), Action::Reverse(reversal))?;
        }
        let rest = amount.minus(gone)?;
        if rest.is_positive() {
            let (scheme, amount) = (scheme.clone(), rest);
            let reversal =
                Reversal::Award { learner, scheme, amount, institution, completion, reverses };
            self.post(books, Uuid::now_v7(), Action::Reverse(reversal))?;
        }
        expired.add(learner, &[completion], scheme, gone.negated()?)
    }

    fn post(&self, books: &mut Books, id: Uuid, action: Action) -> AppResult<TransactionId> {
        let command = Command { id: CommandId(id), on: books.today, action };
        let cause = Cause {
            learner: self.learner,
            completion: Some(self.completion),
            transfer: None,
            title: self.title.clone(),
        };
        Ok(books.post(&command, &cause)?.transaction)
    }
}

fn write(row: &mut CompletionRow, decision: &Decision) -> AppResult<()> {
    let amended = stored::<CompletionStatus>(&row.status)? == CompletionStatus::Amended;
    let status = match decision.outcome {
        Outcome::Recognised if amended => CompletionStatus::Amended,
        Outcome::Recognised => CompletionStatus::Recognised,
        Outcome::NeedsDecision => CompletionStatus::NeedsDecision,
        Outcome::NotRecognised => CompletionStatus::NotRecognised,
    };
    let question = match (decision.outcome, &decision.reason) {
        (Outcome::NeedsDecision, Some(Reason::NameDiffers)) => Some(OpenQuestion::NameDiffers),
        (Outcome::NeedsDecision, _) => Some(OpenQuestion::Clash),
        _ => None,
    };
    row.status = status.to_string();
    row.question = question.map(|question| question.to_string());
    row.decision = serde_json::to_string(decision)?;
    row.scheme = decision.scheme.as_ref().map(ToString::to_string);
    row.worth = decision.worth().unwrap_or_default().hundredths();
    row.counted = decision.before_caps().unwrap_or_default().hundredths();
    row.posted = decision.credits.unwrap_or_default().hundredths();
    Ok(())
}
