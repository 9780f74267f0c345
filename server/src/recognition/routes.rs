//! The endpoint of the preview.

use actix_web::{HttpResponse, post};
use shared::completions::PreviewRequest;
use shared::problem::Problem;
use shared::rules::Decision;

use super::service;
use crate::auth::Anyone;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;

/// What a course of the catalogue, or a described one, would be worth: to a signed-in resident on
/// their own card, to anybody else by the rules alone. Records nothing.
#[utoipa::path(tag = "recognition",
    request_body(content = serde_json::Value, example = json!({
        "course_id": "01890000-0000-7000-8000-000000000000", "hours": "32", "score": "85"})),
    responses((status = 200, body = Decision), (status = 422, body = Problem)))]
#[post("/recognition/preview")]
pub async fn preview(
    bank: Bank,
    who: Anyone,
    body: Body<PreviewRequest>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::preview(&bank, who.0.as_ref(), body.form).await?))
}
