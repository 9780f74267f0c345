//! The migrations of both databases, compiled into the program.

use anyhow::anyhow;
use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Conn;

const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");

/// Any number, the same in every server: whoever holds it migrates.
const LOCK: &str = "SELECT pg_advisory_lock(7301164220)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7301164220)";

pub(super) fn apply(conn: &mut Conn) -> anyhow::Result<()> {
    match conn {
        Conn::Postgres(pg) => {
            pg.batch_execute(LOCK)?;
            let outcome = pg.run_pending_migrations(POSTGRES).map(|_| ());
            pg.batch_execute(UNLOCK)?;
            outcome.map_err(|error| anyhow!("{error}"))
        }
        Conn::Sqlite(lite) => {
            lite.run_pending_migrations(SQLITE).map(|_| ()).map_err(|error| anyhow!("{error}"))
        }
    }
}
