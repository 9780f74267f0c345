//! People who sign in: registering, sessions, what they prefer; and tokens for machines.
//!
//! Invariant: an account shows and moves what belongs to an identity only once it is confirmed,
//! by an activation code or at a counter: knowing an identity number is not being its owner. When
//! an account is confirmed, every other claim on the same identity is closed.

mod oauth;
mod routes;
pub mod service;
pub(crate) mod store;

pub use service::any_admin;
pub use service::users::create_admin;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::register)
        .service(routes::login)
        .service(routes::refresh)
        .service(routes::logout)
        .service(routes::list_sessions)
        .service(routes::end_session)
        .service(routes::me)
        .service(routes::patch_me)
        .service(routes::change_password)
        .service(routes::post_user)
        .service(routes::list_users);
}

/// The endpoints at the root: what OAuth 2.0 clients look for there.
pub fn root_routes(config: &mut ServiceConfig) {
    config.service(oauth::oauth_token).service(oauth::oauth_metadata).service(oauth::jwks);
}
