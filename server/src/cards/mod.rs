//! The learning card: balances, and keeping it safe.
//!
//! `GET /me/card` · `POST /me/card/freeze` · `POST /me/card/unfreeze` · `POST /me/card/report-lost`

mod routes;
mod service;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use service::card;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::show)
        .service(routes::freeze)
        .service(routes::unfreeze)
        .service(routes::report_lost);
}
