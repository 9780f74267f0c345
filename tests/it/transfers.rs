//! Transfers: quote, request, receipt; once, in order, and never more than there is.

use harness::{
    Answer, District, Resident, Value, conversion_rule, json, on_both, recognition_rule, redacted,
    rulebook, usual_rules, with,
};

/// What differs from run to run in a quote or transfer.
const FRESH: [&str; 7] =
    ["id", "number", "at", "valid_until", "verification_code", "take_back_until", "transfer_id"];

/// Resident 1 with so many `community` credits.
fn rich(district: &District<'_>, credits: &str) -> Resident {
    let resident = district.resident(1);
    district.award(&resident.person, "community", credits, "COM-1");
    resident
}

fn id_of(value: &Value) -> String {
    value["id"].as_str().expect("it has an id").to_owned()
}

/// Requests a transfer from a quote, under a key.
fn request(resident: &Resident, key: &str, quote: &Value) -> Answer {
    resident.client.post_once("/transfers", key, &json!({"quote_id": quote["id"]}))
}

/// Requests a transfer as often as the bank is busy: under the same key that moves credits once.
fn request_until_served(resident: &Resident, key: &str, quote: &Value) -> Answer {
    let answers = std::iter::repeat_with(|| request(resident, key, quote));
    answers.take(20).find(|answer| answer.status != 503).expect("the bank serves in the end")
}

/// Takes a step of a transfer, under a key.
fn step(resident: &Resident, transfer: &str, step: &str, key: &str) -> Answer {
    resident.client.call("POST", &format!("/transfers/{transfer}/{step}")).key(key).send()
}

/// The whole ledger must be sound.
fn sound(district: &District<'_>) {
    let check = district.admin.get("/ledger/verify").with(200);
    assert_eq!(check["faults"], json!([]));
}

