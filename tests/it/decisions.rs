//! Decisions by a person: what rules left open, and how it is settled.

use harness::{
    District, Draft, Person, Value, completion, json, on_both, recognition_rule, rulebook, with,
};

/// Two rules that give 2.00 and 3.00 to whatever is completed.
fn clashing() -> Value {
    let rule = |code: &str, credits: &str| {
        let award = json!({"scheme": "senior", "method": {"fixed": credits}});
        recognition_rule(code, &award, &json!({"repeats": "best"}))
    };
    rulebook(vec![rule("SC-1", "2.00"), rule("SC-2", "3.00")], vec![])
}

fn post(district: &District<'_>, number: &str, person: &Person) -> Value {
    let own = json!({"institution": "HP-SC", "course": {"code": number, "title": number}});
    district
        .admin
        .post("/completions", &with(completion(number, person, "2025-06-20"), &own))
        .with(201)
}

fn decide(completion: &Value) -> String {
    format!("/completions/{}/decide", completion["id"].as_str().unwrap())
}

on_both! {
    fn an_administrator_chooses_among_clashing_rules_and_the_choice_stands_in_the_trace(world) {
        let district = world.district();
        district.publish(&clashing());
        let resident = district.resident(1);
        let posted = post(&district, "A", &resident.person);
        assert_eq!(posted["status"], "needs_decision");
        assert_eq!(resident.available("senior"), "0.00");

        let waiting = district.admin.get("/decisions?status=needs_decision").with(200);
        let [open] = &waiting["items"].as_array().unwrap()[..] else { panic!("{waiting}") };
        assert_eq!((&open["question"], &open["completion"]["id"]), (&json!("clash"), &posted["id"]));
        let codes: Vec<_> = open["rules"].as_array().unwrap().iter().map(|rule| &rule["code"]).collect();
        assert_eq!(codes, ["SC-1", "SC-2"]);
        let candidates = &open["completion"]["decision"]["reason"]["candidates"];
        assert_eq!((&candidates[0]["credits"], &candidates[1]["credits"]), (&json!("2.00"), &json!("3.00")));

        let path = decide(&posted);
        district.admin.post(&path, &json!({"rule": "SC-2"})).invalid(&["/reason required"]);
        district.admin.post(&path, &json!({"rule": "SC-9", "reason": "核对"})).invalid(&["/rule unknown"]);
        district.admin.post(&path, &json!({"same_person": true, "reason": "核对"})).refused(409, "nothing_to_decide");
        district.admin.post(&path, &json!({"reason": "核对"})).invalid(&["/rule exactly_one_of"]);
        let decided = district.admin.post(&path, &json!({"rule": "SC-2", "reason": "核对教学计划"})).with(200);
        assert_eq!((&decided["status"], &decided["decision"]["credits"]), (&json!("recognised"), &json!("3.00")));
        let choice = &decided["decision"]["trace"][0];
        assert_eq!((&choice["step"], &choice["rule"], &choice["reason"]),
            (&json!("choice"), &json!("SC-2"), &json!("核对教学计划")));
        assert_eq!(resident.available("senior"), "3.00");

        district.admin.post(&path, &json!({"rule": "SC-1", "reason": "又"})).refused(409, "nothing_to_decide");
        assert_eq!(district.admin.get("/decisions").with(200)["items"], json!([]));
        let notice = resident.client.get("/me/notifications").with(200)["items"][0].clone();
        assert_eq!((&notice["kind"], &notice["note"]), (&json!("decided"), &json!("核对教学计划")));
        assert_eq!(notice["changes"][0]["before"]["outcome"], "needs_decision");
        assert_eq!(district.admin.get("/ledger/verify").with(200)["faults"], json!([]));
    }

    fn a_choice_stands_when_rules_are_published_again_and_still_clash(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        district.publish(&clashing());
        let resident = district.resident(1);
        let posted = post(&district, "A", &resident.person);
        district.admin.post(&decide(&posted), &json!({"rule": "SC-1", "reason": "核对"})).must(200);
        let mut rules = clashing();
        rules["recognition"][0]["award"]["method"] = json!({"fixed": "2.50"});
        let draft = Draft::write(&district.admin, &rules);
        draft.submit();
        let all = json!([{"code": "ambiguous_pair", "rules": "all", "reason": "逐件裁定"}]);
        draft.publish(&other, "re_evaluate", &all).must(200);
        assert_eq!(draft.reevaluated()["changed"], 1);
        assert_eq!(resident.available("senior"), "2.50");
        let path = format!("/me/completions/{}", posted["id"].as_str().unwrap());
        let shown = resident.client.get(&path).with(200);
        assert_eq!(shown["decision"]["trace"][0]["rule"], "SC-1");
    }

    fn a_name_that_differs_waits_until_somebody_says_that_it_is_the_same_person(world) {
        let district = world.district();
        let award = json!({"scheme": "senior", "method": {"fixed": "2.00"}});
        district.publish(&rulebook(vec![recognition_rule("SC-1", &award, &json!({}))], vec![]));
        let resident = district.resident(1);
        let renamed = Person { name: "别的名字".to_owned(), ..resident.person.clone() };
        let posted = post(&district, "A", &renamed);
        let open = district.admin.get("/decisions?question=name_differs").with(200)["items"][0].clone();
        assert_eq!((&open["posted_name"], &open["completion"]["learner_name"]),
            (&json!("别的名字"), &json!(resident.person.name)));
        assert_eq!(district.admin.get("/decisions?question=clash").with(200)["items"], json!([]));
        let path = decide(&posted);
        district.admin.post(&path, &json!({"rule": "SC-1", "reason": "核对"})).refused(409, "nothing_to_decide");
        district.admin.post(&path, &json!({"same_person": false, "reason": "核对"})).invalid(&["/rule exactly_one_of"]);
        let decided = district.admin.post(&path, &json!({"same_person": true, "reason": "曾用名"})).with(200);
        assert_eq!(decided["decision"]["credits"], "2.00");
        let settled = &decided["decision"]["trace"][0];
        assert_eq!(
            (&settled["step"], &settled["rule"], &settled["by"], &settled["reason"]),
            (&json!("choice"), &json!(""), &json!("admin"), &json!("曾用名"))
        );
        assert_eq!(resident.available("senior"), "2.00");
        assert_eq!(world.cells("SELECT action FROM audit WHERE action = 'completion.decide'").len(), 1);
    }

    fn the_queue_is_paged_oldest_first(world) {
        let district = world.district();
        district.publish(&clashing());
        let posted: Vec<Value> =
            (1..=3).map(|number| post(&district, &format!("N{number}"), &Person::nth(number))["id"].clone()).collect();
        let first = district.admin.get("/decisions?limit=2").with(200);
        let ids = |page: &Value| -> Vec<Value> {
            page["items"].as_array().unwrap().iter().map(|it| it["completion"]["id"].clone()).collect()
        };
        assert_eq!(ids(&first), posted[..2]);
        let cursor = first["next_cursor"].as_str().unwrap();
        let second = district.admin.get(&format!("/decisions?limit=2&cursor={cursor}")).with(200);
        assert_eq!((ids(&second), &second["next_cursor"]), (posted[2..].to_vec(), &Value::Null));
        district.admin.get("/decisions?status=recognised").invalid(&["/status not_one_of"]);
    }

    fn two_administrators_at_once_settle_it_once(world) {
        let district = world.district();
        district.publish(&clashing());
        let resident = district.resident(1);
        let posted = post(&district, "A", &resident.person);
        let path = decide(&posted);
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let ask = |rule: &'static str| {
                let (admin, path) = (district.admin.clone(), path.clone());
                scope.spawn(move || admin.post(&path, &json!({"rule": rule, "reason": "核对"})).status)
            };
            let asked = [ask("SC-1"), ask("SC-2"), ask("SC-1"), ask("SC-2")];
            asked.map(|it| it.join().unwrap()).to_vec()
        });
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 409).count(), 3, "{answers:?}");
        assert_eq!(district.admin.get("/ledger/verify").with(200)["faults"], json!([]));
    }
}
