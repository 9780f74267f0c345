//! The statement: entries of a card's accounts, newest first.
//!
//! `GET /me/entries` · `GET /me/entries.csv`

mod file;
mod routes;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::list).service(routes::entries_csv);
}
