//! Code tables 代码表: the names of codes that are data.
//!
//! | call | does |
//! |---|---|
//! | `GET /code-tables` | lists them, each with its codes |
//! | `GET /code-tables/{table}` | shows one |
//! | `PUT /code-tables/{table}` | replaces its codes |
//!
//! Invariant: which tables there are is part of the program; a table that nobody filled is empty.

mod routes;
mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::list).service(routes::show).service(routes::replace);
}
