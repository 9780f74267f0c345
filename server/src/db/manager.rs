//! Opens connections, choosing the database by the scheme of its URL.
//!
//! Invariant: what cannot be opened is an error. (Trying one database after the other would open
//! an empty SQLite file when PostgreSQL is down.)

use std::str::FromStr;

use anyhow::bail;
use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::sqlite::SqliteConnection;
use diesel::{Connection, ConnectionError};

use super::{Conn, on_each};

/// Which database, and where.
#[derive(Clone, Debug)]
pub enum Backend {
    /// A connection URL for `libpq`.
    Postgres(String),
    /// The path of a file.
    Sqlite(String),
}

impl Backend {
    /// Connections that a process keeps.
    pub(super) const fn pool_size(&self) -> u32 {
        match self {
            Self::Postgres(_) => 16,
            Self::Sqlite(_) => 8,
        }
    }
}

impl FromStr for Backend {
    type Err = anyhow::Error;

    fn from_str(url: &str) -> anyhow::Result<Self> {
        match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres(url.to_owned())),
            Some(("sqlite", "")) => bail!("sqlite:// needs the path of a file"),
            Some(("sqlite", path)) => Ok(Self::Sqlite(path.to_owned())),
            _ => bail!("the database URL must begin with sqlite:// or postgres://"),
        }
    }
}

pub(super) struct Manager {
    backend: Backend,
}

impl Manager {
    pub(super) const fn new(backend: Backend) -> Self {
        Self { backend }
    }
}

/// `synchronous = FULL`: an acknowledged posting survives power loss, in WAL mode too.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

// The one place where connections are established.
#[allow(clippy::disallowed_methods)]
impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        let open = || -> Result<Conn, ConnectionError> {
            match &self.backend {
                Backend::Postgres(url) => {
                    let mut pg = PgConnection::establish(url)?;
                    pg.batch_execute("SET TIME ZONE 'UTC'")
                        .map_err(ConnectionError::CouldntSetupConfiguration)?;
                    Ok(Conn::Postgres(pg))
                }
                Backend::Sqlite(path) => {
                    let mut lite = SqliteConnection::establish(path)?;
                    lite.batch_execute(SQLITE_SETTINGS)
                        .map_err(ConnectionError::CouldntSetupConfiguration)?;
                    Ok(Conn::Sqlite(lite))
                }
            }
        };
        open().map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        on_each!(conn, c => c.ping()).map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || on_each!(conn, c => c.is_broken())
    }
}
