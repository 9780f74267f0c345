//! Everything that is held about a person, for them to take away.
//!
//! `GET /me/export`
//!
//! Invariant: whoever holds more about a person adds it to the sections here. Identity numbers are
//! shown by their last characters, since the file lies wherever it is saved.

mod sections;
mod service;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::stream;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(export);
}

/// Everything that the bank holds about the signed-in resident, as one JSON object.
#[utoipa::path(tag = "export", operation_id = "export_my_data", responses((status = 200, body = serde_json::Value)))]
#[get("/me/export")]
pub async fn export(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    let whole = service::begin(&bank, &who).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\""))
        .insert_header((CACHE_CONTROL, "no-store"))
        .streaming(stream::of(&bank, whole)))
}
