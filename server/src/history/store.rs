//! Queries of history.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use shared::history::{Flow, Movement};
use shared::ids::LearnerId;
use shared::quantity::Credits;

use crate::db::{Conn, on_each};
use crate::error::{AppResult, stored};

/// The accounts of a learner, and of the records that were merged into theirs.
const OWN: &str = "owner IN (SELECT id FROM learners WHERE id = $1 OR merged_into = $1)";

/// The month, in Asia/Shanghai, of a column with an instant.
fn month_of(conn: &Conn, column: &str) -> String {
    match conn {
        Conn::Postgres(_) => format!("to_char({column} + interval '8 hours', 'YYYY-MM')"),
        Conn::Sqlite(_) => format!("strftime('%Y-%m', {column}, '+8 hours')"),
    }
}

#[derive(QueryableByName)]
struct MovementRow {
    #[diesel(sql_type = Text)]
    month: String,
    #[diesel(sql_type = Text)]
    scheme: String,
    #[diesel(sql_type = BigInt)]
    earned: i64,
    #[diesel(sql_type = BigInt)]
    spent: i64,
}

/// What moved on a card, by month and scheme. A transaction counts by what it comes to: what only
/// went from available to held did not move.
///
/// # Errors
/// The database.
pub fn movements(conn: &mut Conn, learner: LearnerId) -> AppResult<Vec<Movement>> {
    let month = month_of(conn, "at");
    let query = format!(
        "SELECT month, scheme, \
             CAST(SUM(CASE WHEN net > 0 THEN net ELSE 0 END) AS BIGINT) AS earned, \
             CAST(SUM(CASE WHEN net < 0 THEN -net ELSE 0 END) AS BIGINT) AS spent \
         FROM (SELECT {month} AS month, scheme, transaction_id, CAST(SUM(amount) AS BIGINT) AS net \
             FROM entries WHERE {OWN} GROUP BY 1, 2, 3) AS nets \
         GROUP BY month, scheme ORDER BY month, scheme"
    );
    let key = learner.to_string();
    let rows: Vec<MovementRow> =
        on_each!(conn, c => diesel::sql_query(query).bind::<Text, _>(key).load(c))?;
    rows.iter()
        .map(|row| {
            Ok(Movement {
                month: stored(&row.month)?,
                scheme: stored(&row.scheme)?,
                earned: Credits::from_hundredths(row.earned),
                spent: Credits::from_hundredths(row.spent),
            })
        })
        .collect()
}

#[derive(QueryableByName)]
struct FlowRow {
    #[diesel(sql_type = Text)]
    from_scheme: String,
    #[diesel(sql_type = Text)]
    to_scheme: String,
    #[diesel(sql_type = BigInt)]
    taken: i64,
    #[diesel(sql_type = BigInt)]
    given: i64,
}

/// What a learner converted into what, most first. Conversions that were taken back do not count.
///
/// # Errors
/// The database.
pub fn flows(conn: &mut Conn, learner: LearnerId) -> AppResult<Vec<Flow>> {
    let query = format!(
        "SELECT taken.scheme AS from_scheme, given.scheme AS to_scheme, \
             CAST(SUM(taken.amount) AS BIGINT) AS taken, CAST(SUM(-given.amount) AS BIGINT) AS given \
         {CONVERSIONS} AND t.{OWN} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    );
    let key = learner.to_string();
    let rows: Vec<FlowRow> =
        on_each!(conn, c => diesel::sql_query(query).bind::<Text, _>(key).load(c))?;
    rows.iter()
        .map(|row| {
            Ok(Flow {
                from: stored(&row.from_scheme)?,
                to: stored(&row.to_scheme)?,
                taken: Credits::from_hundredths(row.taken),
                given: Credits::from_hundredths(row.given),
            })
        })
        .collect()
}

/// Transactions `t` that convert and stand, each with what the bank's account of conversions took in
/// one scheme and gave in another.
pub const CONVERSIONS: &str = "FROM transactions t \
     JOIN entries taken ON taken.transaction_id = t.id AND taken.kind = 'conversion' \
         AND taken.amount > 0 \
     JOIN entries given ON given.transaction_id = t.id AND given.kind = 'conversion' \
         AND given.amount < 0 \
     WHERE t.kind IN ('convert', 'settle') \
         AND NOT EXISTS (SELECT 1 FROM transactions r WHERE r.reverses = t.id AND (r.owner = t.owner \
             OR r.owner = (SELECT merged_into FROM learners WHERE id = t.owner)))";
