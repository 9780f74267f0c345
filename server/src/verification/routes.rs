//! The endpoints of verification: extract, hand over, answer.

use actix_web::{HttpResponse, get, web};
use shared::problem::Problem;
use shared::verification::{LedgerCheck, Verification};

use super::service;
use crate::auth::Overseer;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::ledger;

/// What a code stands on; nothing that identifies the holder. Public.
#[utoipa::path(tag = "verification", params(("code" = String, Path)),
    responses((status = 200, body = Verification), (status = 404, body = Problem)))]
#[get("/verify/{code}")]
pub async fn verify(bank: Bank, code: web::Path<String>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::verify(&bank, code.into_inner()).await?))
}

/// Recomputes every balance and every invariant, and counts what it checked.
#[utoipa::path(tag = "verification", responses((status = 200, body = LedgerCheck)))]
#[get("/ledger/verify")]
pub async fn verify_ledger(bank: Bank, _who: Overseer) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(bank.db.read(ledger::verify::check).await?))
}