on_both! {
    fn a_conversion_runs_from_quote_to_receipt_and_anyone_can_check_it(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "9.00").with(200);
        insta::assert_json_snapshot!(redacted(quote.clone(), &FRESH), @r#"
        {
          "automatic": true,
          "gives": {
            "amount": "6.00",
            "expires_on": null,
            "lots": [
              {
                "amount": "6.00",
                "expires_on": null
              }
            ],
            "scheme": "vocational"
          },
          "id": "[id]",
          "kind": "convert",
          "needs_password": false,
          "rule": "EQ-01",
          "rule_names": {
            "en": "Rule EQ-01",
            "zh": "规则 EQ-01"
          },
          "rulebook": 1,
          "takes": {
            "amount": "9.00",
            "scheme": "community"
          },
          "trace": [
            {
              "after": "6.00",
              "before": "9.00",
              "by": "2/3",
              "step": "ratio"
            },
            {
              "after": "6.00",
              "before": "6.00",
              "by": "0.01",
              "mode": "down",
              "step": "round"
            }
          ],
          "valid_until": "[valid_until]"
        }
        "#);
        assert_eq!(resident.available("community"), "10.00", "a quote moves nothing");

        let answer = request(&resident, "key-1", &quote);
        let transfer = answer.with(201);
        insta::assert_json_snapshot!(redacted(transfer.clone(), &FRESH), @r#"
        {
          "balances_after": [
            {
              "available": "1.00",
              "scheme": "community"
            },
            {
              "available": "6.00",
              "scheme": "vocational"
            }
          ],
          "gives": {
            "amount": "6.00",
            "expires_on": null,
            "lots": [
              {
                "amount": "6.00",
                "expires_on": null
              }
            ],
            "scheme": "vocational"
          },
          "history": [
            {
              "at": "[at]",
              "by": "学员1",
              "status": "requested"
            },
            {
              "at": "[at]",
              "by": "EQ-01",
              "status": "settled"
            }
          ],
          "id": "[id]",
          "kind": "convert",
          "number": "[number]",
          "rule": "EQ-01",
          "rule_names": {
            "en": "Rule EQ-01",
            "zh": "规则 EQ-01"
          },
          "rulebook": 1,
          "status": "settled",
          "take_back_until": "[take_back_until]",
          "takes": {
            "amount": "9.00",
            "scheme": "community"
          },
          "trace": [
            {
              "after": "6.00",
              "before": "9.00",
              "by": "2/3",
              "step": "ratio"
            },
            {
              "after": "6.00",
              "before": "6.00",
              "by": "0.01",
              "mode": "down",
              "step": "round"
            }
          ],
          "verification_code": "[verification_code]"
        }
        "#);
        let number = transfer["number"].as_str().expect("a number");
        assert!(number.starts_with("TR-") && number.ends_with("-000001"), "{number}");

        let id = id_of(&transfer);
        assert_eq!(resident.client.get(&format!("/transfers/{id}")).with(200), transfer);
        let mine = resident.client.get("/me/transfers").with(200);
        assert_eq!(mine["items"], json!([transfer]));

        let code = transfer["verification_code"].as_str().expect("a code");
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        insta::assert_json_snapshot!(redacted(verified, &["as_of", "reference", "on"]), @r#"
        {
          "as_of": "[as_of]",
          "kind": "transfer",
          "state": "settled",
          "statement": {
            "gives": {
              "amount": "6.00",
              "names": {
                "en": "Scheme vocational",
                "zh": "体系 vocational"
              },
              "scheme": "vocational"
            },
            "on": "[on]",
            "reference": "[reference]",
            "takes": {
              "amount": "9.00",
              "names": {
                "en": "Scheme community",
                "zh": "体系 community"
              },
              "scheme": "community"
            },
            "title": {
              "en": "Rule EQ-01",
              "zh": "规则 EQ-01"
            }
          },
          "valid": true
        }
        "#);
        let typed = code.to_lowercase().replace('-', "");
        world.visitor().get(&format!("/verify/{typed}")).must(200);
        world.visitor().get("/verify/22222-22222-22222-22222").refused(404, "not_found");

        let entries = redacted(json!(resident.entries()), &["id", "at", "transaction_id"]);
        let short: Vec<String> = entries.as_array().expect("entries").iter().map(|entry| {
            format!("{} {} {} {} {}", entry["kind"], entry["scheme"], entry["account"],
                entry["amount"], entry["balance"]).replace('"', "")
        }).collect();
        assert_eq!(short, [
            "settle vocational available 6.00 6.00",
            "settle community held -9.00 0.00",
            "hold community held 9.00 9.00",
            "hold community available -9.00 1.00",
            "award community available 10.00 10.00",
        ]);
        assert_eq!(entries[0]["reason"], json!({"transfer_id": id}));
        sound(&district);
    }

    fn a_receipt_says_nothing_that_identifies_its_holder(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let transfer = resident.convert("community", "vocational", "9").with(201);
        let completion = resident.client.get("/me/completions").with(200)["items"][0].clone();
        for code in [&transfer["verification_code"], &completion["verification_code"]] {
            let code = code.as_str().expect("a code");
            let body = world.visitor().get(&format!("/verify/{code}")).body;
            let telling = [&resident.person.name, &resident.person.id_number,
                &resident.card_number, &resident.learner_id];
            for word in telling {
                assert!(!body.contains(word.as_str()), "{body}");
            }
        }
    }

    fn the_same_key_moves_credits_once(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "3").with(200);
        let first = request(&resident, "key-1", &quote);
        first.must(201);
        assert_eq!(first.header("idempotency-replayed"), None);
        let again = request(&resident, "key-1", &quote);
        assert_eq!((again.status, &again.body), (201, &first.body));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.header("content-type"), first.header("content-type"));

        let other = resident.quote("community", "vocational", "6").with(200);
        request(&resident, "key-1", &other).refused(422, "key_reused");
        resident.client.post("/transfers", &json!({"quote_id": other["id"]}))
            .refused(400, "key_required");
        assert_eq!(resident.available("community"), "7.00");
        assert_eq!(world.rows("transfers"), 1);
    }

    fn a_key_is_its_callers_own(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let other = district.resident(2);
        district.award(&other.person, "community", "10", "COM-2");
        for resident in [&resident, &other] {
            let quote = resident.quote("community", "vocational", "3").with(200);
            let answer = request(resident, "the same key", &quote);
            answer.must(201);
            assert_eq!(answer.header("idempotency-replayed"), None);
        }
        assert_eq!(world.rows("transfers"), 2);
    }

    fn sixteen_requests_at_once_with_one_key_move_credits_once(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "100");
        let quote = resident.quote("community", "vocational", "3").with(200);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let ask = || request_until_served(&resident, "key-1", &quote);
            let threads: Vec<_> = (0..16).map(|_| scope.spawn(ask)).collect();
            threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
        });
        let moved: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert!(!moved.is_empty());
        assert!(moved.iter().all(|answer| answer.body == moved[0].body));
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "key_in_use");
        }
        assert_eq!(request(&resident, "key-1", &quote).body, moved[0].body);
        assert_eq!(resident.available("community"), "97.00");
        assert_eq!(world.rows("transfers"), 1);
    }

    fn a_quote_becomes_one_transfer_whatever_the_keys(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "100");
        let quote = resident.quote("community", "vocational", "3").with(200);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let ask = |n: u32| request_until_served(&resident, &format!("key-{n}"), &quote);
            let threads: Vec<_> = (0..8).map(|n| scope.spawn(move || ask(n))).collect();
            threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "quote_used");
        }
        request(&resident, "later", &quote).refused(409, "quote_used");
        assert_eq!(resident.available("community"), "97.00");
    }

    fn a_transfer_or_quote_of_somebody_else_is_not_there(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let other = district.resident(2);
        let quote = resident.quote("community", "vocational", "3").with(200);
        request(&other, "key-1", &quote).refused(404, "not_found");
        let transfer = id_of(&request(&resident, "key-1", &quote).with(201));
        for id in [transfer.as_str(), "01890000-0000-7000-8000-000000000000", "nonsense"] {
            other.client.get(&format!("/transfers/{id}")).refused(404, "not_found");
            step(&other, id, "cancel", &format!("c-{id}")).refused(404, "not_found");
            step(&other, id, "take-back", &format!("t-{id}")).refused(404, "not_found");
        }
        let unknown = json!({"id": "01890000-0000-7000-8000-000000000000"});
        request(&resident, "key-2", &unknown).refused(404, "not_found");
        assert_eq!(other.client.get("/me/transfers").with(200)["items"], json!([]));
    }

    fn an_amount_that_cannot_be_is_refused_at_the_amount(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let refused = |amount: &str, fault: &str| {
            resident.quote("community", "vocational", amount).invalid(&[&format!("/amount {fault}")]);
        };
        refused("3.000", "too_many_decimals");
        refused("-3", "not_positive");
        refused("0", "not_positive");
        refused("", "not_decimal");
        refused("３", "not_decimal");
        refused("3e0", "scientific_number");
        refused("92233720368547758.08", "out_of_range");
        refused("99999999999999999999999999", "out_of_range");
        refused("92233720368547758.07", "most_that_fits");
        refused("10.00", "most_that_fits");
        refused("12.00", "most_that_fits");
        refused("1.00", "below_smallest");
        let answer = resident.client.call("POST", "/transfers/quote").in_english()
            .json(&json!({"kind": "convert", "from_scheme": "community",
                "to_scheme": "vocational", "amount": "10.00"})).send();
        assert_eq!(answer.json()["errors"][0]["message"],
            "The rule does not allow this amount; the most that fits is 9.00");

        let ask = |body: Value| resident.client.post("/transfers/quote", &body);
        ask(json!({})).invalid(&["/amount required", "/from_scheme required", "/kind required",
            "/to_scheme required"]);
        ask(json!({"kind": "give", "from_scheme": "Community", "to_scheme": 1, "amount": 3,
            "to_card_number": "6201"})).invalid(&["/amount wrong_type", "/from_scheme bad_format",
            "/kind not_one_of", "/to_card_number unknown_field", "/to_scheme wrong_type"]);
        resident.quote("community", "community", "3").invalid(&["/to_scheme contradicts"]);
        resident.quote("community", "nowhere", "3").invalid(&["/to_scheme unknown"]);
        resident.quote("nowhere", "community", "3").invalid(&["/from_scheme unknown"]);
        assert_eq!(world.rows("quotes"), 0);
    }

    fn what_no_rule_or_several_rules_lead_to_is_refused(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        resident.quote("senior", "community", "3").refused(422, "no_rule");
        let broke = district.resident(2);
        broke.quote("community", "vocational", "3").refused(409, "not_enough_credits");

        let mut rules = usual_rules();
        let step = json!({"by_amount": {"smallest": "3.00", "step": "3.00"}});
        let other = conversion_rule("EQ-09", "community", "vocational", "1/2", &step);
        rules["equivalence"].as_array_mut().expect("a list").push(other);
        district.publish(&rules);
        let clash = resident.quote("community", "vocational", "3").refused(409, "rules_clash");
        let detail = clash["detail"].as_str().expect("a sentence");
        assert!(detail.contains("EQ-01") && detail.contains("EQ-09"), "{detail}");
        assert_eq!(world.rows("quotes"), 0);
    }

    fn an_amount_that_rounds_to_nothing_is_refused(world) {
        let district = world.district();
        let award = json!({"scheme": "community", "method": "declared"});
        district.publish(&rulebook(
            vec![recognition_rule("R", &award, &json!({}))],
            vec![conversion_rule("EQ", "community", "vocational", "1/2", &json!({
                "by_amount": {"rounding": {"step": "1.00", "mode": "down"}}}))],
        ));
        let resident = rich(&district, "10");
        resident.quote("community", "vocational", "1.99").invalid(&["/amount rounds_to_nothing"]);
        let quote = resident.quote("community", "vocational", "2").with(200);
        assert_eq!(quote["gives"]["amount"], "1.00");
    }

    fn a_quote_under_rules_that_changed_is_answered_with_a_new_one(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "9").with(200);
        let mut rules = usual_rules();
        rules["equivalence"][0]["by_amount"]["ratio"] = json!("1/3");
        district.publish(&rules);

        let refused = request(&resident, "key-1", &quote).refused(409, "quote_superseded");
        let new = &refused["quote"];
        assert_eq!((&new["rulebook"], &new["gives"]["amount"]), (&json!(2), &json!("3.00")));
        assert_eq!(resident.available("community"), "10.00");
        let transfer = request(&resident, "key-2", new).with(201);
        assert_eq!(transfer["gives"]["amount"], "3.00");
    }

    fn a_quote_that_is_too_old_is_refused(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "9").with(200);
        world.tamper("UPDATE quotes SET valid_until = '2020-01-01 00:00:00'");
        request(&resident, "key-1", &quote).refused(409, "quote_expired");
        assert_eq!(resident.available("community"), "10.00");
    }

    fn credits_that_are_gone_since_the_quote_are_refused(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let one = resident.quote("community", "vocational", "9").with(200);
        let other = resident.quote("community", "vocational", "9").with(200);
        request(&resident, "key-1", &one).must(201);
        request(&resident, "key-2", &other).refused(409, "not_enough_credits");
        assert_eq!(resident.available("community"), "1.00");
        sound(&district);
    }

    fn a_frozen_card_spends_nothing_until_its_holder_unfreezes_it(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "3").with(200);
        assert_eq!(resident.client.post_nothing("/me/card/freeze").with(200)["status"], "frozen");
        resident.client.post_nothing("/me/card/freeze").refused(409, "wrong_state");
        request(&resident, "key-1", &quote).refused(409, "card_frozen");
        assert_eq!(resident.balance("community", "held"), "0.00");
        assert_eq!(resident.available("community"), "10.00");
        district.award(&resident.person, "community", "1", "COM-2");
        assert_eq!(resident.available("community"), "11.00", "a frozen card still receives");

        let unfreeze = |password: &str| {
            resident.client.post("/me/card/unfreeze", &json!({"password": password}))
        };
        unfreeze("not the password").refused(403, "wrong_password");
        resident.client.post("/me/card/unfreeze", &json!({})).invalid(&["/password required"]);
        assert_eq!(unfreeze(harness::PASSWORD).with(200)["status"], "active");
        unfreeze(harness::PASSWORD).refused(409, "wrong_state");
        request(&resident, "key-2", &quote).must(201);
    }

    fn a_conversion_can_be_taken_back_within_ten_minutes(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let transfer = resident.convert("community", "vocational", "9").with(201);
        let id = id_of(&transfer);
        resident.client.post_nothing(&format!("/transfers/{id}/take-back"))
            .refused(400, "key_required");

        let back = step(&resident, &id, "take-back", "back-1");
        assert_eq!(back.with(200)["status"], "taken_back");
        let again = step(&resident, &id, "take-back", "back-1");
        assert_eq!((again.status, &again.body), (200, &back.body));
        step(&resident, &id, "take-back", "back-2").refused(409, "wrong_state");
        assert_eq!(resident.available("community"), "10.00");
        assert_eq!(resident.available("vocational"), "0.00");

        let code = transfer["verification_code"].as_str().expect("a code");
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!((&verified["valid"], &verified["state"]), (&json!(false), &json!("taken_back")));
        resident.convert("community", "vocational", "9").must(201);
        sound(&district);
    }

    fn what_was_spent_or_is_too_old_cannot_be_taken_back(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let spent = id_of(&resident.convert("community", "vocational", "3").with(201));
        resident.convert("vocational", "senior", "1").must(201);
        step(&resident, &spent, "take-back", "back-1").refused(409, "already_spent");

        let old = id_of(&resident.convert("community", "vocational", "3").with(201));
        world.tamper("UPDATE transfers SET take_back_until = '2020-01-01 00:00:00'");
        step(&resident, &old, "take-back", "back-2").refused(409, "too_late");
        step(&resident, &old, "cancel", "cancel-1").refused(409, "wrong_state");
        assert_eq!(resident.available("community"), "4.00");
        sound(&district);
    }

    fn what_an_institution_must_decide_holds_credits_until_it_is_cancelled(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "higher", "4").with(200);
        assert_eq!(quote["automatic"], json!(false));
        let transfer = request(&resident, "key-1", &quote).with(201);
        assert_eq!(transfer["status"], "in_review");
        assert_eq!(transfer["take_back_until"], Value::Null);
        let id = id_of(&transfer);
        assert_eq!(resident.available("community"), "6.00");
        assert_eq!(resident.balance("community", "held"), "4.00");
        assert_eq!(resident.available("higher"), "0.00");
        let code = transfer["verification_code"].as_str().expect("a code");
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!(verified["valid"], json!(false));

        step(&resident, &id, "take-back", "back-1").refused(409, "wrong_state");
        let cancelled = step(&resident, &id, "cancel", "cancel-1").with(200);
        assert_eq!(cancelled["status"], "cancelled");
        assert_eq!(cancelled["balances_after"][0]["available"], "10.00");
        step(&resident, &id, "cancel", "cancel-2").refused(409, "wrong_state");
        assert_eq!(resident.available("community"), "10.00");
        assert_eq!(resident.balance("community", "held"), "0.00");
        sound(&district);
    }

    fn from_fifty_credits_on_the_password_is_asked_again(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "200");
        let small = resident.quote("community", "vocational", "48").with(200);
        assert_eq!(small["needs_password"], json!(false));
        let quote = resident.quote("community", "vocational", "51").with(200);
        assert_eq!(quote["needs_password"], json!(true));
        request(&resident, "key-1", &quote).refused(422, "password_needed");
        let with_password = |key: &str, password: &str| {
            let body = json!({"quote_id": quote["id"], "password": password});
            resident.client.post_once("/transfers", key, &body)
        };
        with_password("key-2", "not the password").refused(403, "wrong_password");
        assert_eq!(resident.available("community"), "200.00");
        with_password("key-3", harness::PASSWORD).must(201);
        assert_eq!(resident.available("community"), "149.00");
    }

    fn thirty_two_clients_at_once_never_spend_more_than_there_is(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "30");
        let quotes: Vec<Value> = (0..32)
            .map(|_| resident.quote("community", "vocational", "3").with(200))
            .collect();
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let ask = |quote| request_until_served(&resident, &id_of(quote), quote);
            let threads: Vec<_> =
                quotes.iter().map(|quote| scope.spawn(move || ask(quote))).collect();
            threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 10);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "not_enough_credits");
        }
        assert_eq!(resident.available("community"), "0.00");
        assert_eq!(resident.available("vocational"), "20.00");
        let mut numbers: Vec<String> =
            world.cells("SELECT number FROM transfers ORDER BY number");
        numbers.dedup();
        assert_eq!(numbers.len(), 10, "every transfer has a number of its own");
        sound(&district);
    }

    fn expired_credits_are_not_available_and_cannot_be_spent(world) {
        let district = world.district_with_rules();
        let read = district.admin.get("/schemes/community");
        let tag = read.header("etag").expect("a tag").to_owned();
        let scheme = with(read.with(200), &json!({"validity_months": 1}));
        let put = district.admin.call("PUT", "/schemes/community").header("If-Match", &tag);
        put.json(&scheme).send().must(200);

        let resident = rich(&district, "10");
        assert_eq!(resident.available("community"), "0.00");
        resident.quote("community", "vocational", "3").refused(409, "not_enough_credits");
        assert_eq!(resident.client.get("/me/opportunities").with(200)["items"], json!([]));
    }

    fn opportunities_say_what_can_be_converted_now_the_largest_gain_first(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let found = resident.client.get("/me/opportunities").with(200);
        let short: Vec<Value> = found["items"].as_array().expect("items").iter()
            .map(|item| json!([item["rule"], item["takes"]["amount"], item["gives"]["amount"],
                item["automatic"]]))
            .collect();
        assert_eq!(json!(short), json!([
            ["EQ-01", "9.00", "6.00", true], ["EQ-02", "10.00", "5.00", false],
        ]));
        assert_eq!(district.resident(2).client.get("/me/opportunities").with(200)["items"], json!([]));
    }

    fn whoever_is_no_longer_confirmed_moves_nothing(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "3").with(200);
        let unconfirm = if world.backend() == harness::Backend::Sqlite { "0" } else { "false" };
        world.tamper(&format!("UPDATE users SET confirmed = {unconfirm} WHERE learner_id IS NOT NULL"));
        request(&resident, "key-1", &quote).refused(403, "not_confirmed");
        assert_eq!(world.rows("transfers"), 0);
    }

    fn the_statement_is_filtered_by_scheme_kind_and_day(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        resident.convert("community", "vocational", "3").must(201);
        let count = |query: &str| {
            let page = resident.client.get(&format!("/me/entries?{query}")).with(200);
            page["items"].as_array().expect("items").len()
        };
        assert_eq!(count(""), 5);
        assert_eq!(count("scheme=vocational"), 1);
        assert_eq!(count("kind=hold"), 2);
        assert_eq!(count("kind=award&scheme=vocational"), 0);
        assert_eq!(count("from=2020-01-01&to=2199-12-31"), 5);
        assert_eq!(count("to=2020-01-01"), 0);
        for (query, fault) in [("scheme=X", "/scheme bad_format"), ("kind=x", "/kind not_one_of"),
            ("from=yesterday", "/from not_a_day"), ("to=2025-13-01", "/to not_a_day")] {
            resident.client.get(&format!("/me/entries?{query}")).invalid(&[fault]);
        }
    }
}
