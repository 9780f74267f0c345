//! What the operator chose, and what the database knows about itself.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use diesel::prelude::*;
use serde::Deserialize;

use crate::db::{Conn, Db, on_each, schema::settings};
use crate::error::AppResult;
use crate::keys::Keys;
use crate::notices::outbox::Sender;

/// Choices that hold while the server runs.
#[derive(Clone)]
pub struct Settings {
    /// The address that people use, without a trailing slash.
    pub public_url: String,
    /// Rate limits.
    pub limits: Limits,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<crate::http::address::Network>,
    /// Whether it is a demo, which has pages for those who build and try the product.
    pub demo: bool,
    /// What carries notices to people.
    pub sender: Option<Arc<dyn Sender>>,
}

impl Settings {
    /// For commands that serve nothing.
    #[must_use]
    pub fn without_server() -> Self {
        Self {
            public_url: String::new(),
            limits: Limits::default(),
            trusted_proxies: Vec::new(),
            demo: false,
            sender: None,
        }
    }
}

/// Rate limits; benches and tests raise them.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Failed tries to sign in, per name and per address, in a minute.
    pub sign_in_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sign_in_per_minute: 10 }
    }
}

impl Limits {
    /// Reads a file of limits; the usual ones without a file.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub fn open(file: Option<&Path>) -> anyhow::Result<Self> {
        let Some(file) = file else { return Ok(Self::default()) };
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        serde_json::from_str(&text)
            .with_context(|| format!("{} is not a file of limits", file.display()))
    }
}

/// A fact that the database holds about itself.
///
/// # Errors
/// The database.
pub fn get(conn: &mut Conn, name: &str) -> AppResult<Option<String>> {
    Ok(settings::table.find(name).select(settings::value).first(conn).optional()?)
}

/// Sets a fact that was not set before.
///
/// # Errors
/// The database.
pub fn set_once(conn: &mut Conn, name: &str, value: &str) -> AppResult<()> {
    let row = (settings::name.eq(name), settings::value.eq(value));
    on_each!(conn, c => diesel::insert_into(settings::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Refuses keys that this database was not written with; a new database takes what it gets.
///
/// # Errors
/// Other keys.
pub fn check_fingerprint(db: &Db, keys: &Keys) -> anyhow::Result<()> {
    let fingerprint = keys.fingerprint();
    let known = db.write_blocking(|conn| {
        set_once(conn, "keys", &fingerprint)?;
        get(conn, "keys")
    })?;
    if known.as_deref() != Some(&fingerprint) {
        bail!("this database was written with other keys; give the right file by --keys");
    }
    Ok(())
}
