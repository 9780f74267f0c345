//! Decisions by a person 人工裁定, and decisions made again after rules have changed.
//!
//! `GET /decisions` · `POST /completions/{id}/decide` · `GET /completions/{id}/decisions` ·
//! `GET /me/completions/{id}/decisions`
//!
//! Invariants: an open question is settled once, with a reason that stands in the trace; a decision
//! that is replaced stays readable; the person is told in the same commit.

mod panel;
mod routes;
mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use panel::{Matter, Mending, Order, Panel, Ruled};

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::list)
        .service(routes::decide)
        .service(routes::history)
        .service(routes::my_history);
}
