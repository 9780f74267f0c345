//! The worked examples of the domain that a client can see: each with rules made for it.

use harness::{
    District, Draft, Person, Value, award, completion, conversion_rule, json, on_both,
    recognition_rule, rulebook, with,
};

use crate::completions::revoking::revoke;
use crate::transfers::{give, id_of, rules_with_gifts, sound, take};

/// Posts a completion of person 1 and gives what the bank made of it.
fn post(district: &District<'_>, number: &str, more: &Value) -> Value {
    let own = with(json!({"institution": "HP-SC"}), more);
    let body = with(completion(number, &Person::nth(1), "2025-06-20"), &own);
    district.admin.post("/completions", &body).with(201)
}

fn credits(completion: &Value) -> &str {
    completion["decision"]["credits"].as_str().expect("a recognised completion has credits")
}

/// The step of a kind in the trace of a completion.
fn step<'a>(completion: &'a Value, kind: &str) -> &'a Value {
    let trace = completion["decision"]["trace"].as_array().expect("a decision has a trace");
    trace.iter().find(|step| step["step"] == kind).expect("the trace has this step")
}

on_both! {
    fn example_1_sixteen_hours_make_a_credit_rounded_down_to_halves(world) {
        let district = world.district();
        let award = json!({"scheme": "senior", "method": {"per_hours": "16.00"},
            "rounding": {"step": "0.50", "mode": "down"}});
        let when = json!({"when": {"institution_kinds": ["senior_college"], "min_score": "60.00"}});
        district.publish(&rulebook(vec![recognition_rule("SC-03", &award, &when)], vec![]));

        let of_32 = post(&district, "1", &json!({"hours": "32"}));
        assert_eq!(of_32["status"], "recognised");
        assert_eq!(of_32["decision"]["scheme"], "senior");
        assert_eq!(of_32["decision"]["rulebook"], 1);
        assert_eq!(of_32["decision"]["rules"], json!(["SC-03"]));
        assert_eq!(credits(&of_32), "2.00");

        let of_39 = post(&district, "2", &json!({"hours": "39"}));
        assert_eq!(step(&of_39, "per_hours")["after"], "39/16");
        assert_eq!(step(&of_39, "round")["before"], "39/16");
        assert_eq!(credits(&of_39), "2.00");

        assert_eq!(credits(&post(&district, "3", &json!({"hours": "40"}))), "2.50");
    }

    fn example_2_a_declared_amount_is_multiplied_exactly_and_rounded_once(world) {
        let district = world.district();
        let award = json!({"scheme": "community", "method": "declared", "factor": "2/3",
            "rounding": {"step": "0.01", "mode": "half_up"}});
        district.publish(&rulebook(vec![recognition_rule("CC-01", &award, &json!({}))], vec![]));

        let whole = post(&district, "1", &json!({"declared_credits": "1.5"}));
        assert_eq!(credits(&whole), "1.00");
        let part = post(&district, "2", &json!({"declared_credits": "1.25"}));
        assert_eq!(step(&part, "factor")["after"], "5/6");
        assert_eq!(credits(&part), "0.83");
    }

    fn example_3_a_yearly_cap_cuts_by_the_day_the_course_ended_and_says_so(world) {
        let district = world.district();
        let award = json!({"scheme": "senior", "method": "declared"});
        let mut rules = rulebook(vec![recognition_rule("SC-01", &award, &json!({}))], vec![]);
        rules["caps"] = json!([{"code": "C1", "names": {"zh": "年度上限", "en": "Yearly cap"},
            "schemes": ["senior"], "limit": {"credits": "42.00"}, "window": {"year_from": "03-01"}}]);
        district.publish(&rules);
        let course = |number: &str, ended_on: &str, declared: &str| {
            let own = json!({"ended_on": ended_on, "declared_credits": declared,
                "course": {"code": number, "title": format!("课程 {number}")}});
            post(&district, number, &own)
        };

        assert_eq!(credits(&course("1", "2024-03-01", "40")), "40.00");
        let cut = course("2", "2025-02-28", "3");
        assert_eq!(credits(&cut), "2.00");
        let step = step(&cut, "cap");
        assert_eq!((&step["cap"], &step["cut"]), (&json!("C1"), &json!("1.00")));
        assert_eq!(credits(&course("3", "2024-02-29", "3")), "3.00", "the window before");
        assert_eq!(credits(&course("4", "2025-03-01", "3")), "3.00", "the window after");
        let nothing_left = course("5", "2024-12-31", "3");
        assert_eq!(credits(&nothing_left), "0.00");
        assert_eq!(nothing_left["status"], "recognised");
        assert_eq!(nothing_left["transaction_id"], Value::Null);
    }

    fn example_4_of_several_attempts_the_best_counts_once(world) {
        let district = world.district();
        let rule = |code: &str, priority: u32, credits: &str, min_score: &str| {
            let award = json!({"scheme": "senior", "method": {"fixed": credits}});
            let more = json!({"priority": priority, "when": {"min_score": min_score},
                "repeats": "best"});
            recognition_rule(code, &award, &more)
        };
        let rules = vec![rule("SC-01", 10, "2.00", "60.00"), rule("SC-02", 20, "3.00", "85.00")];
        district.publish(&rulebook(rules, vec![]));

        let attempt = |number: &str, grade: &str| post(&district, number, &json!({"grade": grade}));
        assert_eq!(credits(&attempt("1", "70")), "2.00");
        let second = attempt("2", "90");
        assert_eq!(credits(&second), "1.00");
        let step = step(&second, "repeat");
        assert_eq!((&step["before"], &step["counted"]), (&json!("3.00"), &json!("2.00")));
        assert_eq!(credits(&attempt("3", "65")), "0.00");
    }

    fn example_5_a_conversion_takes_steps_and_names_the_most_that_fits(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        district.award(&resident.person, "community", "10", "COM-1");

        let too_much = resident.quote("community", "vocational", "10");
        too_much.invalid(&["/amount most_that_fits"]);
        let message = too_much.json()["errors"][0]["message"].to_string();
        assert!(message.contains("9.00"), "{message}");

        let transfer = resident.convert("community", "vocational", "9").with(201);
        assert_eq!(transfer["status"], "settled");
        assert_eq!(transfer["gives"]["amount"], "6.00");
        assert_eq!(resident.available("vocational"), "6.00");
        assert_eq!(resident.available("community"), "1.00");
    }

    fn example_6_a_loop_mints_when_its_best_rates_make_more_than_one(world) {
        let district = world.district();
        let exact = |from: &str, to: &str, ratio: &str| (from.to_owned(), to.to_owned(), ratio.to_owned(), json!({}));
        let half_up = |step: &str| json!({"by_amount": {"rounding": {"step": step, "mode": "half_up"}}});
        let cases = [
            // The product of the rates is 1.
            (vec![exact("community", "senior", "2/3"), exact("senior", "vocational", "3/2"),
                exact("vocational", "community", "1/1")], None),
            (vec![exact("community", "senior", "2/3"), exact("senior", "vocational", "3/2"),
                exact("vocational", "community", "11/10")], Some(3)),
            // Rounding mints: 1.00 becomes 0.50, 0.50 becomes 1.00.
            (vec![("community".to_owned(), "senior".to_owned(), "1/2".to_owned(), half_up("1.00")),
                exact("senior", "community", "2/1")], Some(2)),
            // Splitting mints: 0.01 twice becomes 0.01 twice, which becomes 0.03 together.
            (vec![("community".to_owned(), "senior".to_owned(), "1/2".to_owned(), half_up("0.01")),
                ("senior".to_owned(), "community".to_owned(), "3/2".to_owned(),
                    json!({"by_amount": {"smallest": "0.02", "step": "0.02"}}))], Some(2)),
        ];
        for (rules, length) in cases {
            let rules: Vec<Value> = rules.iter().enumerate()
                .map(|(n, (from, to, ratio, more))| conversion_rule(&format!("EQ-{n}"), from, to, ratio, more))
                .collect();
            let draft = Draft::write(&district.admin, &rulebook(vec![], rules));
            let findings = draft.findings();
            let minting: Vec<&Value> = findings.iter().filter(|it| it["code"] == "minting_cycle").collect();
            let Some(length) = length else { assert_eq!(minting, Vec::<&Value>::new()); continue };
            let [minting] = minting[..] else { panic!("{findings:?}") };
            let steps = minting["loop"].as_array().unwrap();
            assert_eq!(steps.len(), length, "{minting}");
            assert_eq!(minting["severity"], "error");
            // The loop, carried out: each step takes what the one before gave, and it ends with more.
            let hundredths = |text: &Value| -> i64 { text.as_str().unwrap().replace('.', "").parse().unwrap() };
            let times = |step: &Value| -> i64 { step["times"].as_str().unwrap().parse().unwrap() };
            for pair in steps.windows(2) {
                assert_eq!(times(&pair[0]) * hundredths(&pair[0]["gives"]), times(&pair[1]) * hundredths(&pair[1]["amount"]));
            }
            let (first, last) = (&steps[0], &steps[length - 1]);
            assert_eq!(first["from"], last["to"]);
            assert!(times(last) * hundredths(&last["gives"]) > times(first) * hundredths(&first["amount"]), "{minting}");
        }
    }

    fn example_7_what_was_given_away_is_owed_when_its_completion_is_revoked(world) {
        let district = world.district();
        let at_once = json!({"cooling_off_hours": 0});
        district.publish(&rules_with_gifts(&at_once));
        let (giver, receiver) = (district.resident(1), district.resident(2));
        let awarded = district.award(&giver.person, "activity", "2", "ACT-1");
        let gift = give(&giver, "1.50", &receiver);
        take(&receiver.client, &id_of(&gift), "accept", None).must(200);
        revoke(&district.clerk("HP-CS1"), &awarded).must(200);
        let moves = |latest: usize| -> Vec<String> {
            let entries = giver.entries();
            let newest = entries.iter().take(latest).rev();
            newest.map(|entry| format!("{} {}", entry["account"].as_str().unwrap(),
                entry["amount"].as_str().unwrap())).collect()
        };
        assert_eq!(moves(2), ["available -0.50", "owed -1.50"]);
        assert_eq!(giver.balance("activity", "owed"), "-1.50");
        assert_eq!(receiver.available("activity"), "1.50", "a gift stays given");
        district.award(&giver.person, "activity", "2", "ACT-2");
        assert_eq!(moves(3), ["available 2.00", "available -1.50", "owed 1.50"]);
        assert_eq!(giver.available("activity"), "0.50");
        assert_eq!(giver.balance("activity", "owed"), "0.00");
        sound(&district);
    }

    fn example_8_a_conversion_gives_a_lot_for_each_lot_it_takes(world) {
        let district = world.district();
        let declared = json!({"scheme": "community", "method": "declared"});
        district.publish(&rulebook(
            vec![recognition_rule("CC-01", &declared, &json!({}))],
            vec![conversion_rule("EQ-01", "community", "vocational", "2/3", &json!({}))],
        ));
        let resident = district.resident(1);
        for_life(&district, false);
        let dated = with(award(&resident.person, "community", "5", "A"),
            &json!({"ended_on": "2025-01-31"}));
        district.admin.post("/completions", &dated).must(201);
        for_life(&district, true);
        district.award(&resident.person, "community", "5", "B");

        let card = resident.client.get("/me/card").with(200);
        let expiring = &card["balances"][0]["expiring_next"];
        assert_eq!(expiring, &json!({"on": "2075-01-31", "amount": "5.00"}));
        let quote = resident.quote("community", "vocational", "6").with(200);
        assert_eq!(quote["gives"], json!({
            "scheme": "vocational", "amount": "4.00", "expires_on": "2075-01-31",
            "lots": [{"amount": "3.33", "expires_on": "2075-01-31"},
                     {"amount": "0.67", "expires_on": null}],
        }));
        let transfer = resident.convert("community", "vocational", "6").with(201);
        assert_eq!(transfer["gives"], quote["gives"]);
        let card = resident.client.get("/me/card").with(200);
        assert_eq!(card["balances"], json!([
            {"scheme": "community", "available": "4.00", "held": "0.00", "owed": "0.00",
             "expiring_next": null},
            {"scheme": "vocational", "available": "4.00", "held": "0.00", "owed": "0.00",
             "expiring_next": {"on": "2075-01-31", "amount": "3.33"}},
        ]));
    }

    fn example_9_clashing_rules_that_were_accepted_leave_it_to_a_person(world) {
        let district = world.district();
        let other = district.staff("admin", None);
        let rule = |code: &str, credits: &str| {
            recognition_rule(code, &json!({"scheme": "senior", "method": {"fixed": credits}}), &json!({}))
        };
        let draft = Draft::write(&district.admin, &rulebook(vec![rule("SC-1", "2.00"), rule("SC-2", "3.00")], vec![]));
        draft.submit();
        let accept = json!([{"code": "ambiguous_pair", "rules": ["SC-1", "SC-2"], "reason": "逐件裁定"}]);
        draft.publish(&other, "from_now", &accept).must(200);

        let open = post(&district, "1", &json!({}));
        assert_eq!(open["status"], "needs_decision");
        assert_eq!(open["decision"]["rules"], json!(["SC-1", "SC-2"]));
        let path = format!("/completions/{}/decide", open["id"].as_str().unwrap());
        let chosen = json!({"rule": "SC-2", "reason": "课程含实践环节"});
        let decided = other.post(&path, &chosen).with(200);
        assert_eq!(credits(&decided), "3.00");
        let choice = step(&decided, "choice");
        assert_eq!((&choice["rule"], &choice["by"], &choice["reason"]),
            (&json!("SC-2"), &json!("admin-bank"), &json!("课程含实践环节")));
    }

    fn example_10_the_same_number_again_is_the_same_completion_or_a_conflict(world) {
        let district = world.district_with_rules();
        let body = award(&Person::nth(1), "community", "2", "COM-1");
        let first = district.admin.post("/completions", &body);
        first.must(201);
        let entries = world.rows("entries");

        let again = district.admin.post("/completions", &body);
        again.must(200);
        assert_eq!(again.body, first.body);
        assert_eq!(world.rows("entries"), entries);

        let other = with(body, &json!({"hours": "17"}));
        let conflict = district.admin.post("/completions", &other);
        conflict.refused(409, "differs_from_earlier");
        assert_eq!(conflict.faults(), ["/hours contradicts"]);
        assert_eq!(world.rows("entries"), entries);
    }
}

/// Lets credits of `community` be valid for life, or for fifty years.
fn for_life(district: &District<'_>, for_life: bool) {
    let path = "/schemes/community";
    let read = district.admin.get(path);
    let months = if for_life { Value::Null } else { json!(600) };
    let scheme = with(read.with(200), &json!({"validity_months": months}));
    let tag = read.header("etag").expect("what can be edited has a tag").to_owned();
    district.admin.call("PUT", path).header("If-Match", &tag).json(&scheme).send().must(200);
}
