//! From a file to its receipt and back.

use harness::{Person, Value, json, on_both};

use super::{checked, counts, csv, rested, row, step, upload};

on_both! {
    fn a_file_is_checked_mended_posted_and_undone(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let resident = district.resident(1);
        let wrong = row(3).replace(&Person::nth(3).id_number, "3.10E+17");
        let rows = [row(1), row(2), wrong, row(4).replace("2025-06-20", "=2+2"), row(2)];
        let import = checked(&clerk, "成绩.csv", &csv(&rows));
        assert_eq!(import["status"], "ready", "{import}");
        assert_eq!((&import["rows"], &import["done"]), (&json!(5), &json!(5)));
        assert_eq!((&import["file"], &import["encoding"]), (&json!("成绩.csv"), &json!("UTF-8")));
        assert_eq!(counts(&import), json!({"would_create": 2, "unchanged": 1, "failed": 2,
            "recognised": 2}));
        assert_eq!(world.rows("completions"), 0, "a check writes nothing");

        let id = import["id"].as_str().expect("an id");
        let bad = clerk.get(&format!("/imports/{id}/rows?status=failed&limit=1")).with(200);
        assert_eq!(bad["items"][0]["line"], 4);
        assert!(bad["items"][0]["reason"].as_str().expect("a reason").contains("3.10E+17"), "{bad}");
        let cursor = bad["next_cursor"].as_str().expect("there is a second page");
        let bad = clerk.get(&format!("/imports/{id}/rows?cursor={cursor}")).with(200);
        assert_eq!((&bad["items"][0]["line"], &bad["next_cursor"]), (&json!(5), &Value::Null));
        assert_eq!(bad["items"][0]["cells"][6], "=2+2");

        let errors = clerk.get(&format!("/imports/{id}/errors.csv"));
        errors.must(200);
        assert!(errors.body.starts_with("\u{FEFF}reason,external_id,"), "{}", errors.body);
        assert!(errors.body.contains(",'=2+2,") && !errors.body.contains("A-1,"), "{}", errors.body);

        let all = json!({"rows": "all"});
        clerk.post(&format!("/imports/{id}/commit"), &all).invalid(&["/rows bad_rows"]);
        let posted = step(&clerk, &import, "commit", &json!({"rows": "good"}));
        assert_eq!(posted["status"], "posted", "{posted}");
        assert_eq!(counts(&posted), json!({"created": 2, "unchanged": 1, "failed": 2, "recognised": 2}));
        assert_eq!(resident.available("community"), "2.00");
        clerk.post(&format!("/imports/{id}/commit"), &all).refused(409, "wrong_state");

        // The file of refused rows is mended and sent as it is, reasons and all.
        let mended = errors.body.replace("3.10E+17", &Person::nth(3).id_number);
        let second = checked(&clerk, "errors.csv", mended.replace("'=2+2", "2025-06-20").as_bytes());
        assert_eq!(counts(&second), json!({"would_create": 2, "recognised": 2}));
        let second = step(&clerk, &second, "commit", &all);
        assert_eq!((counts(&second)["created"].clone(), world.rows("completions")), (json!(2), 4));

        let undone = step(&clerk, &posted, "undo", &json!({"reason": "传错了文件"}));
        assert_eq!(undone["status"], "undone");
        assert_eq!(resident.available("community"), "0.00");
        clerk.post(&format!("/imports/{id}/undo"), &json!({"reason": "再来"})).refused(409, "wrong_state");
        let list = clerk.get("/imports").with(200);
        let stands: Vec<&Value> =
            list["items"].as_array().expect("items").iter().map(|it| &it["status"]).collect();
        assert_eq!(stands, ["posted", "undone"]);
        let check = district.admin.get("/ledger/verify").with(200);
        assert_eq!(check["faults"], json!([]));
    }

    fn undoing_the_batch_undoes_the_import_too(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let import = rested(&clerk, &upload(&clerk, "a.csv", &csv(&[row(1)]), &[("kind", "completions")]).with(202));
        assert_eq!(import["status"], "posted", "without a dry run it is posted at once");
        let batch = import["batch_id"].as_str().expect("a batch");
        clerk.post(&format!("/completions/batches/{batch}/undo"), &json!({"reason": "x"})).must(200);
        let path = format!("/imports/{}", import["id"].as_str().expect("an id"));
        assert_eq!(clerk.get(&path).with(200)["status"], "undone");
    }

    fn what_a_school_calls_its_columns_is_asked_once_and_remembered(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let file = String::from_utf8(csv(&[row(1)])).expect("text");
        let file = file.replace("external_id", "流水号").replace("course_code", "课号");
        let import = checked(&clerk, "a.csv", file.as_bytes());
        assert_eq!(import["status"], "needs_mapping");
        let columns = import["columns"].as_array().expect("columns");
        let of = |field: &str| columns.iter().find(|it| it["field"] == field).expect("a column");
        assert_eq!((&of("external_id")["heading"], &of("external_id")["needed"]), (&Value::Null, &json!(true)));
        assert_eq!(of("ended_on")["heading"], "ended_on");

        let path = format!("/imports/{}/mapping", import["id"].as_str().expect("an id"));
        let half = json!({"mapping": {"external_id": "流水号", "nonsense": "x", "hours": "nowhere"}});
        clerk.post(&path, &half).invalid(&["/mapping/hours unknown", "/mapping/nonsense unknown_field"]);
        clerk.post(&path, &json!({"mapping": {"external_id": "流水号"}})).invalid(&["/mapping/course_code required"]);
        let mapping = json!({"mapping": {"external_id": "流水号", "course_code": "课号"}});
        let ready = step(&clerk, &import, "mapping", &mapping);
        assert_eq!((&ready["status"], counts(&ready)), (&json!("ready"), json!({"would_create": 1, "recognised": 1})));

        let again = checked(&clerk, "b.csv", file.as_bytes());
        assert_eq!((&again["status"], &again["remembered"]), (&json!("ready"), &json!(true)));
        let other = checked(&district.clerk("HP-VS1"), "b.csv", file.as_bytes());
        assert_eq!(other["status"], "needs_mapping", "another school has names of its own");
    }

    fn another_schools_clerk_sees_nothing_and_posts_nothing(world) {
        let district = world.district_with_rules();
        let (clerk, other) = (district.clerk("HP-CS1"), district.clerk("HP-VS1"));
        let import = checked(&clerk, "a.csv", &csv(&[row(1), "x".to_owned()]));
        let id = import["id"].as_str().expect("an id");
        for path in ["", "/rows", "/errors.csv", "/events"] {
            other.get(&format!("/imports/{id}{path}")).refused(404, "not_found");
        }
        let bodies = [
            ("commit", json!({"rows": "good"})),
            ("undo", json!({"reason": "x"})),
            ("mapping", json!({"mapping": {}})),
        ];
        for (step, body) in bodies {
            other.post(&format!("/imports/{id}/{step}"), &body).refused(404, "not_found");
        }
        assert_eq!(other.get("/imports").with(200)["items"], json!([]));
        let words = [("kind", "completions"), ("institution", "HP-CS1")];
        upload(&other, "a.csv", &csv(&[row(1)]), &words).invalid(&["/institution unknown"]);
        let above = checked(&district.clerk("HP-CC"), "a.csv", &csv(&[row(2)]));
        assert_eq!(above["institution"], "HP-CC");
        let words = [("kind", "completions"), ("institution", "HP-CS1"), ("dry_run", "true")];
        let import = upload(&district.admin, "a.csv", &csv(&[row(1)]), &words).with(202);
        rested(&district.admin, &import);
        upload(&district.admin, "a.csv", &csv(&[row(1)]), &[("kind", "completions")]).invalid(&["/institution required"]);
    }

    fn progress_is_told_as_events_until_the_import_rests(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let rows: Vec<String> = (1..=600).map(row).collect();
        let words = [("kind", "completions"), ("dry_run", "true")];
        let import = upload(&clerk, "a.csv", &csv(&rows), &words).with(202);
        let events = clerk.get(&format!("/imports/{}/events", import["id"].as_str().expect("an id")));
        events.must(200);
        assert_eq!(events.header("content-type"), Some("text/event-stream"));
        let last = events.body.trim_end().rsplit("data: ").next().expect("an event");
        let last: Value = serde_json::from_str(last).expect("an import");
        assert_eq!((&last["status"], &last["done"]), (&json!("ready"), &json!(600)));
    }

    fn an_import_that_nobody_works_on_any_more_is_taken_over(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let import = checked(&clerk, "a.csv", &csv(&[row(1), row(2)]));
        let id = import["id"].as_str().expect("an id");
        // As if the process had ended right after the postings, and before its note.
        let posted = step(&clerk, &checked(&clerk, "b.csv", &csv(&[row(1)])), "commit", &json!({"rows": "all"}));
        assert_eq!(posted["status"], "posted");
        let silent = chrono::Utc::now().naive_utc() - chrono::Duration::minutes(5);
        let silent = silent.format("%Y-%m-%d %H:%M:%S");
        world.tamper(&format!(
            "UPDATE imports SET status = 'posting', done = 0, worker = 'gone', counts = '{{}}', \
             beat_at = '{silent}' WHERE id = '{id}'"
        ));
        world.run_jobs();
        let import = rested(&clerk, &import);
        assert_eq!(import["status"], "posted", "{import}");
        assert_eq!((&import["counts"]["unchanged"], &import["rows"]), (&json!(1), &json!(2)));
        assert_eq!(world.rows("completions"), 2);
    }
}
