//! Queries over learners, their cards, and the accounts that claim to be them.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::identity::{CardNumber, IdDocument, IdType, Sex};
use shared::ids::{LearnerId, UserId};
use shared::vocabulary::{CardStatus, Status};

use crate::clock;
use crate::db::schema::{cards, learners, sessions, users};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppError, AppResult, stored};
use crate::keys::Keys;

/// Draws of card numbers before giving up: with a hundred thousand million of them, one is free.
const CARD_DRAWS: usize = 20;

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
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// Its number.
    pub number: CardNumber,
    /// Whose it is.
    pub learner_id: LearnerId,
    /// Its status.
    pub status: CardStatus,
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
        })
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = cards, treat_none_as_default_value = false)]
struct StoredCard {
    number: String,
    learner_id: String,
    status: String,
    opened_at: NaiveDateTime,
}

impl TryFrom<StoredCard> for CardRow {
    type Error = AppError;

    fn try_from(row: StoredCard) -> AppResult<Self> {
        Ok(Self {
            number: stored(&row.number)?,
            learner_id: stored(&row.learner_id)?,
            status: stored(&row.status)?,
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

/// The learners of the documents with these keyed hashes.
///
/// # Errors
/// The database.
pub fn find_by_digests(conn: &mut Conn, digests: &[String]) -> AppResult<Vec<LearnerRow>> {
    let mut found = Vec::new();
    for some in digests.chunks(ROWS_PER_STATEMENT) {
        let query = learners::table.filter(learners::id_digest.eq_any(some));
        found.extend(query.select(Shown::as_select()).load(conn)?);
    }
    found.into_iter().map(LearnerRow::try_from).collect()
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

/// Draws card numbers until everyone has one.
fn open_cards(conn: &mut Conn, mut without: Vec<LearnerId>, now: NaiveDateTime) -> AppResult<()> {
    for _ in 0..CARD_DRAWS {
        if without.is_empty() {
            return Ok(());
        }
        let drawn: Vec<StoredCard> = without
            .iter()
            .map(|learner| StoredCard {
                number: CardNumber::from_serial(rand::random()).to_string(),
                learner_id: learner.to_string(),
                status: CardStatus::Unclaimed.to_string(),
                opened_at: now,
            })
            .collect();
        for some in drawn.chunks(ROWS_PER_STATEMENT) {
            on_each!(conn, c => diesel::insert_into(cards::table)
                .values(some)
                .on_conflict_do_nothing()
                .execute(c))?;
        }
        let opened = cards_of(conn, &without)?;
        without.retain(|learner| !opened.contains_key(learner));
    }
    Err(AppError::Broken(anyhow::anyhow!("no free card number was drawn")))
}

/// The card of each of these learners: the one in use, or else the last that was.
///
/// # Errors
/// The database.
pub fn cards_of(conn: &mut Conn, learners: &[LearnerId]) -> AppResult<HashMap<LearnerId, CardRow>> {
    let mut found: Vec<StoredCard> = Vec::new();
    for some in learners.chunks(ROWS_PER_STATEMENT) {
        let some = some.iter().map(ToString::to_string);
        let query = cards::table.filter(cards::learner_id.eq_any(some));
        found.extend(query.select(StoredCard::as_select()).load(conn)?);
    }
    found.sort_by_key(|card| (is_in_use(&card.status), card.opened_at));
    let cards = found.into_iter().map(CardRow::try_from);
    cards.map(|card| card.map(|card| (card.learner_id, card))).collect()
}

fn is_in_use(status: &str) -> bool {
    status != CardStatus::Replaced.as_str() && status != CardStatus::Closed.as_str()
}

/// The cards with these numbers.
///
/// # Errors
/// The database.
pub fn by_card_numbers(conn: &mut Conn, numbers: &[CardNumber]) -> AppResult<Vec<CardRow>> {
    let mut found: Vec<StoredCard> = Vec::new();
    for some in numbers.chunks(ROWS_PER_STATEMENT) {
        let query = cards::table.filter(cards::number.eq_any(some.iter().map(CardNumber::as_str)));
        found.extend(query.select(StoredCard::as_select()).load(conn)?);
    }
    found.into_iter().map(CardRow::try_from).collect()
}

/// An account that claims to be a learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The account.
    pub user_id: UserId,
    /// Whether it is confirmed.
    pub confirmed: bool,
    /// The keyed hash of its phone.
    pub phone_digest: Option<String>,
}

/// The accounts in use that claim to be a learner.
///
/// # Errors
/// The database.
pub fn claims(conn: &mut Conn, learner: LearnerId) -> AppResult<Vec<Claim>> {
    let found: Vec<(String, bool, Option<String>)> = users::table
        .filter(users::learner_id.eq(learner.to_string()))
        .filter(users::status.eq(Status::Active.as_str()))
        .select((users::id, users::confirmed, users::phone_digest))
        .load(conn)?;
    let claim = |(id, confirmed, phone_digest): (String, _, _)| {
        Ok(Claim { user_id: stored(&id)?, confirmed, phone_digest })
    };
    found.into_iter().map(claim).collect()
}

/// Takes back the activation code of a learner, and holds their row until the transaction ends, so
/// that no one else confirms an account of theirs meanwhile; `false` when there is no such learner.
///
/// # Errors
/// The database.
pub fn end_activation(conn: &mut Conn, learner: LearnerId) -> AppResult<bool> {
    let none = learners::activation_digest.eq(None::<String>);
    let row = learners::table.find(learner.to_string());
    Ok(diesel::update(row).set(none).execute(conn)? == 1)
}

/// Takes the activation code of a learner, so that it serves once, and holds their row; `false`
/// when the code is another, or was taken.
///
/// # Errors
/// The database.
pub fn take_activation(conn: &mut Conn, learner: LearnerId, digest: &str) -> AppResult<bool> {
    let none = learners::activation_digest.eq(None::<String>);
    let row = learners::table
        .filter(learners::id.eq(learner.to_string()))
        .filter(learners::activation_digest.eq(digest));
    Ok(diesel::update(row).set(none).execute(conn)? == 1)
}

/// Confirms one account, closes the other claims, and activates the card.
///
/// # Errors
/// The database.
pub fn confirm(conn: &mut Conn, learner: LearnerId, user: UserId) -> AppResult<()> {
    diesel::update(users::table.find(user.to_string()))
        .set(users::confirmed.eq(true))
        .execute(conn)?;
    settle(conn, learner)
}

/// Closes the unconfirmed claims on a learner: they are signed out and give their phones free, for
/// the person may have registered before with the same one. Activates the card.
///
/// # Errors
/// The database.
pub fn settle(conn: &mut Conn, learner: LearnerId) -> AppResult<()> {
    let learner = learner.to_string();
    let others =
        users::table.filter(users::learner_id.eq(&learner)).filter(users::confirmed.eq(false));
    let theirs = sessions::table
        .filter(sessions::user_id.eq_any(others.select(users::id)))
        .filter(sessions::ended_at.is_null());
    let now = clock::now().naive_utc();
    diesel::update(theirs).set(sessions::ended_at.eq(Some(now))).execute(conn)?;
    diesel::update(others)
        .set((
            users::status.eq(Status::Inactive.as_str()),
            users::phone_digest.eq(None::<String>),
            users::phone_sealed.eq(None::<String>),
        ))
        .execute(conn)?;
    let unclaimed = cards::table
        .filter(cards::learner_id.eq(&learner))
        .filter(cards::status.eq(CardStatus::Unclaimed.as_str()));
    diesel::update(unclaimed).set(cards::status.eq(CardStatus::Active.as_str())).execute(conn)?;
    Ok(())
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
