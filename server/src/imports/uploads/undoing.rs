//! Undoing an import in the background, while it says again and again that it is under way.

use std::time::Duration;

use shared::batches::Undone;
use shared::ids::ImportId;
use shared::imports::{Import, ImportStatus};
use shared::problem::Refusal;
use shared::transfers::Reasoned;

use super::service::{reached, show};
use super::store::{self, Change};
use crate::auth::Caller;
use crate::bank::Bank;
use crate::batches;
use crate::db::Conn;
use crate::error::AppResult;

/// What is said of an undoing that was interrupted.
pub(super) const UNDOING_INTERRUPTED: &str = "undoing_interrupted";
/// How often an undoing says that it is under way.
const BEAT: Duration = Duration::from_secs(15);

/// Has everything that an import created revoked.
///
/// # Errors
/// `NotFound`; `WrongState` when it created nothing, or was undone before.
pub(super) async fn undo(
    bank: &Bank,
    who: &Caller,
    id: ImportId,
    reason: Reasoned,
) -> AppResult<Import> {
    let caller = who.clone();
    let batch = bank
        .db
        .write(move |conn| {
            let (row, _, _, undone_at) = reached(conn, &caller, id)?;
            let status = if undone_at.is_some() { ImportStatus::Undone } else { row.status()? };
            let batch = row.batch()?.filter(|_| row.counts().is_ok_and(|it| it.created > 0));
            let change = Change { problem: Some(None), ..Change::to(ImportStatus::Undoing) };
            let open = status == ImportStatus::Posted;
            match batch.filter(|_| open) {
                Some(batch) if store::step(conn, id, &[ImportStatus::Posted], &change)? => {
                    Ok(batch)
                }
                _ => Err(Refusal::WrongState(status.as_str()).into()),
            }
        })
        .await?;
    let (bank_, who_) = (bank.clone(), who.clone());
    actix_web::rt::spawn(async move {
        let undone = with_beat(&bank_, id, batches::undo(&bank_, &who_, batch, reason)).await;
        if let Err(error) = end_undoing(&bank_, id, undone).await {
            tracing::error!(%error, %id, "how an undoing ended could not be noted");
        }
    });
    show(bank, who, id).await
}

/// Does something while saying again and again that it is under way.
async fn with_beat<T>(bank: &Bank, id: ImportId, work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        match tokio::time::timeout(BEAT, &mut work).await {
            Ok(done) => return done,
            Err(_) => {
                if let Err(error) = bank.db.write(move |conn| store::beat(conn, id)).await {
                    tracing::warn!(%error, %id, "an undoing could not say that it is under way");
                }
            }
        }
    }
}

async fn end_undoing(bank: &Bank, id: ImportId, undone: AppResult<Undone>) -> AppResult<()> {
    let change = move || match &undone {
        Ok(_) => Change::to(ImportStatus::Undone),
        Err(error) => Change {
            problem: Some(Some(error.refusal().code().to_owned())),
            ..Change::to(ImportStatus::Posted)
        },
    };
    let end = move |conn: &mut Conn| store::step(conn, id, &[ImportStatus::Undoing], &change());
    bank.db.write(end).await.map(|_| ())
}
