//! What something would be worth, before it is learned.
//!
//! `POST /recognition/preview`

mod routes;
mod service;

use utoipa_actix_web::service_config::ServiceConfig;

pub use service::worths;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::preview);
}
