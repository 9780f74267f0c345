//! The endpoints of transfers: extract, hand over, answer.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::ids::TransferId;
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::transfers::{Quote, QuoteRequest, Transfer, TransferRequest};

use super::service;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::{self, Body};
use crate::http::idempotency::KeyHeader;
use crate::http::paging::{self, PageQuery};

/// What a conversion would take and give; moves nothing.
#[utoipa::path(tag = "transfers",
    request_body(content = serde_json::Value, example = json!({
        "kind": "convert", "from_scheme": "community", "to_scheme": "vocational", "amount": "9.00"})),
    responses((status = 200, body = Quote), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/transfers/quote")]
pub async fn quote(bank: Bank, who: Resident, body: Body<QuoteRequest>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::quote(&bank, &who, body.form).await?))
}

/// Turns a quote into a transfer. Needs an `Idempotency-Key`.
#[utoipa::path(tag = "transfers",
    params(("Idempotency-Key" = String, Header)),
    request_body(content = serde_json::Value, example = json!({"quote_id": "01890000-0000-7000-8000-000000000000"})),
    responses((status = 201, body = Transfer), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/transfers")]
pub async fn request_transfer(
    bank: Bank,
    who: Resident,
    key: KeyHeader,
    body: Body<TransferRequest>,
) -> AppResult<HttpResponse> {
    let Body { form, digest } = body;
    let key = key.required()?;
    key.once(&bank, who.subject(), digest, |key| service::request(&bank, &who, form, key)).await
}

/// The signed-in resident's transfers, newest first.
#[utoipa::path(tag = "transfers",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Transfer>)))]
#[get("/me/transfers")]
pub async fn list_mine(
    bank: Bank,
    who: Resident,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, page.into_inner()).await?;
    Ok(paging::answer(&request, &page))
}

/// One transfer of the signed-in resident: follow-up and receipt.
#[utoipa::path(tag = "transfers", params(("id" = String, Path)),
    responses((status = 200, body = Transfer), (status = 404, body = Problem)))]
#[get("/transfers/{id}")]
pub async fn show(bank: Bank, who: Resident, id: web::Path<String>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::show(&bank, &who, read(&id)?).await?))
}

/// Cancels a transfer before a decision. Needs an `Idempotency-Key`.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = Transfer), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
#[post("/transfers/{id}/cancel")]
pub async fn cancel(
    bank: Bank,
    who: Resident,
    key: KeyHeader,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    let (id, key) = (read(&id)?, key.required()?);
    let digest = body::digest(format!("cancel {id}").as_bytes());
    key.once(&bank, who.subject(), digest, |key| service::cancel(&bank, &who, id, key)).await
}

/// Takes a settled conversion back within ten minutes. Needs an `Idempotency-Key`.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = Transfer), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
#[post("/transfers/{id}/take-back")]
pub async fn take_back(
    bank: Bank,
    who: Resident,
    key: KeyHeader,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    let (id, key) = (read(&id)?, key.required()?);
    let digest = body::digest(format!("take-back {id}").as_bytes());
    key.once(&bank, who.subject(), digest, |key| service::take_back(&bank, &who, id, key)).await
}

fn read(id: &str) -> AppResult<TransferId> {
    id.parse().map_err(|_| Refusal::NotFound.into())
}
