//! What signed-in people see and change of themselves.

use shared::accounts::{ChangePassword, GivenPassword, PatchMe, Preferences, User};
use shared::ids::UserId;
use shared::problem::Refusal;

use crate::accounts::store::{self, Account};
use crate::auth::{Person, passwords};
use crate::bank::Bank;
use crate::clock;
use crate::error::AppResult;
use crate::http::etag::{IfMatch, Versioned};

/// The caller.
///
/// # Errors
/// `NotSignedIn` when the account is not active any more.
pub async fn me(bank: &Bank, who: &Person) -> AppResult<Versioned<User>> {
    versioned(&account(bank, who.user_id()?).await?)
}

async fn account(bank: &Bank, id: UserId) -> AppResult<Account> {
    let account = bank.db.read(move |conn| store::account(conn, id)).await?;
    Ok(account.filter(Account::is_active).ok_or(Refusal::NotSignedIn)?)
}

fn versioned(account: &Account) -> AppResult<Versioned<User>> {
    Ok(Versioned { value: account.to_user()?, revision: account.row.revision })
}

/// Changes the caller's preferences; what is absent stays.
///
/// # Errors
/// `StaleMatch` when they changed since the caller read them.
pub async fn patch(
    bank: &Bank,
    who: &Person,
    seen: IfMatch,
    ask: PatchMe,
) -> AppResult<Versioned<User>> {
    let id = who.user_id()?;
    bank.db
        .write(move |conn| {
            let account = store::account(conn, id)?.ok_or(Refusal::NotSignedIn)?;
            let revision = account.row.revision;
            seen.check(revision)?;
            let user = account.to_user()?;
            let preferences = Preferences {
                text_size: ask.text_size.unwrap_or(user.preferences.text_size),
                contrast: ask.contrast.unwrap_or(user.preferences.contrast),
            };
            let language = ask.language.unwrap_or(user.language);
            if !store::set_preferences(conn, id, revision, language, &preferences)? {
                return Err(Refusal::StaleMatch.into());
            }
            versioned(&store::account(conn, id)?.ok_or(Refusal::NotSignedIn)?)
        })
        .await
}

/// Changes the caller's password and ends their other sessions.
///
/// # Errors
/// `WrongPassword`, `TooManyTries`.
pub async fn change_password(bank: &Bank, who: &Person, ask: ChangePassword) -> AppResult<()> {
    let id = who.user_id()?;
    let old = confirmed_hash(bank, id, ask.old_password).await?;
    let new = passwords::hash_off_loop(ask.new_password.reveal().to_owned()).await?;
    let kept = who.session().unwrap_or_default().to_owned();
    bank.db
        .write(move |conn| {
            if !store::set_password(conn, id, &old, &new)? {
                return Err(Refusal::WrongPassword.into());
            }
            store::end_other_sessions(conn, id, &kept, clock::now().naive_utc())
        })
        .await
}

/// Checks that whoever is signed in knows the password, before something that matters.
///
/// # Errors
/// `WrongPassword`, `TooManyTries`; `NotSignedIn` when the account is not active any more.
pub async fn confirm_password(bank: &Bank, user: UserId, given: GivenPassword) -> AppResult<()> {
    confirmed_hash(bank, user, given).await.map(|_| ())
}

/// The hash in force, once the password was found to fit it.
async fn confirmed_hash(bank: &Bank, user: UserId, given: GivenPassword) -> AppResult<String> {
    let hash = account(bank, user).await?.row.password_hash;
    let attempt = bank.throttle.begin(&format!("confirm {user}"))?;
    if !passwords::fits_off_loop(given.reveal().to_owned(), hash.clone()).await? {
        return Err(Refusal::WrongPassword.into());
    }
    attempt.succeeded();
    Ok(hash)
}
