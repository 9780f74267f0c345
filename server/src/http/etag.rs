//! `ETag` and `If-Match`: nobody overwrites what they have not seen.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use serde::Serialize;
use shared::problem::Refusal;

use crate::error::{AppError, AppResult};

/// The tag of a revision.
#[must_use]
pub fn etag(revision: i64) -> String {
    format!("\"{revision}\"")
}

/// A value and its revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// Counts its changes.
    pub revision: i64,
}

impl<T: Serialize> Versioned<T> {
    /// Answers the value with its `ETag`.
    #[must_use]
    pub fn answer(&self, status: StatusCode) -> HttpResponse {
        HttpResponse::build(status).insert_header((ETAG, etag(self.revision))).json(&self.value)
    }
}

/// The `If-Match` of a request: the revisions that the caller has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(String);

impl IfMatch {
    /// Whether the caller has seen this revision; `*` is any (RFC 9110).
    ///
    /// # Errors
    /// `StaleMatch`.
    pub fn check(&self, revision: i64) -> AppResult<()> {
        let current = etag(revision);
        let mut tags = self.0.split(',').map(str::trim);
        if tags.any(|tag| tag == "*" || tag == current) {
            Ok(())
        } else {
            Err(Refusal::StaleMatch.into())
        }
    }
}

impl FromRequest for IfMatch {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(IF_MATCH).and_then(|value| value.to_str().ok());
        ready(header.map(|tags| Self(tags.to_owned())).ok_or(Refusal::MatchRequired.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_revision_that_was_seen_matches() {
        assert!(IfMatch("\"3\"".to_owned()).check(3).is_ok());
        assert!(IfMatch("\"2\", \"3\"".to_owned()).check(3).is_ok());
        assert!(IfMatch("*".to_owned()).check(3).is_ok());
        for stale in ["\"2\"", "3", "W/\"3\"", ""] {
            let refusal = IfMatch(stale.to_owned()).check(3).unwrap_err().refusal();
            assert_eq!(refusal, Refusal::StaleMatch, "{stale}");
        }
    }
}
