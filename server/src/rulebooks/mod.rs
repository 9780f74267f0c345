//! Rulebooks 规则集: the rules in force, those that were, and drafts.
//!
//! | call | does |
//! |---|---|
//! | `GET /rulebooks` | lists them, newest first |
//! | `GET /rulebooks/in-force?on=` | shows the one in force on a day |
//! | `GET /rulebooks/{id}` | shows one |
//!
//! Invariants: a published rulebook has a number and never changes; only drafts change; a rulebook
//! is published by another person than its author, and only without faults. The public sees what
//! was published; administrators and auditors see drafts too.

pub mod cache;
mod routes;
pub mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    // Before `/rulebooks/{id}`, which would take `in-force` for an id.
    config.service(routes::list).service(routes::in_force).service(routes::show);
}
