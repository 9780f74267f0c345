//! The endpoints of completions: extract, hand over, answer.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use shared::completions::{BatchAnswer, Completion, PostCompletion};
use shared::fault::{Fault, FaultKind};
use shared::fields::{Form, Line, parse_day};
use shared::ids::CompletionId;
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::vocabulary::CompletionStatus;

use super::prepare::PostedRow;
use super::service;
use super::store::Filter;
use crate::auth::{Poster, Resident, SchoolReader};
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::body::{self, Body};
use crate::http::idempotency::KeyHeader;
use crate::http::language::Language;
use crate::http::paging::{self, PageQuery};
use crate::ledger::{Mode, SLICE};

/// Rows in a batch at most.
const BATCH_ROWS: usize = 10_000;

/// Posts one completion.
#[utoipa::path(tag = "completions",
    request_body(content = serde_json::Value, description = "A completion", example = json!({
        "external_id": "2026-A-0017",
        "learner": {"id_type": "resident_id", "id_number": "11010519491231002X", "name": "王秀兰"},
        "course": {"code": "CALL-1"}, "started_on": "2026-03-02", "ended_on": "2026-06-20",
        "hours": "32", "grade": "合格", "declared_credits": null, "evidence": []})),
    responses((status = 201, body = Completion), (status = 200, body = Completion),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/completions")]
pub async fn post_one(
    bank: Bank,
    who: Poster,
    key: KeyHeader,
    body: Body<PostCompletion>,
) -> AppResult<HttpResponse> {
    let Body { form, digest } = body;
    key.once(&bank, who.subject(), digest, |key| service::post(&bank, &who, form, key)).await
}

/// Options of a batch.
#[derive(Deserialize)]
pub struct BatchQuery {
    mode: Option<String>,
    dry_run: Option<bool>,
}

impl BatchQuery {
    fn mode(&self) -> AppResult<Mode> {
        match (self.dry_run, self.mode.as_deref()) {
            (Some(true), None | Some("each" | "all_or_nothing")) => Ok(Mode::Rehearse),
            (_, None | Some("each")) => Ok(Mode::Each),
            (_, Some("all_or_nothing")) => Ok(Mode::AllOrNothing),
            _ => Err(AppError::fault("/mode", FaultKind::NotOneOf(vec!["each", "all_or_nothing"]))),
        }
    }
}

/// Posts up to 10,000 completions; every row gets a verdict, in order.
#[utoipa::path(tag = "completions",
    params(("mode" = Option<String>, Query, description = "`each` or `all_or_nothing` (at most 500 rows)"),
        ("dry_run" = Option<bool>, Query, description = "Decides and writes nothing")),
    request_body(content = serde_json::Value, description = "A JSON array, or one JSON object a line (application/x-ndjson)"),
    responses((status = 200, body = BatchAnswer), (status = 422, body = BatchAnswer)))]
