//! What may be given, to whom, and how much of it.

use harness::{District, Resident, Value, json, on_both, with};

use super::{ask_gift, give, giver_and_receiver, id_of, pass_due, request, rules_with_gifts, take};

fn joined(giver: &Resident, receiver: &Resident) {
    giver.client.post("/me/family", &json!({"name": "王家"})).must(201);
    let card = json!({"card_number": receiver.card_number});
    giver.client.post("/me/family/invitations", &card).must(200);
    let mine = receiver.client.get("/me/family").with(200);
    let id = id_of(&mine["invitations"][0]);
    receiver.client.post_nothing(&format!("/me/family/invitations/{id}/accept")).must(200);
}

fn transferable(district: &District<'_>, scheme: &str, transferable: bool) {
    let path = format!("/schemes/{scheme}");
    let read = district.admin.get(&path);
    let tag = read.header("etag").expect("a tag").to_owned();
    let changed = with(read.with(200), &json!({ "transferable": transferable }));
    district.admin.call("PUT", &path).header("If-Match", &tag).json(&changed).send().must(200);
}

on_both! {
    fn an_amount_that_cannot_be_given_is_refused_at_the_amount(world) {
        let district = world.district();
        let (giver, receiver) = giver_and_receiver(&district, "30", &json!({}));
        let refused = |amount: &str, fault: &str| {
            ask_gift(&giver, amount, &receiver.card_number).invalid(&[&format!("/amount {fault}")]);
        };
        refused("3.000", "too_many_decimals");
        refused("-3", "not_positive");
        refused("0", "not_positive");
        refused("", "not_decimal");
        refused("92233720368547758.08", "out_of_range");
        refused("92233720368547758.07", "most_that_fits");
        refused("0.99", "below_smallest");
        refused("20.01", "most_that_fits");
        let answer = giver.client.call("POST", "/transfers/quote").in_english().json(&json!({
            "kind": "give", "from_scheme": "activity", "amount": "25",
            "to_card_number": receiver.card_number})).send();
        assert_eq!(answer.json()["errors"][0]["message"],
            "The rule does not allow this amount; the most that fits is 20.00");
        ask_gift(&receiver, "1", &giver.card_number).refused(409, "not_enough_credits");
        let ask = |body: Value| giver.client.post("/transfers/quote", &body);
        ask(json!({"kind": "give"})).invalid(&["/amount required", "/from_scheme required",
            "/to_card_number required"]);
        ask(json!({"kind": "give", "from_scheme": 1, "amount": 3, "to_card_number": "6201",
            "to_scheme": "senior"})).invalid(&["/amount wrong_type", "/from_scheme wrong_type",
            "/to_card_number bad_format", "/to_scheme unknown_field"]);
        ask(json!({"kind": "lend"})).invalid(&["/kind not_one_of"]);
        ask(json!({"kind": "apply", "program_id": "x", "unit": "", "completions": ["y"],
            "amount": "0"})).invalid(&["/amount not_positive", "/completions/0 not_an_id",
            "/program_id not_an_id", "/unit required"]);
        assert_eq!(world.rows("quotes"), 0);
    }

    fn credits_pass_only_where_a_policy_and_their_scheme_let_them(world) {
        let district = world.district();
        let (giver, receiver) = giver_and_receiver(&district, "10", &json!({}));
        district.award(&giver.person, "community", "10", "COM-1");
        let ask = |scheme: &str| {
            let ask = json!({"kind": "give", "from_scheme": scheme, "amount": "2",
                "to_card_number": receiver.card_number});
            giver.client.post("/transfers/quote", &ask)
        };
        ask("nowhere").invalid(&["/from_scheme unknown"]);
        ask("community").invalid(&["/from_scheme not_transferable"]);
        // The scheme lets them pass, but no policy does.
        transferable(&district, "community", true);
        ask("community").refused(422, "no_rule");
        district.publish(&rules_with_gifts(&json!({"schemes": []})));
        ask("community").must(200);

        let waits = id_of(&give(&giver, "2", &receiver));
        let quote = ask_gift(&giver, "2", &receiver.card_number).with(200);
        transferable(&district, "activity", false);
        ask("activity").invalid(&["/from_scheme not_transferable"]);
        request(&giver, "key-1", &quote).refused(422, "no_rule");
        pass_due(world, &waits);
        take(&receiver.client, &waits, "accept", None).refused(422, "no_rule");

        let mut rules = rules_with_gifts(&json!({}));
        let other = with(rules["gifts"][0].clone(), &json!({"code": "G2", "largest": "5.00"}));
        rules["gifts"].as_array_mut().expect("a list").push(other);
        transferable(&district, "activity", true);
        district.publish(&rules);
        let clash = ask("activity").refused(409, "rules_clash");
        let detail = clash["detail"].as_str().expect("a sentence");
        assert!(detail.contains("G1") && detail.contains("G2"), "{detail}");
        // Two that say the same are one.
        rules["gifts"][1]["largest"] = json!("20.00");
        district.publish(&rules);
        ask("activity").must(200);
    }

    fn a_card_that_cannot_receive_is_refused_at_the_card(world) {
        let district = world.district();
        let (giver, receiver) = giver_and_receiver(&district, "10", &json!({}));
        let refused = |card: &str, fault: &str| {
            ask_gift(&giver, "2", card).invalid(&[&format!("/to_card_number {fault}")]);
        };
        refused(&giver.card_number, "own_card");
        let nobody = shared::identity::CardNumber::from_serial(1).to_string();
        refused(&nobody, "unknown");
        let last = nobody.chars().last().and_then(|digit| digit.to_digit(10)).expect("a digit");
        refused(&format!("{}{}", &nobody[..15], (last + 1) % 10), "bad_check_digit");
        for status in ["lost", "replaced", "closed"] {
            world.tamper(&format!("UPDATE cards SET status = '{status}' WHERE number = '{}'",
                receiver.card_number));
            refused(&receiver.card_number, "not_in_use");
        }
        // Whoever has not come for their card can accept once they have.
        world.tamper(&format!("UPDATE cards SET status = 'unclaimed' WHERE number = '{}'",
            receiver.card_number));
        ask_gift(&giver, "2", &receiver.card_number).must(200);
    }

    fn a_card_gives_so_much_in_a_day_and_in_a_year(world) {
        let district = world.district();
        let limits = json!({"largest": null, "per_day": "6.00", "per_year": "10.00"});
        let (giver, receiver) = giver_and_receiver(&district, "50", &limits);
        let left = |quote: &Value| {
            let it = &quote["allowance"];
            json!([it["today"], it["this_year"]])
        };
        let ask = |amount: &str| ask_gift(&giver, amount, &receiver.card_number);
        assert_eq!(left(&ask("4").with(200)), json!(["6.00", "10.00"]));
        let [one, other] = [1, 2].map(|_| ask("4").with(200));
        let first = id_of(&request(&giver, "key-1", &one).with(201));
        // Both fitted when they were quoted; the second is checked again.
        request(&giver, "key-2", &other).invalid(&["/amount most_that_fits"]);
        ask("4").invalid(&["/amount most_that_fits"]);
        assert_eq!(left(&ask("2").with(200)), json!(["2.00", "6.00"]));

        // What comes back was not given.
        take(&giver.client, &first, "cancel", None).must(200);
        let second = id_of(&give(&giver, "4", &receiver));
        pass_due(world, &second);
        take(&receiver.client, &second, "decline", None).must(200);
        let third = id_of(&give(&giver, "4", &receiver));
        pass_due(world, &third);
        take(&receiver.client, &third, "accept", None).must(200);
        take(&giver.client, &third, "take-back", None).must(200);
        let lapsed = id_of(&give(&giver, "4", &receiver));
        world.tamper(&format!(
            "UPDATE transfers SET due_at = '2020-01-01 00:00:00' WHERE id = '{lapsed}'"));
        assert_eq!(left(&ask("6").with(200)), json!(["6.00", "10.00"]));
        give(&giver, "6", &receiver);
        ask("1").invalid(&["/amount most_that_fits"]);

        // Tomorrow is another day of the same year, unless today is its last.
        let now = chrono::Utc::now() + chrono::Duration::hours(8);
        let january = (now - chrono::Duration::days(2)).format("%Y").to_string()
            == now.format("%Y").to_string();
        if january {
            world.tamper(&format!("UPDATE transfers SET requested_at = '{}'",
                (now - chrono::Duration::days(2)).format("%Y-%m-%d %H:%M:%S")));
            assert_eq!(left(&ask("4").with(200)), json!(["6.00", "4.00"]));
            ask("5").invalid(&["/amount most_that_fits"]);
        }
        world.tamper("UPDATE transfers SET requested_at = '2020-06-01 00:00:00'");
        assert_eq!(left(&ask("4").with(200)), json!(["6.00", "10.00"]));
    }

    fn two_gifts_at_once_never_pass_more_than_the_day_allows(world) {
        let district = world.district();
        let limits = json!({"largest": null, "per_day": "6.00"});
        let (giver, receiver) = giver_and_receiver(&district, "50", &limits);
        let quotes: Vec<Value> =
            (0..8).map(|_| ask_gift(&giver, "2", &receiver.card_number).with(200)).collect();
        let given = std::thread::scope(|scope| {
            let ask = |quote: &Value| crate::transfers::request_until_served(&giver, &id_of(quote), quote);
            let threads: Vec<_> =
                quotes.iter().map(|quote| scope.spawn(move || ask(quote))).collect();
            let answers = threads.into_iter().map(|thread| thread.join().expect("an answer"));
            answers.filter(|answer| answer.status == 201).count()
        });
        assert_eq!(given, 3);
        assert_eq!(giver.balance("activity", "held"), "6.00");
    }

    fn some_credits_pass_within_a_family_only(world) {
        let district = world.district();
        let family = json!({"family_only": true, "cooling_off_hours": 0});
        let (giver, receiver) = giver_and_receiver(&district, "10", &family);
        ask_gift(&giver, "2", &receiver.card_number).invalid(&["/to_card_number not_in_family"]);
        joined(&giver, &receiver);
        let quote = ask_gift(&giver, "2", &receiver.card_number).with(200);
        assert_eq!(quote["allowance"]["family_only"], true);
        let [kept, left] = [1, 2].map(|_| id_of(&give(&giver, "2", &receiver)));
        take(&receiver.client, &kept, "accept", None).must(200);
        receiver.client.post_nothing("/me/family/leave").must(200);
        take(&receiver.client, &left, "accept", None).refused(409, "not_in_family");
        request(&giver, "key-1", &quote).refused(409, "not_in_family");
        assert_eq!(receiver.available("activity"), "2.00");
        assert_eq!(giver.balance("activity", "held"), "2.00");
    }

    fn from_fifty_credits_on_a_gift_asks_for_the_password(world) {
        let district = world.district();
        let much = json!({"largest": null, "per_day": null, "per_year": null});
        let (giver, receiver) = giver_and_receiver(&district, "200", &much);
        let small = ask_gift(&giver, "49.99", &receiver.card_number).with(200);
        assert_eq!(small["needs_password"], false);
        assert_eq!(small["allowance"]["today"], Value::Null);
        let quote = ask_gift(&giver, "50", &receiver.card_number).with(200);
        assert_eq!(quote["needs_password"], true);
        request(&giver, "key-1", &quote).refused(422, "password_needed");
        let with_password = |key: &str, password: &str| {
            let body = json!({"quote_id": quote["id"], "password": password});
            giver.client.post_once("/transfers", key, &body)
        };
        with_password("key-2", "not the password").refused(403, "wrong_password");
        assert_eq!(giver.balance("activity", "held"), "0.00");
        with_password("key-3", harness::PASSWORD).must(201);
        assert_eq!(giver.balance("activity", "held"), "50.00");
    }
}
