//! Tells people that credits will expire: 90, 30 and 7 days before.
//!
//! Invariant: each person is told once for each scheme, last day and distance, however often and on
//! however many servers this runs: that they were told stands in the commit that tells them. Whoever
//! got credits late is told once, for the distance that is left.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use shared::ids::SchemeCode;
use shared::lang::Text;
use shared::notices::messages::{EXPIRY_DAYS, expiring};
use shared::notices::{About, NoticeKind, NoticeSubject};
use shared::quantity::Credits;

use super::store::{self, NoticeRow};
use crate::bank::Bank;
use crate::db::schema::{expiry_notices, lots};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppResult, stored};
use crate::{clock, schemes};

/// Credits of one person that expire together.
#[derive(Queryable)]
struct Due {
    learner_id: String,
    scheme: String,
    expires_on: NaiveDate,
    amount: i64,
}

#[derive(Insertable)]
#[diesel(table_name = expiry_notices)]
struct ToldRow<'a> {
    learner_id: &'a str,
    scheme: &'a str,
    expires_on: NaiveDate,
    days: i64,
}

/// Tells everybody whom it concerns, a slice a commit.
///
/// # Errors
/// The database.
pub async fn run(bank: &Bank) -> AppResult<()> {
    let mut nearer = None;
    for days in EXPIRY_DAYS {
        let from = nearer.map_or(0, |nearer: u32| nearer + 1);
        loop {
            let told = bank.db.write(move |conn| tell(conn, from, days)).await?;
            if told < ROWS_PER_STATEMENT {
                break;
            }
        }
        nearer = Some(days);
    }
    Ok(())
}

/// Tells a slice of those whose credits expire within so many days, but not sooner than `from`.
/// Answers how large the slice was.
fn tell(conn: &mut Conn, from: u32, days: u32) -> AppResult<usize> {
    let today = clock::today();
    let on = |days: u32| today.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
    let due = due(conn, (on(from), on(days)), days)?;
    if due.is_empty() {
        return Ok(0);
    }
    let rows: Vec<ToldRow<'_>> = due
        .iter()
        .map(|due| ToldRow {
            learner_id: &due.learner_id,
            scheme: &due.scheme,
            expires_on: due.expires_on,
            days: days.into(),
        })
        .collect();
    // Another server may be telling the same people: whoever enters it tells them.
    let new: Vec<(String, String, NaiveDate)> = on_each!(conn, c => diesel::insert_into(expiry_notices::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .returning((
                expiry_notices::learner_id,
                expiry_notices::scheme,
                expiry_notices::expires_on,
            ))
            .get_results(c))?;
    let new: HashSet<(String, String, NaiveDate)> = new.into_iter().collect();
    let names = schemes::store::names(conn)?;
    let at = clock::now().naive_utc();
    let mut notices = Vec::with_capacity(new.len());
    for due in &due {
        let key = (due.learner_id.clone(), due.scheme.clone(), due.expires_on);
        if !new.contains(&key) {
            continue;
        }
        let scheme: SchemeCode = stored(&due.scheme)?;
        let name = names.get(&scheme).cloned().unwrap_or_else(|| Text::same(&due.scheme));
        let text = expiring(&name, Credits::from_hundredths(due.amount), due.expires_on);
        let about = About { kind: NoticeSubject::Card, id: String::new() };
        let learner = stored(&due.learner_id)?;
        notices.push(NoticeRow::telling(learner, at, NoticeKind::Expiring, text, Some(about)));
    }
    store::insert(conn, &notices)?;
    Ok(due.len())
}

/// What is available and expires in these days, by person, scheme and day, where they were not told.
fn due(conn: &mut Conn, (first, last): (NaiveDate, NaiveDate), days: u32) -> AppResult<Vec<Due>> {
    let told = expiry_notices::table
        .filter(expiry_notices::learner_id.eq(lots::learner_id))
        .filter(expiry_notices::scheme.eq(lots::scheme))
        .filter(expiry_notices::expires_on.nullable().eq(lots::expires_on))
        .filter(expiry_notices::days.eq(i64::from(days)));
    let limit = i64::try_from(ROWS_PER_STATEMENT).unwrap_or(i64::MAX);
    Ok(lots::table
        .filter(lots::available.gt(0))
        .filter(lots::expires_on.between(first, last))
        .filter(not(exists(told)))
        .group_by((lots::learner_id, lots::scheme, lots::expires_on))
        .order((lots::learner_id, lots::scheme, lots::expires_on))
        .select((
            lots::learner_id,
            lots::scheme,
            lots::expires_on.assume_not_null(),
            // PostgreSQL sums big integers into numerics.
            sql::<BigInt>("CAST(SUM(available) AS BIGINT)"),
        ))
        .limit(limit)
        .load(conn)?)
}
