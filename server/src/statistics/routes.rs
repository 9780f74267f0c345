//! Endpoints of statistics.

use actix_web::{HttpResponse, get, web};
use shared::page::Page;
use shared::problem::{Problem, Refusal};
use shared::statistics::{ListedTable, Statistics, StatisticsTable};

use super::service::{self, Query};
use crate::auth::Overseer;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::http::csv;
use crate::http::language::Language;

/// Lists the tables.
#[utoipa::path(tag = "statistics", operation_id = "list_statistics",
    responses((status = 200, body = Page<ListedTable>)))]
#[get("/statistics")]
pub async fn list(_who: Overseer) -> AppResult<HttpResponse> {
    let items = StatisticsTable::ALL
        .iter()
        .map(|table| ListedTable { table: *table, names: service::names(*table) })
        .collect();
    Ok(HttpResponse::Ok().json(Page { items, next_cursor: None }))
}

/// Gives a table. Figures about fewer than five people, and those that would tell them, are left out.
#[utoipa::path(tag = "statistics", operation_id = "show_statistics",
    params(("table" = String, Path, description = "One of those that are listed"),
        ("format" = Option<String>, Query, description = "`json` or `csv`"),
        ("from" = Option<String>, Query, description = "First month, `YYYY-MM`; three years ago by default"),
        ("to" = Option<String>, Query, description = "Last month; this one by default"),
        ("institution" = Option<String>, Query, description = "Only this one and those below it")),
    responses((status = 200, content((Statistics = "application/json"), (String = "text/csv"))),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
#[get("/statistics/{table}")]
pub async fn show(
    bank: Bank,
    _who: Overseer,
    table: web::Path<String>,
    query: web::Query<Query>,
    Language(lang): Language,
) -> AppResult<HttpResponse> {
    let table: StatisticsTable = table.parse().map_err(|_| Refusal::NotFound)?;
    let ask = query.read(table)?;
    let as_file = ask.as_file;
    let statistics = bank.db.read(move |conn| service::made(conn, &ask)).await?;
    if as_file {
        let name = format!("{table}-{}-{}.csv", statistics.from, statistics.to);
        return csv::answer(&statistics.table(lang), &name);
    }
    Ok(HttpResponse::Ok().json(statistics))
}
