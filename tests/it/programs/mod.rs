//! Programs: what they require, how far somebody is, and what can be done now.

use harness::{Answer, Client, District, Person, Value, World, award, json, with};

mod certificate;
mod deciding;
mod demo;
mod editing;
mod opportunities;
mod standing;

/// Posts a completion by which a person gets credits in a scheme, at an institution.
#[track_caller]
pub fn learn(district: &District<'_>, person: &Person, at: &str, what: (&str, &str, &str)) {
    let (scheme, credits, code) = what;
    let own = json!({"institution": at});
    district
        .admin
        .post("/completions", &with(award(person, scheme, credits, code), &own))
        .must(201);
}

pub fn id_of(value: &Value) -> String {
    value["id"].as_str().expect("it has an id").to_owned()
}

/// The codes of a list, in order.
pub fn each(value: &Value, name: &str) -> Vec<Value> {
    let items = value.as_array().expect("a list");
    items.iter().map(|item| item[name].clone()).collect()
}

/// Takes a step of a transfer, under a key of its own.
#[track_caller]
pub fn take(who: &Client, transfer: &str, step: &str) -> Answer {
    let call = who.call("POST", &format!("/transfers/{transfer}/{step}"));
    call.key(&format!("{step} {transfer}")).json(&json!({})).send()
}

/// Quotes and requests an application; gives the transfer.
#[track_caller]
pub fn apply(who: &Client, program: &str, unit: &str) -> Value {
    let ask = json!({"kind": "apply", "program_id": program, "unit": unit});
    let quote = who.post("/transfers/quote", &ask).with(200);
    let id = id_of(&quote);
    who.post_once("/transfers", &id, &json!({"quote_id": id})).with(201)
}

/// The ten minutes of every application are over.
pub fn ten_minutes_pass(world: &World) {
    let past = chrono::Utc::now() - chrono::Duration::minutes(11);
    let past = past.format("%Y-%m-%d %H:%M:%S");
    world.tamper(&format!("UPDATE transfers SET requested_at = '{past}' WHERE kind = 'apply'"));
}

/// Applies and is approved.
#[track_caller]
pub fn fill(world: &World, who: &Client, reviewer: &Client, program: &str, unit: &str) -> Value {
    let transfer = id_of(&apply(who, program, unit));
    ten_minutes_pass(world);
    take(reviewer, &transfer, "approve").with(200)
}
