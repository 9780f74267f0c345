//! Random steps by random people against a model: every answer, balance, state and notice is what a
//! second, independent account of the rules says.

mod books;
mod model;
mod moves;

use std::collections::BTreeSet;

use harness::{Answer, Backend, Client, District, Resident, Value, World, json, usual_rules, with};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use server::ledger::jobs;

use model::{Actor, Expected, Kind, Model, Transfer};
use moves::{Move, any_move};

/// People in a story.
const PEOPLE: usize = 3;
/// Stories told on each database.
const STORIES: u32 = 24;
/// Steps are of one of so many latest transfers.
const RECENT: usize = 4;
const SCHEMES: [&str; 4] = ["community", "vocational", "higher", "activity"];
const STEPS: [&str; 7] =
    ["cancel", "take-back", "appeal", "accept", "decline", "approve", "reject"];

/// What the stories must show at least once, for the model to have been asked: steps that were taken,
/// refusals, and states that came by themselves.
const SHOWN: [&str; 17] = [
    "cancel",
    "take-back",
    "appeal",
    "accept",
    "decline",
    "approve",
    "reject",
    "revoke",
    "wrong_state",
    "too_late",
    "already_spent",
    "appealed_already",
    "same_reviewer",
    "not_found",
    "awaiting_receiver",
    "lapsed",
    "owed",
];

#[test]
fn random_steps_do_what_the_model_says_on_sqlite() {
    tell_stories(Backend::Sqlite);
}

#[test]
fn random_steps_do_what_the_model_says_on_postgres() {
    tell_stories(Backend::Postgres);
}

fn tell_stories(backend: Backend) {
    let world = World::start(backend);
    let district = world.district();
    district.publish(&rules());
    let second = json!({"username": "second", "name": "second", "role": "reviewer",
        "institution": "HP-VS1", "password": harness::PASSWORD});
    district.admin.post("/users", &second).must(201);
    let first = district.staff("reviewer", Some("HP-VS1"));
    let reviewers = [first, world.sign_in("second")];
    let next = std::cell::Cell::new(1);
    let config = Config { cases: STORIES, failure_persistence: None, ..Config::default() };
    let moves = prop::collection::vec(any_move(), 60..120);
    let seen = std::cell::RefCell::new(BTreeSet::new());
    // The same stories each time: a failure is found again, and all that they should show is there.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let told = TestRunner::new_with_rng(config, rng).run(&moves, |moves| {
        let people = district.crowd(next.get(), PEOPLE, "senior", "1.00");
        next.set(next.get() + 10);
        let mut story = Story::new(&world, &district, &reviewers, people);
        for person in 0..PEOPLE {
            story.award(person, true, 2_000);
            story.award(person, false, 3_000);
        }
        let told = moves.iter().try_for_each(|happens| story.tell(happens));
        seen.borrow_mut().extend(story.seen);
        told
    });
    told.unwrap_or_else(|failure| panic!("{failure}"));
    let seen = seen.into_inner();
    let missing: Vec<&str> = SHOWN.iter().copied().filter(|it| !seen.contains(it)).collect();
    assert!(missing.is_empty(), "no story showed {missing:?}");
    let check = district.admin.get("/ledger/verify").with(200);
    assert_eq!(check["faults"], json!([]));
}

/// The usual rules, with activity credits that may be given after a day.
fn rules() -> Value {
    let declared = json!({
        "code": "R-ACT", "names": {"zh": "活动", "en": "Activities"}, "priority": 10,
        "when": {"categories": ["activity"]},
        "award": {"scheme": "activity", "method": "declared"}, "repeats": "every",
    });
    let gift = json!({
        "code": "G1", "names": {"zh": "转赠", "en": "Gifts"}, "schemes": ["activity"],
        "smallest": "1.00", "cooling_off_hours": 24, "family_only": false,
    });
    let mut rules = with(usual_rules(), &json!({"gifts": [gift]}));
    rules["recognition"].as_array_mut().expect("a list").push(declared);
    rules
}

