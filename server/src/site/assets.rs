//! The files of the web client, embedded in the program, already compressed.

use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::{EmbeddedFile, RustEmbed};
use shared::problem::Refusal;

use crate::bank::Bank;
use crate::error::AppResult;

#[derive(RustEmbed)]
#[folder = "../dist"]
struct Client;

/// What stands first below `admin` in the addresses of the registry; the client chooses by the same.
const REGISTRY: &[&str] =
    &["learners", "programs", "institutions", "schemes", "codes", "users", "audit"];

/// Answers a file of the client, or the part of the client whose router knows the page.
///
/// # Errors
/// `NotFound` for what belongs to the API or looks like a file that is not there.
pub async fn serve(request: HttpRequest, bank: Data<Bank>) -> AppResult<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut parts = path.split('/');
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let foreign = ["api", "oauth", ".well-known"].contains(&first);
    if !reads || foreign {
        return Err(Refusal::NotFound.into());
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let name = match first {
        _ if is_file => path,
        "convert" | "transfer" | "transfers" | "programs" | "family" => "moves.html",
        "clerk" => "counter.html",
        "review" => "registry.html",
        "admin" if REGISTRY.contains(&second) => "registry.html",
        "admin" if path.contains("/rules/") => "editor.html",
        "admin" | "ledger" => "desk.html",
        "help" => "guide.html",
        "ui" if bank.settings.demo => "guide.html",
        _ => "index.html",
    };
    let plain = Client::get(name).ok_or(Refusal::NotFound)?;
    Ok(answer(&request, name, &plain))
}

fn answer(request: &HttpRequest, name: &str, plain: &EmbeddedFile) -> HttpResponse {
    let tag = format!("\"{}\"", hex::encode(plain.metadata.sha256_hash()));
    let mut response = HttpResponse::Ok();
    response.insert_header((ETAG, tag.clone())).insert_header((VARY, "Accept-Encoding"));
    response.insert_header((CACHE_CONTROL, caching(name)));
    if request.headers().get(IF_NONE_MATCH).is_some_and(|known| known == tag.as_str()) {
        response.status(actix_web::http::StatusCode::NOT_MODIFIED);
        return response.finish();
    }
    response.insert_header((CONTENT_TYPE, media_type(name)));
    let accepts = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    for (coding, ending) in [("br", "br"), ("gzip", "gz")] {
        let wanted = accepts.is_some_and(|codings| codings.contains(coding));
        if let Some(packed) = wanted.then(|| Client::get(&format!("{name}.{ending}"))).flatten() {
            response.insert_header((CONTENT_ENCODING, coding));
            return response.body(packed.data.into_owned());
        }
    }
    response.body(plain.data.clone().into_owned())
}

/// Names that carry a hash of their content never change.
fn caching(name: &str) -> &'static str {
    let hashed = name
        .split(['-', '.', '_'])
        .any(|part| part.len() == 16 && part.chars().all(|c| c.is_ascii_hexdigit()));
    if hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
