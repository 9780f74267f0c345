//! Batches 批量登记: completions that were posted together, and undoing them together.
//!
//! `GET /completions/batches` · `POST /completions/batches/{id}/undo`
//!
//! Invariant: a batch holds what it created, entered in the commit that created it. It is undone
//! once; what was interrupted is undone by asking again, since what is revoked is left alone.

mod routes;
mod service;
pub mod store;

pub use service::undo;
use shared::ids::BatchId;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The endpoints of this feature. They stand before those of single completions.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::list).service(routes::undo);
}

/// A batch that is being posted.
#[derive(Clone, Debug)]
pub struct NewBatch {
    /// Its id.
    pub id: BatchId,
    /// By whom.
    pub by: String,
}

impl NewBatch {
    /// A batch of somebody.
    #[must_use]
    pub fn new(by: &str) -> Self {
        Self { id: BatchId(Uuid::now_v7()), by: by.to_owned() }
    }
}
