//! Making, listing and ending machine clients, and checking their secrets.

use shared::clients::{Client, PostClient};
use shared::fault::{Fault, FaultKind};
use shared::ids::InstitutionId;
use shared::page::Page;
use shared::problem::Refusal;
use shared::vocabulary::{Role, Scope, Status};
use uuid::Uuid;

use super::store::{self, ClientRow, Place};
use crate::audit;
use crate::auth::tokens::{Claims, Grant};
use crate::auth::{Caller, fresh_secret};
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::{self, Slice};
use crate::keys::Keys;

const ID_MOST: usize = 64;

/// A client to be.
#[derive(Clone, Debug)]
pub struct NewClient {
    /// Small letters, digits and hyphens.
    pub client_id: String,
    /// What a person calls it.
    pub name: String,
    /// Its secret.
    pub secret: String,
    /// The institutions that it posts for, at least one.
    pub institutions: Vec<InstitutionId>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// The user who made it.
    pub created_by: String,
}

/// What a client says to prove that it is one.
#[derive(Clone)]
pub struct Credentials {
    /// Its id.
    pub id: String,
    /// Its secret. Never log it.
    pub secret: String,
}

/// A client that proved itself.
#[derive(Clone, Debug)]
pub struct Machine {
    client_id: String,
    name: String,
    institutions: Vec<Grant>,
    /// What it may do.
    pub scopes: Vec<Scope>,
}

impl Machine {
    /// What an access token says of it.
    #[must_use]
    pub fn claims(&self) -> Claims {
        let mut claims = Claims::now(self.client_id.clone(), Role::Machine, self.name.clone());
        claims.institutions.clone_from(&self.institutions);
        claims.scopes.clone_from(&self.scopes);
        claims
    }
}

/// Adds a client.
///
/// # Errors
/// `AlreadyThere` when the id is taken.
pub fn add(conn: &mut Conn, keys: &Keys, new: &NewClient) -> AppResult<()> {
    let row = ClientRow {
        client_id: new.client_id.clone(),
        name: new.name.clone(),
        secret_digest: digest(keys, &new.secret),
        scopes: serde_json::to_string(&new.scopes)?,
        status: Status::Active.to_string(),
        created_by: new.created_by.clone(),
        created_at: clock::now().naive_utc(),
    };
    if !store::insert(conn, &row)? {
        return Err(Refusal::AlreadyThere.into());
    }
    store::insert_places(conn, &new.client_id, &new.institutions)
}

fn digest(keys: &Keys, secret: &str) -> String {
    keys.digest("client", secret)
}

/// Checks a client's secret.
///
/// # Errors
/// `InvalidClient`, whether the id is unknown, ended, or the secret wrong.
pub async fn authenticate(bank: &Bank, credentials: Credentials) -> AppResult<Machine> {
    let Credentials { id, secret } = credentials;
    if !is_id(&id) {
        return Err(Refusal::InvalidClient.into());
    }
    let digest = digest(&bank.keys, &secret);
    bank.db
        .read(move |conn| {
            let row = store::by_secret(conn, &id, &digest)?.ok_or(Refusal::InvalidClient)?;
            let places = store::places(conn, std::slice::from_ref(&id))?;
            let grant =
                |place: &Place| Ok(Grant { id: stored(&place.id)?, path: place.path.clone() });
            Ok(Machine {
                institutions: places.iter().map(grant).collect::<AppResult<_>>()?,
                scopes: serde_json::from_str(&row.scopes)?,
                client_id: row.client_id,
                name: row.name,
            })
        })
        .await
}

/// Whether words have the form of a client's id: what has not is known nowhere.
fn is_id(words: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=ID_MOST).contains(&words.len()) && words.chars().all(letter)
}

/// The live clients that work only for institutions of the caller.
///
/// # Errors
/// The database.
pub async fn list(bank: &Bank, who: &Caller, slice: Slice) -> AppResult<Page<Client>> {
    let top = top(who)?;
    bank.db
        .read(move |conn| {
            let after = slice.after.clone().unwrap_or_default();
            let rows = store::list(conn, &top, &after, slice.fetch())?;
            let ids: Vec<String> = rows.iter().map(|row| row.client_id.clone()).collect();
            let places = store::places(conn, &ids)?;
            let page = slice.page(rows, |row| row.client_id.clone());
            paging::map(page, |row| client(&row, &places))
        })
        .await
}

