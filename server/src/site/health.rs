//! Whether the process lives, and whether it can serve.

use actix_web::HttpResponse;
use diesel::prelude::*;

use crate::bank::Bank;
use crate::error::AppResult;

/// The process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({"status": "ok"}))
}

/// The database answers too.
///
/// # Errors
/// `Busy` when it does not.
pub async fn readyz(bank: Bank) -> AppResult<HttpResponse> {
    bank.db
        .read(|conn| {
            let one = diesel::select(1.into_sql::<diesel::sql_types::Integer>());
            Ok(one.get_result::<i32>(conn)?)
        })
        .await?;
    Ok(HttpResponse::Ok().json(serde_json::json!({"status": "ready"})))
}
