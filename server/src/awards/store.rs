//! Queries over awards.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::awards::{Award, AwardStatus};
use shared::ids::{AwardId, InstitutionId, LearnerId, ProgramId};

use crate::db::schema::{awards, counters};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppResult, stored};
use crate::http::paging::Slice;

/// An award as it is stored; `body` is the award as the bank answers it to its owner.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = awards, treat_none_as_default_value = false)]
pub struct AwardRow {
    /// Whose it is.
    pub learner_id: String,
    /// Its id.
    pub id: String,
    /// The program.
    pub program_id: String,
    /// The institution that decides.
    pub institution_id: String,
    /// Where it stands.
    pub status: String,
    /// JSON.
    pub body: String,
    /// When the last requirement was met.
    pub proposed_at: NaiveDateTime,
}

impl AwardRow {
    /// As the bank answers it to its owner.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn award(&self) -> AppResult<Award> {
        Ok(serde_json::from_str(&self.body)?)
    }
}

/// Which awards a list shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub status: Option<AwardStatus>,
    /// Only those of these institutions; `None` for all.
    pub institutions: Option<Vec<InstitutionId>>,
}

/// A page of awards, oldest first.
pub(super) fn list(conn: &mut Conn, filter: &Filter, slice: &Slice) -> AppResult<Vec<AwardRow>> {
    let mut query = awards::table.select(AwardRow::as_select()).into_boxed();
    if let Some(status) = filter.status {
        query = query.filter(awards::status.eq(status.as_str()));
    }
    if let Some(ids) = &filter.institutions {
        let ids = ids.iter().map(ToString::to_string);
        query = query.filter(awards::institution_id.eq_any(ids));
    }
    if let Some(after) = &slice.after {
        query = query.filter(awards::id.gt(after));
    }
    Ok(query.order(awards::id).limit(slice.fetch()).load(conn)?)
}

/// A learner's awards, newest first.
///
/// # Errors
/// The database.
pub fn of_learner(conn: &mut Conn, learner: LearnerId) -> AppResult<Vec<AwardRow>> {
    let query = awards::table.filter(awards::learner_id.eq(learner.to_string()));
    Ok(query.order(awards::id.desc()).select(AwardRow::as_select()).load(conn)?)
}

/// The award with an id.
pub(super) fn by_id(conn: &mut Conn, id: AwardId) -> AppResult<Option<AwardRow>> {
    let query = awards::table.filter(awards::id.eq(id.to_string()));
    Ok(query.select(AwardRow::as_select()).first(conn).optional()?)
}

/// The award behind a verification code.
///
/// # Errors
/// The database.
pub fn verified(conn: &mut Conn, learner_key: &str, key: &str) -> AppResult<Option<AwardRow>> {
    let query = awards::table.find((learner_key, key));
    Ok(query.select(AwardRow::as_select()).first(conn).optional()?)
}

/// Which programs learners have an award of, proposed, granted or declined.
pub(super) fn awarded(
    conn: &mut Conn,
    learner_keys: &[String],
) -> AppResult<HashSet<(LearnerId, ProgramId)>> {
    let mut found: Vec<(String, String)> = Vec::new();
    for keys in learner_keys.chunks(ROWS_PER_STATEMENT) {
        let query = awards::table.filter(awards::learner_id.eq_any(keys));
        found.extend(query.select((awards::learner_id, awards::program_id)).load(conn)?);
    }
    found.iter().map(|(learner, program)| Ok((stored(learner)?, stored(program)?))).collect()
}

/// Enters awards. A program that a person has an award of already is left alone: answers those that
/// are new.
pub(super) fn insert(conn: &mut Conn, rows: &[AwardRow]) -> AppResult<HashSet<String>> {
    let mut new = HashSet::new();
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        let written: Vec<String> = on_each!(conn, c => diesel::insert_into(awards::table)
            .values(rows)
            .on_conflict_do_nothing()
            .returning(awards::id)
            .get_results(c))?;
        new.extend(written);
    }
    Ok(new)
}

/// Writes a decision over the status `over`; `false` when it stands otherwise by now.
pub(super) fn decide(conn: &mut Conn, row: &AwardRow, over: AwardStatus) -> AppResult<bool> {
    let old =
        awards::table.find((&row.learner_id, &row.id)).filter(awards::status.eq(over.as_str()));
    let written = diesel::update(old)
        .set((awards::status.eq(&row.status), awards::body.eq(&row.body)))
        .execute(conn)?;
    Ok(written == 1)
}

/// Takes the next certificate number of a day.
pub(super) fn take_number(conn: &mut Conn, day: NaiveDate) -> AppResult<i64> {
    let name = format!("certificates-{day}");
    let number = on_each!(conn, c => diesel::insert_into(counters::table)
        .values((counters::name.eq(&name), counters::value.eq(1)))
        .on_conflict(counters::name)
        .do_update()
        .set(counters::value.eq(counters::value + 1))
        .returning(counters::value)
        .get_result::<i64>(c))?;
    Ok(number)
}

/// Gives the awards of one record to another that it is merged into. A person has one award of a
/// program: of two, one that was granted stays, or else the kept record's; of two that were both
/// granted each stays where it is.
///
/// # Errors
/// The database.
pub fn merge(conn: &mut Conn, from: &str, into: &str) -> AppResult<()> {
    type Key = (String, String, String);
    let of = |learner: &str| {
        awards::table.filter(awards::learner_id.eq(learner.to_owned())).select((
            awards::program_id,
            awards::id,
            awards::status,
        ))
    };
    let ours: Vec<Key> = of(into).load(conn)?;
    for (program, id, status) in of(from).load::<Key>(conn)? {
        let granted = |status: &str| status == AwardStatus::Granted.as_str();
        match ours.iter().find(|(same, ..)| *same == program) {
            Some((.., other)) if granted(other) && granted(&status) => continue,
            Some((_, other, _)) if granted(&status) => {
                diesel::delete(awards::table.find((into, other))).execute(conn)?;
            }
            Some(_) => {
                diesel::delete(awards::table.find((from, &id))).execute(conn)?;
                continue;
            }
            None => {}
        }
        diesel::update(awards::table.find((from, &id)))
            .set(awards::learner_id.eq(into))
            .execute(conn)?;
    }
    Ok(())
}

/// Hands what an institution that closes has not decided to another one.
///
/// # Errors
/// The database.
pub fn hand_over(conn: &mut Conn, from: InstitutionId, to: InstitutionId) -> AppResult<()> {
    let open = awards::table
        .filter(awards::institution_id.eq(from.to_string()))
        .filter(awards::status.eq(AwardStatus::Proposed.as_str()));
    diesel::update(open).set(awards::institution_id.eq(to.to_string())).execute(conn)?;
    Ok(())
}
