//! The endpoint of live.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get};
use futures_util::stream;
use shared::live::Mark;
use shared::problem::Problem;
use tokio::time::{Instant, timeout, timeout_at};

use super::hub::Place;
use super::store;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::AppResult;

/// After this long without news a listener hears that the line is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The mark of the signed-in resident's card, as server-sent events: now, and whenever it changes.
/// The stream ends with the access token. Whoever accepts JSON only gets the mark of now.
#[utoipa::path(tag = "statement",
    responses((status = 200, description = "Events `mark`, each with a mark as JSON",
            content((Mark = "text/event-stream"), (Mark = "application/json"))),
        (status = 503, body = Problem, description = "Too many listen; `Retry-After` says when to try")))]
#[get("/me/events")]
pub async fn listen(bank: Bank, who: Resident, request: HttpRequest) -> AppResult<HttpResponse> {
    if wants_json(&request) {
        let learner = who.learner;
        let mark = bank.db.read(move |conn| store::mark_of(conn, learner)).await?;
        return Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(mark));
    }
    let place = bank.live.enter(who.learner, who.session().unwrap_or_default())?;
    let end = Instant::now() + who.time_left();
    let events = stream::unfold(place, move |place| next(place, end));
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Compressed, an event would wait for others to fill a block; so it would at a proxy.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(events))
}

/// Whether an answer in JSON is accepted and a stream is not.
fn wants_json(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("json") && !accepted.contains("event-stream"))
}

/// The next event or heartbeat; `None` when the token lapses, the session ends or the server stops.
async fn next(mut place: Place, end: Instant) -> Option<(Result<Bytes, Infallible>, Place)> {
    let news = timeout(HEARTBEAT, place.mark.changed());
    let said = match timeout_at(end, news).await.ok()? {
        Ok(changed) => {
            changed.ok()?;
            let mark = (*place.mark.borrow_and_update())?;
            let body = serde_json::to_string(&mark).expect("a mark is plain JSON");
            format!("event: mark\ndata: {body}\n\n")
        }
        Err(_) => ": alive\n\n".to_owned(),
    };
    Some((Ok(Bytes::from(said)), place))
}
