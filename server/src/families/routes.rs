//! The endpoints of families: extract, hand over, answer.

use actix_web::{HttpResponse, get, post, web};
use shared::families::{FoundFamily, InviteToFamily, MyFamily};
use shared::ids::FamilyId;
use shared::problem::{Problem, Refusal};

use super::service;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;

/// The family of the signed-in resident, and those that invite them.
#[utoipa::path(tag = "families", operation_id = "show_family",
    responses((status = 200, body = MyFamily)))]
#[get("/me/family")]
pub async fn show(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::show(&bank, &who).await?))
}

/// Founds a family, whose first member is the signed-in resident.
#[utoipa::path(tag = "families", operation_id = "found_family",
    request_body(content = serde_json::Value, example = json!({"name": "王家"})),
    responses((status = 201, body = MyFamily), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/me/family")]
pub async fn found(bank: Bank, who: Resident, body: Body<FoundFamily>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Created().json(service::found(&bank, &who, body.form).await?))
}

/// Invites the holder of a card to the signed-in resident's family.
#[utoipa::path(tag = "families", operation_id = "invite_to_family",
    request_body(content = serde_json::Value, example = json!({"card_number": "6201000000000003"})),
    responses((status = 200, body = MyFamily), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
#[post("/me/family/invitations")]
pub async fn invite(
    bank: Bank,
    who: Resident,
    body: Body<InviteToFamily>,
) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::invite(&bank, &who, body.form).await?))
}

/// Joins a family that invited the signed-in resident.
#[utoipa::path(tag = "families", operation_id = "accept_family", params(("id" = String, Path)),
    responses((status = 200, body = MyFamily), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
#[post("/me/family/invitations/{id}/accept")]
pub async fn accept(bank: Bank, who: Resident, id: web::Path<String>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::accept(&bank, &who, read(&id)?).await?))
}

/// Declines an invitation.
#[utoipa::path(tag = "families", operation_id = "decline_family", params(("id" = String, Path)),
    responses((status = 200, body = MyFamily), (status = 404, body = Problem)))]
#[post("/me/family/invitations/{id}/decline")]
pub async fn decline(bank: Bank, who: Resident, id: web::Path<String>) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::decline(&bank, &who, read(&id)?).await?))
}

/// Leaves the family; the last one to leave ends it.
#[utoipa::path(tag = "families", operation_id = "leave_family",
    responses((status = 200, body = MyFamily), (status = 409, body = Problem)))]
#[post("/me/family/leave")]
pub async fn leave(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::leave(&bank, &who).await?))
}

fn read(id: &str) -> AppResult<FamilyId> {
    id.parse().map_err(|_| Refusal::NotFound.into())
}
