//! Queries of statistics: each counts in the database, over all that is asked for.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};
use shared::statistics::{AgeBand, StatisticsTable};

use crate::db::{Conn, on_each};
use crate::error::AppResult;
use crate::history::store::CONVERSIONS;

/// What is counted.
pub(super) struct Scope {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// The path of the institution above all that count; empty for all.
    pub path: String,
}

/// What was learned, for one row.
#[derive(QueryableByName)]
pub(super) struct Learned {
    #[diesel(sql_type = Text)]
    pub key: String,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    #[diesel(sql_type = BigInt)]
    pub completions: i64,
    /// In hundredths.
    #[diesel(sql_type = BigInt)]
    pub hours: i64,
}

/// What it came to in a scheme, for one row.
#[derive(QueryableByName)]
pub(super) struct Credited {
    #[diesel(sql_type = Text)]
    pub key: String,
    #[diesel(sql_type = Text)]
    pub scheme: String,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    /// In hundredths.
    #[diesel(sql_type = BigInt)]
    pub amount: i64,
}

/// What went from a scheme to another.
#[derive(QueryableByName)]
pub(super) struct Flowed {
    #[diesel(sql_type = Text)]
    pub from_scheme: String,
    #[diesel(sql_type = Text)]
    pub to_scheme: String,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    #[diesel(sql_type = BigInt)]
    pub conversions: i64,
    /// In hundredths.
    #[diesel(sql_type = BigInt)]
    pub taken: i64,
    /// In hundredths.
    #[diesel(sql_type = BigInt)]
    pub given: i64,
}

/// How many converted, and how often.
#[derive(QueryableByName)]
pub(super) struct Converted {
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    #[diesel(sql_type = BigInt)]
    pub conversions: i64,
}

/// The completions that count: by the day on which the learning ended, at an institution and below.
const COUNTED: &str = "FROM completions c \
     JOIN institutions i ON i.id = c.institution_id JOIN learners l ON l.id = c.learner_id \
     WHERE c.status <> 'revoked' AND c.ended_on BETWEEN $1 AND $2 \
         AND substr(i.path, 1, length($3)) = $3";

/// What tells the rows of a table apart; of none, there is one row.
fn key(conn: &Conn, table: Option<StatisticsTable>) -> String {
    match table {
        Some(StatisticsTable::ByInstitution) => "i.code".to_owned(),
        Some(StatisticsTable::ByAge) => age(conn),
        Some(StatisticsTable::ByMonth) => match conn {
            Conn::Postgres(_) => "to_char(c.ended_on, 'YYYY-MM')".to_owned(),
            Conn::Sqlite(_) => "substr(c.ended_on, 1, 7)".to_owned(),
        },
        Some(StatisticsTable::ByStreet) => "COALESCE(l.street, '')".to_owned(),
        Some(StatisticsTable::Flows) | None => "CAST('' AS TEXT)".to_owned(),
    }
}

/// The age band on the day on which the learning ended: days as numbers `20260301` differ by ten
/// thousand for each birthday between them.
fn age(conn: &Conn) -> String {
    let number = |day: &str| match conn {
        Conn::Postgres(_) => format!("CAST(to_char({day}, 'YYYYMMDD') AS INTEGER)"),
        Conn::Sqlite(_) => format!("CAST(strftime('%Y%m%d', {day}) AS INTEGER)"),
    };
    let lived = format!("{} - {}", number("c.ended_on"), number("l.born_on"));
    let mut case = format!("CASE WHEN l.born_on IS NULL THEN '{}'", AgeBand::Unknown);
    let mut below = AgeBand::Under18;
    for band in AgeBand::ALL.iter().skip(1) {
        let Some(from) = band.from() else { continue };
        case = format!("{case} WHEN {lived} < {from}0000 THEN '{below}'");
        below = *band;
    }
    format!("{case} ELSE '{below}' END")
}

/// What was learned, row by row.
pub(super) fn learned(
    conn: &mut Conn,
    table: Option<StatisticsTable>,
    scope: &Scope,
) -> AppResult<Vec<Learned>> {
    let query = format!(
        "SELECT {} AS key, COUNT(DISTINCT c.learner_id) AS people, COUNT(*) AS completions, \
             CAST(COALESCE(SUM(c.hours), 0) AS BIGINT) AS hours {COUNTED} GROUP BY 1",
        key(conn, table)
    );
    Ok(on_each!(conn, c => diesel::sql_query(query)
        .bind::<Date, _>(scope.first)
        .bind::<Date, _>(scope.last)
        .bind::<Text, _>(&scope.path)
        .load(c))?)
}

/// What that came to, row by row and scheme by scheme.
pub(super) fn credited(
    conn: &mut Conn,
    table: Option<StatisticsTable>,
    scope: &Scope,
) -> AppResult<Vec<Credited>> {
    let query = format!(
        "SELECT {} AS key, c.scheme AS scheme, COUNT(DISTINCT c.learner_id) AS people, \
             CAST(SUM(c.posted) AS BIGINT) AS amount \
         {COUNTED} AND c.scheme IS NOT NULL AND c.posted <> 0 GROUP BY 1, 2",
        key(conn, table)
    );
    Ok(on_each!(conn, c => diesel::sql_query(query)
        .bind::<Date, _>(scope.first)
        .bind::<Date, _>(scope.last)
        .bind::<Text, _>(&scope.path)
        .load(c))?)
}

/// What was converted, from which scheme to which.
pub(super) fn flowed(conn: &mut Conn, scope: &Scope) -> AppResult<Vec<Flowed>> {
    let query = format!(
        "SELECT taken.scheme AS from_scheme, given.scheme AS to_scheme, \
             COUNT(DISTINCT t.owner) AS people, COUNT(*) AS conversions, \
             CAST(SUM(taken.amount) AS BIGINT) AS taken, CAST(SUM(-given.amount) AS BIGINT) AS given \
         {CONVERSIONS} AND t.on_day BETWEEN $1 AND $2 GROUP BY 1, 2"
    );
    Ok(on_each!(conn, c => diesel::sql_query(query)
        .bind::<Date, _>(scope.first)
        .bind::<Date, _>(scope.last)
        .load(c))?)
}

/// How many converted anything.
pub(super) fn converted(conn: &mut Conn, scope: &Scope) -> AppResult<Converted> {
    let query = format!(
        "SELECT COUNT(DISTINCT t.owner) AS people, COUNT(*) AS conversions \
         {CONVERSIONS} AND t.on_day BETWEEN $1 AND $2"
    );
    Ok(on_each!(conn, c => diesel::sql_query(query)
        .bind::<Date, _>(scope.first)
        .bind::<Date, _>(scope.last)
        .get_result(c))?)
}
