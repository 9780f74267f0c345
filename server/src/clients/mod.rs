//! Machine clients: school systems that post without a person.
//!
//! Invariant: a client works for institutions of whoever made it, or below; its secret is shown
//! once, and only a keyed hash of it is kept.

mod routes;
pub mod service;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::list_clients)
        .service(routes::post_client)
        .service(routes::delete_client);
}
