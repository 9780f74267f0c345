//! How far simulations and re-evaluations have come.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::upsert::excluded;
use shared::ids::RulebookId;
use shared::rulebooks::{Progress, Reevaluation};
use uuid::Uuid;

use crate::clock;
use crate::db::schema::{reevaluations as redone, simulations};
use crate::db::{Conn, on_each};
use crate::error::{AppResult, stored};

/// A re-evaluation, as it is stored.
#[derive(Clone, Debug, Insertable, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = redone, treat_none_as_default_value = false)]
pub struct ReevaluationRow {
    pub rulebook_id: String,
    pub since: NaiveDate,
    pub status: String,
    pub last_learner: String,
    pub done: i64,
    pub total: i64,
    pub changed: i64,
}

impl ReevaluationRow {
    fn view(&self) -> AppResult<Reevaluation> {
        Ok(Reevaluation {
            status: stored(&self.status)?,
            done: count(self.done),
            total: count(self.total),
            changed: count(self.changed),
        })
    }
}

/// A simulation, as it is stored.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = simulations, treat_none_as_default_value = false)]
pub struct SimulationRow {
    pub rulebook_id: String,
    pub id: String,
    pub revision: i64,
    pub since: NaiveDate,
    pub status: String,
    pub done: i64,
    pub total: i64,
    pub started_at: NaiveDateTime,
    pub finished_at: Option<NaiveDateTime>,
    pub impact: Option<String>,
}

/// Rows, counted.
pub(in crate::rulebooks) fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}

/// How far the re-evaluations of these rulebooks have come.
///
/// # Errors
/// The database.
pub fn reevaluations(
    conn: &mut Conn,
    of: &[RulebookId],
) -> AppResult<HashMap<RulebookId, Reevaluation>> {
    let keys: Vec<String> = of.iter().map(ToString::to_string).collect();
    let query = redone::table.filter(redone::rulebook_id.eq_any(keys));
    let rows: Vec<ReevaluationRow> = query.select(ReevaluationRow::as_select()).load(conn)?;
    rows.iter().map(|row| Ok((stored(&row.rulebook_id)?, row.view()?))).collect()
}

/// The re-evaluations that are not done.
///
/// # Errors
/// The database.
pub fn running_reevaluations(conn: &mut Conn) -> AppResult<Vec<ReevaluationRow>> {
    let query = redone::table.filter(redone::status.eq(Progress::Running.as_str()));
    Ok(query.order(redone::rulebook_id).select(ReevaluationRow::as_select()).load(conn)?)
}

/// Starts a re-evaluation, or notes how far it has come.
///
/// # Errors
/// The database.
pub fn save_reevaluation(conn: &mut Conn, row: &ReevaluationRow) -> AppResult<()> {
    on_each!(conn, c => diesel::insert_into(redone::table)
        .values(row)
        .on_conflict(redone::rulebook_id)
        .do_update()
        .set(row)
        .execute(c))?;
    Ok(())
}

/// The last simulation of a rulebook.
///
/// # Errors
/// The database.
pub fn simulation(conn: &mut Conn, of: RulebookId) -> AppResult<Option<SimulationRow>> {
    let query = simulations::table.find(of.to_string()).select(SimulationRow::as_select());
    Ok(query.first(conn).optional()?)
}

/// Starts a simulation in the place of the last one.
///
/// # Errors
/// The database.
pub fn start_simulation(
    conn: &mut Conn,
    of: RulebookId,
    revision: i64,
    since: NaiveDate,
    total: i64,
) -> AppResult<SimulationRow> {
    let row = SimulationRow {
        rulebook_id: of.to_string(),
        id: Uuid::now_v7().to_string(),
        revision,
        since,
        status: Progress::Running.to_string(),
        done: 0,
        total,
        started_at: clock::now().naive_utc(),
        finished_at: None,
        impact: None,
    };
    on_each!(conn, c => diesel::insert_into(simulations::table)
        .values(&row)
        .on_conflict(simulations::rulebook_id)
        .do_update()
        .set((
            simulations::id.eq(excluded(simulations::id)),
            simulations::revision.eq(excluded(simulations::revision)),
            simulations::since.eq(excluded(simulations::since)),
            simulations::status.eq(excluded(simulations::status)),
            simulations::done.eq(0),
            simulations::total.eq(excluded(simulations::total)),
            simulations::started_at.eq(excluded(simulations::started_at)),
            simulations::finished_at.eq(None::<NaiveDateTime>),
            simulations::impact.eq(None::<String>),
        ))
        .execute(c))?;
    Ok(row)
}

/// Notes how far a simulation has come; `false` when another has taken its place.
///
/// # Errors
/// The database.
pub fn advance_simulation(conn: &mut Conn, id: &str, done: i64) -> AppResult<bool> {
    let this = simulations::table.filter(simulations::id.eq(id));
    Ok(diesel::update(this).set(simulations::done.eq(done)).execute(conn)? == 1)
}

/// Notes that nobody works on the simulations that were under way: the program that did has ended.
///
/// # Errors
/// The database.
pub fn abandon_simulations(conn: &mut Conn) -> AppResult<()> {
    let running = simulations::table.filter(simulations::status.eq(Progress::Running.as_str()));
    diesel::update(running).set(simulations::status.eq(Progress::Failed.as_str())).execute(conn)?;
    Ok(())
}

/// Keeps what came out of a simulation; without an impact, that it failed.
///
/// # Errors
/// The database.
pub fn finish_simulation(conn: &mut Conn, id: &str, impact: Option<&str>) -> AppResult<()> {
    let status = if impact.is_some() { Progress::Done } else { Progress::Failed };
    let this = simulations::table.filter(simulations::id.eq(id));
    diesel::update(this)
        .set((
            simulations::status.eq(status.as_str()),
            simulations::finished_at.eq(clock::now().naive_utc()),
            simulations::impact.eq(impact),
        ))
        .execute(conn)?;
    Ok(())
}
