//! The district's programs: a certificate that community and senior courses count toward, one that
//! bridges general and vocational education, and one that leads from teacher training to a degree.

use anyhow::Context;
use serde_json::Value;
use shared::fields::Form;
use shared::programs::PostProgram;

use crate::db::Conn;
use crate::error::AppResult;
use crate::programs::service;

const PROGRAMS: &str = include_str!("programs.json");

/// The programs, as an administrator would post them.
pub(super) fn all() -> anyhow::Result<Vec<PostProgram>> {
    let bodies: Vec<Value> = serde_json::from_str(PROGRAMS).context("programs.json")?;
    let read = |body: &Value| {
        PostProgram::parse(body).map_err(|faults| anyhow::anyhow!("programs.json: {faults:?}"))
    };
    bodies.iter().map(read).collect()
}

/// Enters the programs; schemes, institutions and courses are there.
pub(super) fn add(conn: &mut Conn) -> AppResult<()> {
    for program in all()? {
        service::add(conn, program)?;
    }
    Ok(())
}
