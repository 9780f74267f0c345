//! A clerk's batch that was a mistake is undone as a whole.

use harness::{Answer, Client, Person, Value, award, json, on_both, with};

use super::revoking::{notices, revoke};
use crate::transfers::sound;

fn rows(people: std::ops::Range<u64>, courses: u64) -> Vec<Value> {
    let of = |person: u64| {
        (0..courses).map(move |course| {
            let number = json!({"external_id": format!("{person}-{course}")});
            with(award(&Person::nth(person), "community", "2", &format!("COM-{course}")), &number)
        })
    };
    people.flat_map(of).collect()
}

fn post(client: &Client, rows: &[Value]) -> Value {
    client.post("/completions/batch", &json!(rows)).with(200)
}

fn undo(client: &Client, answer: &Value) -> Answer {
    let id = answer["batch_id"].as_str().expect("a batch that created something has an id");
    client
        .post(&format!("/completions/batches/{id}/undo"), &json!({"reason": "导入了上学期的文件"}))
}

on_both! {
    fn every_completion_of_an_undone_batch_that_still_stands_is_revoked(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let resident = district.resident(1);
        let earlier = rows(1..2, 1);
        let first = post(&clerk, &earlier);
        // One of them was recorded before: it is not of this batch.
        let answer = post(&clerk, &rows(1..4, 3));
        assert_eq!((&answer["counts"]["created"], &answer["counts"]["unchanged"]), (&json!(8), &json!(1)));
        assert_ne!(answer["batch_id"], first["batch_id"]);
        revoke(&clerk, &answer["rows"][4]["completion"]).must(200);
        resident.convert("community", "vocational", "3").must(201);

        let listed = clerk.get("/completions/batches").with(200);
        let shown = &listed["items"][0];
        assert_eq!((&shown["id"], &shown["institution"], &shown["by"]),
            (&answer["batch_id"], &json!("HP-CS1"), &json!("clerk-hp-cs1")));
        assert_eq!((&shown["completions"], &shown["standing"], &shown["undone_at"]),
            (&json!(8), &json!(7), &Value::Null));

        let undone = undo(&clerk, &answer).with(200);
        assert_eq!(undone["counts"], json!({"revoked": 7, "already_revoked": 1}));
        assert_eq!(resident.available("community"), "0.00");
        assert_eq!(resident.balance("community", "owed"), "-1.00", "6.00 less what was converted");
        assert_eq!(resident.available("vocational"), "2.00");
        let told = notices(&resident.client);
        assert_eq!(told.iter().filter(|(kind, _)| kind == "revoked").count(), 2);
        let listed = clerk.get("/completions/batches").with(200);
        let shown = &listed["items"][0];
        assert_eq!((&shown["standing"], &shown["reason"]), (&json!(0), &json!("导入了上学期的文件")));
        assert!(shown["undone_at"].is_string());
        assert_eq!(listed["items"][1]["standing"], 1, "the batch before stands");
        undo(&clerk, &answer).refused(409, "wrong_state");
        sound(&district);
    }

    fn what_creates_nothing_is_no_batch(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        post(&clerk, &rows(1..2, 1));
        assert_eq!(post(&clerk, &rows(1..2, 1))["batch_id"], Value::Null);
        let tried = clerk.post("/completions/batch?dry_run=true", &json!(rows(2..3, 1))).with(200);
        assert_eq!(tried["batch_id"], Value::Null);
        let whole = json!([rows(3..4, 1)[0], {"broken": true}]);
        let refused = clerk.post("/completions/batch?mode=all_or_nothing", &whole).with(422);
        assert_eq!(refused["batch_id"], Value::Null);
        assert_eq!((world.rows("batches"), world.rows("batch_completions")), (1, 1));
    }

    fn only_the_institution_of_a_batch_or_one_above_sees_and_undoes_it(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let answer = post(&clerk, &rows(1..3, 1));
        let other = district.clerk("HP-CS2");
        assert_eq!(other.get("/completions/batches").with(200)["items"], json!([]));
        undo(&other, &answer).refused(404, "not_found");
        let id = answer["batch_id"].as_str().unwrap();
        let path = format!("/completions/batches/{id}/undo");
        clerk.post(&path, &json!({})).invalid(&["/reason required"]);
        let nobody = "/completions/batches/01890000-0000-7000-8000-000000000000/undo";
        clerk.post(nobody, &json!({"reason": "有误"})).refused(404, "not_found");
        let page = clerk.get("/completions/batches?limit=1").with(200);
        assert_eq!((page["items"].as_array().unwrap().len(), &page["next_cursor"]), (1, &Value::Null));
        // Of a batch over several schools each must be within reach.
        let elsewhere = with(award(&Person::nth(9), "community", "1", "COM-9"),
            &json!({"institution": "HP-SC", "external_id": "9"}));
        let mixed = district.admin.post("/completions/batch", &json!([rows(8..9, 1)[0], elsewhere]));
        let mixed = mixed.with(200);
        undo(&clerk, &mixed).refused(404, "not_found");
        undo(&district.admin, &mixed).must(200);
        undo(&district.clerk("HP-CC"), &answer).must(200);
        sound(&district);
    }

    fn a_batch_larger_than_a_slice_is_one_batch_and_is_undone_once_by_many(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let answer = post(&clerk, &rows(0..60, 20));
        assert_eq!(answer["counts"]["created"], 1_200);
        assert_eq!(world.rows("batches"), 1);
        std::thread::scope(|scope| {
            let asked: Vec<_> = (0..3).map(|_| scope.spawn(|| undo(&clerk, &answer))).collect();
            let answers: Vec<Answer> = asked.into_iter().map(|one| one.join().unwrap()).collect();
            let served = answers.iter().filter(|answer| answer.status == 200).count();
            assert_eq!(served, 1, "{answers:?}");
            assert!(answers.iter().all(|answer| [200, 409].contains(&answer.status)));
        });
        assert_eq!(world.cell("SELECT COUNT(*) FROM completions WHERE status = 'revoked'"), "1200");
        assert_eq!(world.cell("SELECT COUNT(*) FROM transactions WHERE kind = 'reverse'"), "1200");
        sound(&district);
    }
}
