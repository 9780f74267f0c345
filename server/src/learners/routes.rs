//! Endpoints of learners.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, put, web};
use serde::Deserialize;
use shared::identity::IdDocument;
use shared::ids::LearnerId;
use shared::learners::{ConfirmClaim, Learner, MendLearner, MergeLearners, OpenCard};
use shared::page::Page;
use shared::problem::Problem;
use shared::transfers::Reasoned;

use super::service;
use crate::auth::{Admin, Counter, LearnerReader};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::etag::IfMatch;

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
        (status = 200, description = "With their `ETag`", body = Learner),
        (status = 404, description = "Not there", body = Problem),
    )
)]
#[get("/learners/{id}")]
pub async fn show(
    bank: Bank,
    who: LearnerReader,
    id: web::Path<LearnerId>,
) -> AppResult<HttpResponse> {
    Ok(service::show(&bank, &who, id.into_inner()).await?.answer(StatusCode::OK))
}

/// Mends what is known of a learner.
#[utoipa::path(
    tag = "learners", operation_id = "mend_learner",
    summary = "Mend what is known of a learner",
    description = "What is absent stays; null takes a value out. Both values stand in the audit. The \
                   document is an administrator's to mend.",
    params(
        ("id" = String, Path, description = "Their id"),
        ("If-Match" = String, Header, description = "The `ETag` of what is being mended"),
    ),
    request_body(content = serde_json::Value, example = json!({
        "name": "王秀兰", "street": "半淞园路街道", "reason": "姓名录入有误",
    })),
    responses(
        (status = 200, description = "With its new `ETag`", body = Learner),
        (status = 403, description = "Only an administrator mends a document", body = Problem),
        (status = 404, description = "Not there", body = Problem),
        (status = 409, description = "The document is another learner's, or the record was merged", body = Problem),
        (status = 412, description = "Changed by someone else in the meantime", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    )
)]
#[put("/learners/{id}")]
pub async fn mend(
    bank: Bank,
    who: Counter,
    id: web::Path<LearnerId>,
    seen: IfMatch,
    body: Body<MendLearner>,
) -> AppResult<HttpResponse> {
    let mended = service::mend(&bank, &who, id.into_inner(), seen, body.form).await?;
    Ok(mended.answer(StatusCode::OK))
}

/// Gives a learner a card with another number.
#[utoipa::path(
    tag = "learners", operation_id = "replace_card",
    summary = "Replace a card; the learner and all that is theirs stay",
    params(("id" = String, Path, description = "The learner's id")),
    request_body(content = serde_json::Value, example = json!({"reason": "学习卡遗失"})),
    responses(
        (status = 200, description = "With the new number", body = Learner),
        (status = 404, description = "Not there", body = Problem),
        (status = 409, description = "The card was closed", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/learners/{id}/card/replace")]
pub async fn replace_card(
    bank: Bank,
    who: Counter,
    id: web::Path<LearnerId>,
    body: Body<Reasoned>,
) -> AppResult<HttpResponse> {
    let replaced = service::replace_card(&bank, &who, id.into_inner(), body.form).await?;
    Ok(HttpResponse::Ok().json(replaced))
}

/// Makes two records of one person one.
#[utoipa::path(
    tag = "learners", operation_id = "merge_learners",
    summary = "Merge two records of one person",
    description = "All that one has, owes and did is the other's from then on; its card is closed, and \
                   its document and card number lead to the kept record.",
    request_body(content = serde_json::Value, example = json!({
        "keep": "01890000-0000-7000-8000-000000000001",
        "merge": "01890000-0000-7000-8000-000000000002", "reason": "同一人重复建档",
    })),
    responses(
        (status = 200, description = "The kept record", body = Learner),
        (status = 409, description = "One of them was merged before", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/learners/merge")]
pub async fn merge(bank: Bank, who: Admin, body: Body<MergeLearners>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::merge(&bank, &who, body.form).await?))
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
