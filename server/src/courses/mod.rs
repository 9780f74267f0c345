//! Courses 课程: the catalogue.
//!
//! | call | does |
//! |---|---|
//! | `GET /courses` | searches and lists, by title |
//! | `POST /courses` | adds one |
//! | `GET /courses/{id}` | shows one |
//! | `PUT /courses/{id}` | changes one |
//!
//! Invariant: `title_key` is always [`shared::rules::same_course_key`] of the title.

mod routes;
pub mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::list)
        .service(routes::create)
        .service(routes::show)
        .service(routes::change);
}
