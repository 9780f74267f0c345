//! Transcripts 学习成果证明: what a person has finished, to show to others.
//!
//! `GET /me/transcript` · `POST /me/transcripts` · `GET /me/transcripts` · `GET /me/transcripts/{id}`
//!
//! Invariant: one that was issued is kept as it was, so that paper can be compared with it.

mod routes;
mod service;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use service::{current, verified};

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::current)
        .service(routes::issue)
        .service(routes::list)
        .service(routes::show);
}
