//! Endpoints below `/api/v1`.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use serde::Deserialize;
use shared::accounts::{
    ChangePassword, Login, PatchMe, PostUser, Register, Session, SignedIn, User,
};
use shared::page::Page;
use shared::problem::Problem;

use super::service::sessions::{self, Entry};
use super::service::{me as myself, registering, signing_in, users as people};
use crate::auth::{Admin, Overseer, Person, Visitor, visitor};
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::paging::{self, PageQuery};

/// `?q=` of a list.
#[derive(Clone, Debug, Deserialize)]
pub struct Search {
    q: Option<String>,
}

/// The body, and the cookie when there is a new refresh token. Nobody on the way keeps it.
fn enter(status: StatusCode, entry: &Entry) -> HttpResponse {
    let mut answer = HttpResponse::build(status);
    answer.insert_header(("Cache-Control", "no-store"));
    entry.refresh_token.iter().for_each(|token| {
        answer.cookie(visitor::cookie(token));
    });
    answer.json(&entry.signed_in)
}

/// Register as a resident
///
/// With the activation code that a counter printed, the account is confirmed and shows what schools
/// recorded already; without it, it shows and moves nothing of that identity until a counter
/// confirms it. Signs in: sets the refresh cookie.
#[utoipa::path(
    tag = "accounts",
    request_body(content = Value, content_type = "application/json", example = json!({
        "name": "王秀兰", "id_type": "resident_id", "id_number": "11010519491231002X",
        "phone": "13800138000", "password": "a long sentence", "activation_code": "7KQM-2XRD"
    })),
    responses(
        (status = 201, description = "Registered and signed in", body = SignedIn),
        (status = 409, description = "Registered already", body = Problem),
        (status = 422, description = "Wrong values, or a wrong activation code", body = Problem),
        (status = 429, description = "Too many tries", body = Problem),
    ),
    security(()),
)]
#[post("/auth/register")]
pub async fn register(
    bank: Bank,
    visitor: Visitor,
    body: Body<Register>,
) -> AppResult<HttpResponse> {
    let entry = registering::register(&bank, visitor, body.form).await?;
    Ok(enter(StatusCode::CREATED, &entry))
}

/// Sign in
///
/// By user name, phone, card number or identity number. Sets the refresh cookie: `HttpOnly`,
/// `Secure`, `SameSite=Strict`, 30 days, for `/api/v1/auth` only.
#[utoipa::path(
    tag = "accounts",
    request_body(content = Value, content_type = "application/json", example = json!({
        "identifier": "resident", "password": "a long sentence"
    })),
    responses(
        (status = 200, description = "Signed in", body = SignedIn),
        (status = 401, description = "The name or the password is wrong", body = Problem),
        (status = 429, description = "Too many tries", body = Problem),
    ),
    security(()),
)]
#[post("/auth/login")]
pub async fn login(bank: Bank, visitor: Visitor, body: Body<Login>) -> AppResult<HttpResponse> {
    let entry = signing_in::sign_in(&bank, visitor, body.form).await?;
    Ok(enter(StatusCode::OK, &entry))
}

/// Get a fresh access token
///
/// By the refresh cookie, which is rotated. The cookie before the last one still gets an access
/// token for 10 seconds (two tabs), and no new cookie; used later, it ends the session.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, description = "Still signed in", body = SignedIn),
        (status = 401, description = "Not signed in, or the session has ended", body = Problem),
    ),
    security(()),
)]
#[post("/auth/refresh")]
pub async fn refresh(bank: Bank, visitor: Visitor) -> AppResult<HttpResponse> {
    let entry = sessions::refresh(&bank, visitor).await?;
    Ok(enter(StatusCode::OK, &entry))
}

/// Sign out
///
/// Ends the session of the refresh cookie and clears it; also when the access token has expired.
#[utoipa::path(
    tag = "accounts",
    responses((status = 204, description = "Signed out")),
    security(()),
)]
#[post("/auth/logout")]
pub async fn logout(bank: Bank, visitor: Visitor) -> AppResult<HttpResponse> {
    sessions::leave(&bank, visitor).await?;
    Ok(HttpResponse::NoContent().cookie(visitor::no_cookie()).finish())
}

