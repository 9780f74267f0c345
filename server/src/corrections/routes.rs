//! Endpoints of corrections.

use actix_web::{HttpResponse, post, web};
use shared::completions::Completion;
use shared::corrections::AmendCompletion;
use shared::ids::CompletionId;
use shared::problem::Problem;
use shared::transfers::Reasoned;

use super::service;
use crate::auth::Poster;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::{self, Body};
use crate::http::idempotency::KeyHeader;

/// Puts a completion right.
#[utoipa::path(tag = "completions", operation_id = "amend_completion",
    summary = "Put facts of a completion right; the difference is posted",
    params(("id" = String, Path, description = "The completion's id"),
        ("Idempotency-Key" = Option<String>, Header)),
    request_body(content = serde_json::Value, example = json!({
        "reason": "学时录入有误", "hours": "24", "grade": "良好", "ended_on": "2026-06-21"})),
    responses((status = 200, description = "As it stands now", body = Completion),
        (status = 404, description = "Not there, or another institution's", body = Problem),
        (status = 409, description = "It was revoked", body = Problem),
        (status = 422, body = Problem)))]
#[post("/completions/{id}/amend")]
pub async fn amend(
    bank: Bank,
    who: Poster,
    id: web::Path<CompletionId>,
    key: KeyHeader,
    body: Body<AmendCompletion>,
) -> AppResult<HttpResponse> {
    let Body { form, digest } = body;
    let digest = body::digest(format!("amend {id} {digest}").as_bytes());
    key.once(&bank, who.subject(), digest, |key| service::amend(&bank, &who, *id, form, key)).await
}

/// Takes a completion back.
#[utoipa::path(tag = "completions", operation_id = "revoke_completion",
    summary = "Take a completion back; its credits are reversed, and what was used is owed",
    params(("id" = String, Path, description = "The completion's id"),
        ("Idempotency-Key" = Option<String>, Header)),
    request_body(content = serde_json::Value, example = json!({"reason": "重复登记"})),
    responses((status = 200, description = "As it stands now", body = Completion),
        (status = 404, description = "Not there, or another institution's", body = Problem),
        (status = 409, description = "It was revoked before", body = Problem),
        (status = 422, body = Problem)))]
#[post("/completions/{id}/revoke")]
pub async fn revoke(
    bank: Bank,
    who: Poster,
    id: web::Path<CompletionId>,
    key: KeyHeader,
    body: Body<Reasoned>,
) -> AppResult<HttpResponse> {
    let Body { form, digest } = body;
    let digest = body::digest(format!("revoke {id} {digest}").as_bytes());
    key.once(&bank, who.subject(), digest, |key| service::revoke(&bank, &who, *id, form, key)).await
}
