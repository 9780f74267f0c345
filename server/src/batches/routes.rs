//! Endpoints of batches.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::batches::{Batch, Undone};
use shared::ids::BatchId;
use shared::page::Page;
use shared::problem::Problem;
use shared::transfers::Reasoned;

use super::service;
use crate::auth::{Poster, SchoolReader};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::paging::{self, PageQuery};

/// Lists batches of completions.
#[utoipa::path(tag = "completions", operation_id = "list_batches",
    summary = "List the batches of the caller's institutions and those below, newest first",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Batch>), (status = 422, body = Problem)))]
#[get("/completions/batches")]
pub async fn list(
    bank: Bank,
    who: SchoolReader,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, page.into_inner()).await?;
    Ok(paging::answer(&request, &page))
}

/// Undoes a batch.
#[utoipa::path(tag = "completions", operation_id = "undo_batch",
    summary = "Revoke every completion of a batch that still stands",
    params(("id" = String, Path, description = "The batch's id")),
    request_body(content = serde_json::Value, example = json!({"reason": "导入了上学期的文件"})),
    responses((status = 200, body = Undone),
        (status = 404, description = "Not there, or another institution's", body = Problem),
        (status = 409, description = "It was undone before", body = Problem),
        (status = 422, body = Problem)))]
#[post("/completions/batches/{id}/undo")]
pub async fn undo(
    bank: Bank,
    who: Poster,
    id: web::Path<BatchId>,
    body: Body<Reasoned>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::undo(&bank, &who, *id, body.form).await?))
}
