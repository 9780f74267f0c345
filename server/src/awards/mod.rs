//! Awards 证书授予: a completed program proposes one, and its institution grants it.
//!
//! | call | does |
//! |---|---|
//! | `GET /awards` | those of the caller's institutions, oldest first |
//! | `GET /awards/{id}/progress` | what one is proposed for, requirement by requirement |
//! | `POST /awards/{id}/grant` | grants one, under a number that anyone can check |
//! | `POST /awards/{id}/decline` | declines one, with a reason; it may be granted later |
//! | `GET /me/awards` | the signed-in resident's |
//!
//! Invariant: a person has one award of a program at most. It is proposed in the same commit as the
//! approval that completes the program, by [`Proposals`], and what was granted stays granted.

mod proposals;
mod routes;
mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

pub use proposals::{Proposals, propose_missing, propose_to};
pub use store::verified;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::list)
        .service(routes::progress)
        .service(routes::grant)
        .service(routes::decline)
        .service(routes::list_mine);
}
