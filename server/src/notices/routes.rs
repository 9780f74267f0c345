//! Endpoints of notices.

use actix_web::{HttpResponse, get, post, web};
use shared::ids::NoticeId;
use shared::notices::Notices;
use shared::problem::{Problem, Refusal};

use super::store;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::paging::PageQuery;

/// What the bank told the signed-in resident, newest first.
#[utoipa::path(tag = "notices", operation_id = "list_notices",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Notices), (status = 422, body = Problem)))]
#[get("/me/notifications")]
pub async fn list(
    bank: Bank,
    who: Resident,
    page: web::Query<PageQuery>,
) -> AppResult<HttpResponse> {
    let (slice, learner) = (page.slice()?, who.learner);
    let notices = bank
        .db
        .read(move |conn| {
            let rows = store::list(conn, learner, &slice)?;
            let unread = store::unread(conn, learner)?;
            let page = slice.page(rows, |notice| notice.id.to_string());
            Ok(Notices { items: page.items, next_cursor: page.next_cursor, unread })
        })
        .await?;
    Ok(HttpResponse::Ok().json(notices))
}

/// Notes that a notice was read.
#[utoipa::path(tag = "notices", operation_id = "read_notice",
    params(("id" = String, Path, description = "Its id")),
    responses((status = 204, description = "Read"), (status = 404, body = Problem)))]
#[post("/me/notifications/{id}/read")]
pub async fn read(bank: Bank, who: Resident, id: web::Path<NoticeId>) -> AppResult<HttpResponse> {
    let learner = who.learner;
    bank.db
        .write(move |conn| {
            if store::mark_read(conn, learner, *id)? {
                Ok(())
            } else {
                Err(Refusal::NotFound.into())
            }
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
