//! The web client, compiled into the program, and the pages beside the API: health and docs.

mod assets;
mod docs;
mod health;

use actix_web::web;

/// Health, the readable API page and the web client. The client is last: it answers what is left.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/healthz", web::get().to(health::healthz))
        .route("/readyz", web::get().to(health::readyz))
        .route("/openapi.json", web::get().to(docs::document))
        .route("/docs", web::get().to(docs::page))
        .route("/docs.css", web::get().to(docs::style))
        .route("/problems/{code}", web::get().to(docs::problem));
}

pub use assets::serve as client;
