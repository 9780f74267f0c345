//! Queues of applications: what institutions and administrators have to decide.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::fault::FaultKind;
use shared::ids::InstitutionId;
use shared::vocabulary::TransferStatus;

use super::TransferRow;
use crate::db::Conn;
use crate::db::schema::transfers;
use crate::error::{AppError, AppResult};
use crate::http::paging::Slice;

/// Which applications a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::transfers) enum Queue {
    /// Those that the asker has to decide.
    Mine,
    /// Those that the administrators have taken over.
    Escalated,
    /// Those that were rejected and appealed.
    Appeals,
    /// All, decided ones too.
    All,
}

impl std::str::FromStr for Queue {
    type Err = FaultKind;

    fn from_str(word: &str) -> Result<Self, FaultKind> {
        match word {
            "mine" => Ok(Self::Mine),
            "escalated" => Ok(Self::Escalated),
            "appeals" => Ok(Self::Appeals),
            "all" => Ok(Self::All),
            _ => Err(FaultKind::NotOneOf(vec!["mine", "escalated", "appeals", "all"])),
        }
    }
}

/// A queue as somebody sees it.
#[derive(Clone, Debug)]
pub(in crate::transfers) struct QueueFilter {
    pub queue: Queue,
    pub status: Option<TransferStatus>,
    /// Institutions whose applications the asker reaches; `None` is all.
    pub within: Option<Vec<InstitutionId>>,
    pub now: NaiveDateTime,
}

/// The sort key of a row: queues are in the order in which they are due, all of them by age.
pub(in crate::transfers) fn queue_key(queue: Queue, row: &TransferRow) -> String {
    match row.due_at.filter(|_| queue != Queue::All) {
        Some(due) => format!("{}/{}", due.and_utc().timestamp_micros(), row.id),
        None => row.id.clone(),
    }
}

fn read_key(key: &str) -> AppResult<(NaiveDateTime, String)> {
    let parts = key.split_once('/').and_then(|(at, id)| {
        let at = chrono::DateTime::from_timestamp_micros(at.parse().ok()?)?;
        Some((at.naive_utc(), id.to_owned()))
    });
    parts.ok_or_else(|| AppError::fault("/cursor", FaultKind::BadFormat))
}

/// A page of a queue, oldest due first; of all, newest first.
pub(in crate::transfers) fn queue(
    conn: &mut Conn,
    filter: &QueueFilter,
    slice: &Slice,
) -> AppResult<Vec<TransferRow>> {
    use transfers::{decided_by, due_at, escalated, id, institution_id, kind, status};
    let mut query =
        transfers::table.select(TransferRow::as_select()).limit(slice.fetch()).into_boxed();
    if let Some(within) = &filter.within {
        let within: Vec<String> = within.iter().map(ToString::to_string).collect();
        query = query.filter(institution_id.eq_any(within));
    }
    if let Some(wanted) = filter.status {
        query = query.filter(status.eq(wanted.as_str()));
    }
    if filter.queue == Queue::All {
        query = query.filter(kind.ne("give"));
        if let Some(after) = &slice.after {
            query = query.filter(id.lt(after.clone()));
        }
        return Ok(query.order(id.desc()).load(conn)?);
    }
    query = query.filter(status.eq(TransferStatus::InReview.as_str()));
    let now = filter.now;
    query = match (filter.queue, &filter.within) {
        (Queue::Mine, Some(_)) => query.filter(escalated.eq(false)).filter(due_at.gt(now)),
        (Queue::Mine, None) => {
            query.filter(institution_id.is_null().or(escalated.eq(true)).or(due_at.le(now)))
        }
        (Queue::Escalated, _) => query.filter(escalated.eq(true).or(due_at.le(now))),
        (Queue::Appeals, _) => query.filter(decided_by.is_not_null()),
        (Queue::All, _) => query,
    };
    if let Some(after) = &slice.after {
        let (at, last) = read_key(after)?;
        query = query.filter(due_at.gt(at).or(due_at.eq(at).and(id.gt(last))));
    }
    Ok(query.order((due_at, id)).load(conn)?)
}
