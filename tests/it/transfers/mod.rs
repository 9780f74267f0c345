//! Transfers: quote, request, receipt; once, in order, and never more than there is.

use harness::{Answer, District, Resident, Value, json};

mod quotes;
mod receipts;
mod requests;
mod steps;

/// Resident 1 with so many `community` credits.
pub fn rich(district: &District<'_>, credits: &str) -> Resident {
    let resident = district.resident(1);
    district.award(&resident.person, "community", credits, "COM-1");
    resident
}

pub fn id_of(value: &Value) -> String {
    value["id"].as_str().expect("it has an id").to_owned()
}

/// Requests a transfer from a quote, under a key.
pub fn request(resident: &Resident, key: &str, quote: &Value) -> Answer {
    resident.client.post_once("/transfers", key, &json!({"quote_id": quote["id"]}))
}

/// Requests a transfer as often as the bank is busy: under the same key that moves credits once.
pub fn request_until_served(resident: &Resident, key: &str, quote: &Value) -> Answer {
    let answers = std::iter::repeat_with(|| request(resident, key, quote));
    answers.take(20).find(|answer| answer.status != 503).expect("the bank serves in the end")
}

/// Takes a step of a transfer, under a key.
pub fn step(resident: &Resident, transfer: &str, step: &str, key: &str) -> Answer {
    resident.client.call("POST", &format!("/transfers/{transfer}/{step}")).key(key).send()
}

/// The whole ledger must be sound.
pub fn sound(district: &District<'_>) {
    let check = district.admin.get("/ledger/verify").with(200);
    assert_eq!(check["faults"], json!([]));
}
