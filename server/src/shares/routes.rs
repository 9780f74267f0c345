//! The endpoints of shares: extract, hand over, answer.

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::shares::{NewShare, Share, ShareReading, SharedRecord};

use super::reader::Reader;
use super::service;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::paging::{self, PageQuery};

/// Shares the signed-in resident's transcript, or some of its completions, with one reader until a
/// day at most a year away. The link is told this once.
#[utoipa::path(tag = "shares", operation_id = "create_share",
    request_body(content = serde_json::Value, example = json!({
        "reader": "开放大学招生办", "completions": null, "valid_until": "2026-12-31"})),
    responses((status = 201, body = NewShare), (status = 422, body = Problem)))]
#[post("/me/shares")]
pub async fn create(
    bank: Bank,
    who: Resident,
    body: Body<shared::shares::PostShare>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Created().json(service::create(&bank, &who, body.form).await?))
}

/// What the signed-in resident shares or shared, newest first.
#[utoipa::path(tag = "shares", operation_id = "list_shares",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Share>), (status = 422, body = Problem)))]
#[get("/me/shares")]
pub async fn list(
    bank: Bank,
    who: Resident,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// One share.
#[utoipa::path(tag = "shares", operation_id = "show_share", params(("id" = String, Path)),
    responses((status = 200, body = Share), (status = 404, body = Problem)))]
#[get("/me/shares/{id}")]
pub async fn show(bank: Bank, who: Resident, id: web::Path<String>) -> AppResult<HttpResponse> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    Ok(HttpResponse::Ok().json(service::show(&bank, &who, id).await?))
}

/// Withdraws a share at once; it stays in the list with its readings.
#[utoipa::path(tag = "shares", operation_id = "withdraw_share", params(("id" = String, Path)),
    responses((status = 204, description = "Withdrawn"), (status = 404, body = Problem)))]
#[delete("/me/shares/{id}")]
pub async fn withdraw(bank: Bank, who: Resident, id: web::Path<String>) -> AppResult<HttpResponse> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    service::withdraw(&bank, &who, id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Who has looked at a share, newest first.
#[utoipa::path(tag = "shares", operation_id = "list_share_readings",
    params(("id" = String, Path), ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<ShareReading>), (status = 404, body = Problem)))]
#[get("/me/shares/{id}/readings")]
pub async fn readings(
    bank: Bank,
    who: Resident,
    id: web::Path<String>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    let page = service::readings(&bank, &who, id, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// What a link shows, as it stands now. The reading is written down for the owner. Public.
#[utoipa::path(tag = "shares", operation_id = "read_share", params(("token" = String, Path)),
    responses((status = 200, body = SharedRecord), (status = 404, body = Problem)))]
#[get("/shared/{token}")]
pub async fn read(bank: Bank, reader: Reader, token: web::Path<String>) -> AppResult<HttpResponse> {
    let record = service::read(&bank, reader, &token).await?;
    let kept_nowhere = (CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(HttpResponse::Ok().insert_header(kept_nowhere).json(record))
}
