//! The endpoint of history.

use actix_web::{HttpResponse, get};
use shared::history::{History, months};
use shared::month::Month;

use super::store;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::clock;
use crate::error::AppResult;

/// The credits of the signed-in resident's card month by month, three years at most, and what they
/// converted into what.
#[utoipa::path(tag = "statement", responses((status = 200, body = History)))]
#[get("/me/history")]
pub async fn show(bank: Bank, who: Resident) -> AppResult<HttpResponse> {
    let learner = who.learner;
    let history = bank
        .db
        .read(move |conn| {
            let months = months(&store::movements(conn, learner)?, Month::of(clock::today()))?;
            Ok(History { months, flows: store::flows(conn, learner)? })
        })
        .await?;
    Ok(HttpResponse::Ok().json(history))
}
