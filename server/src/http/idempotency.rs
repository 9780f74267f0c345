//! `Idempotency-Key`: the same request twice moves credits once and gets the same bytes.
//!
//! Invariant: the answer that stands for a key is written in the same commit as what it tells of.
//! Refusals move nothing, so theirs is written on its own.

use std::collections::HashSet;
use std::future::{Future, Ready, ready};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use shared::fault::FaultKind;
use shared::lang::Lang;
use shared::problem::Refusal;

use super::{language, problem, request_id};
use crate::bank::Bank;
use crate::clock;
use crate::db::{Conn, on_each, schema::idempotency_keys};
use crate::error::{AppError, AppResult};

/// Days for which an answer is kept.
pub const KEPT_DAYS: i64 = 7;

/// The `Idempotency-Key` of a request, if it has one, and what a refusal needs.
pub struct KeyHeader {
    key: Option<String>,
    lang: Lang,
    request_id: String,
}

impl FromRequest for KeyHeader {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = match request.headers().get("idempotency-key") {
            None => Ok(None),
            Some(value) => match value.to_str() {
                Ok(key) if (1..=255).contains(&key.len()) => Ok(Some(key.to_owned())),
                _ => Err(AppError::fault("/Idempotency-Key", FaultKind::BadFormat)),
            },
        };
        ready(key.map(|key| Self {
            key,
            lang: language::of(request.headers()),
            request_id: request_id::of(request),
        }))
    }
}

/// A key in the hands of its caller, with the digest of the body that it came with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey {
    /// The caller: keys are each caller's own.
    pub caller: String,
    /// The key.
    pub key: String,
    /// Tells whether the request is the same: SHA-256 of its body, or of what its path says.
    pub digest: String,
}

impl IdempotencyKey {
    /// Caller and key: what is unique.
    #[must_use]
    pub fn pair(&self) -> (String, String) {
        (self.caller.clone(), self.key.clone())
    }
}

/// The first answer to a key.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body's bytes.
    pub body: String,
}

/// Keys of requests that this process is working on.
#[derive(Clone, Default)]
pub struct InFlight(Arc<Mutex<HashSet<(String, String)>>>);

struct Flight<'a> {
    all: &'a InFlight,
    key: (String, String),
}

impl InFlight {
    fn enter(&self, key: &IdempotencyKey) -> AppResult<Flight<'_>> {
        let pair = key.pair();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.insert(pair.clone()) {
            Ok(Flight { all: self, key: pair })
        } else {
            Err(Refusal::KeyInUse.into())
        }
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

impl KeyHeader {
    /// For calls that move credits: the key must be there.
    ///
    /// # Errors
    /// `KeyRequired`.
    pub fn required(self) -> AppResult<Self> {
        if self.key.is_none() { Err(Refusal::KeyRequired.into()) } else { Ok(self) }
    }

