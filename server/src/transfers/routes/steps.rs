//! Steps that residents take. Each needs an `Idempotency-Key`; one that does not fit the state is
//! refused by naming it.

use actix_web::{HttpResponse, post, web};
use shared::fields::Line;
use shared::problem::Problem;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{PerhapsReasoned, Reasoned, Transfer};

use super::read;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::{self, Body, OptionalBody};
use crate::http::idempotency::KeyHeader;
use crate::transfers::service;

/// Cancels a transfer before a decision, or a gift before it is accepted.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = Transfer), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
#[post("/transfers/{id}/cancel")]
pub async fn cancel(
    bank: Bank,
    who: Resident,
    key: KeyHeader,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    take(&bank, &who, key, &id, (TransferStep::Cancel, None, "")).await
}

/// Takes a settled conversion or gift back within ten minutes, while what it gave is untouched.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = Transfer), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
#[post("/transfers/{id}/take-back")]
pub async fn take_back(
    bank: Bank,
    who: Resident,
    key: KeyHeader,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    take(&bank, &who, key, &id, (TransferStep::TakeBack, None, "")).await
}

/// Appeals a rejection, once: the credits go on hold again, and another person decides.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    request_body(content = serde_json::Value, example = json!({"reason": "课程内容相同，附教学大纲"})),
    responses((status = 200, body = Transfer), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/transfers/{id}/appeal")]
pub async fn appeal(
    bank: Bank,
    who: Resident,
    key: KeyHeader,
    id: web::Path<String>,
    body: Body<Reasoned>,
) -> AppResult<HttpResponse> {
    let Body { form, digest } = body;
    let reason = Some(form.reason.into_string());
    take(&bank, &who, key, &id, (TransferStep::Appeal, reason, &digest)).await
}

/// Accepts a gift: the credits enter the receiver's card.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = Transfer), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
#[post("/transfers/{id}/accept")]
pub async fn accept(
    bank: Bank,
    who: Resident,
    key: KeyHeader,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    take(&bank, &who, key, &id, (TransferStep::Accept, None, "")).await
}

/// Declines a gift: the credits return to the giver. A reason may be given.
#[utoipa::path(tag = "transfers",
    params(("id" = String, Path), ("Idempotency-Key" = String, Header)),
    request_body(content = Option<serde_json::Value>, example = json!({"reason": null})),
    responses((status = 200, body = Transfer), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
#[post("/transfers/{id}/decline")]
pub async fn decline(
    bank: Bank,
    who: Resident,
    key: KeyHeader,
    id: web::Path<String>,
    body: OptionalBody<PerhapsReasoned>,
) -> AppResult<HttpResponse> {
    let Body { form, digest } = body.0;
    let reason = form.reason.map(Line::into_string);
    take(&bank, &who, key, &id, (TransferStep::Decline, reason, &digest)).await
}

async fn take(
    bank: &Bank,
    who: &Resident,
    key: KeyHeader,
    id: &str,
    (step, reason, said): (TransferStep, Option<String>, &str),
) -> AppResult<HttpResponse> {
    let (id, key) = (read(id)?, key.required()?);
    let digest = body::digest(format!("{step} {id} {said}").as_bytes());
    key.once(bank, who.subject(), digest, |key| service::step(bank, who, id, (step, reason), key))
        .await
}
