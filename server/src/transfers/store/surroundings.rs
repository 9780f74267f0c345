//! What steps and views need besides the transfers themselves.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use shared::ids::{FamilyId, InstitutionId, LearnerId};
use shared::institutions::InstitutionCode;
use shared::transfers::Applicant;
use shared::vocabulary::Status;

use crate::db::Conn;
use crate::db::schema::{family_members, institutions, learners};
use crate::error::{AppResult, stored};
use crate::learners::store as people;

/// An institution, as who decides on an application.
#[derive(Clone, Debug)]
pub(in crate::transfers) struct Place {
    pub code: InstitutionCode,
    pub path: String,
    pub parent: Option<InstitutionId>,
    pub active: bool,
}

/// The institutions.
#[derive(Clone, Debug, Default)]
pub(in crate::transfers) struct Network(HashMap<InstitutionId, Place>);

impl Network {
    /// An institution.
    pub fn get(&self, id: InstitutionId) -> Option<&Place> {
        self.0.get(&id)
    }

    /// Who decides in an institution's name: itself, or the nearest above it that is in use. None
    /// leaves it to the administrators.
    pub fn deciding(&self, id: InstitutionId) -> Option<InstitutionId> {
        let mut seen = BTreeSet::new();
        let mut at = id;
        while seen.insert(at) {
            let place = self.get(at)?;
            if place.active {
                return Some(at);
            }
            at = place.parent?;
        }
        None
    }

    /// Those that fit.
    pub fn filter(&self, fits: impl Fn(&Place) -> bool) -> Vec<InstitutionId> {
        self.0.iter().filter(|(_, place)| fits(place)).map(|(id, _)| *id).collect()
    }

    /// The institution with a code.
    pub fn by_code(&self, code: &str) -> Option<InstitutionId> {
        self.0.iter().find(|(_, place)| place.code.as_str() == code).map(|(id, _)| *id)
    }
}

/// Every institution.
pub(in crate::transfers) fn network(conn: &mut Conn) -> AppResult<Network> {
    type Row = (String, String, String, Option<String>, String);
    let rows: Vec<Row> = institutions::table
        .select((
            institutions::id,
            institutions::code,
            institutions::path,
            institutions::parent_id,
            institutions::status,
        ))
        .load(conn)?;
    let places = rows.into_iter().map(|(id, code, path, parent, status)| {
        let place = Place {
            code: stored(&code)?,
            path,
            parent: parent.as_deref().map(stored).transpose()?,
            active: stored::<Status>(&status)? == Status::Active,
        };
        Ok((stored(&id)?, place))
    });
    places.collect::<AppResult<_>>().map(Network)
}

/// Whose applications they are, as who decides sees them.
pub(in crate::transfers) fn applicants(
    conn: &mut Conn,
    ids: &[LearnerId],
) -> AppResult<HashMap<LearnerId, Applicant>> {
    let mut cards = people::cards_of(conn, ids)?;
    let found = people::by_ids(conn, ids)?.into_iter().filter_map(|row| {
        let card_number = cards.remove(&row.id)?.number;
        Some((row.id, Applicant { learner_id: row.id, name: row.name, card_number }))
    });
    Ok(found.collect())
}

/// Those of the learners whose record went to another one.
pub(in crate::transfers) fn merged(
    conn: &mut Conn,
    learner_keys: &[String],
) -> AppResult<HashSet<LearnerId>> {
    let found: Vec<String> = learners::table
        .filter(learners::id.eq_any(learner_keys))
        .filter(learners::merged_into.is_not_null())
        .select(learners::id)
        .load(conn)?;
    found.iter().map(|id| stored(id)).collect()
}

/// The families that learners belong to.
pub(in crate::transfers) fn families_of(
    conn: &mut Conn,
    learner_keys: &[String],
) -> AppResult<HashMap<LearnerId, FamilyId>> {
    let found: Vec<(String, String)> = family_members::table
        .filter(family_members::learner_id.eq_any(learner_keys))
        .filter(family_members::standing.eq("member"))
        .select((family_members::learner_id, family_members::family_id))
        .load(conn)?;
    found.iter().map(|(learner, family)| Ok((stored(learner)?, stored(family)?))).collect()
}
