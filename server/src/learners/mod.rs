//! Learners 学习者 and their cards, at the counter.
//!
//! | call | does |
//! |---|---|
//! | `POST /learners` | opens a card and gives the code for its activation slip |
//! | `GET /learners?card_number=` | looks a card up |
//! | `POST /learners/find` | looks a document up |
//! | `GET /learners/{id}` | shows one |
//! | `POST /learners/{id}/confirm` | confirms that an account is this person's |
//! | `PUT /learners/{id}` | mends what is known of one |
//! | `POST /learners/{id}/card/replace` | gives one another card |
//! | `POST /learners/merge` | makes two records of one person one |
//!
//! Invariants: an identity number is kept only as a keyed hash, as ciphertext and by its last
//! characters, and never stands in a URL or a log; every look-up is in the audit; one document has
//! one learner, and at most one account is confirmed to be that person.

mod routes;
pub mod service;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::open)
        .service(routes::by_card)
        .service(routes::find)
        .service(routes::merge)
        .service(routes::show)
        .service(routes::mend)
        .service(routes::replace_card)
        .service(routes::confirm);
}
