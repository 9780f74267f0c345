//! Transfers: quote, request, review, receipt; once, in order, and never more than there is.

use harness::{Answer, Client, District, Resident, Value, World, json, usual_rules, with};
use server::ledger::jobs;

mod applications;
mod gifts;
mod limits;
mod queues;
mod quotes;
mod receipts;
mod requests;
mod reviews;
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

/// Takes a step of a transfer, under a key of its own, with a reason if there is one.
pub fn take(who: &Client, transfer: &str, step: &str, reason: Option<&str>) -> Answer {
    let path = format!("/transfers/{transfer}/{step}");
    let key = uuid::Uuid::now_v7().to_string();
    let call = who.call("POST", &path).key(&key);
    match reason {
        Some(reason) => call.json(&json!({ "reason": reason })).send(),
        None => call.send(),
    }
}

/// A transfer as somebody sees it.
pub fn seen(who: &Client, transfer: &str) -> Value {
    who.get(&format!("/transfers/{transfer}")).with(200)
}

/// The refusal of a step because of the state, which it names.
#[track_caller]
pub fn out_of_order(answer: &Answer, state: &str) {
    let problem = answer.refused(409, "wrong_state");
    let detail = problem["detail"].as_str().expect("a sentence");
    assert!(detail.contains(state), "{detail}");
}

/// The usual rules, with `activity` credits that may be given: `gift` replaces parts of the policy.
pub fn rules_with_gifts(gift: &Value) -> Value {
    let declared = json!({
        "code": "R-ACT", "names": {"zh": "活动", "en": "Activities"}, "priority": 10,
        "when": {"categories": ["activity"]},
        "award": {"scheme": "activity", "method": "declared"}, "repeats": "every",
    });
    let policy = json!({
        "code": "G1", "names": {"zh": "转赠", "en": "Gifts"}, "schemes": ["activity"],
        "smallest": "1.00", "largest": "20.00", "per_day": "20.00", "per_year": "100.00",
        "cooling_off_hours": 24, "family_only": false,
    });
    let mut rules = with(usual_rules(), &json!({"gifts": [with(policy, gift)]}));
    rules["recognition"].as_array_mut().expect("a list").push(declared);
    rules
}

/// A giver with so many `activity` credits, and a receiver, under such a policy.
pub fn giver_and_receiver(
    district: &District<'_>,
    credits: &str,
    gift: &Value,
) -> (Resident, Resident) {
    district.publish(&rules_with_gifts(gift));
    let (giver, receiver) = (district.resident(1), district.resident(2));
    district.award(&giver.person, "activity", credits, "ACT-1");
    (giver, receiver)
}

/// Asks what a gift would be.
pub fn ask_gift(giver: &Resident, amount: &str, card: &str) -> Answer {
    let ask = json!({"kind": "give", "from_scheme": "activity", "amount": amount,
        "to_card_number": card});
    giver.client.post("/transfers/quote", &ask)
}

/// Requests a gift.
#[track_caller]
pub fn give(giver: &Resident, amount: &str, receiver: &Resident) -> Value {
    let quote = ask_gift(giver, amount, &receiver.card_number).with(200);
    request(giver, &id_of(&quote), &quote).with(201)
}

/// Lets the time of a transfer's state be over.
pub fn pass_due(world: &World, transfer: &str) {
    let past = chrono::Utc::now() - chrono::Duration::seconds(5);
    world.tamper(&format!(
        "UPDATE transfers SET due_at = '{}' WHERE id = '{transfer}'",
        past.format("%Y-%m-%d %H:%M:%S")
    ));
}

/// Runs what the bank does by itself, once.
pub fn run_jobs(world: &World) {
    let bank = world.bank().clone();
    let ran = actix_web::rt::System::new().block_on(async move { jobs::run_once(&bank).await });
    ran.expect("the jobs run");
}

/// Kinds of what somebody was told, oldest first.
pub fn told(resident: &Resident) -> Vec<String> {
    let page = resident.client.get("/me/notifications?limit=200").with(200);
    let items = page["items"].as_array().expect("items");
    items.iter().rev().map(|item| item["kind"].as_str().expect("a kind").to_owned()).collect()
}

/// What somebody was told last.
pub fn last_notice(resident: &Resident) -> Value {
    resident.client.get("/me/notifications").with(200)["items"][0].clone()
}

/// The whole ledger must be sound.
pub fn sound(district: &District<'_>) {
    let check = district.admin.get("/ledger/verify").with(200);
    assert_eq!(check["faults"], json!([]));
}
