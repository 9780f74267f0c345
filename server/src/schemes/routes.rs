//! Endpoints of schemes.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, put, web};
use shared::ids::SchemeCode;
use shared::page::Page;
use shared::problem::Problem;
use shared::schemes::Scheme;

use super::service;
use crate::auth::Admin;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::etag::IfMatch;

/// Lists every scheme; they are few, so there is one page.
#[utoipa::path(
    tag = "schemes",
    summary = "List schemes",
    responses((status = 200, description = "All of them", body = Page<Scheme>))
)]
#[get("/schemes")]
pub async fn list(bank: Bank) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::list(&bank).await?))
}

/// Shows a scheme.
#[utoipa::path(
    tag = "schemes",
    summary = "Show a scheme",
    params(("code" = String, Path, description = "Its code")),
    responses(
        (status = 200, description = "With its `ETag`", body = Scheme),
        (status = 404, description = "Not there", body = Problem),
    )
)]
#[get("/schemes/{code}")]
pub async fn show(bank: Bank, code: web::Path<SchemeCode>) -> AppResult<HttpResponse> {
    Ok(service::show(&bank, code.into_inner()).await?.answer(StatusCode::OK))
}

/// Adds a scheme.
#[utoipa::path(
    tag = "schemes",
    summary = "Add a scheme",
    request_body(content = serde_json::Value, example = json!({
        "code": "community", "names": {"zh": "社区教育", "en": "Community education"},
        "hours_per_credit": "16.00", "validity_months": 60, "transferable": false,
    })),
    responses(
        (status = 201, description = "With its `ETag`", body = Scheme),
        (status = 409, description = "The code is taken", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/schemes")]
pub async fn create(bank: Bank, who: Admin, body: Body<Scheme>) -> AppResult<HttpResponse> {
    Ok(service::create(&bank, &who, body.form).await?.answer(StatusCode::CREATED))
}

/// Changes a scheme.
#[utoipa::path(
    tag = "schemes",
    summary = "Change a scheme",
    params(
        ("code" = String, Path, description = "Its code"),
        ("If-Match" = String, Header, description = "The `ETag` of what is being changed"),
    ),
    request_body(content = serde_json::Value, example = json!({
        "code": "community", "names": {"zh": "社区教育", "en": "Community education"},
        "hours_per_credit": "16.00", "validity_months": null, "transferable": false,
    })),
    responses(
        (status = 200, description = "With its new `ETag`", body = Scheme),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[put("/schemes/{code}")]
pub async fn change(
    bank: Bank,
    who: Admin,
    code: web::Path<SchemeCode>,
    seen: IfMatch,
    body: Body<Scheme>,
) -> AppResult<HttpResponse> {
    let changed = service::change(&bank, &who, code.into_inner(), seen, body.form).await?;
    Ok(changed.answer(StatusCode::OK))
}
