//! Applications to units of programs: what leaves the card for good, and what is waived.

use harness::{District, Resident, Value, json, on_both, usual_rules};

use super::{id_of, last_notice, out_of_order, request, rich, seen, sound, take, told};

fn unit(code: &str, credits: &str) -> Value {
    json!({"code": code, "names": {"zh": format!("单元 {code}"), "en": format!("Unit {code}")},
        "credits": credits, "exemptible": true})
}

fn group(code: &str, units: &[Value], schemes: &[&str]) -> Value {
    json!({"code": code, "names": {"zh": format!("组 {code}"), "en": format!("Group {code}")},
        "min": "2.00", "max": null, "units": units, "accepts": {"schemes": schemes}})
}

/// A program of `HP-VS1`: two units of `community` credits, one of `community` or `senior` ones.
fn program() -> Value {
    json!({
        "code": "ECOM-CERT", "institution": "HP-VS1",
        "names": {"zh": "电子商务证书", "en": "E-commerce certificate"}, "scheme": "vocational",
        "total": "4.00", "transfer_percent_max": 100,
        "groups": [
            group("A", &[unit("A-1", "2.00"), unit("A-2", "2.00")], &["community"]),
            group("B", &[unit("B-1", "2.00")], &["senior", "community"]),
        ],
    })
}

/// The usual rules, and one by which course `COM-1` at `HP-CS1` waives unit `A-1`.
fn rules_with_exemption() -> Value {
    let mut rules = usual_rules();
    rules["equivalence"].as_array_mut().expect("a list").push(json!({
        "code": "EX-01", "names": {"zh": "免修", "en": "Exemption"}, "priority": 10,
        "outcome": "exemption", "decision": "institution", "receiver": "HP-VS1",
        "by_outcome": {"requires": {"all_of": [{"course": {"institution": "HP-CS1", "code": "COM-1"}}]},
            "gives": [{"program": "ECOM-CERT", "unit": "A-1", "scheme": "vocational",
                "credits": "2.00"}]},
    }));
    rules
}

fn ask(resident: &Resident, program: &str, unit: &str) -> harness::Answer {
    let ask = json!({"kind": "apply", "program_id": program, "unit": unit});
    resident.client.post("/transfers/quote", &ask)
}

fn apply(resident: &Resident, program: &str, unit: &str) -> String {
    let quote = ask(resident, program, unit).with(200);
    let transfer = request(resident, &id_of(&quote), &quote).with(201);
    assert_eq!(
        (&transfer["status"], &transfer["decider"]),
        (&json!("in_review"), &json!("HP-VS1"))
    );
    id_of(&transfer)
}

fn founded(district: &District<'_>) -> String {
    id_of(&district.admin.post("/programs", &program()).with(201))
}

fn ten_minutes_pass(world: &harness::World) {
    let past = chrono::Utc::now() - chrono::Duration::minutes(11);
    world.tamper(&format!(
        "UPDATE transfers SET requested_at = '{}'",
        past.format("%Y-%m-%d %H:%M:%S")
    ));
}

