//! The endpoint of the audit.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::audit::AuditEntry;
use shared::fields::Line;
use shared::page::Page;
use shared::problem::Problem;

use super::store;
use crate::auth::Overseer;
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::paging::{self, PageQuery};

/// `?subject=`
#[derive(Debug, Deserialize)]
pub struct About {
    subject: Option<String>,
}

/// Who did or looked at what, newest first.
#[utoipa::path(tag = "audit", operation_id = "list_audit",
    summary = "Show who did or looked at what, newest first",
    params(("subject" = Option<String>, Query, description = "The id of what it was done to"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<AuditEntry>), (status = 422, body = Problem)))]
#[get("/audit")]
pub async fn list(
    bank: Bank,
    _who: Overseer,
    query: web::Query<About>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let slice = page.slice()?;
    let subject = query.into_inner().subject.filter(|subject| !subject.is_empty());
    let subject = subject.map(|subject| Line::<200>::new(&subject)).transpose();
    let subject = subject.map_err(|kind| AppError::fault("/subject", kind))?;
    let page = bank
        .db
        .read(move |conn| {
            let rows = store::list(conn, subject.as_ref().map(Line::as_str), &slice)?;
            Ok(slice.page(rows, |entry| entry.id.clone()))
        })
        .await?;
    Ok(paging::answer(&request, &page))
}
