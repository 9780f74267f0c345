//! Completions: what schools post, one by one and in bulk, and what the bank makes of it.

use harness::{
    Answer, Client, Person, Value, World, award, completion, faults_of, json, on_both,
    recognition_rule, redacted, rulebook, usual_rules, with,
};

/// What differs from run to run in a completion.
const FRESH: [&str; 5] =
    ["id", "card_number", "transaction_id", "recorded_at", "verification_code"];

fn batch(client: &Client, query: &str, rows: &[Value]) -> Answer {
    client.post(&format!("/completions/batch{query}"), &Value::Array(rows.to_vec()))
}

/// The verdicts of a batch, in order.
fn verdicts(answer: &Answer) -> Vec<String> {
    let rows = answer.json()["rows"].as_array().expect("a batch answers rows").clone();
    for (place, row) in rows.iter().enumerate() {
        assert_eq!(row["index"], place, "rows are answered in order");
    }
    rows.iter().map(|row| row["status"].as_str().expect("a verdict").to_owned()).collect()
}

/// Everything that recording a completion writes.
fn written(world: &World) -> Vec<u64> {
    let tables = [
        "completions",
        "external_ids",
        "transactions",
        "entries",
        "lots",
        "learners",
        "cards",
        "courses",
        "verifications",
    ];
    tables.iter().map(|table| world.rows(table)).collect()
}

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

    fn a_batch_gives_every_row_its_verdict_in_order(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let good = |n: u64| award(&Person::nth(n), "community", "2", &format!("COM-{n}"));
        clerk.post("/completions", &good(1)).must(201);
        let rows = [
            good(1),
            good(2),
            with(good(1), &json!({"hours": "17"})),
            with(good(3), &json!({"grade": "极好"})),
            json!("not a completion"),
            with(good(4), &json!({"surprise": 1, "hours": "-1"})),
            good(2),
            with(good(2), &json!({"declared_credits": "2.5"})),
            good(5),
        ];
        let answer = batch(&clerk, "", &rows);
        answer.must(200);
        assert_eq!(verdicts(&answer), [
            "unchanged", "created", "conflict", "failed", "failed", "failed", "unchanged",
            "conflict", "created",
        ]);
        let body = answer.json();
        assert_eq!(body["counts"], json!({"created": 2, "unchanged": 2, "conflict": 2, "failed": 3,
            "would_create": 0}));
        assert_eq!(faults_of(&body["rows"][2]), ["/hours contradicts"]);
        assert_eq!(faults_of(&body["rows"][3]), ["/grade unknown_grade"]);
        assert_eq!(faults_of(&body["rows"][4]), [" wrong_type"]);
        assert_eq!(faults_of(&body["rows"][5]), ["/hours negative", "/surprise unknown_field"]);
        assert_eq!(faults_of(&body["rows"][7]), ["/declared_credits contradicts"]);
        assert_eq!(body["rows"][6]["completion"], body["rows"][1]["completion"]);
        assert_eq!(body["rows"][3]["completion"], Value::Null);
        assert_eq!(world.rows("completions"), 3);
    }

    fn one_row_of_all_or_nothing_that_is_refused_leaves_nothing_written(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let good = |n: u64| award(&Person::nth(n), "community", "2", &format!("COM-{n}"));
        clerk.post("/completions", &good(1)).must(201);
        let before = written(world);

        let unreadable = [good(2), with(good(3), &json!({"grade": "极好"}))];
        let answer = batch(&clerk, "?mode=all_or_nothing", &unreadable);
        answer.must(422);
        assert_eq!(verdicts(&answer), ["would_create", "failed"]);
        assert_eq!(written(world), before);

        let conflict = [good(2), with(good(1), &json!({"hours": "17"})), good(1)];
        let answer = batch(&clerk, "?mode=all_or_nothing", &conflict);
        answer.must(422);
        assert_eq!(verdicts(&answer), ["would_create", "conflict", "unchanged"]);
        assert_eq!(written(world), before);

        let answer = batch(&clerk, "?mode=all_or_nothing", &[good(1), good(2), good(3)]);
        answer.must(200);
        assert_eq!(verdicts(&answer), ["unchanged", "created", "created"]);
        assert_eq!(world.rows("completions"), 3);
    }

    fn a_dry_run_says_what_would_be_and_writes_nothing(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let before = written(world);
        let good = |n: u64| award(&Person::nth(n), "community", "2", &format!("COM-{n}"));
        for query in ["?dry_run=true", "?dry_run=true&mode=all_or_nothing"] {
            let answer = batch(&clerk, query, &[good(1), good(2), good(1)]);
            answer.must(200);
            assert_eq!(verdicts(&answer), ["would_create", "would_create", "unchanged"]);
            assert_eq!(answer.json()["rows"][0]["completion"]["decision"]["credits"], "2.00");
            assert_eq!(written(world), before);
        }
    }

    fn a_batch_may_be_one_json_object_a_line(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let good = |n: u64| award(&Person::nth(n), "community", "2", &format!("COM-{n}")).to_string();
        let lines = format!("{}\r\n\n{{\"broken\n{}", good(1), good(2));
        let answer =
            clerk.call("POST", "/completions/batch").body("application/x-ndjson", lines).send();
        answer.must(200);
        assert_eq!(verdicts(&answer), ["created", "failed", "created"]);
        assert_eq!(faults_of(&answer.json()["rows"][1]), [" bad_format"]);
    }

    fn people_and_courses_that_a_batch_meets_several_times_are_entered_once(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let row = |n: u64, person: u64| {
            let own = json!({"external_id": format!("{n}")});
            with(award(&Person::nth(person), "community", "1", "COM-1"), &own)
        };
        let rows: Vec<Value> = (0..40).map(|n| row(n, n % 4)).collect();
        let answer = batch(&clerk, "", &rows);
        answer.must(200);
        assert_eq!(answer.json()["counts"]["created"], 40);
        assert_eq!(world.rows("learners"), 4);
        assert_eq!(world.rows("cards"), 4);
        assert_eq!(world.rows("courses"), 1);
    }

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

    fn what_only_the_bank_knows_is_checked_and_all_of_it_said(world) {
        let district = world.district_with_rules();
        let good = award(&Person::nth(1), "community", "2", "COM-1");
        let answer = |more: &Value| district.admin.post("/completions", &with(good.clone(), more));
        answer(&json!({"institution": "HP-NONE"})).invalid(&["/institution unknown"]);
        answer(&json!({"institution": null})).invalid(&["/institution required"]);
        answer(&json!({"ended_on": "2199-12-31"})).invalid(&["/ended_on in_the_future"]);
        answer(&json!({"grade": "极好"})).invalid(&["/grade unknown_grade"]);
        answer(&json!({"course": {"code": "NONE", "title": null}})).invalid(&["/course/code unknown"]);
        let nobody = json!({"id_type": null, "id_number": null, "name": null,
            "card_number": "6201000000000007"});
        let card = shared::identity::CardNumber::from_serial(1);
        let nobody = with(nobody, &json!({"card_number": card.as_str()}));
        answer(&json!({"learner": nobody})).invalid(&["/learner/card_number unknown"]);
        answer(&json!({"learner": nobody, "grade": "极好", "ended_on": "2199-12-31",
            "course": {"code": "NONE", "title": null}})).invalid(&[
            "/course/code unknown", "/ended_on in_the_future", "/grade unknown_grade",
            "/learner/card_number unknown",
        ]);
        assert_eq!(world.rows("completions") + world.rows("learners") + world.rows("courses"), 0);

        let card = district.open_card(&Person::nth(1))["card_number"].clone();
        let by_card = with(nobody, &json!({"card_number": card}));
        let posted = answer(&json!({"learner": by_card})).with(201);
        assert_eq!(posted["card_number"], card);
    }

    fn every_fault_of_a_body_is_reported_at_once_with_its_pointer(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let answer = clerk.call("POST", "/completions").in_english().json(&json!({
            "external_id": "x".repeat(65),
            "learner": {"id_type": "resident_id", "id_number": "110105194912310021", "name": " "},
            "course": {"code": "C\n1", "form": "telepathy", "colour": "red"},
            "started_on": "2026-06-21", "ended_on": "2026-06-20",
            "hours": "1.005", "grade": 5, "declared_credits": "1001",
            "evidence": [{"name": "a", "url": "http://school.example", "sha256": "abc"}],
            "surprise": true,
        })).send();
        answer.invalid(&[
            "/course/code not_one_line", "/course/colour unknown_field", "/course/form not_one_of",
            "/declared_credits out_of_range", "/ended_on end_before_start",
            "/evidence/0/sha256 bad_format", "/evidence/0/url not_https", "/external_id too_long",
            "/grade wrong_type", "/hours too_many_decimals", "/learner/id_number bad_check_digit",
            "/learner/name required", "/surprise unknown_field",
        ]);
        insta::assert_json_snapshot!(redacted(answer.json(), &["instance"])["detail"], @r#""Correct what is listed and send it again; nothing else was changed.""#);
        clerk.post("/completions", &json!({})).invalid(&[
            "/course required", "/ended_on required", "/external_id required", "/hours required",
            "/learner required",
        ]);
        clerk.post("/completions", &json!([])).invalid(&[" wrong_type"]);
        let spoilt = with(award(&Person::nth(1), "community", "2", "COM-1"),
            &json!({"institution": null, "learner": {"id_number": "3.10E+17"}, "hours": "1e1",
                "ended_on": "20-06-2026", "declared_credits": "99999999999999999999"}));
        clerk.post("/completions", &spoilt).invalid(&[
            "/declared_credits out_of_range", "/ended_on not_a_day", "/hours scientific_number",
            "/learner/id_number scientific_number",
        ]);
        assert_eq!(world.rows("learners"), 0);
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

    fn a_batch_of_another_mode_or_shape_is_refused_whole(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        batch(&clerk, "?mode=some", &[]).invalid(&["/mode not_one_of"]);
        batch(&clerk, "?dry_run=maybe", &[]).refused(400, "malformed");
        clerk.post("/completions/batch", &json!({})).refused(400, "malformed");
        let untold = clerk.call("POST", "/completions/batch").untyped_body("[]").send();
        untold.refused(415, "unsupported_type");
        let csv = clerk.call("POST", "/completions/batch").body("text/csv", "a,b").send();
        csv.refused(415, "unsupported_type");
        let empty = batch(&clerk, "", &[]);
        empty.must(200);
        assert_eq!(empty.json()["rows"], json!([]));
        let many: Vec<Value> = vec![Value::Null; 501];
        batch(&clerk, "?mode=all_or_nothing", &many).invalid(&[" too_many"]);
        let most: Vec<Value> = vec![Value::Null; 10_001];
        batch(&clerk, "", &most).invalid(&[" too_many"]);
    }

    fn a_body_that_is_too_large_or_no_json_is_refused(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let post = |media_type: &str, body: Vec<u8>| {
            clerk.call("POST", "/completions").body(media_type, body).send()
        };
        post("application/json", vec![b' '; (2 << 20) + 1]).refused(413, "too_large");
        let good = award(&Person::nth(1), "community", "2", "COM-1");
        let good = with(good, &json!({"institution": null})).to_string();
        let mut padded = good.clone().into_bytes();
        padded.resize(2 << 20, b' ');
        post("application/json; charset=utf-8", padded).must(201);
        post("application/json", b"{\"external_id\":".to_vec()).refused(400, "malformed");
        post("application/json", vec![0xff, 0xfe]).refused(400, "malformed");
        post("application/json", Vec::new()).refused(400, "malformed");
        post("application/json", "[".repeat(100_000).into_bytes()).refused(400, "malformed");
        post("text/plain", good.into_bytes()).refused(415, "unsupported_type");
    }

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

#[test]
fn the_usual_rules_are_a_rulebook_of_the_contract() {
    let rules: shared::rules::Rulebook = serde_json::from_value(usual_rules()).unwrap();
    assert_eq!((rules.recognition.len(), rules.equivalence.len()), (3, 3));
}
