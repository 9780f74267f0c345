//! The identities that users claim: learners and their cards.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::identity::CardNumber;
use shared::ids::LearnerId;
use shared::vocabulary::CardStatus;

use crate::db::schema::{cards, learners};
use crate::db::{Conn, on_each};
use crate::error::AppResult;

/// What registering needs to know of a learner.
#[derive(Clone, Debug, Queryable)]
pub struct KnownLearner {
    pub id: String,
    pub name: String,
}

/// A learner to be.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = learners)]
pub struct LearnerRow {
    pub id: String,
    pub id_type: String,
    pub id_digest: String,
    pub id_sealed: String,
    pub id_last: String,
    pub name: String,
    pub born_on: Option<NaiveDate>,
    pub sex: Option<String>,
    pub street: Option<String>,
    pub phone_sealed: Option<String>,
    pub activation_digest: Option<String>,
    pub created_at: NaiveDateTime,
}

/// The learner of a document.
pub fn learner_of(conn: &mut Conn, id_digest: &str) -> AppResult<Option<KnownLearner>> {
    let row = learners::table
        .filter(learners::id_digest.eq(id_digest))
        .select((learners::id, learners::name))
        .first(conn)
        .optional()?;
    Ok(row)
}

/// Learners of any of these documents, and of this card.
pub fn learners_named(
    conn: &mut Conn,
    id_digests: &[String],
    card: Option<&str>,
) -> AppResult<Vec<String>> {
    let mut found: Vec<String> = learners::table
        .filter(learners::id_digest.eq_any(id_digests))
        .select(learners::id)
        .load(conn)?;
    if let Some(number) = card {
        let of_card = cards::table.find(number).select(cards::learner_id);
        found.extend(of_card.first::<String>(conn).optional()?);
    }
    Ok(found)
}

/// Adds a learner; whether the document was new.
pub fn insert_learner(conn: &mut Conn, row: &LearnerRow) -> AppResult<bool> {
    let written = on_each!(conn, c => diesel::insert_into(learners::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// Adds a card that nobody has claimed yet; whether the number was free.
pub fn insert_card(
    conn: &mut Conn,
    number: &CardNumber,
    learner: LearnerId,
    now: NaiveDateTime,
) -> AppResult<bool> {
    let row = (
        cards::number.eq(number.as_str()),
        cards::learner_id.eq(learner.to_string()),
        cards::status.eq(CardStatus::Unclaimed.as_str()),
        cards::opened_at.eq(now),
    );
    let written = on_each!(conn, c => diesel::insert_into(cards::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// Takes the activation code that was checked, so that it serves once; whether it was still there.
pub fn take_activation(conn: &mut Conn, learner: LearnerId, digest: &str) -> AppResult<bool> {
    let waiting = learners::table
        .filter(learners::id.eq(learner.to_string()))
        .filter(learners::activation_digest.eq(digest));
    let none = learners::activation_digest.eq(None::<String>);
    Ok(diesel::update(waiting).set(none).execute(conn)? == 1)
}

/// Forgets the activation code of a learner who was confirmed at a counter.
pub fn drop_activation(conn: &mut Conn, learner: LearnerId) -> AppResult<()> {
    let row = learners::table.filter(learners::id.eq(learner.to_string()));
    diesel::update(row).set(learners::activation_digest.eq(None::<String>)).execute(conn)?;
    Ok(())
}

/// Makes the unclaimed card of a learner an active one.
pub fn claim_card(conn: &mut Conn, learner: LearnerId) -> AppResult<()> {
    let unclaimed = cards::table
        .filter(cards::learner_id.eq(learner.to_string()))
        .filter(cards::status.eq(CardStatus::Unclaimed.as_str()));
    diesel::update(unclaimed).set(cards::status.eq(CardStatus::Active.as_str())).execute(conn)?;
    Ok(())
}
