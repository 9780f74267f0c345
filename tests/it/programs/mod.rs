//! Programs: what they require, how far somebody is, and what can be done now.

use harness::{District, Person, Value, award, json, with};

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
