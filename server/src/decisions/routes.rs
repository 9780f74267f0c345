//! Endpoints of decisions.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::Deserialize;
use shared::completions::Completion;
use shared::decisions::{DecideRequest, OpenQuestion, PastDecision, Undecided};
use shared::fault::FaultKind;
use shared::ids::CompletionId;
use shared::page::Page;
use shared::problem::Problem;

use super::service;
use crate::auth::{Admin, Overseer, Resident, SchoolReader};
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::body::Body;
use crate::http::paging::{self, PageQuery};

/// `?status=&question=`
#[derive(Debug, Deserialize)]
pub struct Open {
    status: Option<String>,
    question: Option<String>,
}

impl Open {
    fn question(&self) -> AppResult<Option<OpenQuestion>> {
        if self.status.as_deref().is_some_and(|status| status != "needs_decision") {
            let only = FaultKind::NotOneOf(vec!["needs_decision"]);
            return Err(AppError::fault("/status", only));
        }
        let question = self.question.as_deref().filter(|question| !question.is_empty());
        let question = question.map(str::parse).transpose();
        question.map_err(|kind| AppError::fault("/question", kind))
    }
}

/// Lists what waits for a person.
#[utoipa::path(tag = "decisions", operation_id = "list_undecided",
    summary = "List the completions that need a decision, oldest first",
    params(("status" = Option<String>, Query, description = "`needs_decision`, the only one"),
        ("question" = Option<String>, Query, description = "`clash` or `name_differs`"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Undecided>), (status = 422, body = Problem)))]
#[get("/decisions")]
pub async fn list(
    bank: Bank,
    _who: Overseer,
    query: web::Query<Open>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, query.question()?, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// Decides.
#[utoipa::path(tag = "decisions", operation_id = "decide",
    summary = "Settle what is open about a completion",
    params(("id" = String, Path, description = "The completion's id")),
    request_body(content = serde_json::Value, example = json!({"rule": "SC-03", "reason": "核对教学计划"})),
    responses((status = 200, description = "As it stands now", body = Completion),
        (status = 404, body = Problem),
        (status = 409, description = "Nothing is open, or something else", body = Problem),
        (status = 422, body = Problem)))]
#[post("/completions/{id}/decide")]
pub async fn decide(
    bank: Bank,
    who: Admin,
    id: web::Path<CompletionId>,
    body: Body<DecideRequest>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::decide(&bank, &who, *id, body.form).await?))
}

/// Every decision of an institution's completion.
#[utoipa::path(tag = "decisions", operation_id = "list_decisions",
    summary = "Show every decision that a completion had, newest first",
    params(("id" = String, Path, description = "The completion's id")),
    responses((status = 200, body = Page<PastDecision>), (status = 404, body = Problem)))]
#[get("/completions/{id}/decisions")]
pub async fn history(
    bank: Bank,
    who: SchoolReader,
    id: web::Path<CompletionId>,
) -> AppResult<HttpResponse> {
    let caller = (*who).clone();
    let items = service::history(&bank, *id, move |_, path| caller.reaches(path)).await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None }))
}

/// Every decision of the signed-in resident's completion.
#[utoipa::path(tag = "decisions", operation_id = "list_my_decisions",
    summary = "Show every decision that my completion had, newest first",
    params(("id" = String, Path, description = "The completion's id")),
    responses((status = 200, body = Page<PastDecision>), (status = 404, body = Problem)))]
#[get("/me/completions/{id}/decisions")]
pub async fn my_history(
    bank: Bank,
    who: Resident,
    id: web::Path<CompletionId>,
) -> AppResult<HttpResponse> {
    let mine = who.learner;
    let items = service::history(&bank, *id, move |learner, _| learner == mine).await?;
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None }))
}
