//! Endpoints of awards.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::awards::Award;
use shared::ids::AwardId;
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::programs::Progress;
use shared::transfers::Reasoned;

use super::service::{self, Query};
use crate::auth::{Resident, ReviewReader, Reviewer};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::paging::{self, PageQuery};

/// Lists the awards of the caller's institutions, oldest first.
#[utoipa::path(
    tag = "awards",
    operation_id = "list_awards",
    summary = "List awards",
    params(
        ("status" = Option<String>, Query, description = "Only those in this status"),
        ("limit" = Option<u32>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Page<Award>),
        (status = 422, description = "A parameter is wrong", body = Problem),
    )
)]
#[get("/awards")]
pub async fn list(
    bank: Bank,
    request: HttpRequest,
    who: ReviewReader,
    query: web::Query<Query>,
    page: web::Query<PageQuery>,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, &query, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// Shows how far the award's learner is in its program.
#[utoipa::path(
    tag = "awards",
    operation_id = "show_award_progress",
    summary = "Show what an award is proposed for",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "Requirement by requirement", body = Progress),
        (status = 404, description = "Not there, or of another institution", body = Problem),
    )
)]
#[get("/awards/{id}/progress")]
pub async fn progress(
    bank: Bank,
    who: ReviewReader,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::progress(&bank, &who, read(&id)?).await?))
}

/// Grants an award, under a number and a code that anyone can check.
#[utoipa::path(
    tag = "awards",
    operation_id = "grant_award",
    summary = "Grant an award",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "As granted", body = Award),
        (status = 404, description = "Not there, or of another institution", body = Problem),
        (status = 409, description = "It was granted already", body = Problem),
    )
)]
#[post("/awards/{id}/grant")]
pub async fn grant(bank: Bank, who: Reviewer, id: web::Path<String>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::grant(&bank, &who, read(&id)?).await?))
}

/// Declines an award; it may be granted later.
#[utoipa::path(
    tag = "awards",
    operation_id = "decline_award",
    summary = "Decline an award",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = serde_json::Value, example = json!({"reason": "请先到校核对身份信息"})),
    responses(
        (status = 200, description = "As declined", body = Award),
        (status = 404, description = "Not there, or of another institution", body = Problem),
        (status = 409, description = "It was decided already", body = Problem),
        (status = 422, description = "The reason is missing", body = Problem),
    )
)]
#[post("/awards/{id}/decline")]
pub async fn decline(
    bank: Bank,
    who: Reviewer,
    id: web::Path<String>,
    body: Body<Reasoned>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::decline(&bank, &who, read(&id)?, body.form).await?))
}

/// The signed-in resident's awards, newest first.
#[utoipa::path(
    tag = "awards",
    operation_id = "list_my_awards",
    summary = "List my awards",
    responses((status = 200, description = "All of them", body = Page<Award>))
)]
#[get("/me/awards")]
pub async fn list_mine(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::list_mine(&bank, &who).await?))
}

fn read(id: &str) -> AppResult<AwardId> {
    id.parse().map_err(|_| Refusal::NotFound.into())
}