/// What the paths of all institutions that the caller manages begin with.
fn top(who: &Caller) -> AppResult<String> {
    match (who.role(), who.grants()) {
        (Role::Admin, _) => Ok(String::new()),
        (_, [grant]) => Ok(grant.path.clone()),
        _ => Err(Refusal::RoleMayNot.into()),
    }
}

fn client(row: &ClientRow, places: &[Place]) -> AppResult<Client> {
    let own = places.iter().filter(|place| place.client_id == row.client_id);
    Ok(Client {
        client_id: row.client_id.clone(),
        name: row.name.clone(),
        institutions: own.map(|place| stored(&place.code)).collect::<AppResult<_>>()?,
        scopes: serde_json::from_str(&row.scopes)?,
        created_at: clock::instant(row.created_at),
        client_secret: None,
    })
}

/// Makes a client with a fresh secret, which the answer shows once.
///
/// # Errors
/// Faults at `/institutions`: none named by who has none of their own; unknown ones, or others'.
pub async fn create(bank: &Bank, who: &Caller, ask: PostClient) -> AppResult<Client> {
    let who = who.clone();
    let keys = std::sync::Arc::clone(&bank.keys);
    let (client_id, secret) = (format!("c-{}", Uuid::now_v7().simple()), fresh_secret());
    bank.db
        .write(move |conn| {
            let mut scopes = ask.scopes.clone();
            scopes.sort();
            scopes.dedup();
            let new = NewClient {
                client_id: client_id.clone(),
                name: ask.name.as_str().to_owned(),
                secret: secret.clone(),
                institutions: institutions(conn, &who, &ask)?,
                scopes,
                created_by: who.subject().to_owned(),
            };
            add(conn, &keys, &new)?;
            audit::note(conn, &who, "client.create", &client_id)?;
            let row = store::by_id(conn, &client_id)?.ok_or(Refusal::NotFound)?;
            let places = store::places(conn, std::slice::from_ref(&client_id))?;
            Ok(Client { client_secret: Some(secret.clone()), ..client(&row, &places)? })
        })
        .await
}

fn institutions(conn: &mut Conn, who: &Caller, ask: &PostClient) -> AppResult<Vec<InstitutionId>> {
    if ask.institutions.is_empty() {
        let own = who.only_institution();
        let required = || AppError::fault("/institutions", FaultKind::Required);
        return Ok(vec![own.ok_or_else(required)?]);
    }
    let known = store::institutions(conn, &ask.institutions)?;
    let mut ids = Vec::with_capacity(ask.institutions.len());
    let mut faults = Vec::new();
    for (index, code) in ask.institutions.iter().enumerate() {
        match known.iter().find(|(_, known, path)| known == code.as_str() && who.reaches(path)) {
            Some((id, ..)) => ids.push(stored(id)?),
            None => faults.push(Fault::new(format!("/institutions/{index}"), FaultKind::Unknown)),
        }
    }
    ids.sort();
    ids.dedup();
    if faults.is_empty() { Ok(ids) } else { Err(faults.into()) }
}

/// Ends a client.
///
/// # Errors
/// `NotFound` when it is not there, not the caller's, or over.
pub async fn delete(bank: &Bank, who: &Caller, client_id: &str) -> AppResult<()> {
    if !is_id(client_id) {
        return Err(Refusal::NotFound.into());
    }
    let (who, top, id) = (who.clone(), top(who)?, client_id.to_owned());
    bank.db
        .write(move |conn| {
            if !store::end(conn, &top, &id)? {
                return Err(Refusal::NotFound.into());
            }
            audit::note(conn, &who, "client.delete", &id)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_small_letters_digits_and_hyphens() {
        assert!(is_id("demo-school"));
        assert!(is_id(&format!("c-{}", Uuid::now_v7().simple())));
        for words in ["", "Demo", "a b", "a\0", "学校", &"a".repeat(65)] {
            assert!(!is_id(words), "{words}");
        }
    }
}
