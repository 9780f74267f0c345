//! Transfers: quote, request, settle, receipt.
//!
//! `POST /transfers/quote` · `POST /transfers` · `GET /me/transfers` · `GET /transfers/{id}` ·
//! `POST /transfers/{id}/cancel` · `POST /transfers/{id}/take-back`
//!
//! A quote moves nothing. A request holds credits and, where the rule alone decides, settles them in
//! the same commit. No step is taken twice: each is checked against the state under the learner's
//! lock.

mod desk;
mod quote;
mod routes;
pub mod service;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use desk::{Desk, Moved, Order, Step};
pub use store::verified;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::quote)
        .service(routes::request_transfer)
        .service(routes::list_mine)
        .service(routes::show)
        .service(routes::cancel)
        .service(routes::take_back);
}
