//! Learners for tests: numbered, so that a story can have as many as it needs.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use shared::identity::ResidentId;

use crate::Client;

/// A learner whom the bank may not know yet.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their resident ID number.
    pub id_number: String,
    /// Their name.
    pub name: String,
}

impl Person {
    /// The person with this number: another number, another person.
    #[must_use]
    pub fn nth(number: u64) -> Self {
        let first = NaiveDate::from_ymd_opt(1950, 1, 1).expect("a calendar day");
        let born = first.checked_add_days(Days::new(number)).expect("a test is not that large");
        let body = format!("310101{}018", born.format("%Y%m%d"));
        let id_number = ResidentId::from_body(&body).expect("17 digits with a birth date");
        Self { id_number: id_number.as_str().to_owned(), name: format!("学员{number}") }
    }

    /// As a school names them in a completion, and as a counter opens their card.
    #[must_use]
    pub fn learner(&self) -> Value {
        json!({"id_type": "resident_id", "id_number": self.id_number, "name": self.name})
    }
}

/// Somebody who holds a card, is confirmed, and is signed in.
#[derive(Clone, Debug)]
pub struct Resident {
    /// Who they are.
    pub person: Person,
    /// Their learner's id.
    pub learner_id: String,
    /// The number of their card.
    pub card_number: String,
    /// Asks in their name.
    pub client: Client,
}

impl Resident {
    /// What is available on their card in a scheme.
    #[must_use]
    #[track_caller]
    pub fn available(&self, scheme: &str) -> String {
        self.balance(scheme, "available")
    }

    /// What stands on their card in a scheme: `available`, `held` or `owed`.
    #[must_use]
    #[track_caller]
    pub fn balance(&self, scheme: &str, kind: &str) -> String {
        let card = self.client.get("/me/card").with(200);
        let balances = card["balances"].as_array().expect("a card lists balances");
        let found = balances.iter().find(|balance| balance["scheme"] == scheme);
        found.map_or("0.00", |balance| balance[kind].as_str().expect("an amount")).to_owned()
    }

    /// Everything on their statement, newest first.
    #[must_use]
    #[track_caller]
    pub fn entries(&self) -> Vec<Value> {
        let page = self.client.get("/me/entries?limit=200").with(200);
        page["items"].as_array().expect("a page has items").clone()
    }

    /// Asks what a conversion would give.
    #[must_use]
    pub fn quote(&self, from: &str, to: &str, amount: &str) -> crate::Answer {
        let ask =
            json!({"kind": "convert", "from_scheme": from, "to_scheme": to, "amount": amount});
        self.client.post("/transfers/quote", &ask)
    }

    /// Quotes and requests a conversion.
    #[must_use]
    #[track_caller]
    pub fn convert(&self, from: &str, to: &str, amount: &str) -> crate::Answer {
        let quote = self.quote(from, to, amount).with(200);
        let id = quote["id"].as_str().expect("a quote has an id");
        self.client.post_once("/transfers", id, &json!({"quote_id": id}))
    }
}
