//! One id a request: on the answer, in the log, in the audit.

use std::future::{Ready, ready};

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use tracing::Instrument;
use uuid::Uuid;

use crate::error::{AppError, AppResult};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of the request being served.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Gives each request its id and its log line.
///
/// # Errors
/// Those of the service inside.
pub async fn give<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let id = Uuid::now_v7().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", id, method = %request.method(), path = loggable(request.path()));
    let mut response = next.call(request).instrument(span.clone()).await?;
    let status = response.status().as_u16();
    span.in_scope(|| tracing::info!(status, "answered"));
    let value = HeaderValue::from_str(&id).expect("a UUID is a header value");
    response.headers_mut().insert(HEADER, value);
    Ok(response)
}

/// A path as it may be logged: without what opens a share.
fn loggable(path: &str) -> &str {
    const SHARED: &str = "/shared/";
    path.find(SHARED).and_then(|at| path.get(..at + SHARED.len())).unwrap_or(path)
}

/// The id that [`give`] gave.
#[must_use]
pub fn of(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map_or_else(|| "-".to_owned(), |id| id.0.clone())
}

impl FromRequest for RequestId {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(of(request))))
    }
}
