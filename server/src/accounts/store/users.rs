//! Users, with the institution and card that are shown beside them.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::accounts::{Preferences, User, UserInstitution};
use shared::ids::{InstitutionId, LearnerId, UserId};
use shared::institutions::InstitutionCode;
use shared::lang::{Lang, Text};
use shared::vocabulary::{CardStatus, Role, Status};

use crate::auth::tokens::{Claims, Grant};
use crate::db::schema::{cards, institutions, sessions, users};
use crate::db::{Conn, on_each};
use crate::error::{AppError, AppResult, stored};

/// A user as stored; columns in the table's order.
#[derive(Clone, Debug, Queryable, Insertable)]
#[diesel(table_name = users)]
pub struct UserRow {
    pub id: String,
    pub username: String,
    pub name: String,
    pub password_hash: String,
    pub role: String,
    pub institution_id: Option<String>,
    pub learner_id: Option<String>,
    pub confirmed: bool,
    pub phone_digest: Option<String>,
    pub phone_sealed: Option<String>,
    pub language: String,
    pub text_size: String,
    pub contrast: String,
    pub status: String,
    pub created_at: NaiveDateTime,
    pub revision: i64,
}

#[derive(Clone, Debug, Queryable)]
struct InstitutionRow {
    id: String,
    code: String,
    name_zh: String,
    name_en: String,
    path: String,
}

/// A user with their institution, and the card of a confirmed resident.
#[derive(Clone, Debug)]
pub struct Account {
    pub row: UserRow,
    institution: Option<InstitutionRow>,
    card: Option<String>,
}

impl Account {
    /// Whether they may sign in.
    pub fn is_active(&self) -> bool {
        self.row.status == Status::Active.as_str()
    }

    /// The user's id.
    pub fn id(&self) -> AppResult<UserId> {
        stored(&self.row.id)
    }

    /// As the bank answers them.
    pub fn to_user(&self) -> AppResult<User> {
        let institution = self.institution.as_ref().map(|row| {
            let names = Text::new(&row.name_zh, &row.name_en);
            Ok::<_, AppError>(UserInstitution { code: stored(&row.code)?, names })
        });
        Ok(User {
            id: self.id()?,
            username: self.row.username.clone(),
            name: self.row.name.clone(),
            roles: vec![stored(&self.row.role)?],
            institution: institution.transpose()?,
            card_number: self.card.as_deref().map(stored).transpose()?,
            confirmed: self.row.confirmed,
            language: language(&self.row.language)?,
            preferences: Preferences {
                text_size: stored(&self.row.text_size)?,
                contrast: stored(&self.row.contrast)?,
            },
        })
    }

    /// What an access token says of them.
    pub fn claims(&self, session: &str) -> AppResult<Claims> {
        let role = stored(&self.row.role)?;
        let mut claims = Claims::now(self.row.id.clone(), role, self.row.name.clone());
        claims.sid = Some(session.to_owned());
        let learner = self.row.learner_id.as_deref().filter(|_| self.row.confirmed);
        claims.learner = learner.map(stored).transpose()?;
        if let Some(row) = &self.institution {
            claims.institutions = vec![Grant { id: stored(&row.id)?, path: row.path.clone() }];
        }
        Ok(claims)
    }
}

fn language(tag: &str) -> AppResult<Lang> {
    [Lang::Zh, Lang::En]
        .into_iter()
        .find(|lang| lang.tag() == tag)
        .ok_or_else(|| AppError::Broken(anyhow::anyhow!("a stored language cannot be read")))
}

type JoinedRow = (UserRow, Option<InstitutionRow>);

macro_rules! joined {
    () => {
        users::table
            .left_join(
                institutions::table.on(users::institution_id.eq(institutions::id.nullable())),
            )
            .select((
                users::all_columns,
                (
                    institutions::id,
                    institutions::code,
                    institutions::name_zh,
                    institutions::name_en,
                    institutions::path,
                )
                    .nullable(),
            ))
    };
}

/// A user by id.
pub fn account(conn: &mut Conn, id: UserId) -> AppResult<Option<Account>> {
    let row: Option<JoinedRow> =
        joined!().filter(users::id.eq(id.to_string())).first(conn).optional()?;
    Ok(with_cards(conn, row.into_iter().collect())?.pop())
}

/// Users by name, those after `after` first, whose name or user name contains `pattern`.
pub fn list(conn: &mut Conn, after: &str, pattern: &str, fetch: i64) -> AppResult<Vec<Account>> {
    let matches = users::username.like(pattern).escape('\\');
    let named = users::name.like(pattern).escape('\\');
    let rows = joined!()
        .filter(users::username.gt(after))
        .filter(matches.or(named))
        .order(users::username)
        .limit(fetch)
        .load(conn)?;
    with_cards(conn, rows)
}

