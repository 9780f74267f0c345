//! Signing in by user name, phone, card number or identity number.

use shared::accounts::Login;
use shared::identity::{CardNumber, IdDocument, IdType};
use shared::ids::{LearnerId, UserId};
use shared::learners::Phone;
use shared::problem::Refusal;

use super::sessions::{self, Entry};
use crate::accounts::store::{self, UserRow};
use crate::auth::throttle::Try;
use crate::auth::{Visitor, passwords};
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppResult, stored};
use crate::keys::Keys;
use crate::learners::store as learners;

/// Accounts whose password is tried: several unconfirmed ones may claim one identity.
const CANDIDATES_TRIED: usize = 5;

/// What somebody gave to say who they are, as each thing that it could be.
#[derive(Clone, Debug)]
struct Identifier {
    username: String,
    phone_digest: String,
    card: Option<CardNumber>,
    id_digests: Vec<String>,
    /// To count tries by when nobody is found.
    digest: String,
}

impl Identifier {
    fn new(keys: &Keys, words: &str) -> Self {
        let phone: Option<Phone> = words.parse().ok();
        let documents =
            IdType::ALL.iter().filter_map(|id_type| IdDocument::new(*id_type, words).ok());
        Self {
            username: words.to_owned(),
            phone_digest: phone.map_or_else(String::new, |phone| keys.phone_digest(&phone)),
            card: words.parse().ok(),
            id_digests: documents.map(|document| keys.document_digest(&document)).collect(),
            digest: keys.digest("identifier", words),
        }
    }
}

/// Signs in.
///
/// # Errors
/// `WrongCredentials`, whether the name is unknown or the password wrong; `TooManyTries`.
pub async fn sign_in(bank: &Bank, visitor: Visitor, ask: Login) -> AppResult<Entry> {
    let place = format!("sign-in from {}", visitor.address);
    bank.throttle.check(&place)?;
    let identifier = Identifier::new(&bank.keys, ask.identifier.as_str());
    let sought = identifier.clone();
    let found = bank.db.read(move |conn| candidates(conn, &sought)).await?;
    let tries = begin(bank, &identifier, &found)?;
    let password = ask.password.reveal().to_owned();
    let fitting = actix_web::web::block(move || fitting(&found, &password)).await??;
    let keys = std::sync::Arc::clone(&bank.keys);
    let opened = match fitting {
        None => None,
        Some(user) => {
            let open =
                move |conn: &mut Conn| sessions::open(conn, &keys, user, &visitor.user_agent);
            bank.db.write(open).await?
        }
    };
    let Some(opened) = opened else {
        bank.throttle.failed(&place);
        return Err(Refusal::WrongCredentials.into());
    };
    tries.into_iter().for_each(Try::succeeded);
    sessions::enter(bank, opened)
}

/// The owner of a user name or phone first, then who claims the identity, the confirmed one first:
/// whoever registers another's name as a document number does not push its owner out.
fn candidates(conn: &mut Conn, identifier: &Identifier) -> AppResult<Vec<UserRow>> {
    let mut found = store::named(conn, &identifier.username, &identifier.phone_digest)?;
    let known = learners::find_by_digests(conn, &identifier.id_digests)?;
    let cards = learners::by_card_numbers(conn, identifier.card.as_slice())?;
    let people: Vec<LearnerId> = known
        .into_iter()
        .map(|learner| learner.id)
        .chain(cards.into_iter().map(|card| card.learner_id))
        .collect();
    let most = i64::try_from(CANDIDATES_TRIED).unwrap_or(i64::MAX);
    found.extend(store::claims(conn, &people, most)?);
    found.truncate(CANDIDATES_TRIED);
    Ok(found)
}

/// Counts a try for each person that is tried, by whichever of their names; for an unknown name,
/// by that name, so that the answers do not tell which names are known.
fn begin(bank: &Bank, identifier: &Identifier, found: &[UserRow]) -> AppResult<Vec<Try>> {
    let person = |row: &UserRow| row.learner_id.clone().unwrap_or_else(|| row.id.clone());
    let mut people: Vec<String> = found.iter().map(person).collect();
    people.sort();
    people.dedup();
    if people.is_empty() {
        people.push(identifier.digest.clone());
    }
    people.iter().map(|person| bank.throttle.begin(&format!("sign-in as {person}"))).collect()
}

/// The first whose password it is. Takes as long for an unknown name as for a known one.
fn fitting(found: &[UserRow], password: &str) -> AppResult<Option<UserId>> {
    if found.is_empty() {
        let _ = passwords::fits(password, passwords::nobody());
    }
    let fitting = found.iter().find(|row| passwords::fits(password, &row.password_hash));
    fitting.map(|row| stored(&row.id)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_tried_as_everything_that_it_can_be() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(&folder.path().join("keys.json")).unwrap();
        let id = IdDocument::new(IdType::ResidentId, "11010519491231002X").unwrap();
        let typed = Identifier::new(&keys, "110105 19491231 002x");
        assert!(typed.id_digests.contains(&keys.document_digest(&id)));
        let card = CardNumber::from_serial(17);
        assert_eq!(Identifier::new(&keys, &card.grouped()).card, Some(card));
        let name = Identifier::new(&keys, "王秀兰");
        assert!(name.card.is_none() && name.id_digests.is_empty());
        assert!(name.phone_digest.is_empty(), "no stored digest is empty");
    }
}
