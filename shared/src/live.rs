//! Live: how a card stands, told to whoever has its page open.

use serde::{Deserialize, Serialize};

use crate::ids::{EntryId, NoticeId};

/// What is newest on a card. Where two marks of a card differ, something was posted or told in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mark {
    /// The newest entry of its accounts; ids of entries grow.
    pub entry: Option<EntryId>,
    /// The newest notice.
    pub notice: Option<NoticeId>,
    /// How many notices are unread.
    pub unread: u64,
}
