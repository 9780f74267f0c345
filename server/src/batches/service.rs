//! What is done with batches.

use std::sync::Arc;

use shared::batches::{Batch, UndoCounts, Undone};
use shared::ids::{BatchId, CompletionId, LearnerId};
use shared::page::Page;
use shared::problem::Refusal;
use shared::transfers::Reasoned;

use super::store;
use crate::audit::Act;
use crate::auth::Caller;
use crate::bank::Bank;
use crate::decisions::{Matter, Order};
use crate::error::{AppError, AppResult};
use crate::http::paging::{self, PageQuery};
use crate::ledger::{Done, Mode, SLICE, Work};
use crate::rulebooks::cache::Editions;

/// The batches of the caller's institutions and those below, newest first.
pub(super) async fn list(bank: &Bank, who: &Caller, page: PageQuery) -> AppResult<Page<Batch>> {
    let slice = page.slice()?;
    let paths = who.paths();
    bank.db
        .read(move |conn| {
            let rows = store::list(conn, paths.as_deref(), &slice)?;
            let page = slice.page(rows, store::key);
            let standing = store::standing(conn, &page.items)?;
            paging::map(page, |row| store::view(row, &standing))
        })
        .await
}

/// Revokes what still stands of a batch, person by person, a slice a commit.
///
/// # Errors
/// `NotFound`, also when it is another institution's; `WrongState` when it was undone before.
pub async fn undo(bank: &Bank, who: &Caller, id: BatchId, form: Reasoned) -> AppResult<Undone> {
    let reason = form.reason.into_string();
    let (parts, editions) = open(bank, who, id).await?;
    let all = parts.iter().map(|(_, parts)| parts.len()).sum::<usize>();
    let mut counts = UndoCounts::default();
    let mut rest = parts.into_iter().peekable();
    while rest.peek().is_some() {
        let (mut works, mut size) = (Vec::new(), 0);
        while let Some((learner, completions)) =
            rest.next_if(|next| size == 0 || size + next.1.len() <= SLICE)
        {
            size += completions.len();
            let (by, reason) = (Box::new(who.clone()), reason.clone());
            let matter = Matter::RevokeStanding { completions, by, reason };
            works.push(Work::Decision(Box::new(Order::new(
                learner,
                matter,
                Arc::clone(&editions),
            ))));
        }
        for done in bank.ledger.submit_all(works, Mode::AllOrNothing).await? {
            match done? {
                Done::Decision(ruled) => counts.revoked += ruled.changed,
                _ => return Err(AppError::busy()),
            }
        }
    }
    counts.already_revoked = u64::try_from(all).unwrap_or(u64::MAX).saturating_sub(counts.revoked);
    let act = Act::new(who, "batch.undo", &id.to_string())
        .telling(serde_json::json!({"reason": reason, "revoked": counts.revoked}));
    bank.db
        .write(move |conn| {
            if !store::mark_undone(conn, id, &reason)? {
                return Err(Refusal::WrongState("undone").into());
            }
            act.enter(conn)
        })
        .await?;
    Ok(Undone { counts })
}

/// The completions of a batch by person, those that were revoked before included.
type Parts = Vec<(LearnerId, Vec<CompletionId>)>;

async fn open(bank: &Bank, who: &Caller, id: BatchId) -> AppResult<(Parts, Arc<Editions>)> {
    let (rulebooks, who) = (bank.rulebooks.clone(), who.clone());
    bank.db
        .read(move |conn| {
            let (batch, _, path) = store::one(conn, id)?.ok_or(Refusal::NotFound)?;
            let parts = store::parts(conn, id)?;
            let mut paths = parts.iter().map(|(_, _, path)| path).chain([&path]);
            if !paths.all(|path| who.reaches(path)) {
                return Err(Refusal::NotFound.into());
            }
            if batch.undone_at.is_some() {
                return Err(Refusal::WrongState("undone").into());
            }
            let people = parts.chunk_by(|one, next| one.0 == next.0);
            let by_person = people.filter_map(|parts| {
                let completions = parts.iter().map(|(_, completion, _)| *completion).collect();
                Some((parts.first()?.0, completions))
            });
            Ok((by_person.collect(), Arc::new(rulebooks.editions(conn)?)))
        })
        .await
}
