//! Transfers as people look at them.

use serde::Deserialize;
use shared::ids::{LearnerId, TransferId};
use shared::page::Page;
use shared::problem::Refusal;
use shared::transfers::{ReviewCase, Transfer};
use shared::vocabulary::{Role, TransferStatus};

use crate::auth::{Caller, Resident};
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::{self, PageQuery, Slice};
use crate::transfers::order::{Actor, Reach, Reviewer};
use crate::transfers::store::{self, Queue, QueueFilter};
use crate::transfers::view::{Surroundings, Viewer};
use crate::{clock, completions, programs};

/// The resident's transfers and the gifts that have come to them, newest first.
///
/// # Errors
/// A cursor that cannot be read.
pub(in crate::transfers) async fn list(
    bank: &Bank,
    who: &Resident,
    page: PageQuery,
) -> AppResult<Page<Transfer>> {
    let (slice, learner, name) = (page.slice()?, who.learner, who.name().to_owned());
    bank.db.read(move |conn| of_learner(conn, learner, &name, &slice)).await
}

/// A page of what [`list`] lists.
///
/// # Errors
/// The database.
pub fn of_learner(
    conn: &mut Conn,
    learner: LearnerId,
    name: &str,
    slice: &Slice,
) -> AppResult<Page<Transfer>> {
    let actor = Actor::Resident { learner, name: name.to_owned() };
    let now = clock::now();
    let rows = store::list(conn, learner, now.naive_utc(), slice)?;
    let around = Surroundings::load(conn, &rows, &actor)?;
    let page = slice.page(rows, |row| row.id.clone());
    paging::map(page, |row| {
        let viewer = Viewer::of(&actor, &row, now, &around.network)?;
        let viewer = viewer.ok_or(Refusal::NotFound)?;
        around.view(&row, &row.record()?, viewer, now)
    })
}

/// One transfer, for whomever it concerns.
///
/// # Errors
/// `NotFound`, also when it is somebody else's; `NotConfirmed`.
pub(in crate::transfers) async fn show(bank: &Bank, who: &Caller, id: &str) -> AppResult<Transfer> {
    let actor = match (who.role(), who.learner()) {
        (Role::Resident, None) => return Err(Refusal::NotConfirmed.into()),
        (Role::Resident, Some(learner)) => Actor::Resident { learner, name: who.name().to_owned() },
        _ => Actor::Reviewer(Box::new(who.into())),
    };
    let id: TransferId = id.parse().map_err(|_| Refusal::NotFound)?;
    bank.db
        .read(move |conn| {
            let now = clock::now();
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            let around = Surroundings::load(conn, std::slice::from_ref(&row), &actor)?;
            let viewer = Viewer::of(&actor, &row, now, &around.network)?;
            around.view(&row, &row.record()?, viewer.ok_or(Refusal::NotFound)?, now)
        })
        .await
}

/// What an application is decided on, beside itself.
///
/// # Errors
/// `NotFound`, also when it is another institution's to decide.
pub(in crate::transfers) async fn review_case(
    bank: &Bank,
    who: &Caller,
    id: TransferId,
) -> AppResult<ReviewCase> {
    let (bank_, actor) = (bank.clone(), Actor::Reviewer(Box::new(who.into())));
    bank.db
        .read(move |conn| {
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            let network = store::network(conn)?;
            Viewer::of(&actor, &row, clock::now(), &network)?.ok_or(Refusal::NotFound)?;
            let (learner, transfer) = (stored(&row.learner_id)?, row.record()?.transfer);
            let progress = match transfer.program {
                Some(unit) => programs::of_learner(conn, &bank_, learner, unit.program_id)?,
                None => None,
            };
            let completions = completions::service::named(conn, learner, &transfer.completions)?;
            Ok(ReviewCase { completions, progress })
        })
        .await
}

/// What a queue is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct QueueQuery {
    status: Option<String>,
    queue: Option<String>,
}

impl QueueQuery {
    /// With a status only, all applications in that status; with neither, what the asker has to
    /// decide.
    fn read(&self) -> AppResult<(Queue, Option<TransferStatus>)> {
        let word = |given: &Option<String>| given.clone().filter(|word| !word.is_empty());
        let status = word(&self.status).map(|word| word.parse()).transpose();
        let status = status.map_err(|kind| AppError::fault("/status", kind))?;
        let otherwise = if status.is_some() { Queue::All } else { Queue::Mine };
        let queue = word(&self.queue).map(|word| word.parse()).transpose();
        let queue = queue.map_err(|kind| AppError::fault("/queue", kind))?;
        Ok((queue.unwrap_or(otherwise), status))
    }
}

/// A queue of applications, oldest due first.
///
/// # Errors
/// Words that are not known, a cursor that cannot be read.
pub(in crate::transfers) async fn queue(
    bank: &Bank,
    who: &Caller,
    query: &QueueQuery,
    slice: Slice,
) -> AppResult<Page<Transfer>> {
    let (queue, status) = query.read()?;
    let reviewer = Reviewer::from(who);
    bank.db
        .read(move |conn| {
            let now = clock::now();
            let network = store::network(conn)?;
            let within = match &reviewer.reach {
                Reach::All | Reach::AllToRead => None,
                Reach::Below(paths) => Some(network.filter(|place| {
                    paths.iter().any(|path| place.path.starts_with(path.as_str()))
                })),
            };
            let filter = QueueFilter { queue, status, within, now: now.naive_utc() };
            let rows = store::queue(conn, &filter, &slice)?;
            let actor = Actor::Reviewer(Box::new(reviewer.clone()));
            let around = Surroundings::load(conn, &rows, &actor)?;
            let page = slice.page(rows, |row| store::queue_key(queue, row));
            paging::map(page, |row| {
                around.view(&row, &row.record()?, Viewer::Reviewer(&reviewer), now)
            })
        })
        .await
}
