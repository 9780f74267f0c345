//! Schemes 学分体系.
//!
//! | call | does |
//! |---|---|
//! | `GET /schemes` | lists them |
//! | `POST /schemes` | adds one |
//! | `GET /schemes/{code}` | shows one |
//! | `PUT /schemes/{code}` | changes one |
//!
//! Invariant: a scheme is never removed, and its code never changes: ledger and rules name it.

mod routes;
pub mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::list)
        .service(routes::create)
        .service(routes::show)
        .service(routes::change);
}
