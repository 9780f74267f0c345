//! The credit bank's server.
//!
//! [`routes`] holds every route of the API, so that tests serve what production serves. A feature
//! is a module: `routes` extract and answer, `service` tells the story, `store` holds queries.

pub mod bank;
pub mod clock;
pub mod config;
pub mod error;
pub mod keys;
pub mod settings;

pub mod auth;
pub mod db;
pub mod http;
pub mod ledger;

pub mod accounts;
pub mod audit;
pub mod awards;
pub mod batches;
pub mod cards;
pub mod clients;
pub mod code_tables;
pub mod completions;
pub mod corrections;
pub mod courses;
pub mod decisions;
pub mod demo;
pub mod export;
pub mod families;
pub mod history;
pub mod imports;
pub mod institutions;
pub mod learners;
pub mod live;
pub mod notices;
pub mod programs;
pub mod recognition;
pub mod rulebooks;
pub mod schemes;
pub mod shares;
pub mod site;
pub mod statement;
pub mod statistics;
pub mod transcripts;
pub mod transfers;
pub mod verification;

mod app;
mod run;

pub use app::{openapi, serve};
pub use run::run;

use utoipa_actix_web::service_config::ServiceConfig;

/// Every route below `/api/v1`, in the order of the contract.
pub fn routes(config: &mut ServiceConfig) {
    for feature in [
        accounts::routes,
        cards::routes,
        statement::routes,
        transcripts::routes,
        shares::routes,
        export::routes,
        history::routes,
        notices::routes,
        live::routes,
        audit::routes,
        decisions::routes,
        batches::routes,
        corrections::routes,
        imports::routes,
        completions::routes,
        recognition::routes,
        transfers::routes,
        families::routes,
        programs::routes,
        awards::routes,
        courses::routes,
        learners::routes,
        clients::routes,
        rulebooks::routes,
        institutions::routes,
        schemes::routes,
        code_tables::routes,
        verification::routes,
        statistics::routes,
    ] {
        feature(config);
    }
}