on_both! {
    fn an_application_is_approved_after_its_ten_minutes_and_redeemed_for_good(world) {
        let district = world.district_with_rules();
        let program = founded(&district);
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let quote = ask(&resident, &program, "A-1").with(200);
        assert_eq!((&quote["kind"], &quote["rule"]), (&json!("apply"), &json!("A")));
        assert_eq!((&quote["automatic"], &quote["decider"]), (&json!(false), &json!("HP-VS1")));
        assert_eq!(quote["takes"], json!({"scheme": "community", "amount": "2.00"}));
        assert_eq!(quote["gives"], json!({"scheme": "vocational", "amount": "2.00",
            "expires_on": null, "lots": []}));
        assert_eq!(quote["program"]["unit"], "A-1");
        assert_eq!(quote["program"]["transferred"], "2.00");
        assert_eq!(resident.available("community"), "10.00", "a quote moves nothing");

        let transfer = request(&resident, "key-1", &quote).with(201);
        let id = id_of(&transfer);
        assert_eq!(transfer["steps"], json!(["cancel"]));
        assert!(transfer["approvable_from"].is_string(), "{transfer}");
        assert_eq!(resident.balance("community", "held"), "2.00");
        assert_eq!(seen(&reviewer, &id)["steps"], json!(["reject"]));
        take(&reviewer, &id, "approve", None).refused(409, "too_early");
        assert_eq!(resident.balance("community", "held"), "2.00");

        ten_minutes_pass(world);
        assert_eq!(seen(&reviewer, &id)["steps"], json!(["approve", "reject"]));
        take(&reviewer, &id, "approve", None).must(200);
        assert_eq!(resident.available("community"), "8.00");
        assert_eq!(resident.balance("community", "held"), "0.00");
        assert_eq!(resident.available("vocational"), "0.00", "the unit has them, not the card");
        let mine = seen(&resident.client, &id);
        assert_eq!((&mine["steps"], &mine["take_back_until"]), (&json!([]), &Value::Null));
        assert_eq!(mine["balances_after"], json!([{"scheme": "community", "available": "8.00"}]));
        take(&resident.client, &id, "take-back", None).refused(409, "too_late");
        assert_eq!(told(&resident), ["transfer_approved"]);
        let text = last_notice(&resident)["text"]["zh"].as_str().expect("a text").to_owned();
        assert!(text.contains("电子商务证书") && text.contains("单元 A-1"), "{text}");
        let entries = resident.entries();
        assert_eq!(entries[0]["title"]["en"], "E-commerce certificate, Unit A-1");
        let code = mine["verification_code"].as_str().expect("a code");
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!((&verified["valid"], &verified["state"]), (&json!(true), &json!("settled")));
        assert_eq!(verified["statement"]["title"]["en"], "E-commerce certificate, Unit A-1");
        sound(&district);
    }

    fn an_application_can_be_cancelled_and_rejected_and_made_again(world) {
        let district = world.district_with_rules();
        let program = founded(&district);
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let cancelled = apply(&resident, &program, "A-1");
        take(&resident.client, &cancelled, "cancel", None).must(200);
        let rejected = apply(&resident, &program, "A-1");
        take(&reviewer, &rejected, "reject", Some("不符")).must(200);
        assert_eq!(resident.available("community"), "10.00");
        // The unit is taken by another one when it comes to the appeal.
        let other = apply(&resident, &program, "A-1");
        take(&resident.client, &rejected, "appeal", Some("请再看")).refused(409, "unit_taken");
        take(&resident.client, &other, "cancel", None).must(200);
        take(&resident.client, &rejected, "appeal", Some("请再看")).must(200);
        ask(&resident, &program, "A-1").refused(409, "unit_taken");
        // Its ten minutes were those of the request.
        assert_eq!(seen(&district.admin, &rejected)["steps"], json!(["approve", "reject"]));
        take(&district.admin, &rejected, "approve", None).must(200);
        assert_eq!(resident.available("community"), "8.00");
        sound(&district);
    }

    fn a_unit_is_applied_for_once_however_many_quotes(world) {
        let district = world.district_with_rules();
        let program = founded(&district);
        let resident = rich(&district, "30");
        let quotes: Vec<Value> =
            (0..6).map(|_| ask(&resident, &program, "A-1").with(200)).collect();
        let answers: Vec<harness::Answer> = std::thread::scope(|scope| {
            let ask = |quote: &Value| crate::transfers::request_until_served(&resident, &id_of(quote), quote);
            let threads: Vec<_> =
                quotes.iter().map(|quote| scope.spawn(move || ask(quote))).collect();
            threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "unit_taken");
        }
        assert_eq!(resident.balance("community", "held"), "2.00");
        let made = answers.iter().position(|answer| answer.status == 201).expect("one was made");
        request(&resident, "later", &quotes[made]).refused(409, "quote_used");
    }

    fn credits_of_several_schemes_move_together_or_not_at_all(world) {
        let district = world.district_with_rules();
        let program = founded(&district);
        let resident = district.resident(1);
        district.award(&resident.person, "community", "1", "COM-9");
        district.award(&resident.person, "senior", "1", "SEN-9");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let held = || ["community", "senior"].map(|scheme| resident.balance(scheme, "held"));
        let available = || ["community", "senior"].map(|scheme| resident.available(scheme));

        let quote = ask(&resident, &program, "B-1").with(200);
        assert_eq!(quote["also_takes"].as_array().expect("a list").len(), 1);
        // One of the two is frozen away in between: what was held first is not held either.
        let second = quote["also_takes"][0]["scheme"].as_str().expect("a scheme").to_owned();
        world.tamper(&format!("UPDATE lots SET expires_on = '2020-01-01' WHERE scheme = '{second}'"));
        let refused = request(&resident, "key-1", &quote);
        assert!(refused.status == 409 || refused.status == 422, "{}", refused.body);
        assert_eq!(held(), ["0.00", "0.00"]);
        assert_eq!(world.rows("transfers"), 0);
        world.tamper("UPDATE lots SET expires_on = NULL");

        let id = id_of(&request(&resident, "key-2", &quote).with(201));
        assert_eq!((held(), available()), (["1.00", "1.00"].map(str::to_owned),
            ["0.00", "0.00"].map(str::to_owned)));
        take(&resident.client, &id, "cancel", None).must(200);
        assert_eq!((held(), available()), (["0.00", "0.00"].map(str::to_owned),
            ["1.00", "1.00"].map(str::to_owned)));

        let id = apply(&resident, &program, "B-1");
        take(&reviewer, &id, "reject", Some("不符")).must(200);
        assert_eq!(available(), ["1.00", "1.00"]);
        take(&resident.client, &id, "appeal", Some("请再看")).must(200);
        assert_eq!(held(), ["1.00", "1.00"]);
        let settled = take(&district.admin, &id, "approve", None).with(200);
        assert_eq!(settled["also_takes"], quote["also_takes"]);
        assert_eq!((held(), available()), (["0.00", "0.00"].map(str::to_owned),
            ["0.00", "0.00"].map(str::to_owned)));
        let mine = seen(&resident.client, &id);
        assert_eq!(mine["balances_after"].as_array().expect("a list").len(), 2);
        let code = mine["verification_code"].as_str().expect("a code");
        let statement = world.visitor().get(&format!("/verify/{code}")).with(200)["statement"].clone();
        assert_eq!((&statement["takes"]["amount"], &statement["also_takes"][0]["amount"]),
            (&json!("1.00"), &json!("1.00")));
        sound(&district);
    }

    fn an_exemption_takes_nothing_and_waives_the_unit(world) {
        let district = world.district();
        district.publish(&rules_with_exemption());
        let program = founded(&district);
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let quote = ask(&resident, &program, "A-1").with(200);
        assert_eq!((&quote["rule"], &quote["program"]["outcome"]), (&json!("EX-01"), &json!("exemption")));
        assert_eq!(quote["takes"]["amount"], "0.00");
        resident.client.post_nothing("/me/card/freeze").must(200);
        request(&resident, "key-1", &quote).refused(409, "card_frozen");
        let unfreeze = json!({"password": harness::PASSWORD});
        resident.client.post("/me/card/unfreeze", &unfreeze).must(200);
        let id = id_of(&request(&resident, "key-2", &quote).with(201));
        ten_minutes_pass(world);
        resident.client.post_nothing("/me/card/freeze").must(200);
        take(&reviewer, &id, "approve", None).refused(409, "card_frozen");
        resident.client.post("/me/card/unfreeze", &unfreeze).must(200);
        let before = world.rows("transactions");
        take(&reviewer, &id, "approve", None).must(200);
        assert_eq!(world.rows("transactions"), before);
        assert_eq!(resident.available("community"), "10.00");
        let progress = resident.client.get(&format!("/programs/{program}/progress")).with(200);
        assert_eq!((&progress["waived"], &progress["done"]), (&json!("2.00"), &json!("0.00")));
        sound(&district);
    }

    fn the_approval_that_completes_a_program_proposes_its_award(world) {
        let district = world.district_with_rules();
        let program = founded(&district);
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let [one, other] = ["A-1", "B-1"].map(|unit| apply(&resident, &program, unit));
        ten_minutes_pass(world);
        take(&reviewer, &one, "approve", None).must(200);
        assert_eq!(world.rows("awards"), 0);
        take(&reviewer, &other, "approve", None).must(200);
        assert_eq!(told(&resident), ["transfer_approved", "transfer_approved", "award_proposed"]);
        assert_eq!(resident.client.get("/me/awards").with(200)["items"][0]["status"], "proposed");
        ask(&resident, &program, "A-2").refused(409, "program_complete");
        sound(&district);
    }

    fn what_is_asked_for_wrongly_is_refused_at_the_field(world) {
        let district = world.district_with_rules();
        let program = founded(&district);
        let resident = rich(&district, "10");
        let quote = |more: Value| {
            let ask = json!({"kind": "apply", "program_id": program, "unit": "A-1"});
            resident.client.post("/transfers/quote", &harness::with(ask, &more))
        };
        let nothing = "01890000-0000-7000-8000-000000000000";
        quote(json!({"program_id": nothing})).invalid(&["/program_id unknown"]);
        quote(json!({"unit": "Z"})).invalid(&["/unit unknown"]);
        quote(json!({"completions": [nothing]})).invalid(&["/completions/0 unknown"]);
        quote(json!({"amount": "1.00"})).invalid(&["/amount most_that_fits"]);
        quote(json!({"amount": "2.000"})).invalid(&["/amount too_many_decimals"]);
        quote(json!({"amount": "2.00"})).must(200);
        let poor = district.resident(2);
        ask(&poor, &program, "A-1").invalid(&["/unit nothing_fits"]);
        let other = district.resident(3);
        district.award(&other.person, "community", "5", "COM-3");
        let theirs = other.client.get("/me/completions").with(200)["items"][0]["id"].clone();
        quote(json!({"completions": [theirs]})).invalid(&["/completions/0 unknown"]);
    }

    fn a_quote_that_time_has_overtaken_is_answered_with_a_new_one(world) {
        let district = world.district_with_rules();
        let program = founded(&district);
        let resident = rich(&district, "10");
        let quote = ask(&resident, &program, "A-1").with(200);
        district.publish(&rules_with_exemption());
        let refused = request(&resident, "key-1", &quote).refused(409, "quote_superseded");
        assert_eq!(refused["quote"]["rule"], "EX-01");
        assert_eq!(world.rows("transfers"), 0);
        let new = &refused["quote"];
        let id = id_of(&request(&resident, "key-2", new).with(201));
        out_of_order(&take(&resident.client, &id, "accept", None), "in_review");

        // What waived the first unit does not count for the second.
        ask(&resident, &program, "A-2").invalid(&["/unit nothing_fits"]);
        district.award(&resident.person, "community", "5", "COM-2");
        let quote = ask(&resident, &program, "A-2").with(200);
        world.tamper("UPDATE programs SET status = 'inactive'");
        request(&resident, "key-3", &quote).invalid(&["/program_id not_in_use"]);
    }
}
