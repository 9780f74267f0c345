//! OAuth 2.0 for machine clients, at the root, in the forms of RFC 6749 and RFC 8414.

use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, ResponseError, get, post, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use shared::clients::MachineToken;
use shared::problem::Refusal;
use shared::vocabulary::Scope;
use utoipa::ToSchema;

use crate::auth::tokens::LIFETIME_SECONDS;
use crate::bank::Bank;
use crate::clients::service::{self as clients, Credentials};
use crate::error::AppError;
use crate::http::body::{self, ORDINARY};

/// Why no token was given (RFC 6749, section 5.2).
#[derive(Debug, thiserror::Error)]
pub enum OAuthError {
    /// A parameter is missing, twice there, or cannot be read.
    #[error("invalid_request")]
    InvalidRequest,
    /// The client is unknown, or its secret is wrong.
    #[error("invalid_client")]
    InvalidClient,
    /// Only client credentials are taken.
    #[error("unsupported_grant_type")]
    UnsupportedGrantType,
    /// A scope that there is not, or that the client does not have.
    #[error("invalid_scope")]
    InvalidScope,
    /// What has nothing to do with OAuth.
    #[error(transparent)]
    Bank(AppError),
}

impl From<AppError> for OAuthError {
    fn from(error: AppError) -> Self {
        match error.refusal() {
            Refusal::InvalidClient => Self::InvalidClient,
            _ => Self::Bank(error),
        }
    }
}

impl ResponseError for OAuthError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::InvalidClient => StatusCode::UNAUTHORIZED,
            Self::Bank(error) => error.status_code(),
            _ => StatusCode::BAD_REQUEST,
        }
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Bank(error) = self {
            return error.error_response();
        }
        let mut answer = HttpResponse::build(self.status_code());
        answer.insert_header((CACHE_CONTROL, "no-store"));
        if matches!(self, Self::InvalidClient) {
            answer.insert_header((WWW_AUTHENTICATE, "Basic realm=\"credit-bank\""));
        }
        answer.json(OAuthRefusal { error: self.to_string() })
    }
}

/// A refusal in OAuth's own form.
#[derive(Serialize, ToSchema)]
struct OAuthRefusal {
    /// A code of RFC 6749, section 5.2.
    error: String,
}

/// The parameters of a token request; others are ignored, as RFC 6749 asks.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
struct TokenRequest {
    grant_type: Option<String>,
    scope: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

impl TokenRequest {
    /// A parameter that comes twice is refused.
    fn parse(bytes: &[u8]) -> Result<Self, OAuthError> {
        let text = std::str::from_utf8(bytes).map_err(|_| OAuthError::InvalidRequest)?;
        web::Query::<Self>::from_query(text)
            .map(web::Query::into_inner)
            .map_err(|_| OAuthError::InvalidRequest)
    }

    /// The client, by `Authorization: Basic` or by parameters, and not by both.
    fn credentials(&self, authorization: Option<&str>) -> Result<Credentials, OAuthError> {
        let (id, secret) = match (authorization, &self.client_secret) {
            (Some(_), Some(_)) => return Err(OAuthError::InvalidRequest),
            (Some(header), None) => basic(header).ok_or(OAuthError::InvalidClient)?,
            (None, secret) => {
                let id = self.client_id.clone().ok_or(OAuthError::InvalidClient)?;
                (id, secret.clone().ok_or(OAuthError::InvalidClient)?)
            }
        };
        if self.client_id.as_ref().is_some_and(|named| *named != id) {
            return Err(OAuthError::InvalidRequest);
        }
        Ok(Credentials { id, secret })
    }

    /// The scopes asked for; `None` asks for all.
    fn scopes(&self) -> Result<Option<Vec<Scope>>, OAuthError> {
        let Some(words) = self.scope.as_deref().filter(|words| !words.is_empty()) else {
            return Ok(None);
        };
        let scopes = words.split(' ').map(str::parse::<Scope>);
        scopes.collect::<Result<_, _>>().map(Some).map_err(|_| OAuthError::InvalidScope)
    }
}

/// Ids and secrets that the bank gives consist of letters, digits and hyphens, which the form
/// encoding of RFC 6749 leaves as they are.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    let bytes = BASE64.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"));
    let text = String::from_utf8(bytes?).ok()?;
    text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}

/// Get a token for a machine client
///
/// Client credentials (RFC 6749, section 4.4), by `client_secret_basic` or `client_secret_post`.
/// `scope` may name fewer scopes than the client has.
#[utoipa::path(
    tag = "oauth",
    request_body(
        content = Value,
        content_type = "application/x-www-form-urlencoded",
        example = json!({
            "grant_type": "client_credentials", "scope": "completions:write",
            "client_id": "demo-school", "client_secret": "…"
        }),
    ),
    responses(
        (status = 200, description = "A token for ten minutes", body = MachineToken),
        (status = 400, description = "`invalid_request`, `invalid_scope` or \
            `unsupported_grant_type`", body = OAuthRefusal),
        (status = 401, description = "`invalid_client`", body = OAuthRefusal),
    ),
    security(()),
)]
#[post("/oauth/token")]
pub async fn oauth_token(
    bank: Bank,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, OAuthError> {
    let bytes = body::collect(payload.into_inner(), ORDINARY).await?;
    let ask = TokenRequest::parse(&bytes)?;
    let token = grant(&bank, &request, &ask).await?;
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(token))
}

