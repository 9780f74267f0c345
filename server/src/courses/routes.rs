//! Endpoints of courses.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use shared::courses::{Course, PostCourse};
use shared::ids::CourseId;
use shared::page::Page;
use shared::problem::Problem;

use super::service::{self, Query};
use crate::auth::{Anyone, Cataloguer};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::paging::{self, PageQuery};

/// Searches the catalogue.
#[utoipa::path(
    tag = "courses",
    summary = "Search and list courses",
    description = "By title. Visitors and residents see the courses that are taught; a machine \
                   that names no institution sees those of its own.",
    params(
        ("q" = Option<String>, Query, description = "Part of the title or the code; case, width, spaces, punctuation and the way numerals are written do not matter"),
        ("institution" = Option<String>, Query, description = "Only those of the institution with this code"),
        ("category" = Option<String>, Query, description = "Only those of this category"),
        ("limit" = Option<u32>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Page<Course>),
        (status = 422, description = "A parameter is wrong", body = Problem),
    )
)]
#[get("/courses")]
pub async fn list(
    bank: Bank,
    request: HttpRequest,
    who: Anyone,
    query: web::Query<Query>,
    page: web::Query<PageQuery>,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, &query, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// Shows a course.
#[utoipa::path(
    tag = "courses",
    summary = "Show a course",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "With its `ETag`", body = Course),
        (status = 404, description = "Not there", body = Problem),
    )
)]
#[get("/courses/{id}")]
pub async fn show(bank: Bank, id: web::Path<CourseId>) -> AppResult<HttpResponse> {
    Ok(service::show(&bank, id.into_inner()).await?.answer(StatusCode::OK))
}

/// Adds a course.
#[utoipa::path(
    tag = "courses",
    summary = "Add a course",
    request_body(content = serde_json::Value, example = json!({
        "institution": "HP-SC", "code": "CALL-1", "title": "书法基础", "category": "art",
        "form": "classroom", "level": null, "hours": "32.00", "declared_credits": null,
    })),
    responses(
        (status = 201, description = "With its `ETag`", body = Course),
        (status = 409, description = "The institution has a course with this code", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/courses")]
pub async fn create(
    bank: Bank,
    who: Cataloguer,
    body: Body<PostCourse>,
) -> AppResult<HttpResponse> {
    Ok(service::create(&bank, &who, body.form).await?.answer(StatusCode::CREATED))
}

/// Changes a course of one's own institution.
#[utoipa::path(
    tag = "courses",
    summary = "Change a course",
    params(
        ("id" = String, Path, description = "Its id"),
        ("If-Match" = String, Header, description = "The `ETag` of what is being changed"),
    ),
    request_body(content = serde_json::Value, example = json!({
        "code": "CALL-1", "title": "书法基础（一）", "category": "art", "form": "classroom",
        "hours": "40.00", "status": "active",
    })),
    responses(
        (status = 200, description = "With its new `ETag`", body = Course),
        (status = 404, description = "Not there, or of another institution", body = Problem),
        (status = 409, description = "The institution has a course with this code", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[put("/courses/{id}")]
pub async fn change(
    bank: Bank,
    who: Cataloguer,
    id: web::Path<CourseId>,
    seen: IfMatch,
    body: Body<PostCourse>,
) -> AppResult<HttpResponse> {
    let changed = service::change(&bank, &who, id.into_inner(), seen, body.form).await?;
    Ok(changed.answer(StatusCode::OK))
}
