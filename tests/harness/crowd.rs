//! Many residents at once: what a test that runs hundreds of rounds needs, without a password hashed
//! for each of them.

use serde_json::json;
use server::auth::tokens::Claims;
use shared::vocabulary::Role;

use crate::{Backend, District, Person, Resident, award};

/// The crowd's tokens outlive every test.
const TOKEN_SECONDS: i64 = 7_200;

impl District<'_> {
    /// Residents `first`, `first + 1`, …: each with so many credits of a scheme, from one completion,
    /// by the usual rules, and signed in.
    #[must_use]
    #[track_caller]
    pub fn crowd(&self, first: u64, count: usize, scheme: &str, credits: &str) -> Vec<Resident> {
        let people: Vec<Person> = (first..).take(count).map(Person::nth).collect();
        for slice in people.chunks(500) {
            let row = |person: &Person| award(person, scheme, credits, &person.id_number);
            let rows: Vec<_> = slice.iter().map(row).collect();
            let posted = self.admin.post("/completions/batch", &json!(rows)).with(200);
            assert_eq!(posted["counts"]["created"], json!(slice.len()), "{posted}");
        }
        self.let_everybody_in();
        people.into_iter().map(|person| self.signed_in(person)).collect()
    }

    /// Gives everybody who has none a confirmed account, with the administrator's password.
    fn let_everybody_in(&self) {
        let truth = match self.world.backend() {
            Backend::Sqlite => "1",
            Backend::Postgres => "TRUE",
        };
        self.world.tamper(&format!(
            "INSERT INTO users (id, username, name, password_hash, role, learner_id, confirmed, \
             language, text_size, contrast, status, created_at, revision) \
             SELECT id, 'crowd-' || id, name, \
             (SELECT password_hash FROM users WHERE username = 'admin'), 'resident', id, {truth}, \
             'zh', 'normal', 'standard', 'active', created_at, 1 FROM learners \
             WHERE id NOT IN (SELECT learner_id FROM users WHERE learner_id IS NOT NULL); \
             UPDATE cards SET status = 'active' WHERE status = 'unclaimed';"
        ));
    }

    fn signed_in(&self, person: Person) -> Resident {
        let document = json!({"id_type": "resident_id", "id_number": person.id_number});
        let learner = self.admin.post("/learners/find", &document).with(200);
        let text = |name: &str| learner[name].as_str().expect("a text").to_owned();
        let mut claims = Claims::now(text("id"), Role::Resident, person.name.clone());
        claims.exp += TOKEN_SECONDS;
        claims.learner = Some(text("id").parse().expect("an id"));
        let token = self.world.bank().tokens.sign(&claims).expect("the bank's key signs");
        Resident {
            learner_id: text("id"),
            card_number: text("card_number"),
            client: self.world.visitor().with_token(&token),
            person,
        }
    }
}
