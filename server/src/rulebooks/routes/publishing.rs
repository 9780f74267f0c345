//! Endpoints on the way from a draft to a published rulebook.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use shared::ids::RulebookId;
use shared::problem::Problem;
use shared::rulebooks::{
    Findings, Progress, PublishRequest, RetireRequest, RulebookSummary, SimulateRequest, Simulation,
};

use crate::auth::{Admin, Overseer};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::language::Language;
use crate::rulebooks::{service, simulation as simulations};

/// Checks a rulebook.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Check a rulebook against the catalogue",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "Every finding, errors first", body = Findings),
        (status = 404, description = "Not there", body = Problem),
    )
)]
#[post("/rulebooks/{id}/check")]
pub async fn check(
    bank: Bank,
    _who: Overseer,
    id: web::Path<RulebookId>,
    language: Language,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::check(&bank, *id, language.0).await?))
}

/// Simulates a draft.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Simulate a draft against the stored completions",
    description = "Nothing moves. The result is kept with the draft.",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = serde_json::Value, example = json!({"since": "2026-01-01"})),
    responses(
        (status = 200, description = "Done", body = Simulation),
        (status = 202, description = "Under way: ask again", body = Simulation),
        (status = 404, description = "Not there", body = Problem),
        (status = 409, description = "Published already", body = Problem),
    )
)]
#[post("/rulebooks/{id}/simulate")]
pub async fn simulate(
    bank: Bank,
    who: Admin,
    id: web::Path<RulebookId>,
    body: Body<SimulateRequest>,
) -> AppResult<HttpResponse> {
    let started = simulations::simulate(&bank, &who, *id, body.form).await?;
    let status = match started.status {
        Progress::Running => StatusCode::ACCEPTED,
        Progress::Done | Progress::Failed | Progress::Stopped => StatusCode::OK,
    };
    Ok(HttpResponse::build(status).json(started))
}

/// Shows the last simulation.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Show how far the last simulation has come, or what came out",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The last one", body = Simulation),
        (status = 404, description = "Never simulated", body = Problem),
    )
)]
#[get("/rulebooks/{id}/simulate")]
pub async fn simulation(
    bank: Bank,
    _who: Overseer,
    id: web::Path<RulebookId>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(simulations::show(&bank, *id).await?))
}

/// Submits a draft.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Submit a draft for publication",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "Submitted: it does not change any more", body = RulebookSummary),
        (status = 404, description = "Not there", body = Problem),
        (status = 409, description = "No draft", body = Problem),
        (status = 422, description = "Every fault of its rules", body = Problem),
    )
)]
#[post("/rulebooks/{id}/submit")]
pub async fn submit(bank: Bank, who: Admin, id: web::Path<RulebookId>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::submit(&bank, &who, *id).await?))
}

/// Withdraws a submitted rulebook.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Make a submitted rulebook a draft again",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "A draft", body = RulebookSummary),
        (status = 404, description = "Not there", body = Problem),
        (status = 409, description = "Not submitted", body = Problem),
    )
)]
#[post("/rulebooks/{id}/withdraw")]
pub async fn withdraw(
    bank: Bank,
    who: Admin,
    id: web::Path<RulebookId>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::withdraw(&bank, &who, *id).await?))
}

/// Publishes a submitted rulebook.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Publish a submitted rulebook",
    description = "By another administrator than its author. A minting cycle always blocks it, an \
                   ambiguous pair unless it is accepted with a reason.",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = serde_json::Value, example = json!({
        "mode": "re_evaluate", "note": "上限提高", "accept": [
            {"code": "ambiguous_pair", "rules": ["VC-02", "VC-04"], "reason": "逐件裁定"},
            {"code": "ambiguous_pair", "rules": "all", "reason": "历史对应表"}]})),
    responses(
        (status = 200, description = "Published under the next number", body = RulebookSummary),
        (status = 403, description = "Its author does not publish it", body = Problem),
        (status = 404, description = "Not there", body = Problem),
        (status = 409, description = "Not submitted, or findings block it", body = Problem),
        (status = 422, description = "Some values are wrong", body = Problem),
    )
)]
#[post("/rulebooks/{id}/publish")]
pub async fn publish(
    bank: Bank,
    who: Admin,
    id: web::Path<RulebookId>,
    body: Body<PublishRequest>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::publish_submitted(&bank, &who, *id, body.form).await?))
}

/// Takes a rulebook out of use.
#[utoipa::path(
    tag = "rulebooks",
    summary = "Take a published rulebook out of use",
    description = "The one published before it is in force again; decisions made under it stay.",
    params(("id" = String, Path, description = "Its id")),
    request_body(content = serde_json::Value, example = json!({"reason": "上限有误"})),
    responses(
        (status = 200, description = "Out of use", body = RulebookSummary),
        (status = 404, description = "Not there", body = Problem),
        (status = 409, description = "Not published", body = Problem),
        (status = 422, description = "The reason is missing", body = Problem),
    )
)]
#[post("/rulebooks/{id}/retire")]
pub async fn retire(
    bank: Bank,
    who: Admin,
    id: web::Path<RulebookId>,
    body: Body<RetireRequest>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::retire(&bank, &who, *id, body.form).await?))
}
