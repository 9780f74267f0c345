//! Publishing with re-evaluation: earlier completions are decided again, and people are told.

use harness::{Draft, Person, Value, completion, json, on_both, recognition_rule, rulebook, with};

fn rules(credits: &str) -> Value {
    let award = json!({"scheme": "senior", "method": {"fixed": credits}});
    rulebook(vec![recognition_rule("SC-1", &award, &json!({"repeats": "best"}))], vec![])
}

fn of(number: &str, person: &Person, ended_on: &str) -> Value {
    let own = json!({"institution": "HP-SC", "course": {"code": number, "title": format!("课程 {number}")}});
    with(completion(number, person, ended_on), &own)
}

on_both! {
    fn what_ended_since_is_decided_again_and_each_person_is_told_why(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        district.publish(&rules("2.00"));
        let resident = district.resident(1);
        let posted = district.admin.post("/completions", &of("A", &resident.person, "2025-06-20")).with(201);
        district.admin.post("/completions", &of("B", &resident.person, "2024-06-20")).must(201);
        for number in 2..30 {
            district.admin.post("/completions", &of(&format!("N{number}"), &Person::nth(number), "2025-07-01")).must(201);
        }
        assert_eq!(resident.available("senior"), "4.00");
        assert_eq!(resident.client.get("/me/notifications").with(200)["unread"], 0);

        let draft = Draft::write(&district.admin, &with(rules("3.00"), &json!({"effective_from": "2025-01-01"})));
        draft.submit();
        let published = draft.publish(&other, "re_evaluate", &json!([])).with(200);
        assert_eq!(published["publication"]["mode"], "re_evaluate");
        let went = draft.reevaluated();
        assert_eq!(went, json!({"status": "done", "done": 29, "total": 29, "changed": 29}));

        assert_eq!(resident.available("senior"), "5.00", "what ended before 2025 stays");
        let notices = resident.client.get("/me/notifications").with(200);
        assert_eq!((&notices["unread"], notices["items"].as_array().unwrap().len()), (&json!(1), 1));
        let notice = &notices["items"][0];
        assert_eq!((&notice["kind"], &notice["rulebook"], &notice["note"]),
            (&json!("re_evaluated"), &json!(2), &json!("说明")));
        let [change] = &notice["changes"].as_array().unwrap()[..] else { panic!("{notice}") };
        assert_eq!(change["completion_id"], posted["id"]);
        for (side, rulebook, credits) in [("before", 1, "2.00"), ("after", 2, "3.00")] {
            assert_eq!(change[side]["rulebook"], rulebook);
            assert_eq!(change[side]["credits"], credits);
            assert_eq!(change[side]["trace"][0], json!({"step": "fixed", "after": credits}));
        }
        let newest = &resident.entries()[0];
        assert_eq!((&newest["amount"], &newest["reason"]["completion_id"]), (&json!("1.00"), &posted["id"]));

        let id = notice["id"].as_str().unwrap();
        resident.client.post_nothing(&format!("/me/notifications/{id}/read")).must(204);
        assert_eq!(resident.client.get("/me/notifications").with(200)["unread"], 0);
        let stranger = district.resident(99);
        stranger.client.post_nothing(&format!("/me/notifications/{id}/read")).refused(404, "not_found");
        assert_eq!(district.admin.get("/ledger/verify").with(200)["faults"], json!([]));
    }

    fn what_expired_unspent_is_not_owed_when_a_completion_is_worth_less(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        let read = district.admin.get("/schemes/senior");
        let scheme = with(read.with(200), &json!({"validity_months": 12}));
        let tag = read.header("etag").unwrap().to_owned();
        district.admin.call("PUT", "/schemes/senior").header("If-Match", &tag).json(&scheme).send().must(200);
        district.publish(&rules("3.00"));
        let resident = district.resident(1);
        let posted = district.admin.post("/completions", &of("A", &resident.person, "2024-01-10")).with(201);
        assert_eq!(posted["decision"]["credits"], "3.00");
        server::ledger::jobs::expire_blocking(world.bank()).unwrap();
        assert_eq!(resident.entries()[0]["amount"], "-3.00", "written off");

        let path = format!("/completions/{}", posted["id"].as_str().unwrap());
        for credits in ["1.00", "0.50"] {
            let draft = Draft::write(&district.admin, &rules(credits));
            draft.submit();
            draft.publish(&other, "re_evaluate", &json!([])).must(200);
            assert_eq!(draft.reevaluated()["changed"], 1);
            assert_eq!(district.admin.get(&path).with(200)["decision"]["credits"], credits);
            assert_eq!(resident.balance("senior", "available"), "0.00");
            assert_eq!(resident.balance("senior", "owed"), "0.00");
            assert_eq!(district.admin.get("/ledger/verify").with(200)["faults"], json!([]));
        }
        // Another scheme takes the rest back.
        let award = json!({"scheme": "higher", "method": {"fixed": "1.00"}});
        let draft = Draft::write(&district.admin, &rulebook(vec![recognition_rule("HE-1", &award, &json!({}))], vec![]));
        draft.submit();
        draft.publish(&other, "re_evaluate", &json!([])).must(200);
        assert_eq!(draft.reevaluated()["changed"], 1);
        assert_eq!(resident.balance("senior", "owed"), "0.00");
        assert_eq!(resident.available("higher"), "1.00");
        assert_eq!(district.admin.get("/ledger/verify").with(200)["faults"], json!([]));
    }

    fn a_smaller_worth_is_taken_back_and_what_was_spent_is_owed(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        let mut first = rules("3.00");
        first["equivalence"] = json!([harness::conversion_rule("EQ-1", "senior", "vocational", "1/1", &json!({}))]);
        district.publish(&first);
        let resident = district.resident(1);
        district.admin.post("/completions", &of("A", &resident.person, "2025-06-20")).must(201);
        resident.convert("senior", "vocational", "2.50").must(201);

        let draft = Draft::write(&district.admin, &rules("1.00"));
        draft.submit();
        draft.publish(&other, "re_evaluate", &json!([])).must(200);
        assert_eq!(draft.reevaluated()["changed"], 1);
        assert_eq!(resident.balance("senior", "available"), "0.00");
        assert_eq!(resident.balance("senior", "owed"), "-1.50");
        assert_eq!(resident.balance("vocational", "available"), "2.50");
        assert_eq!(district.admin.get("/ledger/verify").with(200)["faults"], json!([]));
    }

    fn another_scheme_takes_the_whole_back_and_gives_it_anew(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        district.publish(&rules("2.00"));
        let resident = district.resident(1);
        let posted = district.admin.post("/completions", &of("A", &resident.person, "2025-06-20")).with(201);
        let award = json!({"scheme": "higher", "method": {"fixed": "1.00"}});
        let draft = Draft::write(&district.admin, &rulebook(vec![recognition_rule("HE-1", &award, &json!({}))], vec![]));
        draft.submit();
        draft.publish(&other, "re_evaluate", &json!([])).must(200);
        assert_eq!(draft.reevaluated()["changed"], 1);
        assert_eq!((resident.available("senior"), resident.available("higher")), ("0.00".to_owned(), "1.00".to_owned()));

        let id = posted["id"].as_str().unwrap();
        let past = resident.client.get(&format!("/me/completions/{id}/decisions")).with(200)["items"].clone();
        let said: Vec<_> = past.as_array().unwrap().iter()
            .map(|it| (it["cause"].clone(), it["decision"]["rulebook"].clone(), it["decision"]["scheme"].clone()))
            .collect();
        assert_eq!(said, [
            (json!("re_evaluated"), json!(2), json!("higher")),
            (json!("recorded"), json!(1), json!("senior")),
        ]);
        let same = district.admin.get(&format!("/completions/{id}/decisions")).with(200);
        assert_eq!(same["items"], past);
        district.clerk("HP-CS1").get(&format!("/completions/{id}/decisions")).refused(404, "not_found");
        district.resident(2).client.get(&format!("/me/completions/{id}/decisions")).refused(404, "not_found");
        assert_eq!(district.admin.get("/ledger/verify").with(200)["faults"], json!([]));
    }

    fn publishing_from_now_on_leaves_what_is_recorded(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        district.publish(&rules("2.00"));
        let resident = district.resident(1);
        district.admin.post("/completions", &of("A", &resident.person, "2025-06-20")).must(201);
        let draft = Draft::write(&district.admin, &rules("3.00"));
        draft.submit();
        draft.publish(&other, "from_now", &json!([])).must(200);
        assert_eq!(draft.shown()["publication"]["reevaluation"], Value::Null);
        assert_eq!(resident.available("senior"), "2.00");
        district.admin.post("/completions", &of("B", &resident.person, "2025-06-20")).must(201);
        assert_eq!(resident.available("senior"), "5.00");
        assert_eq!(resident.client.get("/me/notifications").with(200)["items"], json!([]));
    }

    fn best_attempts_and_caps_are_counted_again_in_the_order_of_recording(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        let declared = |cap: &str| {
            let award = json!({"scheme": "senior", "method": "declared"});
            let mut rules = rulebook(vec![recognition_rule("SC-1", &award, &json!({"repeats": "best"}))], vec![]);
            rules["caps"] = json!([{"code": "C1", "names": {"zh": "上限", "en": "Cap"}, "schemes": ["senior"],
                "limit": {"credits": cap}, "window": "lifetime"}]);
            rules
        };
        district.publish(&declared("5.00"));
        let resident = district.resident(1);
        let post = |number: &str, code: &str, declared: &str| {
            let own = json!({"declared_credits": declared, "course": {"code": code, "title": code}});
            district.admin.post("/completions", &with(of(number, &resident.person, "2025-06-20"), &own)).must(201);
        };
        post("1", "A", "2");
        post("2", "A", "3");
        post("3", "B", "4");
        assert_eq!(resident.available("senior"), "5.00", "2 + 1, and 2 of 4 under the cap");
        let draft = Draft::write(&district.admin, &declared("6.00"));
        draft.submit();
        draft.publish(&other, "re_evaluate", &json!([])).must(200);
        assert_eq!(draft.reevaluated()["changed"], 1, "only what the cap had cut");
        assert_eq!(resident.available("senior"), "6.00");
    }
}

#[test]
fn rules_that_were_taken_out_of_use_decide_nobody_again() {
    let world = harness::World::start(harness::Backend::Sqlite);
    let district = world.district();
    let other = district.staff("admin", None);
    district.publish(&rules("2.00"));
    let resident = district.resident(1);
    let draft = Draft::write(&district.admin, &rules("3.00"));
    draft.submit();
    draft.publish(&other, "re_evaluate", &json!([])).must(200);
    assert_eq!(draft.reevaluated()["status"], "done");
    other.post(&draft.path("/retire"), &json!({"reason": "有误"})).must(200);
    let posted = of("A", &resident.person, "2025-06-20");
    district.admin.post("/completions", &posted).must(201);
    // As if it had been interrupted before it came to this person.
    world.tamper("UPDATE reevaluations SET status = 'running', last_learner = ''");
    let bank = world.bank().clone();
    let run = async move { server::rulebooks::reevaluation::run(&bank).await };
    actix_web::rt::System::new().block_on(run).unwrap();
    let went = draft.reevaluated();
    assert_eq!((&went["status"], &went["changed"]), (&json!("stopped"), &json!(0)));
    assert_eq!(resident.available("senior"), "2.00");
}
