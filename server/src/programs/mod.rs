//! Programs 项目: requirements toward a certificate, and how far somebody is.
//!
//! | call | does |
//! |---|---|
//! | `GET /programs` | lists them, by code |
//! | `POST /programs` | adds one |
//! | `GET /programs/{id}` | shows one |
//! | `PUT /programs/{id}` | changes one |
//! | `GET /programs/{id}/progress` | how far the signed-in resident is, with courses that would help |
//! | `GET /me/programs` | the programs that they are somewhere in |
//! | `GET /me/opportunities` | what they can convert and apply for now |
//!
//! Invariant: a program's code never changes, since rules name it; nor do its institution and scheme
//! once somebody has applied, and a unit that was applied for stays.

pub mod cache;
pub mod hand;
mod routes;
pub mod service;
mod standing;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use standing::of_learner;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::list)
        .service(routes::create)
        .service(routes::show)
        .service(routes::change)
        .service(routes::show_progress)
        .service(routes::list_mine)
        .service(routes::opportunities);
}
