//! The story of completions, in order.

use shared::completions::{
    BatchAnswer, Completion, PostCompletion, RowCounts, RowStatus, RowVerdict,
};
use shared::fault::{Fault, FaultKind};
use shared::ids::CompletionId;
use shared::lang::Lang;
use shared::page::Page;
use shared::problem::Refusal;

use super::prepare::{Authority, PostedRow, Prepared, prepare};
use super::store::{self, Filter, Holder, ListedRow};
use super::{Recorded, routes::ListQuery};
use crate::auth::Caller;
use crate::bank::Bank;
use crate::batches::NewBatch;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::idempotency::{Answer, IdempotencyKey};
use crate::http::paging::{PageQuery, Slice};
use crate::ledger::{Done, Mode, Work};

/// Records one completion: 201, or 200 when it was recorded before with the same content.
///
/// # Errors
/// `Invalid`, `DiffersFromEarlier`.
pub async fn post(
    bank: &Bank,
    who: &Caller,
    form: PostCompletion,
    key: Option<IdempotencyKey>,
) -> AppResult<Answer> {
    let mut prepared = prepare_for(bank, who, vec![Ok(form)]).await?;
    let mut one = prepared.pop().ok_or_else(AppError::busy)??;
    one.key = key;
    let recorded = recorded(bank.ledger.submit(Work::Completion(Box::new(one))).await?)?;
    let status = if recorded.status == RowStatus::Created { 201 } else { 200 };
    Ok(Answer { status, body: serde_json::to_string(&recorded.completion)? })
}

/// Records many, in order; every row gets its verdict.
///
/// # Errors
/// `Busy`. Rows that are refused are verdicts, not errors.
pub async fn post_batch(
    bank: &Bank,
    who: &Caller,
    rows: Vec<PostedRow>,
    mode: Mode,
    lang: Lang,
) -> AppResult<BatchAnswer> {
    let batch = Some(NewBatch::new(who.name()));
    let prepared = prepare_for(bank, who, rows).await?;
    let (places, faults, works) = sort(in_batch(prepared, batch.as_ref()));
    let any_fault = faults.iter().any(Option::is_some);
    let mode = if any_fault && mode == Mode::AllOrNothing { Mode::Rehearse } else { mode };
    let done = bank.ledger.submit_all(works, mode).await?;
    Ok(answer(faults, &places, done, &Manner { batch, mode, lang }))
}

/// A part of a batch for threads that may wait: imports and the demo.
///
/// # Errors
/// As [`post_batch`].
pub fn post_batch_blocking(
    bank: &Bank,
    authority: &Authority<'_>,
    rows: Vec<PostedRow>,
    manner: &Manner,
) -> AppResult<BatchAnswer> {
    let prepared = bank
        .db
        .read_blocking(|conn| prepare(conn, &bank.keys, &bank.rulebooks, authority, rows))?;
    let (places, faults, works) = sort(in_batch(prepared, manner.batch.as_ref()));
    let done = bank.ledger.submit_all_blocking(works, manner.mode)?;
    Ok(answer(faults, &places, done, manner))
}

/// How many are posted.
#[derive(Clone, Debug)]
pub struct Manner {
    /// What those that are created are entered in.
    pub batch: Option<NewBatch>,
    /// How many of them stand.
    pub mode: Mode,
    /// In which language faults are said.
    pub lang: Lang,
}

fn in_batch(
    mut prepared: Vec<Result<Prepared, Vec<Fault>>>,
    batch: Option<&NewBatch>,
) -> Vec<Result<Prepared, Vec<Fault>>> {
    for row in prepared.iter_mut().flatten() {
        row.batch = batch.cloned();
    }
    prepared
}

async fn prepare_for(
    bank: &Bank,
    who: &Caller,
    rows: Vec<PostedRow>,
) -> AppResult<Vec<Result<Prepared, Vec<Fault>>>> {
    let (keys, rulebooks, who) = (bank.keys.clone(), bank.rulebooks.clone(), who.clone());
    let work = move |conn: &mut _| prepare(conn, &keys, &rulebooks, &Authority::Caller(&who), rows);
    bank.db.read(work).await
}

type Sorted = (Vec<usize>, Vec<Option<Vec<Fault>>>, Vec<Work>);

/// Rows to work on with their places, and the faults of the others at theirs.
fn sort(prepared: Vec<Result<Prepared, Vec<Fault>>>) -> Sorted {
    let (mut places, mut works) = (Vec::new(), Vec::new());
    let mut faults = Vec::with_capacity(prepared.len());
    for (index, row) in prepared.into_iter().enumerate() {
        match row {
            Ok(prepared) => {
                places.push(index);
                works.push(Work::Completion(Box::new(prepared)));
                faults.push(None);
            }
            Err(found) => faults.push(Some(found)),
        }
    }
    (places, faults, works)
}

fn answer(
    faults: Vec<Option<Vec<Fault>>>,
    places: &[usize],
    done: Vec<AppResult<Done>>,
    manner: &Manner,
) -> BatchAnswer {
    let (mode, lang) = (manner.mode, manner.lang);
    let refused_one = done.iter().any(Result::is_err);
    let stands = match mode {
        Mode::AllOrNothing if refused_one => Standing::Tried,
        Mode::Each | Mode::AllOrNothing | Mode::Dated(_) => Standing::Written,
        Mode::Rehearse => Standing::Tried,
    };
    let mut rows: Vec<RowVerdict> = faults
        .into_iter()
        .enumerate()
        .map(|(index, faults)| refused(index, &Refusal::Invalid(faults.unwrap_or_default()), lang))
        .collect();
    for (place, outcome) in places.iter().zip(done) {
        if let Some(row) = rows.get_mut(*place) {
            *row = verdict(*place, outcome, stands, lang);
        }
    }
    let mut counts = RowCounts::default();
    for row in &rows {
        counts.count(row.status);
    }
    let batch_id = manner.batch.as_ref().filter(|_| counts.created > 0).map(|batch| batch.id);
    BatchAnswer { rows, counts, batch_id }
}

