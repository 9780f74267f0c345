//! Endpoints of learners.

use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use shared::identity::IdDocument;
use shared::ids::LearnerId;
use shared::learners::{ConfirmClaim, Learner, OpenCard};
use shared::page::Page;
use shared::problem::Problem;

use super::service;
use crate::auth::{Counter, LearnerReader};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;

/// `?card_number=`
#[derive(Debug, Deserialize)]
pub struct ByCard {
    card_number: Option<String>,
}

/// Opens a card at the counter.
#[utoipa::path(
    tag = "learners",
    summary = "Open a card",
    description = "The answer holds the code to print on the activation slip; it is shown this once.",
    request_body(content = serde_json::Value, example = json!({
        "id_type": "resident_id", "id_number": "11010519491231002X", "name": "王秀兰",
        "street": "半淞园路街道", "phone": "13800000000",
    })),
    responses(
        (status = 201, description = "Opened", body = Learner),
        (status = 409, description = "The document has a card", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/learners")]
pub async fn open(bank: Bank, who: Counter, body: Body<OpenCard>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Created().json(service::open(&bank, &who, body.form).await?))
}

/// Looks a card up.
#[utoipa::path(
    tag = "learners",
    summary = "Look a card up",
    description = "The look-up is noted in the audit.",
    params(("card_number" = String, Query, description = "16 digits")),
    responses(
        (status = 200, description = "One or none", body = Page<Learner>),
        (status = 422, description = "The number is wrong or missing", body = Problem),
    )
)]
#[get("/learners")]
pub async fn by_card(
    bank: Bank,
    who: LearnerReader,
    query: web::Query<ByCard>,
) -> AppResult<HttpResponse> {
    let found = service::by_card(&bank, &who, query.card_number.as_deref()).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// Looks a person up by their document, which travels in the body so that no log of addresses
/// holds its number.
#[utoipa::path(
    tag = "learners",
    summary = "Look a document up",
    description = "The look-up is noted in the audit.",
    request_body(content = serde_json::Value, example = json!({
        "id_type": "resident_id", "id_number": "11010519491231002X",
    })),
    responses(
        (status = 200, description = "The person", body = Learner),
        (status = 404, description = "Nobody with this document is known", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/learners/find")]
pub async fn find(
    bank: Bank,
    who: LearnerReader,
    body: Body<IdDocument>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::find(&bank, &who, body.form).await?))
}

/// Shows a learner.
#[utoipa::path(
    tag = "learners",
    summary = "Show a learner",
    description = "The look-up is noted in the audit.",
    params(("id" = String, Path, description = "Their id")),
    responses(
        (status = 200, description = "The learner", body = Learner),
        (status = 404, description = "Not there", body = Problem),
    )
)]
#[get("/learners/{id}")]
pub async fn show(
    bank: Bank,
    who: LearnerReader,
    id: web::Path<LearnerId>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::show(&bank, &who, id.into_inner()).await?))
}

/// Confirms that the account which claims to be this person is theirs.
#[utoipa::path(
    tag = "learners",
    summary = "Confirm a person",
    description = "Done at the counter, with the person and their document present. Other accounts \
                   that claim to be this person lose their claim.",
    params(("id" = String, Path, description = "Their id")),
    request_body(
        content = serde_json::Value,
        description = "The phone tells which account, where several claim to be this person",
        example = json!({"phone": "13800000000"})
    ),
    responses(
        (status = 200, description = "Confirmed", body = Learner),
        (status = 404, description = "Not there", body = Problem),
        (status = 409, description = "No account waits to be confirmed", body = Problem),
        (status = 422, description = "Several do, or none with this phone", body = Problem),
    )
)]
#[post("/learners/{id}/confirm")]
pub async fn confirm(
    bank: Bank,
    who: Counter,
    id: web::Path<LearnerId>,
    body: Body<ConfirmClaim>,
) -> AppResult<HttpResponse> {
    let confirmed = service::confirm(&bank, &who, id.into_inner(), body.form).await?;
    Ok(HttpResponse::Ok().json(confirmed))
}
