//! What is done about open questions.

use std::sync::Arc;

use shared::completions::Completion;
use shared::decisions::{DecideRequest, OpenQuestion, PastDecision, Undecided};
use shared::ids::{CompletionId, LearnerId};
use shared::page::Page;
use shared::problem::Refusal;
use shared::rules::Decision;

use super::panel::{Matter, Order};
use super::store::{self, Waiting};
use crate::auth::Caller;
use crate::bank::Bank;
use crate::completions::store::Holder;
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::{self, Slice};
use crate::ledger::{Done, Work};
use crate::rulebooks::cache::Editions;

/// A page of what waits for a person, oldest first.
pub(super) async fn list(
    bank: &Bank,
    question: Option<OpenQuestion>,
    slice: Slice,
) -> AppResult<Page<Undecided>> {
    let rulebooks = bank.rulebooks.clone();
    bank.db
        .read(move |conn| {
            let editions = rulebooks.editions(conn)?;
            let rows = store::undecided(conn, question, &slice)?;
            let page = slice.page(rows, |(row, ..)| row.id.clone());
            paging::map(page, |row| view(&row, &editions))
        })
        .await
}

fn view((row, institution, name, card): &Waiting, editions: &Editions) -> AppResult<Undecided> {
    let holder = Holder { name: name.clone(), card: stored(card)? };
    let completion = row.view(&stored(institution)?, &holder)?;
    let decision: &Decision = &completion.decision;
    let rulebook = decision.rulebook.and_then(|number| editions.numbered(number));
    let clashing = rulebook.iter().flat_map(|rulebook| &rulebook.recognition);
    let rules = clashing.filter(|rule| decision.rules.contains(&rule.code)).cloned().collect();
    let question: OpenQuestion = stored(row.question.as_deref().unwrap_or_default())?;
    let posted_name = match question {
        OpenQuestion::NameDiffers => row.posted_name.clone(),
        OpenQuestion::Clash => None,
    };
    Ok(Undecided { completion, question, rules, posted_name })
}

/// Settles what is open about a completion.
pub(super) async fn decide(
    bank: &Bank,
    who: &Caller,
    id: CompletionId,
    ask: DecideRequest,
) -> AppResult<Completion> {
    let rulebooks = bank.rulebooks.clone();
    let (learner, editions) = bank
        .db
        .read(move |conn| {
            let row = store::completion(conn, id)?;
            Ok((stored(&row.learner_id)?, Arc::new(rulebooks.editions(conn)?)))
        })
        .await?;
    let matter = Matter::Settle {
        completion: id,
        answer: ask.answer,
        by: Box::new(who.clone()),
        reason: ask.reason.into_string(),
    };
    let order = Order::new(learner, matter, editions);
    let done = bank.ledger.submit(Work::Decision(Box::new(order))).await?;
    let Done::Decision(ruled) = done else { return Err(AppError::busy()) };
    ruled.completion.ok_or_else(AppError::busy)
}

/// Every decision that a completion had; of a learner's own, when one is given.
pub(super) async fn history(
    bank: &Bank,
    id: CompletionId,
    allowed: impl Fn(LearnerId, &str) -> bool + Send + 'static,
) -> AppResult<Vec<PastDecision>> {
    bank.db
        .read(move |conn| {
            let row = store::completion(conn, id)?;
            let path = store::path_of(conn, &row)?;
            if !allowed(stored(&row.learner_id)?, &path) {
                return Err(Refusal::NotFound.into());
            }
            store::history(conn, &row)
        })
        .await
}
