//! Endpoints of uploads.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::Deserialize;
use shared::fault::FaultKind;
use shared::ids::ImportId;
use shared::imports::{CommitImport, FailedRow, Import};
use shared::page::Page;
use shared::problem::Problem;
use shared::transfers::Reasoned;

use super::receive::Upload;
use super::{service, undoing};
use crate::auth::Poster;
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::body::Body;
use crate::http::paging::{self, PageQuery};

/// Uploads a file.
#[utoipa::path(tag = "imports", operation_id = "upload_import",
    summary = "Upload a file: CSV in UTF-8 or GB 18030, XLSX or XLS, of up to 64 MiB and 100,000 rows",
    description = "Parts: `file`; `kind` (`completions`, `courses`, `equivalences`, `learners`); \
        `institution`, where the caller has several; `mapping`, a JSON object from the bank's columns \
        to the file's; `dry_run`. With `dry_run=true` the rows are checked, and posted by `/commit`; \
        without it, those that are fit are posted at once. Columns that are not found are asked for \
        by `needs_mapping`, and what was called how is remembered.",
    request_body(content = serde_json::Value, content_type = "multipart/form-data"),
    responses((status = 202, body = Import), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
#[post("/imports")]
pub async fn upload(bank: Bank, who: Poster, upload: Upload) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Accepted().json(service::upload(&bank, &who, upload).await?))
}

/// Lists imports.
#[utoipa::path(tag = "imports", operation_id = "list_imports",
    summary = "List the imports of the caller's institutions and those below, newest first",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Import>), (status = 422, body = Problem)))]
#[get("/imports")]
pub async fn list(
    bank: Bank,
    who: Poster,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, page.into_inner()).await?;
    Ok(paging::answer(&request, &page))
}

/// One import.
#[utoipa::path(tag = "imports", operation_id = "show_import",
    summary = "Show how far an import is, and what became of its rows",
    params(("id" = String, Path)),
    responses((status = 200, body = Import), (status = 404, body = Problem)))]
#[get("/imports/{id}")]
pub async fn show(bank: Bank, who: Poster, id: web::Path<ImportId>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::show(&bank, &who, *id).await?))
}

/// Which rows are wanted.
#[derive(Deserialize)]
pub struct RowsQuery {
    status: Option<String>,
}

/// Rows that were refused.
#[utoipa::path(tag = "imports", operation_id = "list_failed_rows",
    summary = "List the rows of an import that were refused, in the order of the file",
    params(("id" = String, Path), ("status" = Option<String>, Query, description = "`failed`"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<FailedRow>), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
#[get("/imports/{id}/rows")]
pub async fn failed_rows(
    bank: Bank,
    who: Poster,
    id: web::Path<ImportId>,
    query: web::Query<RowsQuery>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    if query.status.as_deref().is_some_and(|status| status != "failed") {
        return Err(AppError::fault("/status", FaultKind::NotOneOf(vec!["failed"])));
    }
    let page = service::failed_rows(&bank, &who, *id, page.into_inner()).await?;
    Ok(paging::answer(&request, &page))
}

/// The refused rows as a file.
#[utoipa::path(tag = "imports", operation_id = "failed_rows_csv",
    summary = "Download the rows that were refused, as they were, each with the reason first",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String),
        (status = 404, body = Problem)))]
#[get("/imports/{id}/errors.csv")]
pub async fn failed_csv(
    bank: Bank,
    who: Poster,
    id: web::Path<ImportId>,
) -> AppResult<HttpResponse> {
    let bytes = service::failed_csv(&bank, &who, *id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"errors.csv\""))
        .body(bytes))
}

/// Says what the file calls its columns.
#[utoipa::path(tag = "imports", operation_id = "map_import",
    summary = "Say what the file calls its columns; its rows are then checked again",
    params(("id" = String, Path)),
    request_body(content = serde_json::Value,
        example = json!({"mapping": {"external_id": "流水号", "course_code": "课程编号"}})),
    responses((status = 202, body = Import), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/imports/{id}/mapping")]
pub async fn map(
    bank: Bank,
    who: Poster,
    id: web::Path<ImportId>,
    body: Body<service::MapImport>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Accepted().json(service::map(&bank, &who, *id, &body.form.0).await?))
}

/// Posts what was checked.
#[utoipa::path(tag = "imports", operation_id = "commit_import",
    summary = "Post the rows of an import that was checked",
    description = "`all` is refused while rows are wrong; `good` posts the others.",
    params(("id" = String, Path)),
    request_body(content = serde_json::Value, example = json!({"rows": "good"})),
    responses((status = 202, body = Import), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/imports/{id}/commit")]
pub async fn commit(
    bank: Bank,
    who: Poster,
    id: web::Path<ImportId>,
    body: Body<CommitImport>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Accepted().json(service::commit(&bank, &who, *id, body.form.rows).await?))
}

/// Undoes an import.
#[utoipa::path(tag = "imports", operation_id = "undo_import",
    summary = "Revoke every completion that an import created and that still stands",
    params(("id" = String, Path)),
    request_body(content = serde_json::Value, example = json!({"reason": "导入了上学期的文件"})),
    responses((status = 202, body = Import), (status = 404, body = Problem),
        (status = 409, description = "It was not posted, or undone before", body = Problem),
        (status = 422, body = Problem)))]
#[post("/imports/{id}/undo")]
pub async fn undo(
    bank: Bank,
    who: Poster,
    id: web::Path<ImportId>,
    body: Body<Reasoned>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Accepted().json(undoing::undo(&bank, &who, *id, body.form).await?))
}
