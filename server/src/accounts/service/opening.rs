//! Opening a learner's record and card, whoever asks for it first: a school, a counter, a person.

use chrono::{NaiveDate, NaiveDateTime};
use shared::identity::{CardNumber, IdDocument, Sex};
use shared::ids::LearnerId;
use uuid::Uuid;

use crate::accounts::store::{self, LearnerRow};
use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::keys::Keys;

/// Random serials to try; with a billion cards open, ten in a row are taken once in 10²⁰ times.
const SERIALS_TRIED: u32 = 10;

/// A learner whom the bank does not know yet.
#[derive(Clone, Debug)]
pub struct NewLearner {
    /// The document.
    pub document: IdDocument,
    /// The name on it.
    pub name: String,
    /// Birth date, for documents that do not tell it.
    pub born_on: Option<NaiveDate>,
    /// Sex, for documents that do not tell it.
    pub sex: Option<Sex>,
    /// Street or community.
    pub street: Option<String>,
    /// The phone, sealed.
    pub phone_sealed: Option<String>,
    /// Keyed hash of the activation code on the slip, see [`super::claims::activation_digest`].
    pub activation_digest: Option<String>,
}

/// Opens the record and an unclaimed card; `None` when the document is known already.
///
/// # Errors
/// The database.
pub fn open(
    conn: &mut Conn,
    keys: &Keys,
    new: &NewLearner,
) -> AppResult<Option<(LearnerId, CardNumber)>> {
    let id = LearnerId(Uuid::now_v7());
    let now = clock::now().naive_utc();
    let resident = new.document.resident_id();
    let (born_on, sex) = match &resident {
        Some(resident) => (Some(resident.born_on()), Some(resident.sex())),
        None => (new.born_on, new.sex),
    };
    let row = LearnerRow {
        id: id.to_string(),
        id_type: new.document.id_type().to_string(),
        id_digest: keys.document_digest(&new.document),
        id_sealed: keys.seal(new.document.number()),
        id_last: last_four(new.document.number()),
        name: new.name.clone(),
        born_on,
        sex: sex.map(|sex| sex.to_string()),
        street: new.street.clone(),
        phone_sealed: new.phone_sealed.clone(),
        activation_digest: new.activation_digest.clone(),
        created_at: now,
    };
    if !store::insert_learner(conn, &row)? {
        return Ok(None);
    }
    Ok(Some((id, open_card(conn, id, now)?)))
}

fn open_card(conn: &mut Conn, learner: LearnerId, now: NaiveDateTime) -> AppResult<CardNumber> {
    for _ in 0..SERIALS_TRIED {
        let number = CardNumber::from_serial(rand::random());
        if store::insert_card(conn, &number, learner, now)? {
            return Ok(number);
        }
    }
    Err(AppError::Broken(anyhow::anyhow!("no free card number was found")))
}

fn last_four(number: &str) -> String {
    let skipped = number.chars().count().saturating_sub(4);
    number.chars().skip(skipped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_of_a_number_is_kept_in_clear() {
        assert_eq!(last_four("11010519491231002X"), "002X");
        assert_eq!(last_four("AB"), "AB");
    }
}
