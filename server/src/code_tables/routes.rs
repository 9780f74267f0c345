//! Endpoints of code tables.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, put, web};
use shared::code_tables::{CodeTable, CodeTableName};
use shared::page::Page;
use shared::problem::Problem;

use super::service;
use crate::auth::Admin;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::etag::IfMatch;

/// Lists every table with its codes; they are few, so there is one page.
#[utoipa::path(
    tag = "code tables",
    summary = "List code tables",
    responses((status = 200, description = "All of them", body = Page<CodeTable>))
)]
#[get("/code-tables")]
pub async fn list(bank: Bank) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::list(&bank).await?))
}

/// Shows a table.
#[utoipa::path(
    tag = "code tables",
    summary = "Show a code table",
    params(("table" = CodeTableName, Path, description = "Which")),
    responses(
        (status = 200, description = "With its `ETag`", body = CodeTable),
        (status = 404, description = "There is no such table", body = Problem),
    )
)]
#[get("/code-tables/{table}")]
pub async fn show(bank: Bank, table: web::Path<CodeTableName>) -> AppResult<HttpResponse> {
    Ok(service::show(&bank, table.into_inner()).await?.answer(StatusCode::OK))
}

/// Replaces the codes of a table.
#[utoipa::path(
    tag = "code tables",
    summary = "Replace the codes of a table",
    params(
        ("table" = CodeTableName, Path, description = "Which"),
        ("If-Match" = String, Header, description = "The `ETag` of what is being changed"),
    ),
    request_body(content = serde_json::Value, example = json!({
        "table": "categories", "items": [{"code": "art", "names": {"zh": "艺术", "en": "Art"}}],
    })),
    responses(
        (status = 200, description = "With its new `ETag`", body = CodeTable),
        (status = 404, description = "There is no such table", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[put("/code-tables/{table}")]
pub async fn replace(
    bank: Bank,
    who: Admin,
    table: web::Path<CodeTableName>,
    seen: IfMatch,
    body: Body<CodeTable>,
) -> AppResult<HttpResponse> {
    let changed = service::replace(&bank, &who, table.into_inner(), seen, body.form).await?;
    Ok(changed.answer(StatusCode::OK))
}
