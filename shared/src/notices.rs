//! Notices 通知: what the bank tells a resident of its own accord.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CompletionId, NoticeId};
use crate::names::words;
use crate::rules::Decision;

words! {
    /// What a notice is about.
    pub enum NoticeKind {
        ReEvaluated = "re_evaluated", "学分重新认定", "Credits re-evaluated";
        Decided = "decided", "人工裁定结果", "Decided by a person";
    }
}

/// A notice to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
    /// What it is about.
    pub kind: NoticeKind,
    /// The number of the rulebook that changed things.
    pub rulebook: Option<u32>,
    /// Why, in the words of those who decided.
    pub note: String,
    /// What changed.
    pub changes: Vec<ChangedDecision>,
}

/// A completion that came out otherwise, with both traces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedDecision {
    /// The completion.
    pub completion_id: CompletionId,
    /// The course's title.
    pub title: String,
    /// The institution's code.
    pub institution: String,
    /// The day it ended.
    pub ended_on: NaiveDate,
    /// What stood before.
    pub before: Decision,
    /// What stands now.
    pub after: Decision,
}

/// A page of notices, newest first, and how many are unread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notices {
    /// The notices.
    pub items: Vec<Notice>,
    /// What to send as `cursor` for the next page; `None` on the last.
    pub next_cursor: Option<String>,
    /// How many are unread in all.
    pub unread: u64,
}
