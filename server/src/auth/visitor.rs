//! A browser that signs in, refreshes or signs out, and the cookie that it keeps.
//!
//! Invariant: it asks from this site's own pages. The cookie is `SameSite=Strict`, and a request
//! that names another origin is refused besides.

use std::future::{Ready, ready};

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::header::{HOST, ORIGIN, USER_AGENT};
use actix_web::{FromRequest, HttpRequest, web};
use shared::lang::Lang;
use shared::problem::Refusal;

use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::{address, language};

/// Days that a refresh token lives.
pub const REFRESH_DAYS: i64 = 30;

const COOKIE: &str = "refresh_token";
const COOKIE_PATH: &str = "/api/v1/auth";
const USER_AGENT_MOST: usize = 200;

/// What a browser says of itself.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Where it asks from.
    pub address: String,
    /// What it calls itself, at most 200 characters.
    pub user_agent: String,
    /// Its language.
    pub lang: Lang,
    /// The refresh token that it keeps, if any.
    pub refresh_token: Option<String>,
}

impl Visitor {
    fn read(request: &HttpRequest) -> AppResult<Self> {
        let bank = request.app_data::<web::Data<Bank>>().ok_or_else(AppError::busy)?;
        let header = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or(""));
        let host = header(HOST).unwrap_or_default();
        if header(ORIGIN).is_some_and(|asks| !is_own(asks, &bank.settings.public_url, host)) {
            return Err(Refusal::OtherOrigin.into());
        }
        let user_agent = header(USER_AGENT).unwrap_or_default();
        Ok(Self {
            address: address::of(request, &bank.settings),
            user_agent: user_agent.chars().take(USER_AGENT_MOST).collect(),
            lang: language::of(request.headers()),
            refresh_token: request.cookie(COOKIE).map(|cookie| cookie.value().to_owned()),
        })
    }
}

impl FromRequest for Visitor {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::read(request))
    }
}

/// Whether an `Origin` is the bank's public one, or that of the host which the browser asked.
fn is_own(origin: &str, public_url: &str, host: &str) -> bool {
    let Some((_, authority)) = origin.split_once("://") else { return false };
    let public = public_url
        .split_once("://")
        .map(|(scheme, rest)| format!("{scheme}://{}", rest.split('/').next().unwrap_or_default()));
    (!host.is_empty() && authority.eq_ignore_ascii_case(host))
        || public.is_some_and(|public| origin.eq_ignore_ascii_case(&public))
}

/// The cookie that keeps a refresh token.
#[must_use]
pub fn cookie(token: &str) -> Cookie<'_> {
    Cookie::build(COOKIE, token)
        .path(COOKIE_PATH)
        .http_only(true)
        .secure(true)
        .same_site(SameSite::Strict)
        .max_age(Duration::days(REFRESH_DAYS))
        .finish()
}

/// The cookie that makes a browser forget.
#[must_use]
pub fn no_cookie() -> Cookie<'static> {
    let mut cookie = cookie("").into_owned();
    cookie.make_removal();
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_site_is_its_own_origin() {
        let own = |origin| is_own(origin, "https://bank.example/", "127.0.0.1:8080");
        assert!(own("https://bank.example"));
        assert!(own("HTTPS://Bank.Example"));
        assert!(own("http://127.0.0.1:8080"));
        for other in [
            "null",
            "",
            "http://bank.example",
            "https://bank.example.evil.example",
            "https://evil.example",
            "http://127.0.0.1:8081",
        ] {
            assert!(!own(other), "{other}");
        }
        assert!(!is_own("://", "", ""));
    }

    #[test]
    fn scripts_and_other_sites_never_get_the_cookie() {
        let words = cookie("abc").to_string();
        for part in
            ["HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age=2592000"]
        {
            assert!(words.contains(part), "{words}");
        }
        assert!(no_cookie().to_string().contains("Max-Age=0"));
    }
}
