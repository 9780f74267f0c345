//! The endpoints of transcripts: extract, hand over, answer.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::transcripts::{IssuedTranscript, Transcript};

use super::service;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::accept::AcceptsJson;
use crate::http::paging::{self, PageQuery};

/// Everything that was recognised of the signed-in resident, as it stands now.
#[utoipa::path(tag = "transcripts", operation_id = "my_transcript",
    responses((status = 200, body = Transcript), (status = 406, body = Problem)))]
#[get("/me/transcript")]
pub async fn current(bank: Bank, who: Resident, _json: AcceptsJson) -> AppResult<HttpResponse> {
    Ok(HttpResponse::Ok().json(service::mine(&bank, &who).await?))
}

/// Issues a transcript: keeps it as it stands, with a code that anyone can check it by. Asked again
/// while nothing has changed on the same day, it answers the one of that day.
#[utoipa::path(tag = "transcripts", operation_id = "issue_transcript",
    responses((status = 200, body = IssuedTranscript), (status = 201, body = IssuedTranscript)))]
#[post("/me/transcripts")]
pub async fn issue(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    let (issued, new) = service::issue(&bank, &who).await?;
    let mut response = if new { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(response.json(issued))
}

/// The transcripts that were issued to the signed-in resident, newest first, without what they say.
#[utoipa::path(tag = "transcripts", operation_id = "list_transcripts",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<IssuedTranscript>), (status = 422, body = Problem)))]
#[get("/me/transcripts")]
pub async fn list(
    bank: Bank,
    who: Resident,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// A transcript as it was when it was issued, and whether that is still so.
#[utoipa::path(tag = "transcripts", operation_id = "show_transcript", params(("id" = String, Path)),
    responses((status = 200, body = IssuedTranscript), (status = 404, body = Problem)))]
#[get("/me/transcripts/{id}")]
pub async fn show(bank: Bank, who: Resident, id: web::Path<String>) -> AppResult<HttpResponse> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    Ok(HttpResponse::Ok().json(service::show(&bank, &who, id).await?))
}
