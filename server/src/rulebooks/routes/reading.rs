//! Endpoints that read rulebooks.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::ids::RulebookId;
use shared::page::Page;
use shared::problem::Problem;
use shared::rulebooks::{Difference, RulebookSummary, RulebookView};

use crate::auth::Anyone;
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::csv;
use crate::http::paging::{self, PageQuery};
use crate::rulebooks::service;

/// `?on=`
#[derive(Debug, Deserialize)]
pub struct OnDay {
    on: Option<String>,
}

/// Lists rulebooks.
#[utoipa::path(
    tag = "rulebooks",
    summary = "List rulebooks, newest first",
    description = "Those that were published; administrators and auditors see drafts too.",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Page<RulebookSummary>),
        (status = 422, description = "A parameter is wrong", body = Problem),
    )
)]
#[get("/rulebooks")]
pub async fn list(
    bank: Bank,
    request: HttpRequest,
    who: Anyone,
    page: web::Query<PageQuery>,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// Shows the rulebook in force.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Show the rulebook in force on a day",
    params(("on" = Option<String>, Query, description = "`YYYY-MM-DD`; today in Asia/Shanghai by default")),
    responses(
        (status = 200, description = "The rulebook", body = RulebookView),
        (status = 404, description = "None is in force on that day", body = Problem),
        (status = 422, description = "Not a day", body = Problem),
    )
)]
#[get("/rulebooks/in-force")]
pub async fn in_force(bank: Bank, query: web::Query<OnDay>) -> AppResult<HttpResponse> {
    let found = service::in_force(&bank, query.on.as_deref()).await?;
    Ok(found.answer(StatusCode::OK))
}

/// Shows a rulebook.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Show a rulebook",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "With its `ETag`", body = RulebookView),
        (status = 404, description = "Not there, or a draft that is not yours to see", body = Problem),
    )
)]
#[get("/rulebooks/{id}")]
pub async fn show(bank: Bank, who: Anyone, id: web::Path<RulebookId>) -> AppResult<HttpResponse> {
    Ok(service::show(&bank, &who, id.into_inner()).await?.answer(StatusCode::OK))
}

/// Gives the rules as a file.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Download the rules of a rulebook as CSV",
    description = "UTF-8 with a mark at the start; `POST /rulebooks` takes it again without loss.",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The rules", body = String, content_type = "text/csv"),
        (status = 404, description = "Not there, or a draft that is not yours to see", body = Problem),
    )
)]
#[get("/rulebooks/{id}/rules.csv")]
pub async fn table(bank: Bank, who: Anyone, id: web::Path<RulebookId>) -> AppResult<HttpResponse> {
    let table = service::table(&bank, &who, *id).await?;
    csv::answer(&table, &format!("rulebook-{id}.csv"))
}

/// `?from=`
#[derive(Debug, Deserialize)]
pub struct From {
    from: Option<String>,
}

/// Compares two rulebooks.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Show what differs from another rulebook",
    params(
        ("id" = String, Path, description = "Its id"),
        ("from" = Option<String>, Query, description = "The other's id; by default the one published before it"),
    ),
    responses(
        (status = 200, description = "Rule by rule", body = Difference),
        (status = 404, description = "One of them is not there or not yours to see", body = Problem),
        (status = 422, description = "Not an id", body = Problem),
    )
)]
#[get("/rulebooks/{id}/difference")]
pub async fn difference(
    bank: Bank,
    who: Anyone,
    id: web::Path<RulebookId>,
    query: web::Query<From>,
) -> AppResult<HttpResponse> {
    let from = query.into_inner().from.filter(|from| !from.is_empty());
    let from = from.map(|from| from.parse()).transpose();
    let from = from.map_err(|kind| AppError::fault("/from", kind))?;
    Ok(HttpResponse::Ok().json(service::difference(&bank, &who, *id, from).await?))
}
