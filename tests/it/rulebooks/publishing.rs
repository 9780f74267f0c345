//! Checking and publishing: what blocks, what is accepted, by whom.

use harness::{Draft, Value, conversion_rule, json, on_both, recognition_rule, rulebook, with};

fn fixed(code: &str, credits: &str, more: &Value) -> Value {
    recognition_rule(code, &json!({"scheme": "senior", "method": {"fixed": credits}}), more)
}

/// Two rules of the same priority that give different credits to what a senior college teaches.
fn clashing() -> Vec<Value> {
    let college = json!({"when": {"institution_kinds": ["senior_college"]}});
    let classroom = json!({"when": {"forms": ["classroom"], "min_hours": "16.00"}});
    vec![fixed("SC-1", "2.00", &college), fixed("SC-2", "3.00", &classroom)]
}

fn of_code<'a>(findings: &'a [Value], code: &str) -> Vec<&'a Value> {
    findings.iter().filter(|finding| finding["code"] == code).collect()
}

on_both! {
    fn an_ambiguous_pair_comes_with_a_completion_that_both_rules_match(world) {
        let district = world.district();
        let draft = Draft::write(&district.admin, &rulebook(clashing(), vec![]));
        let findings = draft.findings();
        let [pair] = of_code(&findings, "ambiguous_pair")[..] else { panic!("{findings:?}") };
        assert_eq!((&pair["severity"], &pair["rules"]), (&json!("error"), &json!(["SC-1", "SC-2"])));
        let example = &pair["example"]["completion"];
        assert_eq!((&example["institution"], &example["form"]), (&json!("HP-SC"), &json!("classroom")));
        assert_eq!(pair["example"]["results"].as_array().map(Vec::len), Some(2));

        // What it says is so: posted under these rules, the example needs a decision.
        district.publish(&rulebook(clashing(), vec![]));
        let posted = json!({
            "external_id": "E-1", "institution": example["institution"],
            "learner": harness::Person::nth(1).learner(),
            "course": {"code": example["course_code"], "title": "示例", "category": example["category"],
                "form": example["form"], "level": example["level"]},
            "ended_on": "2026-01-10", "hours": example["hours"],
            "declared_credits": example["declared_credits"],
        });
        let completion = district.admin.post("/completions", &posted).with(201);
        assert_eq!(completion["status"], "needs_decision");
        assert_eq!(completion["decision"]["rules"], json!(["SC-1", "SC-2"]));
    }

    fn an_ambiguous_pair_blocks_unless_it_is_accepted_by_name_or_with_all(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        let draft = Draft::write(&district.admin, &rulebook(clashing(), vec![]));
        draft.publish(&other, "from_now", &json!([])).refused(409, "wrong_state");
        draft.submit();
        let refused = draft.publish(&other, "from_now", &json!([])).refused(409, "findings_block");
        assert_eq!(refused["errors"][0]["code"], "ambiguous_pair");
        let accept = |rules: Value| json!([{"code": "ambiguous_pair", "rules": rules, "reason": "逐件裁定"}]);
        draft.publish(&other, "from_now", &accept(json!(["SC-1", "SC-9"]))).refused(409, "findings_block");
        let nothing = json!([{"code": "ambiguous_pair", "rules": "all", "reason": " "}]);
        draft.publish(&other, "from_now", &nothing).invalid(&["/accept/0/reason required"]);
        let minting = json!([{"code": "minting_cycle", "rules": "all", "reason": "x"}]);
        draft.publish(&other, "from_now", &minting).invalid(&["/accept/0/code not_one_of"]);
        draft.publish(&district.admin, "from_now", &accept(json!("all"))).refused(403, "own_rulebook");

        let published = draft.publish(&other, "from_now", &accept(json!(["SC-2", "SC-1"]))).with(200);
        assert_eq!((&published["number"], &published["status"]), (&json!(1), &json!("published")));
        let publication = &published["publication"];
        assert_eq!((&publication["mode"], &publication["note"]), (&json!("from_now"), &json!("说明")));
        assert_eq!(publication["accepted"], accept(json!(["SC-2", "SC-1"])));
        let second = Draft::write(&district.admin, &rulebook(clashing(), vec![]));
        second.submit();
        let published = second.publish(&other, "from_now", &accept(json!("all"))).with(200);
        assert_eq!((&published["number"], &published["publication"]["accepted"][0]["rules"]), (&json!(2), &json!("all")));
        second.publish(&other, "from_now", &json!([])).refused(409, "wrong_state");
    }

    fn whoever_wrote_a_part_of_it_does_not_publish_it(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        let draft = Draft::write(&district.admin, &rulebook(vec![], vec![]));
        let body = json!({"list": "recognition", "rule": fixed("SC-1", "2.00", &json!({}))});
        let put = other.call("PUT", &draft.path("/rules/SC-1")).header("If-Match", &draft.tag());
        put.json(&body).send().must(204);
        assert_eq!(draft.shown()["editors"], json!(["admin-bank"]));
        draft.submit();
        draft.publish(&other, "from_now", &json!([])).refused(403, "own_rulebook");
        draft.publish(&district.admin, "from_now", &json!([])).refused(403, "own_rulebook");
        let third = json!({"username": "third", "name": "third", "role": "admin", "institution": null,
            "password": harness::PASSWORD});
        district.admin.post("/users", &third).must(201);
        draft.publish(&world.sign_in("third"), "from_now", &json!([])).must(200);
    }

    fn a_minting_cycle_blocks_whatever_is_accepted(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        let cycle = vec![
            conversion_rule("A-B", "community", "senior", "2/3", &json!({})),
            conversion_rule("B-C", "senior", "vocational", "3/2", &json!({})),
            conversion_rule("C-A", "vocational", "community", "11/10", &json!({})),
        ];
        let draft = Draft::write(&district.admin, &rulebook(vec![], cycle));
        draft.submit();
        let all = json!([{"code": "ambiguous_pair", "rules": "all", "reason": "x"}]);
        let refused = draft.publish(&other, "from_now", &all).refused(409, "findings_block");
        assert_eq!(refused["errors"][0]["code"], "minting_cycle");
        district.admin.post_nothing(&draft.path("/withdraw")).must(200);
        draft.put_rule("equivalence", &conversion_rule("C-A", "vocational", "community", "1/1", &json!({}))).must(204);
        draft.submit();
        draft.publish(&other, "from_now", &json!([])).must(200);
    }

    fn a_retired_rulebook_gives_way_to_the_one_before_it(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        district.publish(&rulebook(vec![fixed("OLD", "1.00", &json!({}))], vec![]));
        let draft = Draft::write(&district.admin, &rulebook(vec![fixed("NEW", "2.00", &json!({}))], vec![]));
        let why = json!({"reason": "上限有误"});
        other.post(&draft.path("/retire"), &why).refused(409, "wrong_state");
        draft.submit();
        draft.publish(&other, "from_now", &json!([])).must(200);
        let number = || world.visitor().get("/rulebooks/in-force").with(200)["number"].clone();
        assert_eq!(number(), 2);
        other.post(&draft.path("/retire"), &json!({})).invalid(&["/reason required"]);
        other.post(&draft.path("/retire"), &why).must(200);
        assert_eq!(number(), 1);
        let shown = world.visitor().get(&draft.path("")).with(200);
        assert_eq!((&shown["status"], &shown["publication"]["retired"]), (&json!("retired"), &json!("上限有误")));
    }

    fn a_simulation_counts_who_gains_and_is_kept_with_the_draft(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        district.award(&resident.person, "senior", "3", "S-1");
        district.award(&harness::Person::nth(2), "senior", "1.5", "S-2");
        district.award(&harness::Person::nth(2), "community", "4", "C-1");
        let half = json!({"scheme": "senior", "method": "declared", "factor": "1/2"});
        let mut rules = harness::usual_rules();
        rules["recognition"][1] = recognition_rule("R-SEN", &half, &json!({"when": {"categories": ["senior"]}}));
        rules["recognition"][0]["award"]["factor"] = json!("5/4");
        let draft = Draft::write(&district.admin, &rules);
        district.admin.get(&draft.path("/simulate")).refused(404, "not_found");
        let impact = draft.impact(&json!({"since": "2025-01-01"}));
        let count = |name: &str| impact[name].as_u64().unwrap();
        assert_eq!(["completions", "people", "changed", "gainers", "losers"].map(count), [3, 2, 3, 1, 1]);
        let senior = impact["schemes"].as_array().unwrap().iter().find(|line| line["key"] == "senior").unwrap();
        assert_eq!((&senior["before"], &senior["after"], &senior["difference"]),
            (&json!("4.50"), &json!("2.25"), &json!("-2.25")));
        assert_eq!(impact["largest"][0]["difference"], "-1.50");
        assert_eq!(impact["largest"][0]["card_number"], json!(resident.card_number));

        let kept = district.admin.get(&draft.path("/simulate")).with(200);
        assert_eq!((&kept["stale"], &kept["since"]), (&json!(false), &json!("2025-01-01")));
        draft.change("DELETE", "/rules/R-VOC", None).must(204);
        assert_eq!(district.admin.get(&draft.path("/simulate")).with(200)["stale"], true);
        assert_eq!(resident.available("senior"), "3.00", "nothing has moved");
        let none = draft.impact(&json!({"since": "2026-01-01"}));
        assert_eq!(none["completions"], 0);
    }
}

#[test]
fn what_a_rulebook_says_stays_as_it_was_published() {
    let world = harness::World::start(harness::Backend::Sqlite);
    let district = world.district();
    let other = district.staff("admin", None);
    let draft =
        Draft::write(&district.admin, &rulebook(vec![fixed("R", "1.00", &json!({}))], vec![]));
    draft.submit();
    draft.publish(&other, "from_now", &json!([])).must(200);
    let posted = with(
        harness::completion("1", &harness::Person::nth(1), "2025-06-20"),
        &json!({"institution": "HP-SC"}),
    );
    let first = district.admin.post("/completions", &posted).with(201);
    let next =
        Draft::write(&district.admin, &rulebook(vec![fixed("R", "5.00", &json!({}))], vec![]));
    next.submit();
    next.publish(&other, "from_now", &json!([])).must(200);
    let path = format!("/completions/{}", first["id"].as_str().unwrap());
    let shown = district.admin.get(&path).with(200);
    assert_eq!(
        (&shown["decision"]["rulebook"], &shown["decision"]["credits"]),
        (&json!(1), &json!("1.00"))
    );
}