#[derive(Clone, Copy)]
enum Standing {
    Written,
    /// A rehearsal, or all of a whole of which one row was refused.
    Tried,
}

fn verdict(index: usize, outcome: AppResult<Done>, stands: Standing, lang: Lang) -> RowVerdict {
    match outcome.and_then(recorded) {
        Ok(recorded) => RowVerdict {
            index,
            status: match (recorded.status, stands) {
                (RowStatus::Created, Standing::Tried) => RowStatus::WouldCreate,
                (status, _) => status,
            },
            completion: Some(recorded.completion),
            errors: Vec::new(),
        },
        Err(error) => refused(index, &error.refusal(), lang),
    }
}

fn refused(index: usize, refusal: &Refusal, lang: Lang) -> RowVerdict {
    let mut errors: Vec<_> = refusal.faults().iter().map(|fault| fault.report(lang)).collect();
    if errors.is_empty() {
        let (_, detail) = refusal.words();
        errors.push(shared::fault::FaultReport {
            pointer: String::new(),
            code: refusal.code().to_owned(),
            message: detail.get(lang).to_owned(),
        });
    }
    let status = match refusal {
        Refusal::DiffersFromEarlier(_) => RowStatus::Conflict,
        _ => RowStatus::Failed,
    };
    RowVerdict { index, status, completion: None, errors }
}

fn recorded(done: Done) -> AppResult<Recorded> {
    match done {
        Done::Completion(recorded) => Ok(*recorded),
        Done::Transfer(_) | Done::Decision(_) | Done::Expired => Err(AppError::busy()),
    }
}

/// The completions of the caller's institutions and those below, newest first.
///
/// # Errors
/// A filter that cannot be read.
pub async fn list(
    bank: &Bank,
    who: &Caller,
    query: ListQuery,
    page: PageQuery,
) -> AppResult<Page<Completion>> {
    let mut filter = query.filter()?;
    filter.paths = who.paths();
    page_of(bank, filter, page.slice()?).await
}

/// The completions of one learner, newest first.
///
/// # Errors
/// A cursor that cannot be read.
pub async fn list_mine(
    bank: &Bank,
    learner: shared::ids::LearnerId,
    query: ListQuery,
    page: PageQuery,
) -> AppResult<Page<Completion>> {
    let mut filter = query.filter()?;
    filter.learner = Some(learner);
    page_of(bank, filter, page.slice()?).await
}

/// One completion of the caller's institutions.
///
/// # Errors
/// `NotFound`, also when it is another institution's.
pub async fn show(bank: &Bank, who: &Caller, id: CompletionId) -> AppResult<Completion> {
    one(bank, Filter { id: Some(id), paths: who.paths(), ..Filter::default() }).await
}

/// The completions of a learner with these ids, for whoever may read them.
///
/// # Errors
/// The database.
pub fn named(
    conn: &mut Conn,
    learner: shared::ids::LearnerId,
    ids: &[CompletionId],
) -> AppResult<Vec<Completion>> {
    let slice = Slice { limit: 1, after: None };
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let filter = Filter { id: Some(*id), learner: Some(learner), ..Filter::default() };
        all.extend(store::list(conn, &filter, &slice)?.first().map(view).transpose()?);
    }
    Ok(all)
}

/// One completion of a learner.
///
/// # Errors
/// `NotFound`, also when it is another learner's.
pub async fn show_mine(
    bank: &Bank,
    learner: shared::ids::LearnerId,
    id: CompletionId,
) -> AppResult<Completion> {
    one(bank, Filter { id: Some(id), learner: Some(learner), ..Filter::default() }).await
}

async fn one(bank: &Bank, filter: Filter) -> AppResult<Completion> {
    let slice = Slice { limit: 1, after: None };
    let page = page_of(bank, filter, slice).await?;
    page.items.into_iter().next().ok_or_else(|| Refusal::NotFound.into())
}

async fn page_of(bank: &Bank, filter: Filter, slice: Slice) -> AppResult<Page<Completion>> {
    bank.db
        .read(move |conn| {
            let rows = store::list(conn, &filter, &slice)?;
            let page = slice.page(rows, |(row, ..)| row.id.clone());
            crate::http::paging::map(page, |row| view(&row))
        })
        .await
}

/// A page of a learner's completions, newest first, for whoever may read them.
///
/// # Errors
/// The database.
pub fn of_learner(
    conn: &mut Conn,
    learner: shared::ids::LearnerId,
    slice: &Slice,
) -> AppResult<Page<Completion>> {
    let rows = store::list(conn, &Filter { learner: Some(learner), ..Filter::default() }, slice)?;
    crate::http::paging::map(slice.page(rows, |(row, ..)| row.id.clone()), |row| view(&row))
}

fn view((row, institution, name, card): &ListedRow) -> AppResult<Completion> {
    row.view(&stored(institution)?, &Holder { name: name.clone(), card: stored(card)? })
}

/// Fault for a batch that is larger than its mode takes.
#[must_use]
pub fn too_many(most: usize) -> AppError {
    AppError::fault("", FaultKind::TooMany(most))
}
