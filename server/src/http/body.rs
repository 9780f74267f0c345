//! Reads request bodies into checked forms.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::fields::Form;
use shared::problem::Refusal;

use crate::error::{AppError, AppResult};

/// Bytes of an ordinary body.
pub const ORDINARY: usize = 2 << 20;
/// Bytes of a batch, an import or a rulebook.
pub const BULK: usize = 64 << 20;

/// A JSON body, read into a checked form, with the digest of its bytes.
pub struct Body<T> {
    /// The form.
    pub form: T,
    /// SHA-256 of the bytes, hexadecimal: tells whether a repeated request is the same.
    pub digest: String,
}

impl<T: Form + 'static> FromRequest for Body<T> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = AppResult<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_json(request);
        let payload = payload.take();
        Box::pin(async move {
            if !json {
                return Err(Refusal::UnsupportedType.into());
            }
            let bytes = collect(payload, ORDINARY).await?;
            let value: Value = serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed)?;
            Ok(Self { form: T::parse(&value)?, digest: digest(&bytes) })
        })
    }
}

/// A [`Body`] that may be left out: nothing at all reads as `{}`.
pub struct OptionalBody<T>(pub Body<T>);

impl<T: Form + 'static> FromRequest for OptionalBody<T> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = AppResult<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_json(request);
        let payload = payload.take();
        Box::pin(async move {
            let bytes = collect(payload, ORDINARY).await?;
            if bytes.is_empty() {
                let form = T::parse(&Value::Object(serde_json::Map::new()))?;
                return Ok(Self(Body { form, digest: digest(&bytes) }));
            }
            if !json {
                return Err(Refusal::UnsupportedType.into());
            }
            let value: Value = serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed)?;
            Ok(Self(Body { form: T::parse(&value)?, digest: digest(&bytes) }))
        })
    }
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Whether the body says that it is JSON.
#[must_use]
pub fn is_json(request: &HttpRequest) -> bool {
    media_type(request).is_some_and(|kind| kind == "application/json")
}

/// The media type of the body, in small letters, without parameters.
#[must_use]
pub fn media_type(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    header.split(';').next().map(|kind| kind.trim().to_ascii_lowercase())
}

/// Reads a whole body of at most `limit` bytes.
///
/// # Errors
/// `TooLarge`; `Malformed` when it breaks off.
pub async fn collect(mut payload: Payload, limit: usize) -> AppResult<Bytes> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Refusal::Malformed)?;
        if bytes.len() + chunk.len() > limit {
            return Err(Refusal::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.into())
}
