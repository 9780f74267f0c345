//! Writes refusals as problem details, in the caller's language.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use shared::lang::Lang;
use shared::problem::Refusal;

use super::{language, request_id};

/// The media type of problem details.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Writes the body of every refusal; also of those that the framework made itself.
///
/// # Errors
/// Those of the service inside.
pub async fn write<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let lang = language::of(request.headers());
    let instance = request_id::of(request.request());
    // The router needs the request to itself: a clone kept meanwhile would make it panic. Handlers
    // and extractors answer their errors; none comes this way.
    let response = next.call(request).await?.map_into_boxed_body();
    let refusal = response.response().extensions().get::<Refusal>().cloned();
    let Some(refusal) = refusal.or_else(|| of_framework(&response)) else { return Ok(response) };
    let body = render(&refusal, lang, &instance);
    let mut response = response.map_body(|_, _| BoxBody::new(body));
    if let Ok(status) = StatusCode::from_u16(refusal.status()) {
        *response.response_mut().status_mut() = status;
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if let Some(seconds) = refusal.retry_after() {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

/// The body of a refusal.
#[must_use]
pub fn render(refusal: &Refusal, lang: Lang, instance: &str) -> String {
    serde_json::to_string(&refusal.problem(lang, instance)).expect("a problem is plain JSON")
}

/// The framework's own errors: paths, queries and payloads that it could not read.
fn of_framework(response: &ServiceResponse<BoxBody>) -> Option<Refusal> {
    if response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind != "text/plain; charset=utf-8")
    {
        return None;
    }
    match response.status().as_u16() {
        404 => Some(Refusal::NotFound),
        405 => Some(Refusal::MethodNotAllowed),
        413 => Some(Refusal::TooLarge),
        415 => Some(Refusal::UnsupportedType),
        400..=499 => Some(Refusal::Malformed),
        500..=599 => Some(Refusal::Busy),
        _ => None,
    }
}
