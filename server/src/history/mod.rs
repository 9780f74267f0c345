//! History: a card's credits month by month, and what was converted into what.
//!
//! `GET /me/history`

mod routes;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoint of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::show);
}
