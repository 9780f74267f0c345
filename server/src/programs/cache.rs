//! Programs that can be applied to, kept in memory.
//!
//! Invariant: what is kept is what the database holds: each time, one small query compares the
//! revisions, and what has changed is read again.

use std::sync::{Arc, PoisonError, RwLock};

use shared::programs::Offer;
use shared::vocabulary::Status;

use super::store;
use crate::db::Conn;
use crate::error::AppResult;

/// The programs that this process has read, with their index. Cheap to clone.
#[derive(Clone, Default)]
pub struct Programs {
    read: Arc<RwLock<Option<Kept>>>,
}

#[derive(Clone)]
struct Kept {
    revisions: Vec<(String, i64)>,
    offer: Arc<Offer>,
}

impl Programs {
    /// Every program in use: one query, and another one when any has changed.
    ///
    /// # Errors
    /// The database.
    pub fn offer(&self, conn: &mut Conn) -> AppResult<Arc<Offer>> {
        let revisions = store::revisions(conn)?;
        let kept = self.read.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.filter(|kept| kept.revisions == revisions) {
            return Ok(kept.offer);
        }
        let rows = store::all(conn)?.into_iter().map(|row| row.program);
        let active = rows.filter(|program| program.status == Status::Active);
        let offer = Arc::new(Offer::new(active.collect()));
        let kept = Kept { revisions, offer: Arc::clone(&offer) };
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(offer)
    }
}
