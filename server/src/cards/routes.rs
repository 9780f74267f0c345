//! The endpoints of the card: extract, hand over, answer.

use actix_web::{HttpResponse, get, post};
use shared::cards::{Card, Unfreeze};
use shared::problem::Problem;

use super::service;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;

/// The signed-in resident's card, with a balance per scheme.
#[utoipa::path(tag = "cards", responses((status = 200, body = Card), (status = 403, body = Problem)))]
#[get("/me/card")]
pub async fn show(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::show(&bank, &who).await?))
}

/// Freezes the card at once: nothing can be spent until it is unfrozen.
#[utoipa::path(tag = "cards", responses((status = 200, body = Card), (status = 409, body = Problem)))]
#[post("/me/card/freeze")]
pub async fn freeze(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::freeze(&bank, &who).await?))
}

/// Unfreezes the card; needs the password.
#[utoipa::path(tag = "cards",
    request_body(content = serde_json::Value, example = json!({"password": "…"})),
    responses((status = 200, body = Card), (status = 403, body = Problem), (status = 409, body = Problem)))]
#[post("/me/card/unfreeze")]
pub async fn unfreeze(bank: Bank, who: Resident, body: Body<Unfreeze>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::unfreeze(&bank, &who, body.form).await?))
}

/// Notes that the card is lost; a counter replaces it.
#[utoipa::path(tag = "cards", operation_id = "report_lost",
    summary = "Report my card lost: nothing is spent until a counter replaces it",
    responses((status = 200, body = Card), (status = 409, body = Problem)))]
#[post("/me/card/report-lost")]
pub async fn report_lost(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::report_lost(&bank, &who).await?))
}
