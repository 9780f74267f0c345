//! Endpoints of programs.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use shared::ids::ProgramId;
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::programs::{PostProgram, Program, Progress};
use shared::transfers::Opportunity;

use super::service::{self, Query};
use super::standing;
use crate::auth::{Admin, Anyone, Resident};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::paging::{self, PageQuery};

/// Lists programs by their codes.
#[utoipa::path(
    tag = "programs",
    operation_id = "list_programs",
    summary = "Search and list programs",
    description = "Those that can be applied to; administrators and auditors see the others too.",
    params(
        ("q" = Option<String>, Query, description = "Part of a name or the code"),
        ("institution" = Option<String>, Query, description = "Only those of the institution with this code"),
        ("limit" = Option<u32>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Page<Program>),
        (status = 422, description = "A parameter is wrong", body = Problem),
    )
)]
#[get("/programs")]
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

/// Shows a program.
#[utoipa::path(
    tag = "programs",
    operation_id = "show_program",
    summary = "Show a program",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "With its `ETag`", body = Program),
        (status = 404, description = "Not there", body = Problem),
    )
)]
#[get("/programs/{id}")]
pub async fn show(bank: Bank, id: web::Path<String>) -> AppResult<HttpResponse> {
    Ok(service::show(&bank, read(&id)?).await?.answer(StatusCode::OK))
}

/// Adds a program.
#[utoipa::path(
    tag = "programs",
    operation_id = "add_program",
    summary = "Add a program",
    request_body(content = serde_json::Value, example = json!({
        "code": "ECOM-CERT", "institution": "HP-VS1",
        "names": {"zh": "电子商务", "en": "E-commerce"}, "scheme": "vocational", "total": "8.00",
        "transfer_percent_max": 50, "groups": [{
            "code": "CORE", "names": {"zh": "核心课程", "en": "Core courses"}, "min": "8.00",
            "max": null, "units": [{"code": "CORE-1", "names": {"zh": "网店运营", "en": "Shops"},
                "credits": "8.00", "exemptible": false}],
            "accepts": {"schemes": ["vocational"], "categories": [], "courses": []}}],
        "status": "active",
    })),
    responses(
        (status = 201, description = "With its `ETag`", body = Program),
        (status = 409, description = "The code is taken", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/programs")]
pub async fn create(bank: Bank, who: Admin, body: Body<PostProgram>) -> AppResult<HttpResponse> {
    Ok(service::create(&bank, &who, body.form).await?.answer(StatusCode::CREATED))
}

/// Changes a program.
#[utoipa::path(
    tag = "programs",
    operation_id = "change_program",
    summary = "Change a program",
    description = "Its code stays. Once somebody has applied, so do its institution, its scheme and \
                   every unit that was applied for.",
    params(
        ("id" = String, Path, description = "Its id"),
        ("If-Match" = String, Header, description = "The `ETag` of what is being changed"),
    ),
    request_body(content = serde_json::Value, example = json!({
        "code": "ECOM-CERT", "institution": "HP-VS1",
        "names": {"zh": "电子商务", "en": "E-commerce"}, "scheme": "vocational", "total": "8.00",
        "transfer_percent_max": 60, "groups": [], "status": "inactive",
    })),
    responses(
        (status = 200, description = "With its new `ETag`", body = Program),
        (status = 404, description = "Not there", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[put("/programs/{id}")]
pub async fn change(
    bank: Bank,
    who: Admin,
    id: web::Path<String>,
    seen: IfMatch,
    body: Body<PostProgram>,
) -> AppResult<HttpResponse> {
    let changed = service::change(&bank, &who, read(&id)?, seen, body.form).await?;
    Ok(changed.answer(StatusCode::OK))
}

/// How far the signed-in resident is in a program, requirement by requirement.
#[utoipa::path(
    tag = "programs",
    operation_id = "show_progress",
    summary = "Show my progress in a program",
    description = "What is done, waived, in review, in hand and missing, with up to 20 courses that \
                   would fill what is missing.",
    params(("id" = String, Path, description = "The program's id")),
    responses(
        (status = 200, description = "Requirement by requirement", body = Progress),
        (status = 404, description = "No such program", body = Problem),
    )
)]
#[get("/programs/{id}/progress")]
pub async fn show_progress(
    bank: Bank,
    who: Resident,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(standing::of_program(&bank, &who, read(&id)?).await?))
}

/// The programs that the signed-in resident is somewhere in, the nearest to its end first.
#[utoipa::path(
    tag = "programs",
    operation_id = "list_my_programs",
    summary = "List my programs",
    responses((status = 200, description = "All of them", body = Page<Progress>))
)]
#[get("/me/programs")]
pub async fn list_mine(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(standing::of_mine(&bank, &who).await?))
}

/// What the signed-in resident can convert or apply for now, what leads furthest first.
#[utoipa::path(
    tag = "programs",
    operation_id = "list_my_opportunities",
    summary = "List my opportunities",
    responses((status = 200, description = "At most 50", body = Page<Opportunity>))
)]
#[get("/me/opportunities")]
pub async fn opportunities(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(standing::opportunities(&bank, &who).await?))
}

fn read(id: &str) -> AppResult<ProgramId> {
    id.parse().map_err(|_| Refusal::NotFound.into())
}