/// List the browsers that are signed in
#[utoipa::path(
    tag = "accounts",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "From the page before"),
    ),
    responses((status = 200, description = "Newest first", body = Page<Session>)),
)]
#[get("/auth/sessions")]
pub async fn list_sessions(
    request: HttpRequest,
    bank: Bank,
    who: Person,
    page: web::Query<PageQuery>,
) -> AppResult<HttpResponse> {
    let page = sessions::list(&bank, &who, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// Sign one browser out
#[utoipa::path(
    tag = "accounts",
    params(("id" = String, Path, description = "The session")),
    responses(
        (status = 204, description = "Signed out"),
        (status = 404, description = "Not there, or not yours", body = Problem),
    ),
)]
#[delete("/auth/sessions/{id}")]
pub async fn end_session(
    bank: Bank,
    who: Person,
    id: web::Path<String>,
) -> AppResult<HttpResponse> {
    sessions::end(&bank, &who, &id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// See who you are
#[utoipa::path(
    tag = "accounts",
    responses((status = 200, description = "With an `ETag`", body = User)),
)]
#[get("/me")]
pub async fn me(bank: Bank, who: Person) -> AppResult<HttpResponse> {
    Ok(myself::me(&bank, &who).await?.answer(StatusCode::OK))
}

/// Change language, size of text and colours
///
/// What is absent stays.
#[utoipa::path(
    tag = "accounts",
    params(("If-Match" = String, Header, description = "The `ETag` of `GET /me`")),
    request_body(content = Value, content_type = "application/json", example = json!({
        "language": "zh-CN", "text_size": "care", "contrast": "high"
    })),
    responses(
        (status = 200, description = "As it is now, with an `ETag`", body = User),
        (status = 412, description = "It changed since you read it", body = Problem),
        (status = 428, description = "`If-Match` is missing", body = Problem),
    ),
)]
#[patch("/me")]
pub async fn patch_me(
    bank: Bank,
    who: Person,
    seen: IfMatch,
    body: Body<PatchMe>,
) -> AppResult<HttpResponse> {
    Ok(myself::patch(&bank, &who, seen, body.form).await?.answer(StatusCode::OK))
}

/// Change your password
///
/// Signs every other browser out.
#[utoipa::path(
    tag = "accounts",
    request_body(content = Value, content_type = "application/json", example = json!({
        "old_password": "a long sentence", "new_password": "another long sentence"
    })),
    responses(
        (status = 204, description = "Changed"),
        (status = 403, description = "The old password is wrong", body = Problem),
        (status = 429, description = "Too many tries", body = Problem),
    ),
)]
#[post("/me/password")]
pub async fn change_password(
    bank: Bank,
    who: Person,
    body: Body<ChangePassword>,
) -> AppResult<HttpResponse> {
    myself::change_password(&bank, &who, body.form).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Make a user who works for an institution or the bank
#[utoipa::path(
    tag = "accounts",
    request_body(content = Value, content_type = "application/json", example = json!({
        "username": "li.na", "name": "李娜", "role": "clerk", "institution": "HP-CS1",
        "password": "a first long sentence"
    })),
    responses(
        (status = 201, description = "Made", body = User),
        (status = 409, description = "The user name is taken", body = Problem),
        (status = 422, description = "Wrong values", body = Problem),
    ),
)]
#[post("/users")]
pub async fn post_user(bank: Bank, who: Admin, body: Body<PostUser>) -> AppResult<HttpResponse> {
    let user = people::post(&bank, &who, body.form).await?;
    Ok(HttpResponse::Created().json(user))
}

/// List users
#[utoipa::path(
    tag = "accounts",
    params(
        ("q" = Option<String>, Query, description = "Part of the name or user name"),
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "From the page before"),
    ),
    responses((status = 200, description = "By user name", body = Page<User>)),
)]
#[get("/users")]
pub async fn list_users(
    request: HttpRequest,
    bank: Bank,
    _who: Overseer,
    page: web::Query<PageQuery>,
    search: web::Query<Search>,
) -> AppResult<HttpResponse> {
    let page = people::list(&bank, page.slice()?, search.into_inner().q).await?;
    Ok(paging::answer(&request, &page))
}
