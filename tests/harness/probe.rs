//! Looks into a bank's database, and tampers with it: what no client can do.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use server::db::Conn;

use crate::{Backend, World};

#[derive(QueryableByName)]
struct Cell {
    #[diesel(sql_type = Text)]
    cell: String,
}

impl World {
    /// Runs statements behind the bank's back.
    #[track_caller]
    pub fn tamper(&self, sql: &str) {
        let done = self.bank().db.write_blocking(|conn| {
            match conn {
                Conn::Postgres(c) => c.batch_execute(sql)?,
                Conn::Sqlite(c) => c.batch_execute(sql)?,
            }
            Ok(())
        });
        done.expect("the statement fits the schema");
    }

    /// The texts of a query's only column.
    #[must_use]
    #[track_caller]
    pub fn cells(&self, query: &str) -> Vec<String> {
        let sql =
            format!("WITH found(cell) AS ({query}) SELECT CAST(cell AS TEXT) AS cell FROM found");
        let cells = self.bank().db.read_blocking(|conn| {
            Ok(match conn {
                Conn::Postgres(c) => diesel::sql_query(&sql).load::<Cell>(c)?,
                Conn::Sqlite(c) => diesel::sql_query(&sql).load::<Cell>(c)?,
            })
        });
        cells.expect("the query fits the schema").into_iter().map(|row| row.cell).collect()
    }

    /// The only cell of a query.
    #[must_use]
    #[track_caller]
    pub fn cell(&self, query: &str) -> String {
        let mut cells = self.cells(query);
        assert_eq!(cells.len(), 1, "one row of {query}");
        cells.remove(0)
    }

    /// Rows of a table.
    #[must_use]
    #[track_caller]
    pub fn rows(&self, table: &str) -> u64 {
        self.cell(&format!("SELECT COUNT(*) FROM {table}")).parse().expect("a count")
    }

    /// Everything that the database holds, as text or as the bytes of its files.
    #[must_use]
    pub fn everything_stored(&self) -> String {
        match self.backend() {
            Backend::Sqlite => ["bank.db", "bank.db-wal"]
                .into_iter()
                .filter_map(|name| std::fs::read(self.data_dir().join(name)).ok())
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .collect(),
            Backend::Postgres => {
                let tables = self.cells(
                    "SELECT table_name FROM information_schema.tables \
                     WHERE table_schema = current_schema()",
                );
                tables
                    .iter()
                    .flat_map(|table| self.cells(&format!("SELECT t::text FROM {table} AS t")))
                    .collect()
            }
        }
    }
}
