//! The demo's first resident reaches a certificate from what the demo gives her.

use harness::{Backend, Client, Value, World, json};
use server::demo;

use super::{apply, each, fill, id_of, take, ten_minutes_pass};

fn sign_in(world: &World, name: &str) -> Client {
    let login = json!({"identifier": name, "password": "demo-lifelong-2035"});
    let signed_in = world.visitor().post("/auth/login", &login).with(200);
    world.visitor().with_token(signed_in["access_token"].as_str().unwrap())
}

#[test]
fn the_resident_of_the_demo_reaches_a_certificate() {
    let world = World::start(Backend::Sqlite);
    demo::fill(world.bank()).unwrap();
    let resident = sign_in(&world, "resident");
    let reviewer = sign_in(&world, "reviewer");
    let found = world.visitor().get("/programs?q=ECOM").with(200);
    let program = id_of(&found["items"][0]);
    let progress = || resident.get(&format!("/programs/{program}/progress")).with(200);

    let start = progress();
    assert_eq!((&start["state"], &start["done"]), (&json!("open"), &json!("0.00")));
    assert_eq!(each(&start["groups"], "in_hand"), ["6.00", "5.00", "4.00"]);
    assert_eq!(start["missing"], "3.00", "one unit of related learning is not in hand yet");
    assert!(!start["suggestions"].as_array().unwrap().is_empty());
    let first = resident.get("/me/programs").with(200)["items"][0]["program"]["code"].clone();
    assert_eq!(first, "ECOM-CERT");

    for unit in ["CORE-1", "CORE-2", "RELATED-1"] {
        fill(&world, &resident, &reviewer, &program, unit);
    }
    let ask = json!({"kind": "apply", "program_id": program, "unit": "RELATED-2"});
    resident.post("/transfers/quote", &ask).refused(409, "not_enough_credits");
    let nearer: Vec<Value> = resident.get("/me/opportunities").with(200)["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["leads_to"] == "nearer_unit" && it["program"]["unit"] == "RELATED-2")
        .map(|it| it["rule"].clone())
        .collect();
    assert_eq!(nearer, ["EQ-01"], "the bank says which conversion helps");
    let ask = json!({"kind": "convert", "from_scheme": "community", "to_scheme": "vocational",
        "amount": "3.00"});
    let quote = resident.post("/transfers/quote", &ask).with(200);
    let converted = json!({"quote_id": quote["id"]});
    resident.post_once("/transfers", &id_of(&quote), &converted).must(201);

    fill(&world, &resident, &reviewer, &program, "RELATED-2");
    assert_eq!(resident.get("/me/opportunities").with(200)["items"][0]["leads_to"], "award");
    assert_eq!(resident.get("/me/awards").with(200)["items"], json!([]));
    let last = id_of(&apply(&resident, &program, "BROAD-1"));
    ten_minutes_pass(&world);
    take(&reviewer, &last, "approve").must(200);

    let end = progress();
    assert_eq!((&end["state"], &end["done"]), (&json!("proposed"), &json!("18.00")));
    assert_eq!(end["award"]["status"], "proposed");
    let award = id_of(&end["award"]);
    let granted = reviewer.post(&format!("/awards/{award}/grant"), &json!({})).with(200);
    let code = granted["verification_code"].as_str().unwrap();
    let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
    assert_eq!((&verified["kind"], &verified["valid"]), (&json!("award"), &json!(true)));
    assert_eq!(progress()["state"], "granted");
    let check = sign_in(&world, "admin").get("/ledger/verify").with(200);
    assert_eq!(check["faults"], json!([]));
}

#[test]
fn the_demo_has_something_in_every_queue() {
    let world = World::start(Backend::Sqlite);
    demo::fill(world.bank()).unwrap();
    let admin = sign_in(&world, "admin");
    for queue in ["appeals", "escalated", "all"] {
        let found = admin.get(&format!("/transfers?queue={queue}")).with(200);
        assert!(!found["items"].as_array().unwrap().is_empty(), "{queue}");
    }
    let reviewer = sign_in(&world, "reviewer");
    let mine = reviewer.get("/transfers?queue=mine").with(200);
    assert!(!mine["items"].as_array().unwrap().is_empty());
    let proposed = reviewer.get("/awards?status=proposed").with(200);
    assert_eq!(each(&proposed["items"], "program"), ["ECOM-CERT"]);
    let waiting = sign_in(&world, "resident").get("/me/transfers").with(200);
    let states = each(&waiting["items"], "status");
    assert!(states.contains(&json!("awaiting_receiver")), "{states:?}");
}
