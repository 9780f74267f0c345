//! The queue of an institution and of the administrators, and their decisions.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::fields::Line;
use shared::page::Page;
use shared::problem::Problem;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{PerhapsReasoned, Reasoned, ReviewCase, Transfer};

use super::read;
use crate::auth::{ReviewReader, Reviewer};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::{self, Body, OptionalBody};
use crate::http::idempotency::KeyHeader;
use crate::http::paging::{self, PageQuery};
use crate::transfers::service::{self, QueueQuery};

/// Applications, oldest due first: `queue` is `mine` (what the asker has to decide), `escalated`,
/// `appeals` or `all`; with a status and no queue, all in that status, newest first.
#[utoipa::path(tag = "transfers", operation_id = "list_applications",
    params(("status" = Option<String>, Query), ("queue" = Option<String>, Query),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Transfer>), (status = 422, body = Problem)))]
#[get("/transfers")]
pub async fn queue(
    bank: Bank,
    who: ReviewReader,
    query: web::Query<QueueQuery>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let page = service::queue(&bank, &who, &query, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// What an application is decided on: the completions that count, each with its decision, and how far
/// the applicant is in the program.
#[utoipa::path(tag = "transfers", operation_id = "show_review_case", params(("id" = String, Path)),
    responses((status = 200, body = ReviewCase), (status = 404, body = Problem)))]
#[get("/transfers/{id}/case")]
pub async fn review_case(
    bank: Bank,
    who: ReviewReader,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::review_case(&bank, &who, read(&id)?).await?))
}

/// Approves an application: what it holds is settled. Needs an `Idempotency-Key`; a reason may be
/// given.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    request_body(content = Option<serde_json::Value>, example = json!({"reason": null})),
    responses((status = 200, body = Transfer), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/transfers/{id}/approve")]
pub async fn approve(
    bank: Bank,
    who: Reviewer,
    key: KeyHeader,
    id: web::Path<String>,
    body: OptionalBody<PerhapsReasoned>,
) -> AppResult<HttpResponse> {
    let Body { form, digest } = body.0;
    let reason = form.reason.map(Line::into_string);
    decide(&bank, &who, key, &id, (TransferStep::Approve, reason, &digest)).await
}

/// Rejects an application, with a reason: what it holds returns to the card. Needs an
/// `Idempotency-Key`.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    request_body(content = serde_json::Value, example = json!({"reason": "课程内容与本单元不符"})),
    responses((status = 200, body = Transfer), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/transfers/{id}/reject")]
pub async fn reject(
    bank: Bank,
    who: Reviewer,
    key: KeyHeader,
    id: web::Path<String>,
    body: Body<Reasoned>,
) -> AppResult<HttpResponse> {
    let Body { form, digest } = body;
    let reason = Some(form.reason.into_string());
    decide(&bank, &who, key, &id, (TransferStep::Reject, reason, &digest)).await
}

async fn decide(
    bank: &Bank,
    who: &Reviewer,
    key: KeyHeader,
    id: &str,
    (step, reason, said): (TransferStep, Option<String>, &str),
) -> AppResult<HttpResponse> {
    let (id, key) = (read(id)?, key.required()?);
    let digest = body::digest(format!("{step} {id} {said}").as_bytes());
    key.once(bank, who.subject(), digest, |key| service::decide(bank, who, id, (step, reason), key))
        .await
}