/// A bank and a model to which the same things happen.
struct Story<'a> {
    world: &'a World,
    district: &'a District<'a>,
    reviewers: &'a [Client; 2],
    people: Vec<Resident>,
    model: Model,
    /// Ids of the model's transfers and completions.
    transfers: Vec<String>,
    completions: Vec<String>,
    /// What was shown so far, of [`SHOWN`].
    seen: BTreeSet<&'static str>,
}

impl<'a> Story<'a> {
    fn new(
        world: &'a World,
        district: &'a District<'a>,
        reviewers: &'a [Client; 2],
        people: Vec<Resident>,
    ) -> Self {
        let model = Model::new(PEOPLE);
        let (transfers, completions) = (Vec::new(), Vec::new());
        let seen = BTreeSet::new();
        Self { world, district, reviewers, people, model, transfers, completions, seen }
    }

    fn tell(&mut self, happens: &Move) -> Result<(), TestCaseError> {
        match happens {
            Move::Award { person, gift, amount } => self.award(*person, *gift, *amount),
            Move::Request { kind, person, other, amount } => {
                self.request(*kind, *person, *other, *amount)?;
            }
            Move::Step { actor, place, step } => self.step(*actor, *place, STEPS[*step])?,
            Move::Fitting { place, pick } => {
                if let Some((actor, place, step)) = self.fitting(*place, *pick) {
                    self.take(actor, place, step)?;
                }
            }
            Move::Regret { place } => {
                if let Some(one) = self.one_that_is(&["settled", "rejected"], *place) {
                    let (expires, place) = (place % 5 == 0, one);
                    let Transfer { owner, status, kind, .. } = self.model.transfers[place];
                    if expires && kind == Kind::Automatic {
                        self.expire(owner, "vocational");
                    }
                    let step = if status == "settled" { "take-back" } else { "appeal" };
                    self.take(Actor::Person(owner), place, step)?;
                    if let ("appeal", Some(first)) = (step, self.model.transfers[place].rejected_by)
                    {
                        self.take(Actor::Reviewer(first), place, "approve")?;
                    }
                }
            }
            Move::Freeze { person } => {
                let answer = self.people[*person].client.post_nothing("/me/card/freeze");
                let fits = !std::mem::replace(&mut self.model.cards[*person].frozen, true);
                prop_assert_eq!(answer.status, if fits { 200 } else { 409 });
            }
            Move::Unfreeze { person } => {
                let password = json!({"password": harness::PASSWORD});
                let answer = self.people[*person].client.post("/me/card/unfreeze", &password);
                let fits = std::mem::replace(&mut self.model.cards[*person].frozen, false);
                prop_assert_eq!(answer.status, if fits { 200 } else { 409 });
            }
            Move::Revoke { place } => self.revoke(*place)?,
            Move::PassDue { place } => self.pass_due(*place),
            Move::PassTenMinutes { place } => {
                if let Some(place) = self.one_that_is(&["settled"], *place) {
                    let id = &self.transfers[place];
                    self.world.tamper(&format!(
                        "UPDATE transfers SET take_back_until = '2020-01-01 00:00:00' \
                         WHERE id = '{id}' AND take_back_until IS NOT NULL"
                    ));
                    self.model.pass_ten_minutes(place);
                }
            }
            Move::Expire { person, scheme } => self.expire(*person, SCHEMES[*scheme]),
        }
        self.compare(happens)
    }

    fn award(&mut self, person: usize, gift: bool, amount: i64) {
        let scheme = if gift { "activity" } else { "community" };
        let code = uuid::Uuid::now_v7().to_string();
        let who = &self.people[person].person;
        let completion = self.district.award(who, scheme, &text(amount), &code);
        self.completions.push(completion["id"].as_str().expect("an id").to_owned());
        self.model.award(person, scheme, amount);
    }

