//! Queries of what is mended about a learner.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::identity::{IdDocument, IdType, Sex};
use shared::ids::LearnerId;

use super::last_of;
use crate::db::Conn;
use crate::db::schema::{learners, users};
use crate::error::{AppResult, stored};
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

/// A learner as they shall stand; a document that is `None` stays.
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
        give_way(conn, &key, &document.digest)?;
        diesel::update(seen())
            .set((
                learners::id_type.eq(document.id_type.as_str()),
                learners::id_digest.eq(&document.digest),
                learners::id_sealed.eq(&document.sealed),
                learners::id_last.eq(&document.last),
            ))
            .execute(conn)?;
    }
    let written = diesel::update(seen())
        .set((
            learners::name.eq(&mended.name),
            learners::born_on.eq(mended.born_on),
            learners::sex.eq(mended.sex.map(|sex| sex.to_string())),
            learners::street.eq(&mended.street),
            learners::phone_sealed.eq(&mended.phone_sealed),
            learners::revision.eq(mended.seen + 1),
        ))
        .execute(conn)?;
    let account = users::table.filter(users::learner_id.eq(&key)).filter(users::confirmed.eq(true));
    diesel::update(account).set(users::name.eq(&mended.name)).execute(conn)?;
    Ok(written == 1)
}

/// Whose the documents with these keyed hashes are, and whose record theirs was merged into.
///
/// # Errors
/// The database.
pub fn owners(
    conn: &mut Conn,
    digests: &[String],
) -> AppResult<HashMap<String, (LearnerId, Option<LearnerId>)>> {
    let rows: Vec<(String, String, Option<String>)> = learners::table
        .filter(learners::id_digest.eq_any(digests))
        .select((learners::id_digest, learners::id, learners::merged_into))
        .load(conn)?;
    rows.into_iter()
        .map(|(digest, id, into)| {
            Ok((digest, (stored(&id)?, into.as_deref().map(stored).transpose()?)))
        })
        .collect()
}

/// A record that was merged into this one and has the document gets this one's in its place, so that
/// both go on leading here.
fn give_way(conn: &mut Conn, key: &str, digest: &str) -> AppResult<()> {
    let other = learners::table
        .filter(learners::id_digest.eq(digest))
        .filter(learners::merged_into.eq(key));
    let Some(other) = other.select(learners::id).first::<String>(conn).optional()? else {
        return Ok(());
    };
    let (id_type, own, sealed, last): (String, String, String, String) = learners::table
        .find(key)
        .select((learners::id_type, learners::id_digest, learners::id_sealed, learners::id_last))
        .first(conn)?;
    // A hash stands once: first this one's is out of the way.
    diesel::update(learners::table.find(key))
        .set(learners::id_digest.eq(format!("mended {key}")))
        .execute(conn)?;
    diesel::update(learners::table.find(other))
        .set((
            learners::id_type.eq(id_type),
            learners::id_digest.eq(own),
            learners::id_sealed.eq(sealed),
            learners::id_last.eq(last),
        ))
        .execute(conn)?;
    Ok(())
}
