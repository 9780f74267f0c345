//! Completions posted in bulk.

use harness::{Answer, Client, Person, Value, World, award, faults_of, json, on_both, with};

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
}
