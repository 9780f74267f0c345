//! Statistics: fixed tables of who learned what, for administrators and auditors.
//!
//! `GET /statistics` · `GET /statistics/{table}`
//!
//! Invariant: what is counted leaves the service through `shared::statistics::column`, which leaves out
//! what would tell of a few people.

mod routes;
mod service;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::list).service(routes::show);
}
