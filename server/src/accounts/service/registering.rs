//! Registering as a resident, with the code from a counter or without.

use shared::accounts::Register;
use shared::ids::LearnerId;
use shared::learners::{ActivationCode, same_name};
use shared::problem::Refusal;
use shared::vocabulary::Role;

use super::sessions::{self, Entry, Opened};
use super::users::{self, NewUser, SealedPhone};
use crate::accounts::store;
use crate::auth::{Visitor, passwords};
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::keys::Keys;
use crate::learners::store::{self as learners, NewLearner};

/// Crockford's base 32 in small letters: no letter that looks like a digit.
const NAME_LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Registers and signs in.
///
/// # Errors
/// `WrongActivationCode`, `AlreadyRegistered`, `TooManyTries`.
pub async fn register(bank: &Bank, visitor: Visitor, ask: Register) -> AppResult<Entry> {
    let place = format!("register from {}", visitor.address);
    bank.throttle.check(&place)?;
    let person = bank.keys.document_digest(&ask.document);
    let attempt = bank.throttle.begin(&format!("register {person}"))?;
    let hash = passwords::hash_off_loop(ask.password.reveal().to_owned()).await?;
    let keys = std::sync::Arc::clone(&bank.keys);
    let outcome = bank.db.write(move |conn| claim(conn, &keys, &ask, &hash, &visitor)).await;
    match outcome {
        Ok(opened) => {
            attempt.succeeded();
            sessions::enter(bank, opened)
        }
        Err(error) => {
            bank.throttle.failed(&place);
            Err(error)
        }
    }
}

fn claim(
    conn: &mut Conn,
    keys: &Keys,
    ask: &Register,
    password_hash: &str,
    visitor: &Visitor,
) -> AppResult<Opened> {
    let learner = match &ask.activation_code {
        Some(code) => activate(conn, keys, ask, code.as_str())?,
        None => find_or_open(conn, keys, ask)?,
    };
    let new = NewUser {
        username: username(rand::random()),
        name: ask.name.as_str().to_owned(),
        password_hash: password_hash.to_owned(),
        role: Role::Resident,
        institution: None,
        learner: Some(learner),
        confirmed: ask.activation_code.is_some(),
        phone: ask.phone.as_ref().map(|phone| SealedPhone::new(keys, phone)),
        language: visitor.lang,
    };
    let user = users::add_user(conn, new).map_err(|error| match error {
        AppError::Refused(Refusal::AlreadyThere) => Refusal::AlreadyRegistered.into(),
        other => other,
    })?;
    let opened = sessions::open(conn, keys, user, &visitor.user_agent)?;
    opened.ok_or_else(AppError::busy)
}

/// Takes the learner's code for a person of that name; closes what others claimed.
fn activate(conn: &mut Conn, keys: &Keys, ask: &Register, code: &str) -> AppResult<LearnerId> {
    let code: ActivationCode = code.parse().map_err(|_| Refusal::WrongActivationCode)?;
    let known = learners::find_by_digests(conn, &[keys.document_digest(&ask.document)])?.pop();
    let known = known.ok_or(Refusal::WrongActivationCode)?;
    let digest = keys.digest("activation", code.normalised());
    let fits = same_name(&known.name, ask.name.as_str())
        && learners::take_activation(conn, known.id, &digest)?;
    // Only now: of two at once, the second waited above until the first was there to be seen.
    refuse_claimed(conn, known.id)?;
    if !fits {
        return Err(Refusal::WrongActivationCode.into());
    }
    learners::settle(conn, known.id)?;
    Ok(known.id)
}

fn find_or_open(conn: &mut Conn, keys: &Keys, ask: &Register) -> AppResult<LearnerId> {
    let new = NewLearner::new(keys, &ask.document, ask.name.as_str());
    let standing = learners::insert_many(conn, &[new])?.pop();
    let learner = standing.ok_or_else(AppError::busy)?.id;
    refuse_claimed(conn, learner)?;
    Ok(learner)
}

fn refuse_claimed(conn: &mut Conn, learner: LearnerId) -> AppResult<()> {
    if store::is_claimed(conn, learner)? {
        return Err(Refusal::AlreadyRegistered.into());
    }
    Ok(())
}

/// A user name that nobody need remember: phone, card and identity number sign in as well.
fn username(noise: [u8; 10]) -> String {
    let letter =
        |byte: u8| NAME_LETTERS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
    std::iter::once('u').chain(noise.into_iter().map(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_is_a_u_and_ten_letters_without_look_alikes() {
        let name = username([0, 31, 255, 17, 18, 19, 20, 21, 22, 23]);
        assert_eq!(name, "u0zzhjkmnpq");
    }
}
