//! Endpoints that read rulebooks.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::fault::FaultKind;
use shared::ids::RulebookId;
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::rulebooks::{Difference, ListedRule, RulebookSummary, RulebookView};
use shared::rules::RuleList;

use crate::auth::Anyone;
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::csv;
use crate::http::paging::{self, PageQuery, Slice};
use crate::rulebooks::service::{self, Which};
use crate::rulebooks::store::RuleFilter;

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

/// Shows where a rulebook stands.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Show where a rulebook stands, without its rules",
    params(("id" = String, Path, description = "Its id, or `in-force` for the one in force today")),
    responses(
        (status = 200, description = "Where it stands, and how far a re-evaluation has come", body = RulebookSummary),
        (status = 404, description = "Not there, or a draft that is not yours to see", body = Problem),
    )
)]
#[get("/rulebooks/{id}/summary")]
pub async fn summary(bank: Bank, who: Anyone, id: web::Path<String>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::standing(&bank, &who, which(&id)?).await?))
}

/// `?list=&q=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    list: Option<String>,
    q: Option<String>,
}

/// Lists the rules of a rulebook.
#[utoipa::path(
    tag = "rulebooks",
    summary = "List the rules of a rulebook, in their order",
    params(
        ("id" = String, Path, description = "Its id, or `in-force` for the one in force today"),
        ("list" = Option<String>, Query, description = "`recognition`, `equivalence`, `caps` or `gifts`"),
        ("q" = Option<String>, Query, description = "Words that stand in the rule"),
        ("limit" = Option<u32>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses(
        (status = 200, description = "A page", body = Page<ListedRule>),
        (status = 404, description = "Not there, or a draft that is not yours to see", body = Problem),
        (status = 422, description = "A parameter is wrong", body = Problem),
    )
)]
#[get("/rulebooks/{id}/rules")]
pub async fn rules_of(
    bank: Bank,
    who: Anyone,
    id: web::Path<String>,
    wanted: web::Query<Wanted>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let wanted = wanted.into_inner();
    let of = wanted.list.filter(|word| !word.is_empty()).map(|word| word.parse::<RuleList>());
    let of = of.transpose().map_err(|kind| AppError::fault("/list", kind))?;
    let words = wanted.q.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    if words.as_ref().is_some_and(|words| words.chars().any(char::is_control)) {
        return Err(AppError::fault("/q", FaultKind::NotOneLine));
    }
    let filter = RuleFilter { list: of, code: None, words };
    let page = service::rules_of(&bank, &who, which(&id)?, filter, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// Shows one rule.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Show a rule of a rulebook",
    params(
        ("id" = String, Path, description = "The rulebook's id, or `in-force` for the one in force today"),
        ("code" = String, Path, description = "The rule's code"),
    ),
    responses(
        (status = 200, description = "The rule", body = ListedRule),
        (status = 404, description = "Not there, or in a draft that is not yours to see", body = Problem),
    )
)]
#[get("/rulebooks/{id}/rules/{code}")]
pub async fn rule(
    bank: Bank,
    who: Anyone,
    path: web::Path<(String, String)>,
) -> AppResult<HttpResponse> {
    let (id, code) = path.into_inner();
    let filter = RuleFilter { code: Some(code), ..RuleFilter::default() };
    let one = Slice { limit: 1, after: None };
    let page = service::rules_of(&bank, &who, which(&id)?, filter, one).await?;
    let rule = page.items.into_iter().next().ok_or(Refusal::NotFound)?;
    Ok(HttpResponse::Ok().json(rule))
}

fn which(id: &str) -> AppResult<Which> {
    if id == "in-force" {
        return Ok(Which::InForce);
    }
    id.parse().map(Which::Id).map_err(|_| Refusal::NotFound.into())
}
