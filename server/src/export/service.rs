//! The story of an export: what there is once, then list by list, a slice at a time.

use serde_json::{Value, json};
use shared::accounts::User;
use shared::ids::LearnerId;
use shared::problem::Refusal;

use super::sections::{self, SECTIONS};
use crate::accounts::store as accounts;
use crate::auth::Resident;
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::paging::{Slice, key_of};
use crate::http::stream::Steps;
use crate::keys::Keys;
use crate::{cards, clock, families};

/// Items that are read and written at once.
const ITEMS: usize = 200;

/// Whose data are exported.
pub(super) struct Whose {
    pub learner: LearnerId,
    pub user: String,
    pub name: String,
}

/// What is still to be written.
pub(super) struct Whole {
    whose: Whose,
    /// What there is once, until it is written: an object.
    head: Option<Value>,
    section: usize,
    after: Option<String>,
}

/// Reads what there is once.
///
/// # Errors
/// `NotSignedIn` when the account is not active any more; `NotFound` when the card was closed.
pub(super) async fn begin(bank: &Bank, who: &Resident) -> AppResult<Whole> {
    let (learner, user, keys) = (who.learner, who.user_id()?, bank.keys.clone());
    let whose = Whose { learner, user: user.to_string(), name: who.name().to_owned() };
    let head = bank
        .db
        .read(move |conn| {
            let account = accounts::account(conn, user)?.filter(accounts::Account::is_active);
            let account = account.ok_or(Refusal::NotSignedIn)?;
            let account_phone = unsealed(&keys, account.row.phone_sealed.as_deref())?;
            let user: User = account.to_user()?;
            let (person, phone) = sections::person(conn, learner)?;
            Ok(json!({
                "exported_at": clock::now(),
                "account": user,
                "account_phone": account_phone,
                "person": person,
                "person_phone": unsealed(&keys, phone.as_deref())?,
                "card": cards::card(conn, learner)?,
                "family": families::view(conn, learner)?,
            }))
        })
        .await?;
    Ok(Whole { whose, head: Some(head), section: 0, after: None })
}

fn unsealed(keys: &Keys, sealed: Option<&str>) -> AppResult<Option<String>> {
    sealed.map(|sealed| keys.open_sealed(sealed)).transpose().map_err(AppError::Broken)
}

impl Steps for Whole {
    fn step(mut self, conn: &mut Conn) -> AppResult<(Vec<u8>, Option<Self>)> {
        let mut text = match self.head.take() {
            // The object stays open for the lists.
            Some(head) => {
                let mut text = head.to_string();
                text.pop();
                text
            }
            None => String::new(),
        };
        let Some((name, read)) = SECTIONS.get(self.section) else {
            return Ok((b"}".to_vec(), None));
        };
        let slice = Slice { limit: ITEMS, after: self.after.take() };
        let page = read(conn, &self.whose, &slice)?;
        if slice.after.is_none() {
            text.extend([",\n\"", name, "\":["]);
        }
        for (place, item) in page.items.iter().enumerate() {
            let first = place == 0 && slice.after.is_none();
            text += if first { "\n" } else { ",\n" };
            text += &item.to_string();
        }
        self.after = page.next_cursor.as_deref().and_then(key_of);
        if self.after.is_none() {
            text.push(']');
            self.section += 1;
        }
        Ok((text.into_bytes(), Some(self)))
    }
}
