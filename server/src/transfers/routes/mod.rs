//! The endpoints of transfers: extract, hand over, answer.

mod review;
mod steps;

pub use review::*;
pub use steps::*;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::ids::TransferId;
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::transfers::{Quote, QuoteRequest, Transfer, TransferRequest};

use super::service;
use crate::auth::{Resident, TransferReader};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::idempotency::KeyHeader;
use crate::http::paging::{self, PageQuery};

/// What a conversion, an application or a gift would take and give; moves nothing.
#[utoipa::path(tag = "transfers",
    request_body(content = serde_json::Value, examples(
        ("convert" = (value = json!({
            "kind": "convert", "from_scheme": "community", "to_scheme": "vocational", "amount": "9.00"}))),
        ("apply" = (value = json!({
            "kind": "apply", "program_id": "01890000-0000-7000-8000-000000000000",
            "unit": "ELECTIVE-2", "completions": [], "amount": null}))),
        ("give" = (value = json!({
            "kind": "give", "from_scheme": "activity", "amount": "5.00",
            "to_card_number": "6201000000000003"}))))),
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

/// The signed-in resident's transfers and the gifts that have come to them, newest first.
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

/// One transfer, for whoever gives, receives or decides on it: follow-up and receipt, with what they
/// can do now.
#[utoipa::path(tag = "transfers", params(("id" = String, Path)),
    responses((status = 200, body = Transfer), (status = 404, body = Problem)))]
#[get("/transfers/{id}")]
pub async fn show(
    bank: Bank,
    who: TransferReader,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::show(&bank, &who, &id).await?))
}

fn read(id: &str) -> AppResult<TransferId> {
    id.parse().map_err(|_| Refusal::NotFound.into())
}
