//! The caller's language.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use actix_web::{FromRequest, HttpRequest};
use shared::lang::Lang;

use crate::error::{AppError, AppResult};

/// The language that the caller asked for; Chinese otherwise.
pub struct Language(pub Lang);

/// The language of `Accept-Language`.
#[must_use]
pub fn of(headers: &HeaderMap) -> Lang {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Lang::from_accept_language(header.unwrap_or_default())
}

impl FromRequest for Language {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(of(request.headers()))))
    }
}
