//! Notices 通知: what the bank tells a resident of its own accord.
//!
//! `GET /me/notifications` · `POST /me/notifications/{id}/read`
//!
//! Invariant: a notice is written in the transaction of what it is about. It is the outbox, too: what
//! was not handed to a sender yet has no `sent_at`.

pub mod expiring;
pub mod outbox;
mod routes;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::list).service(routes::read);
}
