//! Queries about machine clients.

use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use shared::ids::InstitutionId;
use shared::institutions::InstitutionCode;
use shared::vocabulary::Status;

use crate::db::schema::{client_institutions, clients, institutions};
use crate::db::{Conn, on_each};
use crate::error::AppResult;

/// A client as stored; columns in the table's order.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = clients)]
pub struct ClientRow {
    pub client_id: String,
    pub name: String,
    pub secret_digest: String,
    pub scopes: String,
    pub status: String,
    pub created_by: String,
    pub created_at: NaiveDateTime,
}

/// An institution that a client works for.
#[derive(Clone, Debug, Queryable)]
pub struct Place {
    pub client_id: String,
    pub id: String,
    pub code: String,
    pub path: String,
}

/// Adds a client; whether the id was free.
pub fn insert(conn: &mut Conn, row: &ClientRow) -> AppResult<bool> {
    let written = on_each!(conn, c => diesel::insert_into(clients::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// Says for which institutions a client works.
pub fn insert_places(conn: &mut Conn, client: &str, ids: &[InstitutionId]) -> AppResult<()> {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| {
            (
                client_institutions::client_id.eq(client),
                client_institutions::institution_id.eq(id.to_string()),
            )
        })
        .collect();
    on_each!(conn, c => diesel::insert_into(client_institutions::table).values(rows).execute(c))?;
    Ok(())
}

/// A client by its id.
pub fn by_id(conn: &mut Conn, client: &str) -> AppResult<Option<ClientRow>> {
    Ok(clients::table.find(client).first(conn).optional()?)
}

/// A live client by its id and the digest of its secret.
pub fn by_secret(conn: &mut Conn, client: &str, digest: &str) -> AppResult<Option<ClientRow>> {
    let row = clients::table
        .filter(clients::client_id.eq(client))
        .filter(clients::secret_digest.eq(digest))
        .filter(clients::status.eq(Status::Active.as_str()))
        .first(conn)
        .optional()?;
    Ok(row)
}

/// Live clients all of whose institutions lie below `top`, which is empty for all, by id.
macro_rules! within {
    ($top:expr) => {{
        let outside = client_institutions::table
            .inner_join(
                institutions::table.on(institutions::id.eq(client_institutions::institution_id)),
            )
            .filter(client_institutions::client_id.eq(clients::client_id))
            .filter(institutions::path.not_like(format!("{}%", $top)));
        clients::table
            .filter(clients::status.eq(Status::Active.as_str()))
            .filter(not(exists(outside)))
    }};
}

/// Live clients all of whose institutions lie below `top`, which is empty for all, by id.
pub fn list(conn: &mut Conn, top: &str, after: &str, fetch: i64) -> AppResult<Vec<ClientRow>> {
    let rows = within!(top)
        .filter(clients::client_id.gt(after))
        .order(clients::client_id)
        .limit(fetch)
        .load(conn)?;
    Ok(rows)
}

/// Ends a live client, should all of its institutions lie below `top`; whether it did.
pub fn end(conn: &mut Conn, top: &str, client: &str) -> AppResult<bool> {
    let row = within!(top).filter(clients::client_id.eq(client));
    let ended = clients::status.eq(Status::Inactive.as_str());
    Ok(diesel::update(row).set(ended).execute(conn)? == 1)
}

/// The institutions of clients, by code.
pub fn places(conn: &mut Conn, clients: &[String]) -> AppResult<Vec<Place>> {
    let rows = client_institutions::table
        .inner_join(
            institutions::table.on(institutions::id.eq(client_institutions::institution_id)),
        )
        .filter(client_institutions::client_id.eq_any(clients))
        .order(institutions::code)
        .select((
            client_institutions::client_id,
            institutions::id,
            institutions::code,
            institutions::path,
        ))
        .load(conn)?;
    Ok(rows)
}

/// Id, code and path of the institutions with these codes.
pub fn institutions(
    conn: &mut Conn,
    codes: &[InstitutionCode],
) -> AppResult<Vec<(String, String, String)>> {
    let codes: Vec<&str> = codes.iter().map(InstitutionCode::as_str).collect();
    let rows = institutions::table
        .filter(institutions::code.eq_any(codes))
        .select((institutions::id, institutions::code, institutions::path))
        .load(conn)?;
    Ok(rows)
}
