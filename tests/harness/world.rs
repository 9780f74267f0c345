//! One bank, started for one test.

use std::net::TcpListener;
use std::path::Path;
use std::sync::mpsc;
use std::thread::JoinHandle;

use server::bank::Bank;
use server::db::Db;
use server::keys::Keys;
use server::settings::{Limits, Settings};
use tempfile::TempDir;

use crate::database::Database;
use crate::{Backend, Client};

/// A bank with its database, keys and a server. Everything is gone when it is dropped.
pub struct World {
    // Dropped in this order: the server first, the folder last.
    server: Server,
    database: Database,
    backend: Backend,
    folder: TempDir,
}

/// A server of a bank; stopped when it is dropped.
pub struct Server {
    bank: Bank,
    url: String,
    handle: actix_web::dev::ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl World {
    /// Starts a bank with an empty, migrated database, and limits that no test reaches by accident.
    #[must_use]
    pub fn start(backend: Backend) -> Self {
        Self::with_limits(backend, Limits { sign_in_per_minute: 100_000 })
    }

    /// As [`World::start`], with these limits.
    #[must_use]
    pub fn with_limits(backend: Backend, limits: Limits) -> Self {
        Self::with(backend, Settings { limits, ..Settings::without_server() })
    }

    /// A demo's district over SQLite, as `serve --demo` makes it.
    #[must_use]
    pub fn demo() -> Self {
        let limits = Limits { sign_in_per_minute: 100_000 };
        let settings = Settings { limits, demo: true, ..Settings::without_server() };
        let world = Self::with(Backend::Sqlite, settings);
        server::demo::fill(world.bank()).expect("the demo fills an empty database");
        world
    }

    fn with(backend: Backend, settings: Settings) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = Database::make(backend, folder.path());
        let server = Server::start(database.url(), folder.path(), settings);
        Self { server, database, backend, folder }
    }

    /// A second server with a bank of its own over the same database and keys.
    #[must_use]
    pub fn another_server(&self) -> Server {
        let settings = (*self.server.bank.settings).clone();
        Server::start(self.database.url(), self.folder.path(), settings)
    }

    /// The bank that the server serves.
    #[must_use]
    pub fn bank(&self) -> &Bank {
        &self.server.bank
    }

    /// Runs every job of the bank once, and waits for it.
    pub fn run_jobs(&self) {
        self.server.run_jobs();
    }

    /// Which database it stands on.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Where its database is, as `--database-url` takes it.
    #[must_use]
    pub fn database_url(&self) -> &str {
        self.database.url()
    }

    /// Its folder of data and keys, as `--data-dir` takes it.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody without a token.
    #[must_use]
    pub fn visitor(&self) -> Client {
        self.server.visitor()
    }
}

impl Server {
    fn start(database_url: &str, folder: &Path, settings: Settings) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let url = format!("http://{address}");
        let db = Db::open(database_url).expect("the database opens");
        db.migrate().expect("the migrations apply");
        let keys = Keys::open(&folder.join("keys.json")).expect("keys can be made");
        let settings = Settings { public_url: url.clone(), ..settings };
        let bank = Bank::start(db, keys, settings).expect("the bank starts");
        let (started, handle) = mpsc::channel();
        let served = bank.clone();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = server::serve(served, listener).expect("the server starts");
                started.send(server.handle()).expect("the test waits for its server");
                server.await.expect("the server serves until it is stopped");
            });
        });
        let handle = handle.recv().expect("the server starts");
        Self { bank, url, handle, thread: Some(thread) }
    }

    /// Somebody without a token.
    #[must_use]
    pub fn visitor(&self) -> Client {
        Client::new(&self.url)
    }

    /// The bank that it serves.
    #[must_use]
    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// Runs every job of the bank once, and waits for it.
    pub fn run_jobs(&self) {
        let bank = self.bank.clone();
        let run = async move { server::ledger::jobs::run_once(&bank).await };
        actix_web::rt::System::new().block_on(run).expect("the jobs run");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The order is given by the call; what it returns only waits for the end.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
            && !std::thread::panicking()
        {
            panic!("the server's thread panicked");
        }
    }
}
