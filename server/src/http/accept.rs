//! What a client takes as an answer.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::ACCEPT;
use actix_web::{FromRequest, HttpRequest};
use shared::problem::Refusal;

use crate::error::{AppError, AppResult};

/// A request whose client takes JSON. Any other is refused with `NotAcceptable`.
pub struct AcceptsJson;

impl FromRequest for AcceptsJson {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
        let fits = header.is_none_or(takes_json);
        ready(if fits { Ok(Self) } else { Err(Refusal::NotAcceptable.into()) })
    }
}

/// Whether one of the types of an `Accept` header is JSON, or any, and not weighed with nothing.
fn takes_json(header: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let kind = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let weight = pieces.find_map(|piece| piece.strip_prefix("q="));
        let refused = weight.is_some_and(|q| q.parse() == Ok(0.0_f32));
        !refused && ["application/json", "application/*", "*/*"].contains(&kind.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_taken_by_name_by_family_or_with_anything() {
        for header in
            ["application/json", "text/html, */*;q=0.1", "application/*", "Application/JSON"]
        {
            assert!(takes_json(header), "{header}");
        }
        for header in ["application/pdf", "application/json;q=0", "text/*", ""] {
            assert!(!takes_json(header), "{header}");
        }
    }
}
