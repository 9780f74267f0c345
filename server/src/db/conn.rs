//! One connection type over both databases.

// The derive implements `establish` by trying one database after the other; nothing here calls it.
#![allow(clippy::disallowed_methods)]

use diesel::pg::PgConnection;
use diesel::sqlite::SqliteConnection;

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Runs one expression on whichever connection there is, for what the combined type lacks:
/// `ON CONFLICT`, batch inserts, `FOR UPDATE`, `RETURNING`.
macro_rules! on_each {
    ($conn:expr, $each:ident => $body:expr) => {
        match $conn {
            $crate::db::Conn::Postgres($each) => $body,
            $crate::db::Conn::Sqlite($each) => $body,
        }
    };
}
pub(crate) use on_each;
