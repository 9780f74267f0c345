//! Open pages hear at once what was posted to their card, and nobody else's.

use std::time::{Duration, Instant};

use harness::{Backend, District, Resident, Value, World, json, on_both};
use server::auth::tokens::Claims;

use crate::program::Served;

/// How soon a posting must be heard.
const SOON: Duration = Duration::from_secs(2);

#[track_caller]
fn heard(listener: &harness::Listener, resident: &Resident) -> Value {
    let mark = listener.next(SOON);
    assert_eq!(mark["entry"], resident.entries()[0]["id"]);
    mark
}

fn post(district: &District<'_>, resident: &Resident, code: &str) {
    let _ = district.award(&resident.person, "community", "2", code);
}

on_both! {
    fn a_posting_is_heard_within_two_seconds_and_anothers_is_not(world) {
        let district = world.district_with_rules();
        let (resident, other) = (district.resident(1), district.resident(2));
        let listener = resident.client.listen("/me/events").expect("there is room");
        let first = listener.next(SOON);
        assert_eq!(first, json!({"entry": null, "notice": null, "unread": 0}));
        assert_eq!(resident.client.call("GET", "/me/events").header("Accept", "application/json")
            .send().with(200), first);
        post(&district, &resident, "HOUR-1");
        let mark = heard(&listener, &resident);
        post(&district, &other, "HOUR-2");
        listener.silent(SOON);
        let asked = resident.client.call("GET", "/me/events").header("Accept", "application/json");
        assert_eq!(asked.send().with(200), mark);
    }

    fn a_notice_and_its_reading_are_heard(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let posted = district.award(&resident.person, "community", "2", "HOUR-1");
        let listener = resident.client.listen("/me/events").expect("there is room");
        assert_eq!(listener.next(SOON)["unread"], 0);
        let id = posted["id"].as_str().expect("an id");
        let revoked = district.admin.post_once(&format!("/completions/{id}/revoke"), "once",
            &json!({"reason": "登记有误"}));
        revoked.must(200);
        let mark = heard(&listener, &resident);
        assert_eq!(mark["unread"], 1);
        let notice = mark["notice"].as_str().expect("a notice");
        resident.client.post_nothing(&format!("/me/notifications/{notice}/read")).must(204);
        assert_eq!(listener.next(SOON)["unread"], 0);
    }

    fn a_stream_ends_with_its_session_and_with_its_token(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let tokens = &world.bank().tokens;
        let claims = tokens.read(resident.client.token().expect("a token")).expect("a good token");
        let short = Claims { exp: claims.iat + 3, ..claims.clone() };
        let short = resident.client.with_token(&tokens.sign(&short).expect("it signs"));
        let lapses = short.listen("/me/events").expect("there is room");
        let listener = resident.client.listen("/me/events").expect("there is room");
        let session = claims.sid.expect("a person has a session");
        lapses.ends(Duration::from_secs(4));
        let _ = listener.next(SOON);
        resident.client.delete(&format!("/auth/sessions/{session}")).must(204);
        listener.ends(SOON);
    }
}

#[test]
fn there_is_room_for_so_many_pages_of_one_card() {
    let world = World::start(Backend::Sqlite);
    let district = world.district_with_rules();
    let (resident, other) = (district.resident(1), district.resident(2));
    let mut open = Vec::new();
    let refused = loop {
        match resident.client.listen("/me/events") {
            Ok(listener) => open.push(listener),
            Err(refused) => break refused,
        }
    };
    assert_eq!((open.len(), refused), (8, (503, "2".to_owned())));
    assert!(other.client.listen("/me/events").is_ok());
}

#[test]
fn what_another_server_posts_is_heard() {
    let world = World::start(Backend::Postgres);
    let district = world.district_with_rules();
    let resident = district.resident(1);
    let served = Served::start(world.database_url(), world.data_dir());
    let there = served.visitor().with_token(resident.client.token().expect("a token"));
    let (here, there) = (resident.client.listen("/me/events"), there.listen("/me/events"));
    for listener in [&here, &there] {
        assert_eq!(listener.as_ref().expect("there is room").next(SOON)["entry"], Value::Null);
    }
    post(&district, &resident, "HOUR-1");
    for listener in [here, there] {
        heard(&listener.expect("there is room"), &resident);
    }
}

#[test]
fn open_streams_do_not_keep_a_server_from_stopping() {
    let world = World::start(Backend::Sqlite);
    let district = world.district_with_rules();
    let resident = district.resident(1);
    let served = Served::start(world.database_url(), world.data_dir());
    let there = served.visitor().with_token(resident.client.token().expect("a token"));
    let listener = there.listen("/me/events").expect("there is room");
    let _ = listener.next(SOON);
    let started = Instant::now();
    assert!(served.terminate().success());
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    listener.ends(SOON);
}