    fn request(
        &mut self,
        kind: Kind,
        person: usize,
        other: usize,
        amount: i64,
    ) -> Result<(), TestCaseError> {
        let amount_text = text(amount);
        let convert = |to: &str| {
            json!({"kind": "convert", "from_scheme": "community", "to_scheme": to,
                "amount": amount_text})
        };
        let (ask, receiver) = match kind {
            Kind::Automatic => (convert("vocational"), None),
            Kind::Reviewed => (convert("higher"), None),
            Kind::Gift => {
                let card = &self.people[other].card_number;
                let ask = json!({"kind": "give", "from_scheme": "activity",
                    "amount": amount_text, "to_card_number": card});
                (ask, Some(other))
            }
        };
        let who = &self.people[person].client;
        let quoted = who.post("/transfers/quote", &ask);
        let fits = self.model.quote(kind, person, amount) && receiver != Some(person);
        if !fits {
            prop_assert!([409, 422].contains(&quoted.status), "{} {}", quoted.status, quoted.body);
            return Ok(());
        }
        if quoted.status == 409 && self.model.cards[person].frozen {
            return Ok(());
        }
        prop_assert_eq!(quoted.status, 200, "{}", quoted.body);
        let quote = quoted.json()["id"].as_str().expect("an id").to_owned();
        let answer = who.post_once("/transfers", &quote, &json!({"quote_id": quote}));
        let expected = self.model.request(kind, person, receiver, amount);
        agree(&answer, expected)?;
        if answer.status == 201 {
            self.transfers.push(answer.json()["id"].as_str().expect("an id").to_owned());
        }
        Ok(())
    }

    fn step(
        &mut self,
        actor: Actor,
        place: usize,
        step: &'static str,
    ) -> Result<(), TestCaseError> {
        match self.recent(place) {
            Some(place) => self.take(actor, place, step),
            None => Ok(()),
        }
    }

    /// One of the transfers that stand so.
    fn one_that_is(&self, states: &[&str], place: usize) -> Option<usize> {
        let stands = |place: &usize| states.contains(&self.model.transfers[*place].status);
        let standing: Vec<usize> = (0..self.transfers.len()).filter(stands).collect();
        standing.get(place.checked_rem(standing.len())?).copied()
    }

    /// One of the latest transfers: what happens to those is more telling.
    fn recent(&self, place: usize) -> Option<usize> {
        let count = self.transfers.len();
        let back = place.checked_rem(count.min(RECENT))?;
        Some(count - 1 - back)
    }

    /// A step of a recent transfer that the model would let somebody take.
    fn fitting(&self, place: usize, pick: usize) -> Option<(Actor, usize, &'static str)> {
        let place = self.recent(place)?;
        let people = (0..PEOPLE).map(Actor::Person);
        let actors: Vec<Actor> = people.chain((0..2).map(Actor::Reviewer)).collect();
        let all = actors.iter().flat_map(|actor| STEPS.iter().map(|step| (*actor, *step)));
        let fits = |(actor, step): &(Actor, &'static str)| {
            self.model.clone().step(*actor, place, step).0 == 200
        };
        let fitting: Vec<_> = all.filter(fits).collect();
        let (actor, step) = *fitting.get(pick.checked_rem(fitting.len())?)?;
        Some((actor, place, step))
    }

    fn take(
        &mut self,
        actor: Actor,
        place: usize,
        step: &'static str,
    ) -> Result<(), TestCaseError> {
        let who = match actor {
            Actor::Person(person) => &self.people[person].client,
            Actor::Reviewer(reviewer) => &self.reviewers[reviewer],
        };
        let path = format!("/transfers/{}/{step}", self.transfers[place]);
        let key = uuid::Uuid::now_v7().to_string();
        let call = who.call("POST", &path).key(&key);
        let call = match step {
            "appeal" | "reject" => call.json(&json!({"reason": "理由"})),
            _ => call,
        };
        let answer = call.send();
        let expected = self.model.step(actor, place, step);
        self.seen.insert(expected.1.unwrap_or(if expected.0 == 200 { step } else { "refused" }));
        agree(&answer, expected)
    }

