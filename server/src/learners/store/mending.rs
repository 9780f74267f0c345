//! Queries of what is mended about a learner.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::identity::{IdDocument, IdType, Sex};
use shared::ids::LearnerId;

use super::last_of;
use crate::db::Conn;
use crate::db::schema::{learners, users};
use crate::error::AppResult;
use crate::keys::Keys;

/// A document as it is kept.
#[derive(Clone, Debug)]
pub struct SealedDocument {
    /// Its kind.
    pub id_type: IdType,
    /// Its keyed hash.
    pub digest: String,
    /// The last characters of its number.
    pub last: String,
    sealed: String,
}

impl SealedDocument {
    /// Seals a document.
    #[must_use]
    pub fn new(keys: &Keys, document: &IdDocument) -> Self {
        Self {
            id_type: document.id_type(),
            digest: keys.document_digest(document),
            last: last_of(document.number()),
            sealed: keys.seal(document.number()),
        }
    }
}

/// A learner as they shall stand; what is `None` of document and phone stays.
#[derive(Clone, Debug)]
pub struct Mended {
    /// Who.
    pub id: LearnerId,
    /// The revision that is mended.
    pub seen: i64,
    /// Their name.
    pub name: String,
    /// Their birth date.
    pub born_on: Option<NaiveDate>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// Their street or community.
    pub street: Option<String>,
    /// Their phone, sealed.
    pub phone_sealed: Option<String>,
    /// Their document.
    pub document: Option<SealedDocument>,
}

/// The sealed document number and phone of a learner.
///
/// # Errors
/// The database.
pub fn sealed(conn: &mut Conn, id: LearnerId) -> AppResult<(String, Option<String>)> {
    let query = learners::table.find(id.to_string());
    Ok(query.select((learners::id_sealed, learners::phone_sealed)).first(conn)?)
}

/// Writes what was mended over the revision that was seen, and the name into the person's account;
/// `false` when another revision stands there by now.
///
/// # Errors
/// The database.
pub fn mend(conn: &mut Conn, mended: &Mended) -> AppResult<bool> {
    let key = mended.id.to_string();
    let seen =
        || learners::table.filter(learners::id.eq(&key)).filter(learners::revision.eq(mended.seen));
    if let Some(document) = &mended.document {
        diesel::update(seen())
            .set((
                learners::id_type.eq(document.id_type.as_str()),
                learners::id_digest.eq(&document.digest),
                learners::id_sealed.eq(&document.sealed),
                learners::id_last.eq(&document.last),
            ))
            .execute(conn)?;
    }
    if let Some(phone) = &mended.phone_sealed {
        diesel::update(seen()).set(learners::phone_sealed.eq(Some(phone))).execute(conn)?;
    }
    let written = diesel::update(seen())
        .set((
            learners::name.eq(&mended.name),
            learners::born_on.eq(mended.born_on),
            learners::sex.eq(mended.sex.map(|sex| sex.to_string())),
            learners::street.eq(&mended.street),
            learners::revision.eq(mended.seen + 1),
        ))
        .execute(conn)?;
    let account = users::table.filter(users::learner_id.eq(&key)).filter(users::confirmed.eq(true));
    diesel::update(account).set(users::name.eq(&mended.name)).execute(conn)?;
    Ok(written == 1)
}
