//! Endpoints.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use shared::clients::{Client, PostClient};
use shared::page::Page;
use shared::problem::Problem;

use super::service;
use crate::auth::Counter;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::body::Body;
use crate::http::paging::{self, PageQuery};

/// List machine clients
///
/// Those that work only for institutions of the caller.
#[utoipa::path(
    tag = "clients",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "From the page before"),
    ),
    responses((status = 200, description = "By id", body = Page<Client>)),
)]
#[get("/clients")]
pub async fn list_clients(
    request: HttpRequest,
    bank: Bank,
    who: Counter,
    page: web::Query<PageQuery>,
) -> AppResult<HttpResponse> {
    let page = service::list(&bank, &who, page.slice()?).await?;
    Ok(paging::answer(&request, &page))
}

/// Make a machine client
///
/// The answer holds its secret, which is not shown again. `institutions` may be absent: the
/// caller's own.
#[utoipa::path(
    tag = "clients",
    request_body(content = Value, content_type = "application/json", example = json!({
        "name": "教务系统", "institutions": ["HP-CS1"],
        "scopes": ["completions:write", "completions:read"]
    })),
    responses(
        (status = 201, description = "Made; the secret is shown once", body = Client),
        (status = 422, description = "Wrong values", body = Problem),
    ),
)]
#[post("/clients")]
pub async fn post_client(
    bank: Bank,
    who: Counter,
    body: Body<PostClient>,
) -> AppResult<HttpResponse> {
    let client = service::create(&bank, &who, body.form).await?;
    Ok(HttpResponse::Created().insert_header(("Cache-Control", "no-store")).json(client))
}

/// End a machine client
///
/// It gets no more tokens; those that it has end within ten minutes.
#[utoipa::path(
    tag = "clients",
    params(("client_id" = String, Path, description = "The client")),
    responses(
        (status = 204, description = "Ended"),
        (status = 404, description = "Not there, or not yours", body = Problem),
    ),
)]
#[delete("/clients/{client_id}")]
pub async fn delete_client(
    bank: Bank,
    who: Counter,
    client_id: web::Path<String>,
) -> AppResult<HttpResponse> {
    service::delete(&bank, &who, &client_id).await?;
    Ok(HttpResponse::NoContent().finish())
}
