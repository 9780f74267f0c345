//! Live: tells open pages at once that something was posted to their card or told to its holder.
//!
//! `GET /me/events`
//!
//! Invariant: a listener holds no thread and no connection to the database. One task a process asks
//! for all of them with one query: every second, since another server may have posted, and at once
//! when this one has.

mod hub;
mod routes;
mod store;

use std::time::Duration;

use utoipa_actix_web::service_config::ServiceConfig;

use crate::bank::Bank;
use crate::error::AppResult;

pub use hub::Live;

/// The longest time between two looks while somebody listens.
const PERIOD: Duration = Duration::from_secs(1);

/// The shortest time between two looks, however much is posted.
const REST: Duration = Duration::from_millis(100);

/// The endpoint of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(routes::listen);
}

/// Starts looking on the current runtime; while nobody listens it rests.
pub fn start(bank: &Bank) {
    let bank = bank.clone();
    actix_web::rt::spawn(async move {
        loop {
            bank.live.somebody_listens().await;
            // Whichever comes first; that it was the clock needs no answer.
            let _ = tokio::time::timeout(PERIOD, bank.live.posted()).await;
            if let Err(error) = look(&bank).await {
                tracing::error!(%error, "a look for listeners failed; the next follows in a second");
            }
            tokio::time::sleep(REST).await;
        }
    });
}

async fn look(bank: &Bank) -> AppResult<()> {
    let looked_for = bank.live.listeners();
    let sessions = looked_for.sessions.clone();
    let marks = bank.db.read(move |conn| store::marks(conn, &sessions)).await?;
    bank.live.tell(&looked_for, &marks);
    Ok(())
}