    /// Answers from the first time, or works now. `work` gets the key to write its answer under, in
    /// its own commit, and gives that answer back.
    ///
    /// # Errors
    /// `KeyReused`, `KeyInUse`, or what `work` says.
    pub async fn once<F, W>(
        self,
        bank: &Bank,
        caller: &str,
        digest: String,
        work: W,
    ) -> AppResult<HttpResponse>
    where
        F: Future<Output = AppResult<Answer>>,
        W: FnOnce(Option<IdempotencyKey>) -> F,
    {
        let Some(key) = self.key else { return Ok(respond(&work(None).await?)) };
        let key = IdempotencyKey { caller: caller.to_owned(), key, digest };
        let _flight = bank.in_flight.enter(&key)?;
        let asked = key.clone();
        if let Some(answer) = bank.db.read(move |conn| find(conn, &asked)).await? {
            return Ok(replay(&answer));
        }
        match work(Some(key.clone())).await {
            Ok(answer) => Ok(respond(&answer)),
            Err(AppError::Refused(Refusal::KeyInUse)) => first_answer(bank, key).await,
            Err(error) => {
                let refusal = error.refusal();
                if !is_kept(&refusal) {
                    return Err(error);
                }
                let body = problem::render(&refusal, self.lang, &self.request_id);
                let answer = Answer { status: refusal.status(), body };
                let (own, kept) = (key.clone(), answer.clone());
                match bank.db.write(move |conn| keep(conn, &own, &kept)).await {
                    // What was refused may be what another server did under this very key.
                    Err(AppError::Refused(Refusal::KeyInUse)) => first_answer(bank, key).await,
                    kept => kept.map(|()| respond(&answer)),
                }
            }
        }
    }
}

/// Another server was faster: its answer is the first one.
async fn first_answer(bank: &Bank, key: IdempotencyKey) -> AppResult<HttpResponse> {
    let first = bank.db.read(move |conn| find(conn, &key)).await?;
    Ok(replay(&first.ok_or(Refusal::KeyInUse)?))
}

/// 401, 429 and 5xx say nothing of the request itself; a key clash is about another one.
fn is_kept(refusal: &Refusal) -> bool {
    let status = refusal.status();
    let clash = matches!(refusal, Refusal::KeyReused | Refusal::KeyInUse);
    status != 401 && status != 429 && status < 500 && !clash
}

fn respond(answer: &Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let kind = if answer.status < 400 { "application/json" } else { problem::MEDIA_TYPE };
    HttpResponse::build(status).insert_header((CONTENT_TYPE, kind)).body(answer.body.clone())
}

fn replay(answer: &Answer) -> HttpResponse {
    let mut response = respond(answer);
    response.headers_mut().insert(
        actix_web::http::header::HeaderName::from_static("idempotency-replayed"),
        actix_web::http::header::HeaderValue::from_static("true"),
    );
    response
}

/// The first answer to a key.
///
/// # Errors
/// `KeyReused` when it came with another body.
pub fn find(conn: &mut Conn, key: &IdempotencyKey) -> AppResult<Option<Answer>> {
    type Row = (String, Option<i64>, Option<String>);
    let row: Option<Row> = idempotency_keys::table
        .find((&key.caller, &key.key))
        .select((idempotency_keys::body_digest, idempotency_keys::status, idempotency_keys::answer))
        .first(conn)
        .optional()?;
    match row {
        None => Ok(None),
        Some((digest, ..)) if digest != key.digest => Err(Refusal::KeyReused.into()),
        Some((_, Some(status), Some(body))) => {
            Ok(Some(Answer { status: u16::try_from(status).unwrap_or(200), body }))
        }
        Some(_) => Err(Refusal::KeyInUse.into()),
    }
}

/// Those of the keys that have their answer already.
///
/// # Errors
/// The database.
pub fn answered(conn: &mut Conn, keys: &[&IdempotencyKey]) -> AppResult<HashSet<(String, String)>> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<(String, String)> = idempotency_keys::table
        .filter(idempotency_keys::caller.eq_any(keys.iter().map(|key| &key.caller)))
        .filter(idempotency_keys::key.eq_any(keys.iter().map(|key| &key.key)))
        .select((idempotency_keys::caller, idempotency_keys::key))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Keeps the first answer to a key; whoever writes within a larger commit calls this inside it.
///
/// # Errors
/// `KeyInUse` when another server kept one in the meantime.
pub fn keep(conn: &mut Conn, key: &IdempotencyKey, answer: &Answer) -> AppResult<()> {
    let row = (
        idempotency_keys::caller.eq(&key.caller),
        idempotency_keys::key.eq(&key.key),
        idempotency_keys::body_digest.eq(&key.digest),
        idempotency_keys::status.eq(Some(i64::from(answer.status))),
        idempotency_keys::answer.eq(Some(&answer.body)),
        idempotency_keys::created_at.eq(clock::now().naive_utc()),
    );
    let written = on_each!(conn, c => diesel::insert_into(idempotency_keys::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if written == 1 { Ok(()) } else { Err(Refusal::KeyInUse.into()) }
}

/// Forgets answers that are older than [`KEPT_DAYS`].
///
/// # Errors
/// The database.
pub fn forget_old(conn: &mut Conn) -> AppResult<usize> {
    let before: NaiveDateTime = clock::now().naive_utc() - Duration::days(KEPT_DAYS);
    let old = idempotency_keys::table.filter(idempotency_keys::created_at.lt(before));
    Ok(diesel::delete(old).execute(conn)?)
}
