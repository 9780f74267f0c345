//! Completions posted one by one.

use harness::{
    Answer, Client, Person, Value, award, json, on_both, recognition_rule, redacted, rulebook, with,
};

/// What differs from run to run in a completion.
const FRESH: [&str; 5] =
    ["id", "card_number", "transaction_id", "recorded_at", "verification_code"];

on_both! {
    fn a_completion_is_recorded_recognised_and_posted_at_once(world) {
        let district = world.district();
        let award = json!({"scheme": "senior", "method": {"per_hours": "16.00"},
            "rounding": {"step": "0.50", "mode": "down"}});
        district.publish(&rulebook(vec![recognition_rule("SC-03", &award, &json!({}))], vec![]));
        let clerk = district.clerk("HP-SC");
        let course = json!({"code": "CALL-1", "title": "书法基础", "category": "art", "hours": "32"});
        clerk.post("/courses", &course).must(201);

        let answer = clerk.post("/completions", &json!({
            "external_id": "2026-A-0017",
            "learner": {"id_type": "resident_id", "id_number": "11010519491231002X", "name": "王秀兰"},
            "course": {"code": "CALL-1"}, "started_on": "2026-03-02", "ended_on": "2026-06-20",
            "hours": "32", "grade": "合格", "declared_credits": null, "evidence": [],
        }));
        let posted = answer.with(201);
        insta::assert_json_snapshot!(redacted(posted.clone(), &FRESH), @r#"
        {
          "card_number": "[card_number]",
          "course": {
            "category": "art",
            "code": "CALL-1",
            "form": "classroom",
            "level": null,
            "title": "书法基础"
          },
          "decision": {
            "credits": "2.00",
            "outcome": "recognised",
            "rulebook": 1,
            "rules": [
              "SC-03"
            ],
            "scheme": "senior",
            "trace": [
              {
                "after": "2.00",
                "before": "32.00",
                "by": "16.00",
                "step": "per_hours"
              },
              {
                "after": "2.00",
                "before": "2.00",
                "by": "0.50",
                "mode": "down",
                "step": "round"
              }
            ]
          },
          "declared_credits": null,
          "ended_on": "2026-06-20",
          "evidence": [],
          "external_id": "2026-A-0017",
          "grade": "合格",
          "hours": "32.00",
          "id": "[id]",
          "institution": "HP-SC",
          "learner_name": "王秀兰",
          "recorded_at": "[recorded_at]",
          "score": "60.00",
          "started_on": "2026-03-02",
          "status": "recognised",
          "transaction_id": "[transaction_id]",
          "verification_code": "[verification_code]"
        }
        "#);

        let id = posted["id"].as_str().expect("an id");
        assert_eq!(clerk.get(&format!("/completions/{id}")).with(200), posted);
        assert_eq!(clerk.get("/completions").with(200)["items"], json!([posted]));
    }

    fn the_resident_sees_the_completion_and_its_entry_with_the_reason(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let posted = district.award(&resident.person, "community", "2", "COM-1");

        let mine = resident.client.get("/me/completions").with(200);
        assert_eq!(mine["items"], json!([posted]));
        let id = posted["id"].as_str().expect("an id");
        assert_eq!(resident.client.get(&format!("/me/completions/{id}")).with(200), posted);
        let entries = redacted(json!(resident.entries()), &["id", "at"]);
        assert_eq!(entries, json!([{
            "id": "[id]", "at": "[at]", "kind": "award", "scheme": "community",
            "account": "available", "amount": "2.00", "balance": "2.00",
            "transaction_id": posted["transaction_id"], "reason": {"completion_id": id},
            "title": {"zh": "课程 COM-1", "en": "课程 COM-1"},
        }]));
        let other = district.resident(2);
        other.client.get(&format!("/me/completions/{id}")).refused(404, "not_found");
        assert_eq!(other.client.get("/me/completions").with(200)["items"], json!([]));
    }

    fn the_same_key_records_a_completion_once_and_answers_the_same_bytes(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let body = award(&Person::nth(1), "community", "2", "COM-1");
        let first = clerk.post_once("/completions", "key-1", &body);
        first.must(201);
        assert_eq!(first.header("idempotency-replayed"), None);
        let again = clerk.post_once("/completions", "key-1", &body);
        again.must(201);
        assert_eq!(again.body, first.body);
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        let other = with(body.clone(), &json!({"hours": "17"}));
        clerk.post_once("/completions", "key-1", &other).refused(422, "key_reused");

        let conflict = clerk.post_once("/completions", "key-2", &other);
        conflict.refused(409, "differs_from_earlier");
        let again = clerk.post_once("/completions", "key-2", &other);
        assert_eq!((again.status, &again.body), (409, &conflict.body), "refusals are kept too");
        assert_eq!(again.header("idempotency-replayed"), Some("true"));

        let anothers = district.admin.post_once("/completions", "key-1", &other);
        anothers.refused(409, "differs_from_earlier");
        for key in ["", &"k".repeat(256)] {
            clerk.post_once("/completions", key, &body).invalid(&["/Idempotency-Key bad_format"]);
        }
        assert_eq!(world.rows("completions"), 1);
    }

    fn a_number_is_its_institutions_own_and_every_field_that_differs_is_named(world) {
        let district = world.district_with_rules();
        let body = award(&Person::nth(1), "community", "2", "COM-1");
        district.admin.post("/completions", &body).must(201);
        let elsewhere = with(body.clone(), &json!({"institution": "HP-CS2"}));
        district.admin.post("/completions", &elsewhere).must(201);

        let other = json!({
            "external_id": "COM-1", "institution": "HP-CS1", "learner": Person::nth(2).learner(),
            "course": {"code": "COM-2", "title": "课程 COM-2"}, "started_on": "2025-06-01",
            "ended_on": "2025-06-21", "hours": "8", "grade": "优秀", "declared_credits": "3",
            "evidence": [{"name": "证书", "url": "https://school.example/1", "sha256": "0".repeat(64)}],
        });
        let conflict = district.admin.post("/completions", &other);
        conflict.refused(409, "differs_from_earlier");
        assert_eq!(conflict.faults(), [
            "/course/code contradicts", "/declared_credits contradicts", "/ended_on contradicts",
            "/evidence contradicts", "/grade contradicts", "/hours contradicts",
            "/learner contradicts", "/learner/name contradicts", "/started_on contradicts",
        ]);
        assert_eq!(world.rows("completions"), 2);
    }

    fn a_clerk_posts_for_their_institution_and_those_below_and_no_other(world) {
        let district = world.district_with_rules();
        let college = district.clerk("HP-CC");
        let school = district.clerk("HP-CS1");
        let row = |number: u64, institution: Value| {
            let body = award(&Person::nth(1), "community", "1", &format!("COM-{number}"));
            with(body, &json!({"institution": institution}))
        };
        let of = |answer: Answer| answer.with(201)["institution"].clone();
        assert_eq!(of(college.post("/completions", &row(1, Value::Null))), "HP-CC");
        assert_eq!(of(college.post("/completions", &row(2, json!("HP-CS1")))), "HP-CS1");
        assert_eq!(of(school.post("/completions", &row(3, json!("HP-CS1")))), "HP-CS1");
        for foreign in ["HP-CC", "HP-CS2", "HP-SC"] {
            let answer = school.post("/completions", &row(4, json!(foreign)));
            answer.invalid(&["/institution unknown"]);
        }
        let seen = |client: &Client| {
            let page = client.get("/completions").with(200);
            page["items"].as_array().expect("items").len()
        };
        assert_eq!((seen(&college), seen(&school)), (3, 2));
        let colleges_own = college.get("/completions?course=COM-1").with(200);
        let id = colleges_own["items"][0]["id"].as_str().expect("an id").to_owned();
        school.get(&format!("/completions/{id}")).refused(404, "not_found");
        assert_eq!(world.rows("completions"), 3);
    }

    fn a_machine_with_several_institutions_names_the_one_it_means(world) {
        let district = world.district_with_rules();
        let one = district.machine(&["HP-SC"], &["completions:write"]);
        let two = district.machine(&["HP-SC", "HP-CS1"], &["completions:write", "completions:read"]);
        let row = |number: &str, institution: Value| {
            let body = award(&Person::nth(1), "community", "1", number);
            with(body, &json!({"institution": institution}))
        };
        let posted = one.post("/completions", &row("A", Value::Null)).with(201);
        assert_eq!(posted["institution"], "HP-SC");
        two.post("/completions", &row("B", Value::Null)).invalid(&["/institution required"]);
        two.post("/completions", &row("B", json!("HP-CS1"))).must(201);
        two.post("/completions", &row("B", json!("HP-CS2"))).invalid(&["/institution unknown"]);
        assert_eq!(two.get("/completions").with(200)["items"].as_array().map(Vec::len), Some(2));
    }

    fn an_institution_that_is_closed_posts_no_more(world) {
        let district = world.district_with_rules();
        let read = district.admin.get("/institutions/HP-CS1");
        let tag = read.header("etag").expect("a tag").to_owned();
        let mut closed = with(read.with(200), &json!({"status": "inactive"}));
        closed.as_object_mut().expect("an object").remove("id");
        let put = district.admin.call("PUT", "/institutions/HP-CS1").header("If-Match", &tag);
        put.json(&closed).send().must(200);
        let body = award(&Person::nth(1), "community", "2", "COM-1");
        let refused = district.admin.post("/completions", &body);
        refused.refused(422, "invalid");
        assert!(refused.faults()[0].starts_with("/institution "), "{}", refused.body);
    }

    fn completions_are_listed_by_filters(world) {
        let district = world.district_with_rules();
        for (code, ended_on) in [("COM-1", "2025-01-31"), ("COM-2", "2025-02-01"),
            ("COM-3", "2025-02-28")] {
            let body = award(&Person::nth(1), "community", "1", code);
            let body = with(body, &json!({"ended_on": ended_on}));
            district.admin.post("/completions", &body).must(201);
        }
        let codes = |query: &str| -> Vec<Value> {
            let page = district.admin.get(&format!("/completions?{query}")).with(200);
            let items = page["items"].as_array().expect("items").clone();
            items.into_iter().map(|item| item["external_id"].clone()).collect()
        };
        assert_eq!(codes(""), ["COM-3", "COM-2", "COM-1"]);
        assert_eq!(codes("from=2025-02-01&to=2025-02-27"), ["COM-2"]);
        assert_eq!(codes("course=COM-3"), ["COM-3"]);
        assert_eq!(codes("status=recognised&to=2025-01-31"), ["COM-1"]);
        assert_eq!(codes("status=not_recognised"), Vec::<Value>::new());
        for (query, fault) in [("status=lost", "/status not_one_of"), ("from=x", "/from not_a_day"),
            ("to=2025-02-30", "/to not_a_day"), ("course=%00", "/course not_one_line")] {
            district.admin.get(&format!("/completions?{query}")).invalid(&[fault]);
        }
    }
}
