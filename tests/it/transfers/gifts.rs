//! Gifts: cooling-off, acceptance, and every other end.

use harness::{Value, json, on_both};

use super::{
    ask_gift, give, giver_and_receiver, id_of, last_notice, out_of_order, pass_due, request,
    rules_with_gifts, run_jobs, seen, sound, take, told,
};

fn received(resident: &harness::Resident) -> Vec<Value> {
    let page = resident.client.get("/me/transfers").with(200);
    page["items"].as_array().expect("items").clone()
}

on_both! {
    fn a_gift_cools_off_waits_and_is_accepted(world) {
        let district = world.district();
        let (giver, receiver) = giver_and_receiver(&district, "10", &json!({}));
        let quote = ask_gift(&giver, "4.00", &receiver.card_number).with(200);
        assert_eq!(quote["kind"], "give");
        assert_eq!((&quote["rule"], &quote["automatic"]), (&json!("G1"), &json!(false)));
        assert_eq!(quote["takes"], json!({"scheme": "activity", "amount": "4.00"}));
        assert_eq!(quote["gives"]["amount"], "4.00");
        assert_eq!(quote["uses"], json!([{"amount": "4.00", "expires_on": null}]));
        assert_eq!(quote["allowance"], json!({"today": "20.00", "this_year": "100.00",
            "cooling_off_hours": 24, "family_only": false}));
        let card = quote["receiver"]["card_number"].as_str().expect("a card").to_owned();
        assert!(card.contains("****") && card.ends_with(&receiver.card_number[12..]), "{card}");
        assert_eq!(quote["receiver"]["name"], "学**");
        assert_eq!(giver.available("activity"), "10.00", "a quote moves nothing");

        let gift = request(&giver, "key-1", &quote).with(201);
        let id = id_of(&gift);
        assert_eq!((&gift["status"], &gift["steps"]), (&json!("cooling_off"), &json!(["cancel"])));
        assert_eq!(gift["receiver"], quote["receiver"]);
        assert_eq!(giver.balance("activity", "held"), "4.00");
        assert_eq!(told(&giver), ["gift_sent"]);
        assert_eq!((told(&receiver), received(&receiver)), (vec![], vec![]));
        receiver.client.get(&format!("/transfers/{id}")).refused(404, "not_found");
        take(&receiver.client, &id, "accept", None).refused(404, "not_found");

        // Whoever looks or acts need not wait for the job.
        pass_due(world, &id);
        let waiting = seen(&receiver.client, &id);
        assert_eq!(waiting["status"], "awaiting_receiver");
        assert_eq!(waiting["steps"], json!(["accept", "decline"]));
        assert_eq!((&waiting["balances_after"], &waiting["receiver"]), (&json!([]), &Value::Null));
        assert_eq!(waiting["giver"]["name"], "学**");
        assert_eq!(waiting["history"][0]["by"], "学**");
        for word in [&giver.person.name, &giver.card_number, &giver.learner_id] {
            assert!(!waiting.to_string().contains(word.as_str()), "{waiting}");
        }
        assert_eq!(received(&receiver), [waiting]);
        run_jobs(world);
        run_jobs(world);
        assert_eq!(told(&receiver), ["gift_waiting"]);
        let notice = last_notice(&receiver);
        assert_eq!(notice["about"], json!({"kind": "transfer", "id": id}));
        assert!(!notice.to_string().contains(&giver.person.name), "{notice}");

        out_of_order(&take(&giver.client, &id, "accept", None), "awaiting_receiver");
        out_of_order(&take(&receiver.client, &id, "cancel", None), "awaiting_receiver");
        let path = format!("/transfers/{id}/accept");
        receiver.client.post_nothing(&path).refused(400, "key_required");
        let call = || receiver.client.call("POST", &path).key("accept-1").send();
        let accepted = call();
        assert_eq!(accepted.with(200)["status"], "settled");
        assert_eq!((call().status, call().body), (200, accepted.body));
        assert_eq!((giver.available("activity"), receiver.available("activity")),
            ("6.00".to_owned(), "4.00".to_owned()));
        assert_eq!(giver.balance("activity", "held"), "0.00");
        assert_eq!(told(&giver), ["gift_sent", "gift_settled"]);
        assert_eq!(told(&receiver), ["gift_waiting", "gift_settled"]);
        let mine = seen(&giver.client, &id);
        assert_eq!(mine["steps"], json!(["take_back"]));
        assert_eq!(mine["balances_after"], json!([{"scheme": "activity", "available": "6.00"}]));
        assert!(!mine.to_string().contains(&receiver.person.name), "{mine}");
        let happened: Vec<&str> = mine["history"].as_array().expect("a history").iter()
            .map(|event| event["status"].as_str().expect("a status")).collect();
        assert_eq!(happened, ["requested", "cooling_off", "awaiting_receiver", "settled"]);
        for name in ["accept", "decline", "cancel"] {
            out_of_order(&take(&receiver.client, &id, name, None), "settled");
        }
        let entries = receiver.entries();
        assert_eq!(entries[0]["reason"], json!({"transfer_id": id}));
        assert_eq!(entries[0]["amount"], "4.00");
        sound(&district);
    }

    fn a_gift_is_taken_back_within_ten_minutes_while_it_is_unused(world) {
        let district = world.district();
        let at_once = json!({"cooling_off_hours": 0});
        let (giver, receiver) = giver_and_receiver(&district, "10", &at_once);
        let settle = || {
            let gift = give(&giver, "2", &receiver);
            assert_eq!(gift["status"], "awaiting_receiver");
            let id = id_of(&gift);
            take(&receiver.client, &id, "accept", None).must(200);
            id
        };
        let [back, late, spent] = [settle(), settle(), settle()];
        take(&receiver.client, &back, "take-back", None).refused(409, "wrong_state");
        assert_eq!(take(&giver.client, &back, "take-back", None).with(200)["status"], "taken_back");
        assert_eq!((giver.available("activity"), receiver.available("activity")),
            ("6.00".to_owned(), "4.00".to_owned()));
        assert_eq!(last_notice(&receiver)["kind"], "gift_taken_back");
        out_of_order(&take(&giver.client, &back, "take-back", None), "taken_back");
        assert_eq!(seen(&receiver.client, &back)["status"], "taken_back");

        world.tamper(&format!(
            "UPDATE transfers SET take_back_until = '2020-01-01 00:00:00' WHERE id = '{late}'"));
        take(&giver.client, &late, "take-back", None).refused(409, "too_late");
        assert_eq!(seen(&giver.client, &late)["steps"], json!([]));
        give(&receiver, "1", &giver);
        give(&receiver, "3", &giver);
        take(&giver.client, &spent, "take-back", None).refused(409, "already_spent");
        sound(&district);
    }

    fn what_is_declined_or_lapses_returns_to_the_giver(world) {
        let district = world.district();
        let at_once = json!({"cooling_off_hours": 0});
        let (giver, receiver) = giver_and_receiver(&district, "10", &at_once);
        let [declined, lapsed] = [1, 2].map(|_| id_of(&give(&giver, "2", &receiver)));
        assert_eq!(told(&giver), ["gift_sent", "gift_sent"]);
        assert_eq!(told(&receiver), ["gift_waiting", "gift_waiting"]);
        let answer = take(&receiver.client, &declined, "decline", Some("心意领了")).with(200);
        assert_eq!(answer["status"], "declined");
        let mine = seen(&giver.client, &declined);
        assert_eq!(mine["history"][2]["reason"], "心意领了");
        assert_eq!(mine["history"][2]["by"], "学**");
        assert_eq!(last_notice(&giver)["kind"], "gift_declined");
        out_of_order(&take(&receiver.client, &declined, "accept", None), "declined");
        out_of_order(&take(&giver.client, &declined, "cancel", None), "declined");
        assert_eq!(giver.available("activity"), "8.00");

        pass_due(world, &lapsed);
        assert_eq!(seen(&giver.client, &lapsed)["status"], "lapsed");
        out_of_order(&take(&receiver.client, &lapsed, "accept", None), "lapsed");
        out_of_order(&take(&giver.client, &lapsed, "cancel", None), "lapsed");
        let code = mine["verification_code"].as_str().expect("a code");
        assert_eq!(world.visitor().get(&format!("/verify/{code}")).with(200)["valid"], false);
        run_jobs(world);
        run_jobs(world);
        assert_eq!(told(&giver), ["gift_sent", "gift_sent", "gift_declined", "gift_lapsed"]);
        assert_eq!(giver.available("activity"), "10.00");
        assert_eq!(giver.balance("activity", "held"), "0.00");
        assert_eq!(receiver.available("activity"), "0.00");
        sound(&district);
    }

    fn a_gift_that_is_forgotten_altogether_lapses_in_one_run(world) {
        let district = world.district();
        let (giver, receiver) = giver_and_receiver(&district, "10", &json!({}));
        let id = id_of(&give(&giver, "2", &receiver));
        world.tamper("UPDATE transfers SET due_at = '2020-01-01 00:00:00'");
        assert_eq!(seen(&giver.client, &id)["status"], "lapsed");
        run_jobs(world);
        assert_eq!(told(&giver), ["gift_sent", "gift_lapsed"]);
        assert_eq!(giver.available("activity"), "10.00");
        sound(&district);
    }

    fn a_gift_is_cancelled_until_it_is_settled(world) {
        let district = world.district();
        let (giver, receiver) = giver_and_receiver(&district, "10", &json!({}));
        let [early, waiting] = [1, 2].map(|_| id_of(&give(&giver, "2", &receiver)));
        assert_eq!(take(&giver.client, &early, "cancel", None).with(200)["status"], "cancelled");
        receiver.client.get(&format!("/transfers/{early}")).refused(404, "not_found");
        pass_due(world, &waiting);
        take(&giver.client, &waiting, "cancel", None).must(200);
        assert_eq!(told(&receiver), ["gift_waiting", "gift_cancelled"]);
        assert_eq!(seen(&receiver.client, &waiting)["status"], "cancelled");
        assert_eq!(received(&receiver).len(), 1);
        out_of_order(&take(&receiver.client, &waiting, "accept", None), "cancelled");
        out_of_order(&take(&giver.client, &waiting, "cancel", None), "cancelled");
        assert_eq!(giver.available("activity"), "10.00");
        sound(&district);
    }

    fn a_giver_whose_card_is_frozen_gives_nothing(world) {
        let district = world.district();
        let at_once = json!({"cooling_off_hours": 0});
        let (giver, receiver) = giver_and_receiver(&district, "10", &at_once);
        let quote = ask_gift(&giver, "2", &receiver.card_number).with(200);
        let id = id_of(&give(&giver, "2", &receiver));
        giver.client.post_nothing("/me/card/freeze").must(200);
        take(&receiver.client, &id, "accept", None).refused(409, "card_frozen");
        assert_eq!(seen(&receiver.client, &id)["status"], "awaiting_receiver");
        request(&giver, "key-1", &quote).refused(409, "card_frozen");
        assert_eq!(giver.balance("activity", "held"), "2.00");
        take(&receiver.client, &id, "decline", None).must(200);
        assert_eq!(giver.available("activity"), "10.00");
        sound(&district);
    }

    fn a_receiver_whose_card_is_frozen_still_receives(world) {
        let district = world.district();
        let at_once = json!({"cooling_off_hours": 0});
        let (giver, receiver) = giver_and_receiver(&district, "10", &at_once);
        let id = id_of(&give(&giver, "2", &receiver));
        receiver.client.post_nothing("/me/card/freeze").must(200);
        take(&receiver.client, &id, "accept", None).must(200);
        assert_eq!(receiver.available("activity"), "2.00");
    }

    fn a_gift_keeps_its_last_day(world) {
        let district = world.district();
        let at_once = json!({"cooling_off_hours": 0});
        let (giver, receiver) = giver_and_receiver(&district, "3", &at_once);
        let last = (chrono::Utc::now() + chrono::Duration::days(30)).format("%Y-%m-%d").to_string();
        world.tamper(&format!("UPDATE lots SET expires_on = '{last}'"));
        district.award(&giver.person, "activity", "5", "ACT-2");
        let quote = ask_gift(&giver, "4", &receiver.card_number).with(200);
        let parts = json!([{"amount": "3.00", "expires_on": last},
            {"amount": "1.00", "expires_on": null}]);
        assert_eq!((&quote["uses"], &quote["gives"]["lots"]), (&parts, &parts));
        let id = id_of(&request(&giver, "key-1", &quote).with(201));
        take(&receiver.client, &id, "accept", None).must(200);
        let card = receiver.client.get("/me/card").with(200);
        assert_eq!(card["balances"][0]["expiring_next"], json!({"on": last, "amount": "3.00"}));
        sound(&district);
    }

    fn a_gift_is_nobody_elses(world) {
        let district = world.district();
        let at_once = json!({"cooling_off_hours": 0});
        let (giver, receiver) = giver_and_receiver(&district, "10", &at_once);
        let id = id_of(&give(&giver, "2", &receiver));
        let stranger = district.resident(3).client;
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        for who in [&stranger, &reviewer] {
            who.get(&format!("/transfers/{id}")).refused(404, "not_found");
        }
        for name in ["accept", "decline", "cancel", "take-back"] {
            take(&stranger, &id, name, None).refused(404, "not_found");
        }
        out_of_order(&take(&district.admin, &id, "approve", None), "awaiting_receiver");
        out_of_order(&take(&district.admin, &id, "reject", Some("不符")), "awaiting_receiver");
        assert_eq!(district.admin.get("/transfers?queue=all").with(200)["items"], json!([]));
    }

    fn a_quote_for_a_gift_under_rules_that_changed_is_answered_with_a_new_one(world) {
        let district = world.district();
        let (giver, receiver) = giver_and_receiver(&district, "10", &json!({}));
        let quote = ask_gift(&giver, "4", &receiver.card_number).with(200);
        district.publish(&rules_with_gifts(&json!({"cooling_off_hours": 48, "per_day": "5.00"})));
        let refused = request(&giver, "key-1", &quote).refused(409, "quote_superseded");
        let new = &refused["quote"];
        assert_eq!(new["rulebook"], 2);
        assert_eq!(new["allowance"]["cooling_off_hours"], 48);
        assert_eq!(new["allowance"]["today"], "5.00");
        request(&giver, "key-2", new).must(201);

        let quote = ask_gift(&giver, "1", &receiver.card_number).with(200);
        district.publish(&rules_with_gifts(&json!({"smallest": "2.00"})));
        request(&giver, "key-3", &quote).invalid(&["/amount below_smallest"]);
        world.tamper("UPDATE quotes SET valid_until = '2020-01-01 00:00:00'");
        request(&giver, "key-4", &quote).refused(409, "quote_expired");
    }
}
