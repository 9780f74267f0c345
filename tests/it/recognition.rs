//! What something would be worth, before it is learned.

use harness::{Value, completion, json, on_both, recognition_rule, rulebook, with};

on_both! {
    fn what_something_would_be_worth_is_told_and_nothing_recorded(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let course = json!({"institution": "HP-CS1", "code": "COM-9", "title": "剪纸",
            "category": "community", "hours": "16", "declared_credits": "1.50"});
        let id = district.admin.post("/courses", &course).with(201)["id"].clone();

        let asked = resident.client.post("/recognition/preview", &json!({"course_id": id}));
        let decision = asked.with(200);
        assert_eq!((&decision["outcome"], &decision["credits"]), (&json!("recognised"), &json!("1.50")));
        let described = json!({"institution": "HP-CS1", "title": "插花", "category": "senior",
            "declared_credits": "2"});
        let decision = resident.client.post("/recognition/preview", &described).with(200);
        assert_eq!((&decision["scheme"], &decision["credits"]), (&json!("senior"), &json!("2.00")));
        let with_card = with(described.clone(), &json!({"card_number": resident.card_number}));
        resident.client.post("/recognition/preview", &with_card).refused(403, "role_may_not");
        world.visitor().post("/recognition/preview", &with_card).refused(401, "not_signed_in");
        let visitor = world.visitor().post("/recognition/preview", &described).with(200);
        assert_eq!(visitor, decision, "the rules alone, without an account");
        district.admin.post("/recognition/preview", &with_card).must(200);
        let ask = |body: &Value| resident.client.post("/recognition/preview", body);
        ask(&json!({})).invalid(&["/course_id exactly_one_of"]);
        let unknown = json!({"course_id": "01890000-0000-7000-8000-000000000000"});
        ask(&unknown).invalid(&["/course_id unknown"]);
        ask(&json!({"institution": "HP-NONE"})).invalid(&["/institution unknown"]);
        let card = shared::identity::CardNumber::from_serial(1);
        let nobody = with(described, &json!({"card_number": card.as_str()}));
        district.admin.post("/recognition/preview", &nobody).invalid(&["/card_number unknown"]);
        assert_eq!(world.rows("completions"), 0);
    }

    fn a_preview_counts_what_stands_on_the_card_already(world) {
        let district = world.district();
        let award = json!({"scheme": "senior", "method": {"fixed": "2.00"}});
        let once = json!({"repeats": "once"});
        district.publish(&rulebook(vec![recognition_rule("SC-01", &award, &once)], vec![]));
        let resident = district.resident(1);
        let ask = json!({"institution": "HP-SC", "title": "书法基础"});
        let worth = || resident.client.post("/recognition/preview", &ask).with(200)["credits"].clone();
        assert_eq!(worth(), "2.00");
        let body = with(completion("1", &resident.person, "2025-06-20"),
            &json!({"institution": "HP-SC"}));
        district.admin.post("/completions", &body).must(201);
        assert_eq!(worth(), "0.00");
    }
}
