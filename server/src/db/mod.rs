//! The database: SQLite embedded by default, PostgreSQL by URL.
//!
//! Invariant: there are two doors, [`Db::read`] and [`Db::write`], and no third. A read sees one
//! snapshot; a write commits whole or not at all, and is tried again when the database says so.

mod conn;
mod manager;
mod migrations;
pub mod schema;

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::r2d2::{Pool, PooledConnection};
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::error::{AppError, AppResult};

pub use conn::Conn;
pub(crate) use conn::on_each;
pub use manager::Backend;
use manager::Manager;

/// Rows per statement in bulk writes: both databases bound the number of values in one.
pub const ROWS_PER_STATEMENT: usize = 500;

const WRITE_TRIES: u32 = 10;

/// Connections that are kept without work; more are opened when they are needed.
const CONNECTIONS_AT_REST: u32 = 2;

/// The pool, and the two doors.
#[derive(Clone)]
pub struct Db {
    pool: Pool<Manager>,
}

impl Db {
    /// Opens a database by its URL: `sqlite://PATH` or `postgres://…`.
    ///
    /// # Errors
    /// An unknown scheme, or no connection.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        let backend: Backend = url.parse()?;
        let pool = Pool::builder()
            .max_size(backend.pool_size())
            .min_idle(Some(CONNECTIONS_AT_REST))
            .connection_timeout(Duration::from_secs(5))
            .build(Manager::new(backend))?;
        Ok(Self { pool })
    }

    /// Applies the migrations that are missing. Safe when several servers start at once.
    ///
    /// # Errors
    /// A migration that does not apply.
    pub fn migrate(&self) -> anyhow::Result<()> {
        migrations::apply(&mut *self.pool.get()?)
    }

    /// Reads, away from the event loop, from one snapshot.
    ///
    /// # Errors
    /// What `work` says, or `Busy` when no connection is free.
    pub async fn read<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> AppResult<T> + Send + 'static,
    {
        let db = self.clone();
        actix_web::web::block(move || db.read_blocking(work)).await?
    }

    /// Writes, away from the event loop, in one transaction.
    ///
    /// # Errors
    /// What `work` says (and then nothing is written), or `Busy`.
    pub async fn write<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: Fn(&mut Conn) -> AppResult<T> + Send + 'static,
    {
        let db = self.clone();
        actix_web::web::block(move || db.write_blocking(work)).await?
    }

    /// As [`Db::read`], for threads that may wait: the ledger writer and the command line.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_blocking<T>(&self, work: impl FnOnce(&mut Conn) -> AppResult<T>) -> AppResult<T> {
        let mut conn = self.connection()?;
        begin(&mut conn, Door::Read)?;
        let outcome = work(&mut conn);
        rollback(&mut conn)?;
        outcome
    }

    /// As [`Db::write`], for threads that may wait.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_blocking<T>(&self, work: impl Fn(&mut Conn) -> AppResult<T>) -> AppResult<T> {
        self.write_if_blocking(|conn| work(conn).map(Fate::Commit))
    }

    /// As [`Db::write_blocking`], where the work itself says whether what it wrote shall stand.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_if_blocking<T>(
        &self,
        work: impl Fn(&mut Conn) -> AppResult<Fate<T>>,
    ) -> AppResult<T> {
        let mut conn = self.connection()?;
        for attempt in 1..=WRITE_TRIES {
            match write_once(&mut conn, &work) {
                Err(AppError::Database(error)) if is_transient(&error) && attempt < WRITE_TRIES => {
                    tracing::debug!(attempt, %error, "write tried again");
                    std::thread::sleep(Duration::from_millis(u64::from(attempt * attempt)));
                }
                outcome => return outcome,
            }
        }
        Err(AppError::busy())
    }

    fn connection(&self) -> AppResult<PooledConnection<Manager>> {
        self.pool.get().map_err(|error| {
            tracing::warn!(%error, "no database connection");
            AppError::busy()
        })
    }
}

/// Whether what a work wrote shall stand.
pub enum Fate<T> {
    /// It stands.
    Commit(T),
    /// It was a rehearsal, or one part of a whole was refused.
    RollBack(T),
}

#[derive(Clone, Copy)]
enum Door {
    Read,
    Write,
}

fn begin(conn: &mut Conn, door: Door) -> AppResult<()> {
    match conn {
        Conn::Postgres(pg) => {
            let sql = match door {
                Door::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                Door::Write => "BEGIN ISOLATION LEVEL READ COMMITTED",
            };
            AnsiTransactionManager::begin_transaction_sql(pg, sql)?;
        }
        Conn::Sqlite(lite) => {
            let sql = match door {
                Door::Read => "BEGIN DEFERRED",
                Door::Write => "BEGIN IMMEDIATE",
            };
            AnsiTransactionManager::begin_transaction_sql(lite, sql)?;
        }
    }
    Ok(())
}

fn rollback(conn: &mut Conn) -> AppResult<()> {
    on_each!(conn, c => AnsiTransactionManager::rollback_transaction(c))?;
    Ok(())
}

fn write_once<T>(conn: &mut Conn, work: &impl Fn(&mut Conn) -> AppResult<Fate<T>>) -> AppResult<T> {
    begin(conn, Door::Write)?;
    match work(conn) {
        Ok(Fate::Commit(value)) => {
            on_each!(conn, c => AnsiTransactionManager::commit_transaction(c))?;
            Ok(value)
        }
        Ok(Fate::RollBack(value)) => {
            rollback(conn)?;
            Ok(value)
        }
        Err(error) => {
            rollback(conn)?;
            Err(error)
        }
    }
}

/// A serialization failure, a deadlock, or a busy database: the same write may succeed next time.
fn is_transient(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DieselError::DatabaseError(_, info) => {
            let message = info.message();
            message.contains("database is locked") || message.contains("deadlock detected")
        }
        _ => false,
    }
}
