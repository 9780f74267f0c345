//! Endpoints of institutions.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use shared::institutions::{Institution, InstitutionCode, PostInstitution};
use shared::page::Page;
use shared::problem::Problem;

use super::service::{self, Query};
use crate::auth::Admin;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::paging::{self, PageQuery};

/// Lists institutions by their codes.
#[utoipa::path(
    tag = "institutions",
    summary = "List institutions",
    params(
        ("kind" = Option<String>, Query, description = "Only those of this kind"),
        ("limit" = Option<u32>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Page<Institution>),
        (status = 422, description = "A parameter is wrong", body = Problem),
    )
)]
#[get("/institutions")]
pub async fn list(
    bank: Bank,
    request: HttpRequest,
    query: web::Query<Query>,
    page: web::Query<PageQuery>,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &query, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// Shows an institution.
#[utoipa::path(
    tag = "institutions",
    summary = "Show an institution",
    params(("code" = String, Path, description = "Its code")),
    responses(
        (status = 200, description = "With its `ETag`", body = Institution),
        (status = 404, description = "Not there", body = Problem),
    )
)]
#[get("/institutions/{code}")]
pub async fn show(bank: Bank, code: web::Path<InstitutionCode>) -> AppResult<HttpResponse> {
    Ok(service::show(&bank, code.into_inner()).await?.answer(StatusCode::OK))
}

/// Adds an institution.
#[utoipa::path(
    tag = "institutions",
    summary = "Add an institution",
    request_body(content = serde_json::Value, example = json!({
        "code": "HP-CS1", "names": {"zh": "黄浦区第一社区学校", "en": "Huangpu Community School 1"},
        "kind": "community_school", "parent": "HP-CC", "credit_code": null,
        "grade_scale": [{"grade": "合格", "score": "60.00"}], "status": "active",
    })),
    responses(
        (status = 201, description = "With its `ETag`", body = Institution),
        (status = 409, description = "The code or the credit code is taken", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/institutions")]
pub async fn create(
    bank: Bank,
    who: Admin,
    body: Body<PostInstitution>,
) -> AppResult<HttpResponse> {
    Ok(service::create(&bank, &who, body.form).await?.answer(StatusCode::CREATED))
}

/// Changes an institution; those below it move with it.
#[utoipa::path(
    tag = "institutions",
    summary = "Change an institution",
    params(
        ("code" = String, Path, description = "Its code"),
        ("If-Match" = String, Header, description = "The `ETag` of what is being changed"),
    ),
    request_body(content = serde_json::Value, example = json!({
        "code": "HP-CS1", "names": {"zh": "黄浦区第一社区学校", "en": "Huangpu Community School 1"},
        "kind": "community_school", "parent": "HP-CC", "status": "inactive",
    })),
    responses(
        (status = 200, description = "With its new `ETag`", body = Institution),
        (status = 409, description = "The credit code is taken", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[put("/institutions/{code}")]
pub async fn change(
    bank: Bank,
    who: Admin,
    code: web::Path<InstitutionCode>,
    seen: IfMatch,
    body: Body<PostInstitution>,
) -> AppResult<HttpResponse> {
    let changed = service::change(&bank, &who, code.into_inner(), seen, body.form).await?;
    Ok(changed.answer(StatusCode::OK))
}
