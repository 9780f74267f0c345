//! Shares: a link for one reader, until a day, with every look written down.

use harness::{Answer, Resident, Value, World, json, on_both};

use crate::transfers::rich;

fn share(who: &Resident, completions: &Value) -> Value {
    let ask =
        json!({"reader": "开放大学招生办", "completions": completions, "valid_until": tomorrow()});
    who.client.post("/me/shares", &ask).with(201)
}

fn tomorrow() -> String {
    (server::clock::today() + chrono::Days::new(1)).to_string()
}

fn read(world: &World, share: &Value) -> Answer {
    let path = format!("/shared/{}", share["token"].as_str().expect("a token"));
    let agent = "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36";
    world.visitor().call("GET", &path).header("User-Agent", agent).send()
}

fn id_of(share: &Value) -> &str {
    share["share"]["id"].as_str().expect("an id")
}

on_both! {
    fn a_reader_sees_what_is_shared_and_the_owner_sees_who_has_looked(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let made = share(&resident, &Value::Null);
        assert_eq!(made["share"]["state"], "open");
        let url = made["url"].as_str().expect("an address");
        assert!(url.ends_with(&format!("/shared/{}", made["token"].as_str().unwrap())), "{url}");
        assert!(made["token"].as_str().unwrap().len() >= 32);

        let seen = read(world, &made);
        assert_eq!(seen.header("cache-control"), Some("no-store"));
        let seen = seen.with(200);
        assert_eq!((&seen["whole"], &seen["reader"]), (&json!(true), &json!("开放大学招生办")));
        assert_eq!(seen["transcript"]["name"], resident.person.name);
        assert_eq!(seen["transcript"]["schemes"][0]["credits"], "10.00");
        let text = seen.to_string();
        for secret in [&resident.card_number, &resident.person.id_number] {
            assert!(!text.contains(secret.as_str()), "{text}");
        }

        read(world, &made).must(200);
        let listed = resident.client.get("/me/shares").with(200)["items"][0].clone();
        assert_eq!((&listed["id"], &listed["readings"]), (&made["share"]["id"], &json!(2)));
        assert!(listed["last_read_at"].is_string(), "{listed}");
        let looks = resident.client.get(&format!("/me/shares/{}/readings", id_of(&made))).with(200);
        let looks = looks["items"].as_array().expect("readings");
        assert_eq!(looks.len(), 2);
        assert_eq!((&looks[0]["browser"], &looks[0]["device"], &looks[0]["network"]),
            (&json!("chrome"), &json!("phone"), &json!("127.0.*.*")));
    }

    fn a_link_that_is_withdrawn_over_or_unknown_reads_alike(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let [ended, over] = [(), ()].map(|()| share(&resident, &Value::Null));
        let path = format!("/me/shares/{}", id_of(&ended));
        district.resident(2).client.delete(&path).refused(404, "not_found");
        read(world, &ended).must(200);
        resident.client.delete(&path).must(204);
        resident.client.delete(&path).must(204);
        world.tamper(&format!("UPDATE shares SET valid_until = '2020-01-01' WHERE id = '{}'", id_of(&over)));
        let unknown = json!({"token": "0".repeat(64)});
        for share in [&ended, &over, &unknown] {
            let problem = read(world, share).refused(404, "not_found");
            assert_eq!(problem["title"], read(world, &unknown).json()["title"]);
        }
        let states: Vec<Value> = resident.client.get("/me/shares").with(200)["items"]
            .as_array().unwrap().iter().map(|it| it["state"].clone()).collect();
        assert_eq!(states, ["expired", "withdrawn"]);
        // What was read before stays to be seen.
        let looks = resident.client.get(&format!("{path}/readings")).with(200);
        assert_eq!(looks["items"].as_array().unwrap().len(), 1);
        district.resident(3).client.get(&format!("{path}/readings")).refused(404, "not_found");
    }

    fn some_completions_are_shared_and_no_more(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let one = district.award(&resident.person, "community", "2", "COM-2");
        district.award(&resident.person, "senior", "1", "SEN-1");
        resident.convert("community", "vocational", "3").must(201);
        let made = share(&resident, &json!([one["id"]]));
        let seen = read(world, &made).with(200);
        let schemes = seen["transcript"]["schemes"].as_array().unwrap();
        assert_eq!((schemes.len(), &schemes[0]["credits"]), (1, &json!("2.00")));
        assert_eq!(schemes[0]["completions"][0]["id"], one["id"]);
        assert_eq!((&seen["whole"], &seen["transcript"]["transfers"]), (&json!(false), &json!([])));
    }

    fn what_cannot_be_shared_is_refused_at_its_place(world) {
        let district = world.district_with_rules();
        let (resident, other) = (rich(&district, "10"), district.resident(2));
        let theirs = district.award(&other.person, "community", "2", "COM-9");
        let refused = |ask: Value, faults: &[&str]| {
            resident.client.post("/me/shares", &ask).invalid(faults);
        };
        refused(json!({}), &["/reader required", "/valid_until required"]);
        refused(json!({"reader": "甲", "valid_until": "2020-01-01"}), &["/valid_until out_of_range"]);
        refused(json!({"reader": "甲", "valid_until": "2199-01-01"}), &["/valid_until out_of_range"]);
        refused(json!({"reader": "甲", "completions": [], "valid_until": tomorrow()}),
            &["/completions required"]);
        refused(json!({"reader": "甲", "completions": [theirs["id"]], "valid_until": tomorrow()}),
            &["/completions/0 unknown"]);
    }

    fn shares_and_transcripts_go_with_a_record_that_is_merged(world) {
        let district = world.district_with_rules();
        let (kept, merged) = (district.resident(2), rich(&district, "10"));
        let made = share(&merged, &Value::Null);
        let issued = merged.client.post_nothing("/me/transcripts").with(201);
        let ask = json!({"keep": kept.learner_id, "merge": merged.learner_id, "reason": "同一人"});
        district.admin.call("POST", "/learners/merge").key("merge").json(&ask).send().must(200);
        assert_eq!(read(world, &made).with(200)["transcript"]["name"], kept.person.name);
        assert_eq!(kept.client.get("/me/shares").with(200)["items"][0]["readings"], 1);
        let code = issued["verification_code"].as_str().unwrap();
        assert_eq!(world.visitor().get(&format!("/verify/{code}")).with(200)["state"], "current");
    }
}
