//! Queries of shares.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use shared::ids::LearnerId;
use shared::shares::ShareReading;
use uuid::Uuid;

use super::reader::Reader;
use crate::clock;
use crate::db::Conn;
use crate::db::schema::{share_readings, share_tokens, shares};
use crate::error::{AppResult, stored};
use crate::http::paging::Slice;

/// A share as it is stored; `completions` is a JSON list of ids.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = shares, treat_none_as_default_value = false)]
pub struct ShareRow {
    pub learner_id: String,
    pub id: String,
    pub reader: String,
    pub completions: Option<String>,
    pub valid_until: NaiveDate,
    pub created_at: NaiveDateTime,
    pub withdrawn_at: Option<NaiveDateTime>,
}

/// One look at a share.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = share_readings)]
pub struct ReadingRow {
    pub learner_id: String,
    pub share_id: String,
    pub id: String,
    pub at: NaiveDateTime,
    pub browser: String,
    pub device: String,
    pub network: String,
}

impl ReadingRow {
    /// A reading now.
    pub(super) fn new(share: &ShareRow, reader: &Reader) -> Self {
        Self {
            learner_id: share.learner_id.clone(),
            share_id: share.id.clone(),
            id: Uuid::now_v7().to_string(),
            at: clock::now().naive_utc(),
            browser: reader.browser.to_string(),
            device: reader.device.to_string(),
            network: reader.network.clone(),
        }
    }

    /// As its owner sees it.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn view(self) -> AppResult<ShareReading> {
        Ok(ShareReading {
            at: clock::instant(self.at),
            browser: stored(&self.browser)?,
            device: stored(&self.device)?,
            network: self.network,
        })
    }
}

/// How often a share was read, and when last.
pub(super) type Tally = (i64, Option<NaiveDateTime>);

pub(super) fn insert(conn: &mut Conn, row: &ShareRow, digest: &str) -> AppResult<()> {
    diesel::insert_into(shares::table).values(row).execute(conn)?;
    let token = (
        share_tokens::digest.eq(digest),
        share_tokens::learner_id.eq(&row.learner_id),
        share_tokens::share_id.eq(&row.id),
    );
    diesel::insert_into(share_tokens::table).values(token).execute(conn)?;
    Ok(())
}

/// A page of a learner's shares, newest first.
///
/// # Errors
/// The database.
pub fn list(conn: &mut Conn, learner: LearnerId, slice: &Slice) -> AppResult<Vec<ShareRow>> {
    let mut query = shares::table
        .filter(shares::learner_id.eq(learner.to_string()))
        .order(shares::id.desc())
        .limit(slice.fetch())
        .select(ShareRow::as_select())
        .into_boxed();
    if let Some(after) = &slice.after {
        query = query.filter(shares::id.lt(after));
    }
    Ok(query.load(conn)?)
}

/// How often shares were read, by their ids; those that nobody read are not there.
pub(super) fn tallies(
    conn: &mut Conn,
    learner: LearnerId,
    ids: &[String],
) -> AppResult<HashMap<String, Tally>> {
    let rows: Vec<(String, i64, Option<NaiveDateTime>)> = share_readings::table
        .filter(share_readings::learner_id.eq(learner.to_string()))
        .filter(share_readings::share_id.eq_any(ids))
        .group_by(share_readings::share_id)
        .select((share_readings::share_id, count_star(), max(share_readings::at)))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, count, last)| (id, (count, last))).collect())
}

pub(super) fn one(conn: &mut Conn, learner: &str, id: &str) -> AppResult<Option<ShareRow>> {
    let query = shares::table.find((learner, id)).select(ShareRow::as_select());
    Ok(query.first(conn).optional()?)
}

/// The share of a link, by the link's hash.
pub(super) fn by_digest(conn: &mut Conn, digest: &str) -> AppResult<Option<ShareRow>> {
    let found: Option<(String, String)> = share_tokens::table
        .find(digest)
        .select((share_tokens::learner_id, share_tokens::share_id))
        .first(conn)
        .optional()?;
    match found {
        Some((learner, id)) => one(conn, &learner, &id),
        None => Ok(None),
    }
}

pub(super) fn withdraw(conn: &mut Conn, row: &ShareRow) -> AppResult<()> {
    diesel::update(shares::table.find((&row.learner_id, &row.id)))
        .set(shares::withdrawn_at.eq(Some(clock::now().naive_utc())))
        .execute(conn)?;
    Ok(())
}

pub(super) fn note(conn: &mut Conn, row: &ReadingRow) -> AppResult<()> {
    diesel::insert_into(share_readings::table).values(row).execute(conn)?;
    Ok(())
}

/// A page of the readings of a share, newest first.
///
/// # Errors
/// The database.
pub fn readings(
    conn: &mut Conn,
    learner: &str,
    share: &str,
    slice: &Slice,
) -> AppResult<Vec<ReadingRow>> {
    let mut query = share_readings::table
        .filter(share_readings::learner_id.eq(learner))
        .filter(share_readings::share_id.eq(share))
        .order(share_readings::id.desc())
        .limit(slice.fetch())
        .select(ReadingRow::as_select())
        .into_boxed();
    if let Some(after) = &slice.after {
        query = query.filter(share_readings::id.lt(after));
    }
    Ok(query.load(conn)?)
}
