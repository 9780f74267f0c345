//! What anyone can check: receipts and completions by code, the whole ledger for overseers.
//!
//! `GET /verify/{code}` · `GET /ledger/verify`

mod routes;
mod service;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use service::new_code;
pub use store::{CodeRow, insert as insert_codes};

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::verify).service(routes::verify_ledger);
}
