//! Queries over learners, their cards, and the accounts that claim to be them.

mod cards;
mod claims;
mod mending;
mod merging;

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::identity::{IdDocument, IdType, Sex};
use shared::ids::LearnerId;

use crate::clock;
use crate::db::schema::learners;
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppError, AppResult, stored};
use crate::keys::Keys;

pub use cards::{CardRow, by_card_numbers, cards_of, open_cards, replace_card};
pub use claims::{Claim, claims, confirm, end_activation, settle, take_activation};
pub use mending::{Mended, SealedDocument, mend, owners, sealed};
pub use merging::{absorbed, merge, other_names};

/// A learner as the bank keeps them, but for what is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnerRow {
    /// Their id.
    pub id: LearnerId,
    /// The keyed hash of their document.
    pub digest: String,
    /// The kind of their document.
    pub id_type: IdType,
    /// The last characters of its number.
    pub id_last: String,
    /// Their name as recorded.
    pub name: String,
    /// Their birth date.
    pub born_on: Option<NaiveDate>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// Their street or community.
    pub street: Option<String>,
    /// Whose record theirs was merged into.
    pub merged_into: Option<LearnerId>,
    /// Counts its changes.
    pub revision: i64,
}

/// A learner who is not in the database yet; their card is drawn when they are written.
#[derive(Clone, Debug)]
pub struct NewLearner {
    /// Their id.
    pub id: LearnerId,
    /// The keyed hash of their document.
    pub digest: String,
    /// Their birth date.
    pub born_on: Option<NaiveDate>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// Their street or community.
    pub street: Option<String>,
    /// Their phone, sealed.
    pub phone_sealed: Option<String>,
    /// The keyed hash of the code on their activation slip.
    pub activation_digest: Option<String>,
    id_type: IdType,
    id_sealed: String,
    id_last: String,
    name: String,
}

impl NewLearner {
    /// The person of a document, with what the document tells of them.
    #[must_use]
    pub fn new(keys: &Keys, document: &IdDocument, name: &str) -> Self {
        let told = document.resident_id();
        Self {
            id: LearnerId(uuid::Uuid::now_v7()),
            digest: keys.document_digest(document),
            born_on: told.as_ref().map(shared::identity::ResidentId::born_on),
            sex: told.as_ref().map(shared::identity::ResidentId::sex),
            street: None,
            phone_sealed: None,
            activation_digest: None,
            id_type: document.id_type(),
            id_sealed: keys.seal(document.number()),
            id_last: last_of(document.number()),
            name: name.to_owned(),
        }
    }

    fn stored(&self, now: NaiveDateTime) -> Stored {
        Stored {
            id: self.id.to_string(),
            id_type: self.id_type.to_string(),
            id_digest: self.digest.clone(),
            id_sealed: self.id_sealed.clone(),
            id_last: self.id_last.clone(),
            name: self.name.clone(),
            born_on: self.born_on,
            sex: self.sex.map(|sex| sex.to_string()),
            street: self.street.clone(),
            phone_sealed: self.phone_sealed.clone(),
            activation_digest: self.activation_digest.clone(),
            created_at: now,
        }
    }
}

/// The last four characters of a number, and of a short one at most half.
fn last_of(number: &str) -> String {
    let length = number.chars().count();
    number.chars().skip(length - (length / 2).min(4)).collect()
}

#[derive(Insertable)]
#[diesel(table_name = learners, treat_none_as_default_value = false)]
struct Stored {
    id: String,
    id_type: String,
    id_digest: String,
    id_sealed: String,
    id_last: String,
    name: String,
    born_on: Option<NaiveDate>,
    sex: Option<String>,
    street: Option<String>,
    phone_sealed: Option<String>,
    activation_digest: Option<String>,
    created_at: NaiveDateTime,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = learners)]
struct Shown {
    id: String,
    id_digest: String,
    id_type: String,
    id_last: String,
    name: String,
    born_on: Option<NaiveDate>,
    sex: Option<String>,
    street: Option<String>,
    merged_into: Option<String>,
    revision: i64,
}

impl TryFrom<Shown> for LearnerRow {
    type Error = AppError;

    fn try_from(row: Shown) -> AppResult<Self> {
        Ok(Self {
            id: stored(&row.id)?,
            digest: row.id_digest,
            id_type: stored(&row.id_type)?,
            id_last: row.id_last,
            name: row.name,
            born_on: row.born_on,
            sex: row.sex.as_deref().map(stored).transpose()?,
            street: row.street,
            merged_into: row.merged_into.as_deref().map(stored).transpose()?,
            revision: row.revision,
        })
    }
}

/// The learners with these ids.
///
/// # Errors
/// The database.
pub fn by_ids(conn: &mut Conn, ids: &[LearnerId]) -> AppResult<Vec<LearnerRow>> {
    let mut found = Vec::new();
    for some in ids.chunks(ROWS_PER_STATEMENT) {
        let some = some.iter().map(ToString::to_string);
        let query = learners::table.filter(learners::id.eq_any(some));
        found.extend(query.select(Shown::as_select()).load(conn)?);
    }
    found.into_iter().map(LearnerRow::try_from).collect()
}

/// The learners of the documents with these keyed hashes: of a record that was merged into another
/// one, that other one, under the hash that was asked for.
///
/// # Errors
/// The database.
pub fn find_by_digests(conn: &mut Conn, digests: &[String]) -> AppResult<Vec<LearnerRow>> {
    let mut found = Vec::new();
    for some in digests.chunks(ROWS_PER_STATEMENT) {
        let query = learners::table.filter(learners::id_digest.eq_any(some));
        found.extend(query.select(Shown::as_select()).load(conn)?);
    }
    let found: Vec<LearnerRow> =
        found.into_iter().map(LearnerRow::try_from).collect::<AppResult<_>>()?;
    let ids: Vec<LearnerId> = found.iter().filter_map(|row| row.merged_into).collect();
    let kept: HashMap<LearnerId, LearnerRow> =
        by_ids(conn, &ids)?.into_iter().map(|row| (row.id, row)).collect();
    let now = |row: LearnerRow| match row.merged_into.and_then(|into| kept.get(&into)) {
        Some(kept) => LearnerRow { digest: row.digest, ..kept.clone() },
        None => row,
    };
    Ok(found.into_iter().map(now).collect())
}

/// Adds learners, each with an unclaimed card, leaving alone those whose document is known.
/// Answers who stands under these documents now: the new ones, or those who were there before.
///
/// # Errors
/// The database; `Broken` when no free card numbers are drawn.
pub fn insert_many(conn: &mut Conn, new: &[NewLearner]) -> AppResult<Vec<LearnerRow>> {
    let now = clock::now().naive_utc();
    // In the same order everywhere, so that two writers of the same people do not wait in a ring.
    let mut values: Vec<Stored> = new.iter().map(|learner| learner.stored(now)).collect();
    values.sort_by(|a, b| a.id_digest.cmp(&b.id_digest));
    for some in values.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(learners::table)
            .values(some)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    let digests: Vec<String> = values.into_iter().map(|row| row.id_digest).collect();
    let standing = find_by_digests(conn, &digests)?;
    let ids: HashSet<LearnerId> = new.iter().map(|learner| learner.id).collect();
    let added = standing.iter().map(|row| row.id).filter(|id| ids.contains(id)).collect();
    open_cards(conn, added, now)?;
    Ok(standing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_is_never_shown_whole() {
        assert_eq!(last_of("11010519491231002X"), "002X");
        assert_eq!(last_of("E1234567"), "4567");
        assert_eq!(last_of("A123"), "23");
    }
}
