//! Two steps at the same moment: whatever the order, it is one of the two that would have been legal
//! one after the other.
//!
//! Each race runs [`ROUNDS`] rounds on fresh cards in one database, on SQLite, on PostgreSQL, and on
//! PostgreSQL with two servers, each a process of its own; the whole ledger is checked at its end.

use std::sync::Barrier;

use harness::{
    Answer, Backend, Client, District, Resident, Value, World, conversion_rule, json, usual_rules,
    with,
};

use crate::program::{Served, run, words};

mod cards;
mod reviews;
mod spending;

/// Rounds of each race on each set-up.
pub const ROUNDS: usize = 200;

/// What serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUp {
    /// One server over SQLite.
    Sqlite,
    /// One server over PostgreSQL.
    Postgres,
    /// Two processes over one PostgreSQL.
    TwoServers,
}

/// Makes one test per set-up of each race.
macro_rules! on_every_set_up {
    ($($(#[$meta:meta])* fn $name:ident($arena:ident) $story:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $(#[$meta])*
            fn race($arena: &crate::races::Arena<'_>) $story

            #[test]
            fn on_sqlite() {
                crate::races::run_race(crate::races::SetUp::Sqlite, race);
            }

            #[test]
            fn on_postgres() {
                crate::races::run_race(crate::races::SetUp::Postgres, race);
            }

            #[test]
            fn on_two_servers() {
                crate::races::run_race(crate::races::SetUp::TwoServers, race);
            }
        }
    )+};
}
pub(crate) use on_every_set_up;

/// Where races are run: a district, and two servers of it, which may be one.
pub struct Arena<'a> {
    pub world: &'a World,
    pub district: District<'a>,
    /// Signed in as reviewers of the institution that decides.
    pub reviewers: [Client; 2],
    servers: [String; 2],
}

/// Runs a race, and checks the ledger with the program itself.
pub fn run_race(set_up: SetUp, race: impl Fn(&Arena<'_>)) {
    let backend = if set_up == SetUp::Sqlite { Backend::Sqlite } else { Backend::Postgres };
    let world = World::start(backend);
    let district = world.district();
    district.publish(&rules());
    let start = || Served::start(world.database_url(), world.data_dir());
    let processes: Vec<Served> =
        if set_up == SetUp::TwoServers { vec![start(), start()] } else { Vec::new() };
    let own = world.visitor().server().to_owned();
    let servers = match processes.as_slice() {
        [one, other] => [one.visitor(), other.visitor()].map(|it| it.server().to_owned()),
        _ => [own.clone(), own],
    };
    let first = district.staff("reviewer", Some("HP-VS1"));
    let user = json!({
        "username": "second", "name": "second", "role": "reviewer", "institution": "HP-VS1",
        "password": harness::PASSWORD,
    });
    district.admin.post("/users", &user).must(201);
    let reviewers = [first, world.sign_in("second")];
    race(&Arena { world: &world, district, reviewers, servers });
    let checked = run(&["verify"], world.database_url(), world.data_dir());
    assert_eq!(checked.status.code(), Some(0), "{}", words(&checked));
    assert!(words(&checked).contains(": 0 faults"), "{}", words(&checked));
}

/// The usual rules, with activity credits that may be given at once.
fn rules() -> Value {
    let declared = json!({
        "code": "R-ACT", "names": {"zh": "活动", "en": "Activities"}, "priority": 10,
        "when": {"categories": ["activity"]},
        "award": {"scheme": "activity", "method": "declared"}, "repeats": "every",
    });
    let gift = json!({
        "code": "G1", "names": {"zh": "转赠", "en": "Gifts"}, "schemes": ["activity"],
        "smallest": "1.00", "cooling_off_hours": 0, "family_only": false,
    });
    let mut rules = with(usual_rules(), &json!({"gifts": [gift]}));
    let list = |rules: &mut Value, name: &str, rule: Value| {
        rules[name].as_array_mut().expect("a list").push(rule);
    };
    list(&mut rules, "recognition", declared);
    let freely = conversion_rule("EQ-09", "community", "senior", "1/1", &json!({}));
    list(&mut rules, "equivalence", freely);
    rules
}

impl Arena<'_> {
    /// The same caller at one of the two servers.
    pub fn at(&self, server: usize, caller: &Client) -> Client {
        Client::new(&self.servers[server]).with_token(caller.token().expect("a token"))
    }
}

/// A step of a transfer, each time under a key of its own.
pub fn step(who: &Client, transfer: &str, step: &str, body: Option<&Value>) -> Answer {
    let key = uuid::Uuid::now_v7().to_string();
    let path = format!("/transfers/{transfer}/{step}");
    let call = who.call("POST", &path).key(&key);
    let call = if let Some(body) = body { call.json(body) } else { call };
    call.send()
}

/// Quotes and requests, both of which must succeed; gives the transfer.
#[track_caller]
pub fn moved(resident: &Resident, ask: &Value) -> Value {
    let quote = resident.client.post("/transfers/quote", ask).with(200);
    let key = quote["id"].as_str().expect("an id");
    resident.client.post_once("/transfers", key, &json!({"quote_id": key})).with(201)
}

/// A conversion that `HP-VS1` decides on.
#[track_caller]
pub fn reviewed(resident: &Resident, amount: &str) -> String {
    let ask = json!({"kind": "convert", "from_scheme": "community", "to_scheme": "higher",
        "amount": amount});
    moved(resident, &ask)["id"].as_str().expect("an id").to_owned()
}

/// Does two things at the same moment.
pub fn at_once<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            start.wait();
            other()
        });
        start.wait();
        let one = one();
        (one, other.join().expect("no side of a race panics"))
    })
}

/// Of two answers, which one was served: the other must be refused as a conflict that names the
/// state.
#[track_caller]
pub fn one_wins(first: &Answer, second: &Answer, states: [&str; 2]) -> usize {
    let winner = usize::from(first.status != 200);
    let (won, lost) = if winner == 0 { (first, second) } else { (second, first) };
    won.must(200);
    let problem = lost.refused(409, "wrong_state");
    let said = problem["detail"].as_str().expect("a sentence");
    assert!(!said.is_empty() && states[winner] == won.json()["status"], "{problem}");
    winner
}

/// What is available, held and owed on a card in a scheme.
pub fn balances(resident: &Resident, scheme: &str) -> [String; 3] {
    let card = resident.client.get("/me/card").with(200);
    let balances = card["balances"].as_array().expect("balances").clone();
    let found = balances.into_iter().find(|balance| balance["scheme"] == scheme);
    ["available", "held", "owed"].map(|kind| {
        let amount = found.as_ref().map(|balance| balance[kind].clone());
        amount.map_or("0.00".to_owned(), |amount| amount.as_str().expect("an amount").to_owned())
    })
}