/// Adds the live cards of confirmed residents, in one query for all.
fn with_cards(conn: &mut Conn, rows: Vec<JoinedRow>) -> AppResult<Vec<Account>> {
    let learner = |row: &UserRow| row.learner_id.clone().filter(|_| row.confirmed);
    let learners: Vec<String> = rows.iter().filter_map(|(row, _)| learner(row)).collect();
    let live: HashMap<String, String> = if learners.is_empty() {
        HashMap::new()
    } else {
        let dead = [CardStatus::Replaced.as_str(), CardStatus::Closed.as_str()];
        cards::table
            .filter(cards::learner_id.eq_any(learners))
            .filter(cards::status.ne_all(dead))
            .select((cards::learner_id, cards::number))
            .load(conn)?
            .into_iter()
            .collect()
    };
    let account = |(row, institution): JoinedRow| {
        let card = learner(&row).and_then(|learner| live.get(&learner).cloned());
        Account { row, institution, card }
    };
    Ok(rows.into_iter().map(account).collect())
}

/// Adds a user; whether the user name and the phone were free.
pub fn insert(conn: &mut Conn, row: &UserRow) -> AppResult<bool> {
    let written = on_each!(conn, c => diesel::insert_into(users::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written == 1)
}

/// The institution with a code.
pub fn institution_of(conn: &mut Conn, code: &InstitutionCode) -> AppResult<Option<InstitutionId>> {
    let found = institutions::table
        .filter(institutions::code.eq(code.as_str()))
        .select(institutions::id)
        .first::<String>(conn)
        .optional()?;
    found.as_deref().map(stored).transpose()
}

/// Whether an active user has a role.
pub fn any_with_role(conn: &mut Conn, role: Role) -> AppResult<bool> {
    let found = users::table
        .filter(users::role.eq(role.as_str()))
        .filter(users::status.eq(Status::Active.as_str()));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(conn)?)
}

/// Active users by their user name or phone.
pub fn named(conn: &mut Conn, username: &str, phone_digest: &str) -> AppResult<Vec<UserRow>> {
    let rows = users::table
        .filter(users::username.eq(username).or(users::phone_digest.eq(phone_digest)))
        .filter(users::status.eq(Status::Active.as_str()))
        .load(conn)?;
    Ok(rows)
}

/// Active users who claim to be one of these learners: the confirmed first, then the oldest.
pub fn claims(conn: &mut Conn, learners: &[String], most: i64) -> AppResult<Vec<UserRow>> {
    let rows = users::table
        .filter(users::learner_id.eq_any(learners))
        .filter(users::status.eq(Status::Active.as_str()))
        .order((users::confirmed.desc(), users::id))
        .limit(most)
        .load(conn)?;
    Ok(rows)
}

/// Whether somebody is confirmed to be this learner.
pub fn is_claimed(conn: &mut Conn, learner: LearnerId) -> AppResult<bool> {
    let found = users::table
        .filter(users::learner_id.eq(learner.to_string()))
        .filter(users::confirmed.eq(true));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(conn)?)
}

/// Confirms that a user is the learner whom they claim to be; whether they claimed that.
pub fn confirm(conn: &mut Conn, user: UserId, learner: LearnerId) -> AppResult<bool> {
    let claim = users::table
        .filter(users::id.eq(user.to_string()))
        .filter(users::learner_id.eq(learner.to_string()))
        .filter(users::status.eq(Status::Active.as_str()));
    let written = diesel::update(claim).set(users::confirmed.eq(true)).execute(conn)?;
    Ok(written == 1)
}

/// Closes the unconfirmed claims on a learner: they free their phones and are signed out.
pub fn close_claims(conn: &mut Conn, learner: LearnerId, now: NaiveDateTime) -> AppResult<()> {
    let learner = learner.to_string();
    let losers =
        users::table.filter(users::learner_id.eq(&learner)).filter(users::confirmed.eq(false));
    let theirs = sessions::table
        .filter(sessions::user_id.eq_any(losers.select(users::id)))
        .filter(sessions::ended_at.is_null());
    diesel::update(theirs).set(sessions::ended_at.eq(Some(now))).execute(conn)?;
    diesel::update(losers)
        .set((
            users::status.eq(Status::Inactive.as_str()),
            users::phone_digest.eq(None::<String>),
            users::phone_sealed.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes preferences if nobody else did since `seen`; whether it did.
pub fn set_preferences(
    conn: &mut Conn,
    user: UserId,
    seen: i64,
    language: Lang,
    preferences: &Preferences,
) -> AppResult<bool> {
    let unchanged =
        users::table.filter(users::id.eq(user.to_string())).filter(users::revision.eq(seen));
    let written = diesel::update(unchanged)
        .set((
            users::language.eq(language.tag()),
            users::text_size.eq(preferences.text_size.as_str()),
            users::contrast.eq(preferences.contrast.as_str()),
            users::revision.eq(seen + 1),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

/// Writes a new password if the old one is still in force; whether it did.
pub fn set_password(conn: &mut Conn, user: UserId, old: &str, new: &str) -> AppResult<bool> {
    let unchanged =
        users::table.filter(users::id.eq(user.to_string())).filter(users::password_hash.eq(old));
    let written = diesel::update(unchanged).set(users::password_hash.eq(new)).execute(conn)?;
    Ok(written == 1)
}
