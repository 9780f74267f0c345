//! A database for one test: a temporary file, or a schema of its own.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use uuid::Uuid;

/// The variable that says where tests find PostgreSQL; `cargo xtask test` sets it.
const POSTGRES: &str = "CREDIT_BANK_TEST_POSTGRES";

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// A schema in the cluster that `CREDIT_BANK_TEST_POSTGRES` names.
    Postgres,
}

/// A database that is gone when this is dropped.
pub(crate) struct Database {
    url: String,
    schema: Option<String>,
}

impl Database {
    /// Makes a new one; a file stands in `folder`, which outlives it.
    pub(crate) fn make(backend: Backend, folder: &Path) -> Self {
        match backend {
            Backend::Sqlite => {
                let url = format!("sqlite://{}", folder.join("bank.db").display());
                Self { url, schema: None }
            }
            Backend::Postgres => {
                let schema = format!("test_{}", Uuid::now_v7().simple());
                run(&format!("CREATE SCHEMA {schema}"));
                let cluster = cluster();
                let joint = if cluster.contains('?') { '&' } else { '?' };
                let url = format!("{cluster}{joint}options=-csearch_path%3D{schema}");
                Self { url, schema: Some(schema) }
            }
        }
    }

    /// Where it is, as the server takes it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(schema) = &self.schema {
            run(&format!("DROP SCHEMA {schema} CASCADE"));
        }
    }
}

fn cluster() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!("{POSTGRES} is not set: `cargo xtask test` starts a PostgreSQL and sets it")
    })
}

// The bank's own doors open one database each; making and dropping schemas is the tests' business.
#[allow(clippy::disallowed_methods)]
fn run(sql: &str) {
    use diesel::Connection;
    let mut connection = PgConnection::establish(&cluster()).expect("PostgreSQL answers");
    connection.batch_execute(sql).expect("a schema can be made and dropped");
}
