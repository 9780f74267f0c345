//! What the bank makes of a completion, where it is not simply recognised.

use harness::{Person, Value, completion, json, on_both, recognition_rule, rulebook, with};

on_both! {
    fn a_name_that_differs_from_the_recorded_one_waits_for_a_person(world) {
        let district = world.district_with_rules();
        let person = Person::nth(1);
        district.award(&person, "community", "2", "COM-1");
        let spaced = Person { name: " 学 员１ ".to_owned(), ..person.clone() };
        assert_eq!(district.award(&spaced, "community", "2", "COM-2")["status"], "recognised");

        let other = Person { name: "学员甲".to_owned(), ..person };
        let posted = district.award(&other, "community", "2", "COM-3");
        assert_eq!(posted["status"], "needs_decision");
        assert_eq!(posted["decision"]["reason"]["code"], "name_differs");
        assert_eq!(posted["transaction_id"], Value::Null);
        assert_eq!(posted["learner_name"], "学员1", "the recorded name stands");
        let waiting = district.admin.get("/completions?status=needs_decision").with(200);
        assert_eq!(waiting["items"], json!([posted]));
    }

    fn what_no_rule_recognises_names_the_nearest_rule_and_what_failed(world) {
        let district = world.district();
        let person = Person::nth(1);
        let post = |number: &str| {
            let body = with(completion(number, &person, "2025-06-20"),
                &json!({"institution": "HP-SC"}));
            district.admin.post("/completions", &body).with(201)
        };
        let unruled = post("1");
        assert_eq!(unruled["status"], "not_recognised");
        assert_eq!(unruled["decision"]["reason"], json!({"code": "no_rulebook", "on": "2025-06-20"}));

        let award = json!({"scheme": "senior", "method": {"fixed": "1.00"}});
        let near = json!({"when": {"min_hours": "20.00"}});
        let far = json!({"when": {"min_hours": "20.00", "forms": ["online"]}});
        district.publish(&rulebook(vec![
            recognition_rule("SC-01", &award, &far), recognition_rule("SC-02", &award, &near),
        ], vec![]));
        let short = post("2");
        assert_eq!(short["status"], "not_recognised");
        assert_eq!(short["decision"]["rulebook"], 1);
        assert_eq!(short["decision"]["reason"], json!({"code": "no_rule", "nearest": {
            "rule": "SC-02", "names": {"zh": "规则 SC-02", "en": "Rule SC-02"},
            "failed": [{"condition": "hours", "needs": "20.00", "has": "16.00"}],
        }}));
        assert_eq!(world.rows("entries"), 0);
    }

    fn rules_that_clash_are_never_chosen_between_silently(world) {
        let district = world.district();
        let rule = |code: &str, credits: &str| {
            let award = json!({"scheme": "senior", "method": {"fixed": credits}});
            recognition_rule(code, &award, &json!({}))
        };
        district.publish(&rulebook(vec![rule("SC-01", "2.00"), rule("SC-02", "3.00")], vec![]));
        let body = with(completion("1", &Person::nth(1), "2025-06-20"),
            &json!({"institution": "HP-SC"}));
        let posted = district.admin.post("/completions", &body).with(201);
        assert_eq!(posted["status"], "needs_decision");
        assert_eq!(posted["decision"]["rules"], json!(["SC-01", "SC-02"]));
        assert_eq!(posted["decision"]["reason"]["code"], "clash");
        assert_eq!(posted["decision"]["credits"], Value::Null);
        assert_eq!(world.rows("entries"), 0);
    }

    fn a_completion_is_decided_by_the_rulebook_in_force_when_it_ended(world) {
        let district = world.district();
        let rules = |effective_from: &str, credits: &str| {
            let award = json!({"scheme": "senior", "method": {"fixed": credits}});
            let rules = rulebook(vec![recognition_rule("SC-01", &award, &json!({}))], vec![]);
            with(rules, &json!({"effective_from": effective_from}))
        };
        district.publish(&rules("2020-01-01", "1.00"));
        district.publish(&rules("2025-01-01", "2.00"));
        let post = |number: &str, ended_on: &str| {
            let own = json!({"institution": "HP-SC"});
            let body = with(completion(number, &Person::nth(1), ended_on), &own);
            district.admin.post("/completions", &body).with(201)["decision"].clone()
        };
        let before = post("1", "2024-12-31");
        assert_eq!((&before["rulebook"], &before["credits"]), (&json!(1), &json!("1.00")));
        let after = post("2", "2025-01-01");
        assert_eq!((&after["rulebook"], &after["credits"]), (&json!(2), &json!("2.00")));
        let never = post("3", "2019-12-31");
        assert_eq!(never["reason"]["code"], "no_rulebook");
    }
}
