//! Users, with the institution and card that are shown beside them.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::accounts::{Preferences, User, UserInstitution};
use shared::identity::CardNumber;
use shared::ids::{InstitutionId, LearnerId, UserId};
use shared::institutions::InstitutionCode;
use shared::lang::{Lang, Text};
use shared::vocabulary::{Role, Status};

use crate::auth::tokens::{Claims, Grant};
use crate::db::schema::{institutions, users};
use crate::db::{Conn, on_each};
use crate::error::{AppError, AppResult, stored};
use crate::learners::store as learners;

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
    card: Option<CardNumber>,
}

impl UserRow {
    /// The learner whom they are confirmed to be.
    fn confirmed_learner(&self) -> AppResult<Option<LearnerId>> {
        self.learner_id.as_deref().filter(|_| self.confirmed).map(stored).transpose()
    }
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
            card_number: self.card.clone(),
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
        claims.learner = self.row.confirmed_learner()?;
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

diesel::define_sql_function! {
    /// In small letters; SQLite knows those of ASCII only.
    fn lower(words: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// Users by name, those after `after` first, whose name or user name is `LIKE` a `pattern` in small letters.
pub fn list(conn: &mut Conn, after: &str, pattern: &str, fetch: i64) -> AppResult<Vec<Account>> {
    // In small letters: `LIKE` heeds case in one of the databases and not in the other.
    let matches = lower(users::username).like(pattern).escape('\\');
    let named = lower(users::name).like(pattern).escape('\\');
    let rows = joined!()
        .filter(users::username.gt(after))
        .filter(matches.or(named))
        .order(users::username)
        .limit(fetch)
        .load(conn)?;
    with_cards(conn, rows)
}

/// Adds the cards of confirmed residents, in one query for all.
fn with_cards(conn: &mut Conn, rows: Vec<JoinedRow>) -> AppResult<Vec<Account>> {
    let learners: Vec<LearnerId> = rows
        .iter()
        .map(|(row, _)| row.confirmed_learner())
        .filter_map(Result::transpose)
        .collect::<AppResult<_>>()?;
    let cards = learners::cards_of(conn, &learners)?;
    let account = |(row, institution): JoinedRow| {
        let card = row.confirmed_learner()?.and_then(|learner| cards.get(&learner));
        let card = card.map(|card| card.number.clone());
        Ok(Account { row, institution, card })
    };
    rows.into_iter().map(account).collect()
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
pub fn claims(conn: &mut Conn, learners: &[LearnerId], most: i64) -> AppResult<Vec<UserRow>> {
    let rows = users::table
        .filter(users::learner_id.eq_any(learners.iter().map(ToString::to_string)))
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