    fn revoke(&mut self, place: usize) -> Result<(), TestCaseError> {
        let Some(place) = place.checked_rem(self.completions.len()) else { return Ok(()) };
        let path = format!("/completions/{}/revoke", self.completions[place]);
        let answer = self.district.admin.post(&path, &json!({"reason": "登记有误"}));
        let expected = self.model.revoke(place);
        self.seen.insert(expected.1.unwrap_or("revoke"));
        if SCHEMES.iter().any(|scheme| self.model.cards.iter().any(|card| card.owed(scheme) < 0)) {
            self.seen.insert("owed");
        }
        agree(&answer, expected)
    }

    fn pass_due(&mut self, place: usize) {
        let waiting = ["cooling_off", "awaiting_receiver"];
        let Some(place) = self.one_that_is(&waiting, place) else { return };
        self.world.tamper(&format!(
            "UPDATE transfers SET due_at = '{}' WHERE id = '{}'",
            (chrono::Utc::now() - chrono::Duration::seconds(5)).format("%Y-%m-%d %H:%M:%S"),
            self.transfers[place]
        ));
        run_jobs(self.world);
        self.model.pass_due(place);
        self.seen.insert(self.model.transfers[place].status);
        self.model.cards.iter_mut().for_each(books::Card::write_off);
    }

    fn expire(&mut self, person: usize, scheme: &'static str) {
        self.world.tamper(&format!(
            "UPDATE lots SET expires_on = '2026-01-31' WHERE scheme = '{scheme}' \
             AND learner_id = '{}'",
            self.people[person].learner_id
        ));
        self.model.cards[person].pass_last_day(scheme);
        jobs::expire_blocking(self.world.bank()).expect("the job runs");
        self.model.cards.iter_mut().for_each(books::Card::write_off);
    }

    fn compare(&self, after: &Move) -> Result<(), TestCaseError> {
        for (person, card) in self.people.iter().zip(&self.model.cards) {
            let shown = person.client.get("/me/card").with(200);
            for scheme in SCHEMES {
                let balances = shown["balances"].as_array().expect("balances");
                let found = balances.iter().find(|balance| balance["scheme"] == scheme);
                let amounts = ["available", "held", "owed"].map(|kind| {
                    found.map_or("0.00", |it| it[kind].as_str().expect("an amount")).to_owned()
                });
                let counted = [card.usable(scheme), card.held(scheme), card.owed(scheme)].map(text);
                prop_assert_eq!(amounts, counted, "{} after {:?}", scheme, after);
            }
            let told = person.client.get("/me/notifications?limit=200").with(200);
            let items = told["items"].as_array().expect("items");
            let kinds: Vec<&str> =
                items.iter().rev().map(|item| item["kind"].as_str().expect("a kind")).collect();
            prop_assert_eq!(&kinds, &card.notices, "after {:?}", after);
        }
        for (id, transfer) in self.transfers.iter().zip(&self.model.transfers) {
            let owner = &self.people[transfer.owner].client;
            let shown = owner.get(&format!("/transfers/{id}")).with(200);
            prop_assert_eq!(&shown["status"], transfer.status, "after {:?}", after);
        }
        Ok(())
    }
}

fn agree(answer: &Answer, expected: Expected) -> Result<(), TestCaseError> {
    let Expected(status, code) = expected;
    prop_assert_eq!(answer.status, status, "{}", answer.body);
    if let Some(code) = code {
        let kind = answer.json()["type"].clone();
        prop_assert_eq!(kind, format!("/problems/{code}"), "{}", answer.body);
    }
    Ok(())
}

fn text(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

fn run_jobs(world: &World) {
    let bank = world.bank().clone();
    let ran = actix_web::rt::System::new().block_on(async move { jobs::run_once(&bank).await });
    ran.expect("the jobs run");
}
