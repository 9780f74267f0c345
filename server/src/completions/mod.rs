//! Completions: what schools post, and what the bank makes of it.
//!
//! `POST /completions` · `POST /completions/batch` · `GET /completions` · `GET /completions/{id}` ·
//! `GET /me/completions` · `GET /me/completions/{id}`
//!
//! A row is prepared before the writer (checked, its course and school found, its rules matched) and
//! recorded inside it, where the learner's history is locked.

mod expired;
mod history;
mod intake;
mod prepare;
mod routes;
pub mod service;
mod standing;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use expired::Expired;
pub use history::{Network, load as load_history, network};
pub use intake::{Intake, Recorded};
pub use prepare::{Authority, Prepared, prepare};
pub use standing::{Validity, stand, withdraw};
pub use store::verified;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::post_batch)
        .service(routes::post_one)
        .service(routes::list)
        .service(routes::show)
        .service(routes::list_mine)
        .service(routes::show_mine);
}
