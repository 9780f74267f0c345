//! Corrections 更正与撤销: a school puts right what it posted.
//!
//! `POST /completions/{id}/amend` · `POST /completions/{id}/revoke`
//!
//! Invariants: nothing that was posted is rewritten, the difference is posted; how the completion
//! stood before is kept with who changed it and why. What was used already is owed.

mod amendment;
mod routes;
mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use amendment::Amendment;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::amend).service(routes::revoke);
}
