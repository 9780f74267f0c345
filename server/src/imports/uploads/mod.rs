//! Uploads: imports over HTTP, which the bank works on while nobody waits.
//!
//! A file is read before it is answered for; what it holds is kept sealed in the database, so that a
//! restart loses nothing. Two threads a process check and post what is waiting ([`work`]), a slice a
//! commit, and note after each how far they came. One that falls silent is taken over.
//!
//! Invariants: an import is worked on by one worker at a time; what is posted twice, since a worker
//! fell silent between a posting and its note, is `unchanged` the second time; a batch holds what
//! the import created, and undoing it undoes the import.

mod events;
mod receive;
mod routes;
mod service;
mod store;
mod undoing;
mod work;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use shared::ids::ImportId;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::bank::Bank;
use crate::error::AppResult;

/// Rows of an upload at most.
const ROWS: usize = 100_000;
/// Imports that a process works on at once.
const WORKERS: usize = 2;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(routes::upload)
        .service(routes::list)
        .service(routes::failed_csv)
        .service(routes::failed_rows)
        .service(events::watch)
        .service(routes::show)
        .service(routes::map)
        .service(routes::commit)
        .service(routes::undo);
}

/// A handle on the workers. Cheap to clone.
#[derive(Clone)]
pub struct Importer {
    orders: Sender<(Bank, ImportId)>,
}

impl Importer {
    /// Starts the workers, which end with the last handle.
    ///
    /// # Errors
    /// The operating system, when it gives no threads.
    pub fn start() -> anyhow::Result<Self> {
        let (orders, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for number in 1..=WORKERS {
            let waiting = Arc::clone(&waiting);
            std::thread::Builder::new()
                .name(format!("import-{number}"))
                .spawn(move || serve(&waiting))?;
        }
        Ok(Self { orders })
    }
}

impl Bank {
    /// Has an import worked on.
    fn work_on(&self, id: ImportId) {
        // Without a worker it waits for the next process that looks for silent ones.
        drop(self.importer.orders.send((self.clone(), id)));
    }
}

fn serve(waiting: &Mutex<Receiver<(Bank, ImportId)>>) {
    loop {
        let next = waiting.lock().map(|waiting| waiting.recv());
        let Ok(Ok((bank, id))) = next else { return };
        if let Err(error) = work::run(&bank, id) {
            tracing::error!(%error, %id, "an import was interrupted; it goes on with the next round of jobs");
        }
    }
}

/// Goes on with imports that were interrupted, and forgets what is old.
///
/// # Errors
/// The database.
pub async fn resume(bank: &Bank) -> AppResult<()> {
    let silent = bank
        .db
        .write(|conn| {
            store::forget_old(conn)?;
            store::give_up_undoing(conn, undoing::UNDOING_INTERRUPTED)?;
            store::silent(conn)
        })
        .await?;
    for id in silent {
        bank.work_on(id);
    }
    Ok(())
}
