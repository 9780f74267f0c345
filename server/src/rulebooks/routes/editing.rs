//! Endpoints that write drafts.

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, delete, post, put, web};
use serde::Deserialize;
use serde_json::Value;
use shared::ids::RulebookId;
use shared::problem::{Problem, Refusal};
use shared::rulebooks::RulebookView;
use shared::rules::OneRule;

use crate::auth::Admin;
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::body::{self, Body};
use crate::http::csv;
use crate::http::etag::{IfMatch, etag};
use crate::rulebooks::service::{self, Source};

/// `?from=`
#[derive(Debug, Deserialize)]
pub struct CopyOf {
    from: Option<String>,
}

/// Adds a draft.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Write a draft",
    description = "From JSON, from a CSV file as `rules.csv` gives it, or as a copy of another.",
    params(("from" = Option<String>, Query, description = "The id of the rulebook to copy, in place of a body")),
    request_body(content = serde_json::Value, description = "A rulebook", example = json!({
        "effective_from": "2027-01-01", "note": "2027", "recognition": [], "equivalence": [],
        "caps": [], "gifts": []})),
    responses(
        (status = 201, description = "With its `ETag`", body = RulebookView),
        (status = 404, description = "What should be copied is not there", body = Problem),
        (status = 422, description = "Every fault of the rules", body = Problem),
    )
)]
#[post("/rulebooks")]
pub async fn create(
    bank: Bank,
    who: Admin,
    query: web::Query<CopyOf>,
    request: HttpRequest,
    payload: web::Payload,
) -> AppResult<HttpResponse> {
    let source = match query.into_inner().from.filter(|from| !from.is_empty()) {
        Some(from) => Source::Copy(from.parse().map_err(|kind| AppError::fault("/from", kind))?),
        None => source(&request, payload.into_inner()).await?,
    };
    Ok(service::create(&bank, &who, source).await?.answer(StatusCode::CREATED))
}

async fn source(request: &HttpRequest, payload: Payload) -> AppResult<Source> {
    match body::media_type(request).as_deref() {
        Some("application/json") => Ok(Source::Json(json(payload).await?)),
        Some("text/csv") => {
            let bytes = body::collect(payload, body::BULK).await?;
            let table = web::block(move || csv::read(&bytes)).await??;
            Ok(Source::Table(table))
        }
        _ => Err(Refusal::UnsupportedType.into()),
    }
}

/// A rulebook's body is larger than others.
async fn json(payload: Payload) -> AppResult<Value> {
    let bytes = body::collect(payload, body::BULK).await?;
    web::block(move || serde_json::from_slice(&bytes)).await?.map_err(|_| Refusal::Malformed.into())
}

/// Replaces a draft.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Replace a draft",
    params(
        ("id" = String, Path, description = "Its id"),
        ("If-Match" = String, Header, description = "The `ETag` of what is being replaced"),
    ),
    request_body(content = serde_json::Value, description = "A rulebook"),
    responses(
        (status = 200, description = "With its new `ETag`", body = RulebookView),
        (status = 409, description = "No draft", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 422, description = "Every fault of the rules", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[put("/rulebooks/{id}")]
pub async fn replace(
    bank: Bank,
    who: Admin,
    id: web::Path<RulebookId>,
    seen: IfMatch,
    request: HttpRequest,
    payload: web::Payload,
) -> AppResult<HttpResponse> {
    if !body::is_json(&request) {
        return Err(Refusal::UnsupportedType.into());
    }
    let body = json(payload.into_inner()).await?;
    Ok(service::replace(&bank, &who, *id, seen, body).await?.answer(StatusCode::OK))
}

/// Throws a draft away.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Throw a draft away",
    params(
        ("id" = String, Path, description = "Its id"),
        ("If-Match" = String, Header, description = "The `ETag` of what is thrown away"),
    ),
    responses(
        (status = 204, description = "Gone"),
        (status = 409, description = "No draft", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[delete("/rulebooks/{id}")]
pub async fn delete(
    bank: Bank,
    who: Admin,
    id: web::Path<RulebookId>,
    seen: IfMatch,
) -> AppResult<HttpResponse> {
    service::delete(&bank, &who, *id, seen).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Adds or replaces a rule.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Add a rule to a draft, or replace it",
    params(
        ("id" = String, Path, description = "The draft's id"),
        ("code" = String, Path, description = "The rule's code; another one in the body renames it"),
        ("If-Match" = String, Header, description = "The `ETag` of the draft"),
    ),
    request_body(content = serde_json::Value, description = "The list, and the rule as it stands there",
        example = json!({"list": "caps", "rule": {"code": "C1", "names": {"zh": "上限", "en": "Cap"},
            "limit": {"credits": "42.00"}, "window": "lifetime"}})),
    responses(
        (status = 204, description = "With the draft's new `ETag`"),
        (status = 409, description = "No draft, or the new code is taken", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 422, description = "Every fault of the rule", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[put("/rulebooks/{id}/rules/{code}")]
pub async fn put_rule(
    bank: Bank,
    who: Admin,
    path: web::Path<(RulebookId, String)>,
    seen: IfMatch,
    body: Body<OneRule>,
) -> AppResult<HttpResponse> {
    let (id, code) = path.into_inner();
    let written = service::put_rule(&bank, &who, id, code, seen, body.form).await?;
    Ok(HttpResponse::NoContent().insert_header((ETAG, etag(written.revision))).finish())
}

/// Deletes a rule.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Delete a rule of a draft",
    params(
        ("id" = String, Path, description = "The draft's id"),
        ("code" = String, Path, description = "The rule's code"),
        ("If-Match" = String, Header, description = "The `ETag` of the draft"),
    ),
    responses(
        (status = 204, description = "With the draft's new `ETag`"),
        (status = 404, description = "No such rule", body = Problem),
        (status = 409, description = "No draft", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[delete("/rulebooks/{id}/rules/{code}")]
pub async fn delete_rule(
    bank: Bank,
    who: Admin,
    path: web::Path<(RulebookId, String)>,
    seen: IfMatch,
) -> AppResult<HttpResponse> {
    let (id, code) = path.into_inner();
    let left = service::delete_rule(&bank, &who, id, code, seen).await?;
    Ok(HttpResponse::NoContent().insert_header((ETAG, etag(left.revision))).finish())
}
