//! Shares 共享: a link by which one reader sees a record until a day, and who has looked.
//!
//! `POST /me/shares` · `GET /me/shares` · `GET/DELETE /me/shares/{id}` · `GET /me/shares/{id}/readings` ·
//! `GET /shared/{token}`
//!
//! Invariant: every reading is written down in the commit that allows it. Of a link only a keyed hash
//! is kept; one that has expired, was withdrawn or never was reads alike.

mod reader;
mod routes;
mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use service::of_learner;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::create)
        .service(routes::list)
        .service(routes::show)
        .service(routes::withdraw)
        .service(routes::readings)
        .service(routes::read);
}
