//! Institutions 办学机构 and the network above them.
//!
//! | call | does |
//! |---|---|
//! | `GET /institutions` | lists them, by code |
//! | `POST /institutions` | adds one |
//! | `GET /institutions/{code}` | shows one |
//! | `PUT /institutions/{code}` | changes one, and its place in the network |
//!
//! Invariant: a path holds the codes from the top of the network down to the institution, and
//! begins with the path of the one above it. A code never changes: rules and paths name it.

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
