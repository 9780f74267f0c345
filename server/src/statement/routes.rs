//! The endpoint of the statement.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::fault::FaultKind;
use shared::fields::parse_day;
use shared::ids::SchemeCode;
use shared::ledger::PostingKind;
use shared::page::Page;
use shared::problem::Problem;
use shared::statement::StatementEntry;

use super::file;
use super::store::{self, Filter};
use crate::auth::Resident;
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::csv;
use crate::http::language;
use crate::http::paging::{self, PageQuery};
use crate::http::stream;

/// Filters of the statement; an empty one is none.
#[derive(Clone, Debug, Deserialize)]
pub struct StatementQuery {
    scheme: Option<String>,
    kind: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

impl StatementQuery {
    fn filter(&self) -> AppResult<Filter> {
        Ok(Filter {
            scheme: read("/scheme", self.scheme.as_deref(), str::parse::<SchemeCode>)?,
            kind: read("/kind", self.kind.as_deref(), str::parse::<PostingKind>)?,
            from: read::<NaiveDate>("/from", self.from.as_deref(), parse_day)?,
            to: read::<NaiveDate>("/to", self.to.as_deref(), parse_day)?,
        })
    }
}

fn read<T>(
    pointer: &str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Result<T, FaultKind>,
) -> AppResult<Option<T>> {
    let text = text.filter(|text| !text.is_empty());
    text.map(parse).transpose().map_err(|kind| AppError::fault(pointer, kind))
}

/// The entries of the signed-in resident's accounts, newest first.
#[utoipa::path(tag = "statement",
    params(("scheme" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("from" = Option<String>, Query, description = "First day, Asia/Shanghai"),
        ("to" = Option<String>, Query, description = "Last day, Asia/Shanghai"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Page<StatementEntry>)))]
#[get("/me/entries")]
pub async fn list(
    bank: Bank,
    who: Resident,
    query: web::Query<StatementQuery>,
    page: web::Query<PageQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let (filter, slice, learner) = (query.filter()?, page.slice()?, who.learner);
    let page = bank
        .db
        .read(move |conn| {
            let rows = store::list(conn, learner, &filter, &slice)?;
            Ok(slice.page(rows, |entry| entry.id.to_string()))
        })
        .await?;
    Ok(paging::answer(&request, &page))
}

/// The same entries as a table of comma-separated values, in the language of the request.
#[utoipa::path(tag = "statement", operation_id = "entries_csv",
    params(("scheme" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("from" = Option<String>, Query), ("to" = Option<String>, Query)),
    responses((status = 200, description = "UTF-8 with a mark, formulas neutralised",
        content_type = "text/csv", body = String), (status = 422, body = Problem)))]
#[get("/me/entries.csv")]
pub async fn entries_csv(
    bank: Bank,
    who: Resident,
    query: web::Query<StatementQuery>,
    request: HttpRequest,
) -> AppResult<HttpResponse> {
    let whole = file::Whole::new(who.learner, query.filter()?, language::of(request.headers()));
    Ok(csv::file("statement.csv").streaming(stream::of(&bank, whole)))
}
