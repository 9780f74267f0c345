//! Shares 共享: a link by which one reader sees a record until a day, and who has looked.
//!
//! Invariant: the owner sees every reading, and can end a share at any time.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::ids::{CompletionId, ShareId};
use crate::names::words;
use crate::transcripts::Transcript;

/// Completions that one share can name.
pub const SHARED_MOST: usize = 200;

words! {
    /// Where a share stands.
    pub enum ShareState {
        Open = "open", "可查看", "Open";
        Expired = "expired", "已到期", "Expired";
        Withdrawn = "withdrawn", "已撤回", "Withdrawn";
    }
}

words! {
    /// What a reader looks with.
    pub enum ReaderBrowser {
        WeChat = "wechat", "微信", "Weixin";
        Edge = "edge", "Edge 浏览器", "Edge";
        Firefox = "firefox", "Firefox 浏览器", "Firefox";
        Chrome = "chrome", "Chrome 浏览器", "Chrome";
        Safari = "safari", "Safari 浏览器", "Safari";
        Other = "other", "其他浏览器", "Another browser";
    }
}

words! {
    /// What a reader looks on.
    pub enum ReaderDevice {
        Phone = "phone", "手机或平板", "Phone or tablet";
        Computer = "computer", "电脑", "Computer";
    }
}

/// A share, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// For whom, in the owner's words.
    pub reader: String,
    /// The completions that it shows; `None` for the whole transcript.
    pub completions: Option<Vec<CompletionId>>,
    /// The last day on which it can be read.
    pub valid_until: NaiveDate,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: ShareState,
    /// How often it was read.
    pub readings: u64,
    /// When it was read last.
    pub last_read_at: Option<DateTime<Utc>>,
}

/// A share that has just been made: the only time that its link is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewShare {
    /// The share.
    pub share: Share,
    /// The last part of its address, which the bank does not keep.
    pub token: String,
    /// Its address.
    pub url: String,
}

/// One look at a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareReading {
    /// When.
    pub at: DateTime<Utc>,
    /// With which browser.
    pub browser: ReaderBrowser,
    /// On what.
    pub device: ReaderDevice,
    /// From where: the larger part of the address, such as `203.0.*.*`.
    pub network: String,
}

/// What a reader of a share sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedRecord {
    /// For whom it was shared.
    pub reader: String,
    /// The last day on which it can be read.
    pub valid_until: NaiveDate,
    /// Whether it is the whole transcript.
    pub whole: bool,
    /// What is shared, as it stands now.
    pub transcript: Transcript,
}

/// Sharing a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostShare {
    /// For whom, in the owner's words.
    pub reader: Line<64>,
    /// The completions to show; `None` for the whole transcript.
    pub completions: Option<Vec<CompletionId>>,
    /// The last day on which it can be read.
    pub valid_until: NaiveDate,
}

impl Form for PostShare {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let reader = fields.required("reader");
        let named = fields.peek("completions").is_some();
        let completions = fields.list("completions", SHARED_MOST);
        if named && completions.as_ref().is_some_and(Vec::is_empty) {
            fields.fault("completions", FaultKind::Required);
        }
        let valid_until = fields.required("valid_until");
        Some(Self {
            reader: reader?,
            completions: named.then_some(completions?),
            valid_until: valid_until?,
        })
    }
}

impl PostShare {
    /// The last day that a share made today can have: a year from now.
    #[must_use]
    pub fn latest(today: NaiveDate) -> NaiveDate {
        today.with_year(today.year() + 1).unwrap_or(today + chrono::Days::new(365))
    }

    /// What is wrong with the last day, seen from today.
    #[must_use]
    pub fn day_fault(&self, today: NaiveDate) -> Option<FaultKind> {
        let fits = (today..=Self::latest(today)).contains(&self.valid_until);
        (!fits).then_some(FaultKind::OutOfRange)
    }
}
