//! Quotes: amounts and rules, and what they refuse.

use harness::{
    Value, conversion_rule, json, on_both, recognition_rule, rulebook, usual_rules, with,
};

use super::{request, rich};

on_both! {
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
        ask(json!({})).invalid(&["/kind required"]);
        ask(json!({"kind": "convert"})).invalid(&["/amount required", "/from_scheme required",
            "/to_scheme required"]);
        ask(json!({"kind": "convert", "from_scheme": "Community", "to_scheme": 1, "amount": 3,
            "to_card_number": "6201"})).invalid(&["/amount wrong_type", "/from_scheme bad_format",
            "/to_card_number unknown_field", "/to_scheme wrong_type"]);
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

    fn credits_that_would_have_expired_in_the_other_scheme_are_not_converted(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let read = district.admin.get("/schemes/vocational");
        let tag = read.header("etag").expect("a tag").to_owned();
        let scheme = with(read.with(200), &json!({"validity_months": 1}));
        let put = district.admin.call("PUT", "/schemes/vocational").header("If-Match", &tag);
        put.json(&scheme).send().must(200);
        resident.quote("community", "vocational", "3").refused(409, "gives_expired");
        assert_eq!(world.rows("quotes"), 0);
    }
}
