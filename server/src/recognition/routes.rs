//! The endpoint of the preview.

use actix_web::{HttpResponse, post};
use shared::completions::PreviewRequest;
use shared::problem::Problem;
use shared::rules::Decision;

use super::service;
use crate::auth::AnyUser;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;

/// What a course of the catalogue, or a described one, would be worth. Records nothing.
#[utoipa::path(tag = "recognition",
    request_body(content = serde_json::Value, example = json!({
        "course_id": "01890000-0000-7000-8000-000000000000", "hours": "32", "score": "85"})),
    responses((status = 200, body = Decision), (status = 422, body = Problem)))]
#[post("/recognition/preview")]
pub async fn preview(
    bank: Bank,
    who: AnyUser,
    body: Body<PreviewRequest>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::preview(&bank, &who, body.form).await?))
}
