//! Queries of families.

use diesel::prelude::*;
use diesel::upsert::excluded;
use shared::families::FamilyStanding;
use shared::ids::{FamilyId, LearnerId};

use crate::clock;
use crate::db::schema::{families, family_members};
use crate::db::{Conn, on_each};
use crate::error::{AppResult, stored};

/// Somebody in a family, or invited to it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = family_members)]
pub(super) struct MemberRow {
    pub learner_id: String,
    pub family_id: String,
    pub standing: String,
}

pub(super) fn insert(conn: &mut Conn, id: FamilyId, name: &str) -> AppResult<()> {
    let row = (
        families::id.eq(id.to_string()),
        families::name.eq(name),
        families::founded_at.eq(clock::now().naive_utc()),
    );
    diesel::insert_into(families::table).values(row).execute(conn)?;
    Ok(())
}

/// Gives somebody a standing in a family.
pub(super) fn put(
    conn: &mut Conn,
    family: FamilyId,
    learner: LearnerId,
    standing: FamilyStanding,
) -> AppResult<()> {
    let row = (
        family_members::learner_id.eq(learner.to_string()),
        family_members::family_id.eq(family.to_string()),
        family_members::standing.eq(standing.as_str()),
        family_members::since.eq(clock::now().naive_utc()),
    );
    on_each!(conn, c => diesel::insert_into(family_members::table)
        .values(row)
        .on_conflict((family_members::learner_id, family_members::family_id))
        .do_update()
        .set((
            family_members::standing.eq(excluded(family_members::standing)),
            family_members::since.eq(excluded(family_members::since)),
        ))
        .execute(c))?;
    Ok(())
}

pub(super) fn remove(conn: &mut Conn, family: FamilyId, learner: LearnerId) -> AppResult<()> {
    let row = family_members::table.find((learner.to_string(), family.to_string()));
    diesel::delete(row).execute(conn)?;
    Ok(())
}

/// Holds a family until the transaction ends, so that its members can be counted. `SQLite` has one
/// writer and needs none.
pub(super) fn hold(conn: &mut Conn, family: FamilyId) -> AppResult<()> {
    if let Conn::Postgres(pg) = conn {
        let row = families::table.find(family.to_string()).select(families::id);
        row.for_update().load::<String>(pg)?;
    }
    Ok(())
}

/// Ends a family in which nobody is left.
pub(super) fn end_without_members(conn: &mut Conn, family: FamilyId) -> AppResult<()> {
    let key = family.to_string();
    let of = family_members::table.filter(family_members::family_id.eq(&key));
    let members = of.filter(family_members::standing.eq(FamilyStanding::Member.as_str()));
    let left: i64 = members.count().get_result(conn)?;
    if left == 0 {
        diesel::delete(of).execute(conn)?;
        diesel::delete(families::table.find(&key)).execute(conn)?;
    }
    Ok(())
}

pub(super) fn name(conn: &mut Conn, family: FamilyId) -> AppResult<Option<String>> {
    let row = families::table.find(family.to_string()).select(families::name);
    Ok(row.first(conn).optional()?)
}

/// The family that a learner belongs to.
pub(super) fn family_of(conn: &mut Conn, learner: LearnerId) -> AppResult<Option<FamilyId>> {
    let found: Option<String> = family_members::table
        .filter(family_members::learner_id.eq(learner.to_string()))
        .filter(family_members::standing.eq(FamilyStanding::Member.as_str()))
        .select(family_members::family_id)
        .first(conn)
        .optional()?;
    found.as_deref().map(stored).transpose()
}

pub(super) fn is_invited(conn: &mut Conn, family: FamilyId, learner: LearnerId) -> AppResult<bool> {
    let found: Option<String> = family_members::table
        .find((learner.to_string(), family.to_string()))
        .select(family_members::standing)
        .first(conn)
        .optional()?;
    Ok(found.as_deref() == Some(FamilyStanding::Invited.as_str()))
}

/// The families that concern a learner, oldest first.
pub(super) fn standings(
    conn: &mut Conn,
    learner: LearnerId,
) -> AppResult<Vec<(FamilyId, FamilyStanding)>> {
    let found: Vec<(String, String)> = family_members::table
        .filter(family_members::learner_id.eq(learner.to_string()))
        .order((family_members::since, family_members::family_id))
        .select((family_members::family_id, family_members::standing))
        .load(conn)?;
    found.iter().map(|(id, standing)| Ok((stored(id)?, stored(standing)?))).collect()
}

/// Everybody in these families or invited to them, in the order in which they came.
pub(super) fn members(conn: &mut Conn, of: &[FamilyId]) -> AppResult<Vec<MemberRow>> {
    let keys: Vec<String> = of.iter().map(ToString::to_string).collect();
    Ok(family_members::table
        .filter(family_members::family_id.eq_any(keys))
        .order((family_members::since, family_members::learner_id))
        .select(MemberRow::as_select())
        .load(conn)?)
}

/// Gives the standings of one record to another that it is merged into. A person is in one family:
/// where both are, the kept record's stays, and a family in which nobody is left ends.
///
/// # Errors
/// The database.
pub fn merge(conn: &mut Conn, from: LearnerId, into: LearnerId) -> AppResult<()> {
    let ours = standings(conn, into)?;
    let is_member =
        |(_, standing): &(FamilyId, FamilyStanding)| *standing == FamilyStanding::Member;
    for (family, standing) in standings(conn, from)? {
        let moves = match standing {
            FamilyStanding::Member => !ours.iter().any(is_member),
            FamilyStanding::Invited => ours.iter().all(|(other, _)| *other != family),
        };
        if moves {
            put(conn, family, into, standing)?;
        }
        remove(conn, family, from)?;
        end_without_members(conn, family)?;
    }
    Ok(())
}
