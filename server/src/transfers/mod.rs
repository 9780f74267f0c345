//! Transfers: quote, request, review, settle, receipt.
//!
//! `POST /transfers/quote` · `POST /transfers` · `GET /me/transfers` · `GET /transfers/{id}` ·
//! `POST /transfers/{id}/cancel` · `/take-back` · `/appeal` · `/accept` · `/decline` · `/approve` ·
//! `/reject` · `GET /transfers` · `GET /transfers/{id}/case`
//!
//! A quote moves nothing. A request holds credits and, where the rule alone decides, settles them in
//! the same commit. No step is taken twice: each is checked against the state under the locks of
//! everyone whose credits it may move; what comes to pass by itself counts from that instant, and
//! [`jobs`] writes it down.

mod desk;
mod gifts;
pub mod jobs;
mod order;
mod quote;
mod record;
mod routes;
pub mod service;
mod store;
mod verified;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use desk::Desk;
pub use order::{Actor, Moved, Order, Reach, Reviewer, Step};
pub use record::Offer;
pub use store::{hand_over, settled};
pub use verified::verified;

/// The state of what belonged to a record that was merged into another.
const MERGED: &str = "merged";

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::quote)
        .service(routes::request_transfer)
        .service(routes::list_mine)
        .service(routes::queue)
        .service(routes::show)
        .service(routes::review_case)
        .service(routes::cancel)
        .service(routes::take_back)
        .service(routes::appeal)
        .service(routes::accept)
        .service(routes::decline)
        .service(routes::approve)
        .service(routes::reject);
}