#[post("/completions/batch")]
pub async fn post_batch(
    bank: Bank,
    who: Poster,
    query: web::Query<BatchQuery>,
    language: Language,
    request: HttpRequest,
    payload: web::Payload,
) -> AppResult<HttpResponse> {
    let mode = query.mode()?;
    let kind = body::media_type(&request);
    let bytes = body::collect(payload.into_inner(), body::BULK).await?;
    let rows = web::block(move || read_rows(kind.as_deref(), &bytes)).await??;
    let most = if mode == Mode::AllOrNothing { SLICE } else { BATCH_ROWS };
    if rows.len() > most {
        return Err(service::too_many(most));
    }
    let answer = service::post_batch(&bank, &who, rows, mode, language.0).await?;
    let clean = answer.counts.failed + answer.counts.conflict == 0;
    let status = if mode == Mode::AllOrNothing && !clean {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(HttpResponse::build(status).json(answer))
}

/// A row that is no completion is that row's fault; a body that is no list is the request's.
fn read_rows(kind: Option<&str>, bytes: &[u8]) -> AppResult<Vec<PostedRow>> {
    match kind {
        Some("application/json") => {
            let rows: Vec<Value> = serde_json::from_slice(bytes).map_err(|_| Refusal::Malformed)?;
            Ok(rows.iter().map(PostCompletion::parse).collect())
        }
        Some("application/x-ndjson") => {
            let lines = bytes.split(|byte| *byte == b'\n');
            Ok(lines.filter(|line| !line.trim_ascii().is_empty()).map(read_line).collect())
        }
        _ => Err(Refusal::UnsupportedType.into()),
    }
}

fn read_line(line: &[u8]) -> PostedRow {
    let value: Value =
        serde_json::from_slice(line).map_err(|_| vec![Fault::new("", FaultKind::BadFormat)])?;
    PostCompletion::parse(&value)
}

/// Filters of a list of completions.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ListQuery {
    status: Option<String>,
    course: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

impl ListQuery {
    pub(super) fn filter(self) -> AppResult<Filter> {
        let day = |name: &str, text: Option<String>| -> AppResult<Option<NaiveDate>> {
            let read = text.filter(|text| !text.is_empty()).map(|text| parse_day(&text));
            read.transpose().map_err(|kind| AppError::fault(name, kind))
        };
        let status = self.status.filter(|status| !status.is_empty());
        if let Some(status) = &status {
            status.parse::<CompletionStatus>().map_err(|kind| AppError::fault("/status", kind))?;
        }
        let course = self.course.filter(|course| !course.is_empty());
        let course = course.map(|course| Line::<64>::new(&course)).transpose();
        let course = course.map_err(|kind| AppError::fault("/course", kind))?;
        Ok(Filter {
            status,
            course: course.map(Line::into_string),
            from: day("/from", self.from)?,
            to: day("/to", self.to)?,
            ..Filter::default()
        })
    }
}

/// The completions of the caller's institutions and those below, newest first.
#[utoipa::path(tag = "completions",
    params(("status" = Option<String>, Query), ("course" = Option<String>, Query),
        ("from" = Option<String>, Query), ("to" = Option<String>, Query),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Completion>)))]
#[get("/completions")]
pub async fn list(
    bank: Bank,
    who: SchoolReader,
    query: web::Query<ListQuery>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, query.into_inner(), page.into_inner()).await?;
    Ok(paging::answer(&request, &page))
}

/// One completion of the caller's institutions.
#[utoipa::path(tag = "completions", params(("id" = String, Path)),
    responses((status = 200, body = Completion), (status = 404, body = Problem)))]
#[get("/completions/{id}")]
pub async fn show(bank: Bank, who: SchoolReader, id: web::Path<String>) -> AppResult<HttpResponse> {
    let id: CompletionId = id.parse().map_err(|_| Refusal::NotFound)?;
    Ok(HttpResponse::Ok().json(service::show(&bank, &who, id).await?))
}

/// The signed-in resident's completions, newest first.
#[utoipa::path(tag = "completions",
    params(("status" = Option<String>, Query), ("limit" = Option<u32>, Query),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<Completion>)))]
#[get("/me/completions")]
pub async fn list_mine(
    bank: Bank,
    who: Resident,
    query: web::Query<ListQuery>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let query = query.into_inner();
    let page = service::list_mine(&bank, who.learner, query, page.into_inner()).await?;
    Ok(paging::answer(&request, &page))
}

/// One completion of the signed-in resident, with decision and trace.
#[utoipa::path(tag = "completions", params(("id" = String, Path)),
    responses((status = 200, body = Completion), (status = 404, body = Problem)))]
#[get("/me/completions/{id}")]
pub async fn show_mine(
    bank: Bank,
    who: Resident,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    let id: CompletionId = id.parse().map_err(|_| Refusal::NotFound)?;
    Ok(HttpResponse::Ok().json(service::show_mine(&bank, who.learner, id).await?))
}