async fn grant(
    bank: &Bank,
    request: &HttpRequest,
    ask: &TokenRequest,
) -> Result<MachineToken, OAuthError> {
    let header = request.headers().get(AUTHORIZATION).map(|value| value.to_str().unwrap_or(""));
    match ask.grant_type.as_deref() {
        None => return Err(OAuthError::InvalidRequest),
        Some("client_credentials") => {}
        Some(_) => return Err(OAuthError::UnsupportedGrantType),
    }
    let mut machine = clients::authenticate(bank, ask.credentials(header)?).await?;
    if let Some(asked) = ask.scopes()? {
        if asked.iter().any(|scope| !machine.scopes.contains(scope)) {
            return Err(OAuthError::InvalidScope);
        }
        machine.scopes.retain(|scope| asked.contains(scope));
    }
    let scope: Vec<&str> = machine.scopes.iter().map(|scope| scope.as_str()).collect();
    let scope = scope.join(" ");
    Ok(MachineToken {
        access_token: bank.tokens.sign(&machine.claims())?,
        token_type: "Bearer".to_owned(),
        expires_in: LIFETIME_SECONDS,
        scope,
    })
}

/// What the authorisation server does (RFC 8414).
#[derive(Serialize, ToSchema)]
struct Metadata {
    issuer: String,
    token_endpoint: String,
    jwks_uri: String,
    grant_types_supported: Vec<&'static str>,
    token_endpoint_auth_methods_supported: Vec<&'static str>,
    scopes_supported: Vec<Scope>,
    /// Empty: there is no authorisation endpoint.
    response_types_supported: Vec<&'static str>,
}

/// Find the token endpoint
///
/// Authorisation server metadata (RFC 8414).
#[utoipa::path(
    tag = "oauth",
    responses((status = 200, description = "The metadata", body = Metadata)),
    security(()),
)]
#[get("/.well-known/oauth-authorization-server")]
pub async fn oauth_metadata(bank: Bank) -> HttpResponse {
    let issuer = bank.settings.public_url.clone();
    HttpResponse::Ok().json(Metadata {
        token_endpoint: format!("{issuer}/oauth/token"),
        jwks_uri: format!("{issuer}/.well-known/jwks.json"),
        grant_types_supported: vec!["client_credentials"],
        token_endpoint_auth_methods_supported: vec!["client_secret_basic", "client_secret_post"],
        scopes_supported: Scope::ALL.to_vec(),
        response_types_supported: Vec::new(),
        issuer,
    })
}

/// Get the keys that access tokens are signed with
///
/// A JSON Web Key Set (RFC 7517) with one Ed25519 key.
#[utoipa::path(
    tag = "oauth",
    responses((status = 200, description = "The public keys", body = Value)),
    security(()),
)]
#[get("/.well-known/jwks.json")]
pub async fn jwks(bank: Bank) -> HttpResponse {
    HttpResponse::Ok().json(bank.tokens.jwks())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<TokenRequest, OAuthError> {
        TokenRequest::parse(text.as_bytes())
    }

    #[test]
    fn a_client_names_itself_once() {
        let post = parse("client_id=a&client_secret=s%2D1&extra=1").unwrap();
        let by_post = post.credentials(None).unwrap();
        assert_eq!((by_post.id.as_str(), by_post.secret.as_str()), ("a", "s-1"));
        let header = format!("Basic {}", BASE64.encode("a:s:1"));
        let by_basic = parse("client_id=a").unwrap().credentials(Some(&header)).unwrap();
        assert_eq!((by_basic.id.as_str(), by_basic.secret.as_str()), ("a", "s:1"));
        let both = post.credentials(Some(&header));
        assert!(matches!(both, Err(OAuthError::InvalidRequest)));
        let other = parse("client_id=b").unwrap().credentials(Some(&header));
        assert!(matches!(other, Err(OAuthError::InvalidRequest)));
        for header in ["Basic", "Basic ?", "Bearer YTpi", "Basic YQ=="] {
            let wrong = parse("").unwrap().credentials(Some(header));
            assert!(matches!(wrong, Err(OAuthError::InvalidClient)), "{header}");
        }
        assert!(matches!(parse("").unwrap().credentials(None), Err(OAuthError::InvalidClient)));
    }

    #[test]
    fn a_parameter_that_comes_twice_is_refused() {
        assert!(matches!(parse("scope=a&scope=b"), Err(OAuthError::InvalidRequest)));
        assert!(matches!(TokenRequest::parse(&[0xff]), Err(OAuthError::InvalidRequest)));
    }

    #[test]
    fn scopes_are_words_of_the_contract() {
        let scopes = |text: &str| parse(text).unwrap().scopes();
        let both = scopes("scope=completions:write+courses:write").unwrap().unwrap();
        assert_eq!(both, vec![Scope::CompletionsWrite, Scope::CoursesWrite]);
        assert!(scopes("scope=").unwrap().is_none());
        assert!(matches!(scopes("scope=everything"), Err(OAuthError::InvalidScope)));
    }
}
