//! How far an import is, as server-sent events.

use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, ContentEncoding};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, get, web};
use futures_util::stream;
use shared::ids::ImportId;
use shared::problem::Problem;

use super::service;
use crate::auth::{Caller, Poster};
use crate::bank::Bank;
use crate::error::{AppError, AppResult};

/// How often the stand is looked at. Whoever works on it may be another server.
const PERIOD: Duration = Duration::from_millis(400);
/// Looks without news after which a comment keeps the connection open.
const SILENT_LOOKS: u32 = 30;

/// Watches an import.
#[utoipa::path(tag = "imports", operation_id = "watch_import",
    summary = "Watch an import: an event `progress` with its stand whenever that changes, until it rests",
    params(("id" = String, Path)),
    responses((status = 200, content_type = "text/event-stream", body = String),
        (status = 404, body = Problem)))]
#[get("/imports/{id}/events")]
pub async fn watch(bank: Bank, who: Poster, id: web::Path<ImportId>) -> AppResult<HttpResponse> {
    let caller: Caller = who.clone();
    let mut look = Look { bank, caller, id: *id, last: String::new(), over: false };
    let first = look.stand().await?;
    let start = (Some(first), look);
    let events = stream::unfold(start, |(first, mut look)| async move {
        let event = match first {
            Some(stand) => event(&stand),
            None => look.next().await?,
        };
        Some((Ok::<_, AppError>(Bytes::from(event)), (None, look)))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((CACHE_CONTROL, "no-store"))
        // A compressor would hold events back.
        .insert_header((CONTENT_ENCODING, ContentEncoding::Identity))
        .streaming(Box::pin(events)))
}

/// Somebody who looks at an import again and again.
struct Look {
    bank: Bank,
    caller: Caller,
    id: ImportId,
    last: String,
    over: bool,
}

impl Look {
    /// How it stands now.
    async fn stand(&mut self) -> AppResult<String> {
        let import = service::show(&self.bank, &self.caller, self.id).await?;
        self.over = !import.status.is_moving();
        self.last = serde_json::to_string(&import)?;
        Ok(self.last.clone())
    }

    /// The next event, once there is one; `None` when there will be none.
    async fn next(&mut self) -> Option<String> {
        if self.over {
            return None;
        }
        for _ in 0..SILENT_LOOKS {
            tokio::time::sleep(PERIOD).await;
            let before = self.last.clone();
            let stand = self.stand().await.ok()?;
            if stand != before || self.over {
                return Some(event(&stand));
            }
        }
        Some(": still here\n\n".to_owned())
    }
}

fn event(stand: &str) -> String {
    format!("event: progress\ndata: {stand}\n\n")
}
