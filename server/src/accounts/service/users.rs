//! Making users and listing them.

use anyhow::bail;
use shared::accounts::{NewPassword, PostUser, Preferences, User};
use shared::fault::FaultKind;
use shared::fields::Line;
use shared::ids::{InstitutionId, LearnerId, UserId};
use shared::lang::Lang;
use shared::learners::Phone;
use shared::page::Page;
use shared::problem::Refusal;
use shared::vocabulary::{Role, Status};
use uuid::Uuid;

use crate::accounts::store::{self, UserRow};
use crate::audit;
use crate::auth::{Admin, Caller, passwords};
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::paging::{self, Slice};
use crate::keys::Keys;

/// A phone number as it is kept: a keyed hash to find it by, and the number under the bank's key.
#[derive(Clone, Debug)]
pub struct SealedPhone {
    /// Keyed hash.
    pub digest: String,
    /// Encrypted number.
    pub sealed: String,
}

impl SealedPhone {
    /// Seals a number.
    #[must_use]
    pub fn new(keys: &Keys, phone: &Phone) -> Self {
        Self { digest: keys.phone_digest(phone), sealed: keys.seal(phone.as_str()) }
    }
}

/// A user to be.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The name to sign in with, unique.
    pub username: String,
    /// The name to greet them with.
    pub name: String,
    /// A hash made by [`passwords::hash`].
    pub password_hash: String,
    /// What they may do.
    pub role: Role,
    /// The institution of a clerk or reviewer.
    pub institution: Option<InstitutionId>,
    /// The learner whom a resident claims to be.
    pub learner: Option<LearnerId>,
    /// Whether that claim was confirmed.
    pub confirmed: bool,
    /// Phone, unique, which serves to sign in.
    pub phone: Option<SealedPhone>,
    /// Language.
    pub language: Lang,
}

/// Adds a user.
///
/// # Errors
/// `AlreadyThere` when the user name or the phone is taken.
pub fn add_user(conn: &mut Conn, new: NewUser) -> AppResult<UserId> {
    let id = UserId(Uuid::now_v7());
    let usual = Preferences::default();
    let (phone_digest, phone_sealed) = new.phone.map(|phone| (phone.digest, phone.sealed)).unzip();
    let row = UserRow {
        id: id.to_string(),
        username: new.username,
        name: new.name,
        password_hash: new.password_hash,
        role: new.role.to_string(),
        institution_id: new.institution.map(|id| id.to_string()),
        learner_id: new.learner.map(|id| id.to_string()),
        confirmed: new.confirmed,
        phone_digest,
        phone_sealed,
        language: new.language.tag().to_owned(),
        text_size: usual.text_size.to_string(),
        contrast: usual.contrast.to_string(),
        status: Status::Active.to_string(),
        created_at: clock::now().naive_utc(),
        revision: 1,
    };
    if store::insert(conn, &row)? { Ok(id) } else { Err(Refusal::AlreadyThere.into()) }
}

/// Makes an administrator, from the command line.
///
/// # Errors
/// A name or password that breaks the rules, a name that is taken, the database.
pub fn create_admin(bank: &Bank, username: &str, password: &str) -> anyhow::Result<()> {
    let username = match Line::<64>::new(username) {
        Ok(username) => username.into_string(),
        Err(kind) => bail!("the user name: {}", kind.message().en),
    };
    let password: NewPassword = match password.parse() {
        Ok(password) => password,
        Err(kind) => bail!("the password: {}", FaultKind::message(&kind).en),
    };
    let new = staff(username.clone(), username.clone(), Role::Admin, &password)?;
    match bank.db.write_blocking(|conn| add_user(conn, new.clone())) {
        Err(AppError::Refused(Refusal::AlreadyThere)) => {
            bail!("there is a user named {username} already")
        }
        outcome => Ok(outcome.map(|_| ())?),
    }
}

fn staff(username: String, name: String, role: Role, password: &NewPassword) -> AppResult<NewUser> {
    Ok(NewUser {
        username,
        name,
        password_hash: passwords::hash(password.reveal())?,
        role,
        institution: None,
        learner: None,
        confirmed: false,
        phone: None,
        language: Lang::Zh,
    })
}

/// Makes a user who works for an institution or the bank.
///
/// # Errors
/// `AlreadyThere`; a fault at `/institution` when there is none with that code.
pub async fn post(bank: &Bank, who: &Admin, ask: PostUser) -> AppResult<User> {
    let (username, name) = (ask.username.into_string(), ask.name.into_string());
    let hashing = move || staff(username, name, ask.role, &ask.password);
    let new = actix_web::web::block(hashing).await??;
    let who = Caller::clone(who);
    bank.db
        .write(move |conn| {
            let mut new = new.clone();
            if let Some(code) = &ask.institution {
                let found = store::institution_of(conn, code)?;
                let unknown = || AppError::fault("/institution", FaultKind::Unknown);
                new.institution = Some(found.ok_or_else(unknown)?);
            }
            let id = add_user(conn, new)?;
            audit::note(conn, &who, "user.create", &id.to_string())?;
            store::account(conn, id)?.ok_or(Refusal::NotFound)?.to_user()
        })
        .await
}

/// Users by user name, with `q` those whose name or user name contains it.
///
/// # Errors
/// A fault at `/q`.
pub async fn list(bank: &Bank, slice: Slice, q: Option<String>) -> AppResult<Page<User>> {
    let pattern = match q.as_deref() {
        None | Some("") => "%".to_owned(),
        Some(words) => {
            let words = Line::<64>::new(words).map_err(|kind| AppError::fault("/q", kind))?;
            format!("%{}%", escape(&words.as_str().to_lowercase()))
        }
    };
    let after = slice.after.clone().unwrap_or_default();
    let fetch = slice.fetch();
    let rows = bank.db.read(move |conn| store::list(conn, &after, &pattern, fetch)).await?;
    let page = slice.page(rows, |account| account.row.username.clone());
    paging::map(page, |account| account.to_user())
}

/// Makes letters of what `LIKE` would take for wildcards.
fn escape(words: &str) -> String {
    words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_for_is_taken_literally() {
        assert_eq!(escape("50%_\\"), "50\\%\\_\\\\");
    }
}
