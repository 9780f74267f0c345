//! Keyset pages: `{items, next_cursor}`.

use serde::{Deserialize, Serialize};

/// One page of a list, and the opaque cursor of the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; `None` on the last.
    pub next_cursor: Option<String>,
}
