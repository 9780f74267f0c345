//! Transcripts: what was recognised, issued with a code, and whether it still holds.

use harness::{Value, json, on_both};

use crate::transfers::rich;

fn code_of(issued: &Value) -> String {
    issued["verification_code"].as_str().expect("a code").to_owned()
}

on_both! {
    fn a_transcript_lists_what_was_recognised_by_scheme(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        district.award(&resident.person, "community", "2.5", "COM-2");
        district.award(&resident.person, "senior", "1", "SEN-1");
        district.award(&resident.person, "unknown-scheme", "1", "OTHER-1");
        let transfer = resident.convert("community", "vocational", "3").with(201);
        let transcript = resident.client.get("/me/transcript").with(200);
        assert_eq!(transcript["name"], resident.person.name);
        let schemes = transcript["schemes"].as_array().expect("schemes");
        let sums: Vec<(&Value, &Value, usize)> = schemes.iter()
            .map(|it| (&it["scheme"], &it["credits"], it["completions"].as_array().unwrap().len()))
            .collect();
        assert_eq!(sums, [(&json!("community"), &json!("12.50"), 2), (&json!("senior"), &json!("1.00"), 1)]);
        assert_eq!(schemes[0]["completions"][0]["institution"], "HP-CS1");
        assert_eq!(transcript["transfers"][0]["number"], transfer["number"]);
        assert_eq!(transcript["transfers"][0]["gives"]["amount"], "2.00");
        let text = transcript.to_string();
        assert!(!text.contains(&resident.card_number), "{text}");
        assert!(!text.contains(&resident.person.id_number), "{text}");
    }

    fn a_transcript_is_given_as_json_alone(world) {
        let resident = world.district().resident(1);
        let ask = |kind: &str| {
            resident.client.call("GET", "/me/transcript").header("Accept", kind).send()
        };
        ask("application/pdf").refused(406, "not_acceptable");
        ask("application/vc+ld+json").refused(406, "not_acceptable");
        ask("text/html, application/json;q=0.5").must(200);
    }

    fn an_issued_transcript_is_verified_by_anyone_and_says_when_it_no_longer_holds(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let kept = district.award(&resident.person, "senior", "1", "SEN-1");
        let issued = resident.client.post_nothing("/me/transcripts").with(201);
        assert_eq!(issued["state"], "current");
        let again = resident.client.post_nothing("/me/transcripts").with(200);
        assert_eq!(again, issued);
        let code = code_of(&issued);
        let seen = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!((&seen["kind"], &seen["valid"], &seen["state"]),
            (&json!("transcript"), &json!(true), &json!("current")));
        let said = &seen["statement"]["transcript"];
        assert_eq!(said["schemes"][0]["credits"], "10.00");
        let text = seen.to_string();
        assert!(!text.contains(&resident.person.name) && !text.contains(&resident.card_number), "{text}");

        // More does not make it wrong.
        district.award(&resident.person, "community", "2", "COM-2");
        assert_eq!(world.visitor().get(&format!("/verify/{code}")).with(200)["state"], "current");
        let second = resident.client.post_nothing("/me/transcripts").with(201);
        assert_ne!(code_of(&second), code);

        let revoke = format!("/completions/{}/revoke", kept["id"].as_str().unwrap());
        district.admin.call("POST", &revoke).key("revoke").json(&json!({"reason": "误登"})).send().must(200);
        let seen = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!((&seen["valid"], &seen["state"]), (&json!(false), &json!("changed")));
        assert_eq!(seen["statement"]["transcript"]["schemes"][1]["credits"], "1.00");

        let listed = resident.client.get("/me/transcripts?limit=1").with(200);
        assert_eq!((&listed["items"][0]["id"], &listed["items"][0]["state"]), (&second["id"], &json!("changed")));
        assert_eq!(listed["items"][0]["transcript"], Value::Null);
        let next = format!("/me/transcripts?cursor={}", listed["next_cursor"].as_str().unwrap());
        assert_eq!(resident.client.get(&next).with(200)["items"][0]["id"], issued["id"]);
        let own = format!("/me/transcripts/{}", issued["id"].as_str().unwrap());
        assert_eq!(resident.client.get(&own).with(200)["transcript"]["name"], resident.person.name);
        district.resident(2).client.get(&own).refused(404, "not_found");
        resident.client.get("/me/transcripts/nothing").refused(404, "not_found");
    }
}
