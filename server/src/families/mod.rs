//! Learning families: people whose cards may pass credits to each other where a policy says so.
//!
//! `GET/POST /me/family` · `POST /me/family/invitations` · `POST /me/family/invitations/{id}/accept` ·
//! `/decline` · `POST /me/family/leave`
//!
//! Whoever joins or leaves is locked as a learner, so that a gift which asks for one family sees them
//! either inside or outside.

mod routes;
mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use service::view;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::show)
        .service(routes::found)
        .service(routes::invite)
        .service(routes::accept)
        .service(routes::decline)
        .service(routes::leave);
}
