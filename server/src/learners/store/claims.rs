//! Queries over the accounts that claim to be a learner.

use diesel::prelude::*;
use shared::ids::{LearnerId, UserId};
use shared::vocabulary::{CardStatus, Status};

use crate::clock;
use crate::db::Conn;
use crate::db::schema::{cards, learners, sessions, users};
use crate::error::{AppResult, stored};

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
