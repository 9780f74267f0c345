//! Completions that cannot be, and bodies that are none.

use harness::{Person, Value, award, json, on_both, redacted, with};

on_both! {
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
}
