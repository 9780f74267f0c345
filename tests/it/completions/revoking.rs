//! A school takes a completion back.

use harness::{Client, District, Value, award, json, on_both, with};

use super::amending::{best, post};
use crate::transfers::{id_of, sound};

pub fn revoke(client: &Client, completion: &Value) -> harness::Answer {
    let path = format!("/completions/{}/revoke", id_of(completion));
    client.post(&path, &json!({"reason": "重复登记"}))
}

/// What a person is told, newest first: kind and words.
pub fn notices(client: &Client) -> Vec<(String, String)> {
    let page = client.get("/me/notifications").with(200);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let items = page["items"].as_array().expect("a list").iter();
    items.map(|item| (text(&item["kind"]), text(&item["text"]["en"]))).collect()
}

on_both! {
    fn what_was_spent_of_a_revoked_completion_is_owed_and_paid_by_the_next(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let awarded = district.award(&resident.person, "vocational", "2", "VOC-1");
        resident.convert("vocational", "senior", "1.50").must(201);
        let revoked = revoke(&district.clerk("HP-CS1"), &awarded).with(200);
        assert_eq!(revoked["status"], "revoked");
        assert_eq!(revoked["decision"], awarded["decision"], "what was decided stays readable");
        assert_eq!(resident.available("vocational"), "0.00");
        assert_eq!(resident.balance("vocational", "owed"), "-1.50");
        assert_eq!(resident.available("senior"), "1.50", "what was received is not taken");
        let moved = |entry: &Value| format!("{} {}", entry["account"].as_str().unwrap(),
            entry["amount"].as_str().unwrap());
        let entries = resident.entries();
        let reversal: Vec<String> = entries.iter().take(2).map(moved).collect();
        assert_eq!(reversal, ["owed -1.50", "available -0.50"]);
        assert_eq!(entries[0]["title"]["zh"], "撤销：课程 VOC-1");
        assert_eq!(entries[0]["reason"]["completion_id"], awarded["id"]);

        district.award(&resident.person, "vocational", "2", "VOC-2");
        let entries = resident.entries();
        let paid: Vec<String> = entries.iter().take(3).map(moved).collect();
        assert_eq!(paid, ["owed 1.50", "available -1.50", "available 2.00"]);
        assert_eq!(resident.available("vocational"), "0.50");
        assert_eq!(resident.balance("vocational", "owed"), "0.00");

        let told = notices(&resident.client);
        assert_eq!(told[0].0, "revoked");
        assert_eq!(told[0].1, "“课程 VOC-1” was revoked by its school. Reason: 重复登记. Scheme \
            vocational: 0.50 taken back, 1.50 owed, to be paid by the next credits.");
        let shown = resident.client.get(&format!("/me/completions/{}", id_of(&awarded))).with(200);
        assert_eq!(shown["status"], "revoked");
        let code = awarded["verification_code"].as_str().unwrap();
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!((&verified["valid"], &verified["state"]), (&json!(false), &json!("revoked")));
        sound(&district);
    }

    fn a_revoked_completion_is_not_revoked_or_amended_or_decided_again(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let awarded = district.award(&resident.person, "community", "2", "COM-1");
        revoke(&district.admin, &awarded).must(200);
        let again = revoke(&district.admin, &awarded);
        assert!(again.refused(409, "wrong_state")["detail"].as_str().unwrap().contains("revoked"));
        let id = id_of(&awarded);
        district.admin.post(&format!("/completions/{id}/amend"),
            &json!({"hours": "20", "reason": "补录"})).refused(409, "wrong_state");
        district.admin.post(&format!("/completions/{id}/decide"),
            &json!({"rule": "R-COM", "reason": "补录"})).refused(409, "nothing_to_decide");
        assert_eq!(resident.available("community"), "0.00");
        assert_eq!(resident.entries().len(), 2);
        // Its number is taken for ever: the same again is what stands there.
        let same = district.admin.post("/completions",
            &award(&resident.person, "community", "2", "COM-1")).with(200);
        assert_eq!(same["status"], "revoked");
        sound(&district);
    }

    fn what_waited_for_a_decision_waits_no_more_when_it_is_revoked(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let other = with(award(&resident.person, "community", "2", "COM-1"),
            &json!({"learner": {"name": "另一个名字"}}));
        let posted = district.admin.post("/completions", &other).with(201);
        assert_eq!(posted["status"], "needs_decision");
        revoke(&district.admin, &posted).must(200);
        assert_eq!(district.admin.get("/decisions").with(200)["items"], json!([]));
        let told = notices(&resident.client);
        assert!(told[0].1.ends_with("No credits moved."), "{told:?}");
        sound(&district);
    }

    fn only_the_school_that_posted_it_or_one_above_takes_it_back_and_says_why(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let awarded = district.award(&resident.person, "community", "2", "COM-1");
        revoke(&district.clerk("HP-CS2"), &awarded).refused(404, "not_found");
        revoke(&district.machine(&["HP-SC"], &["completions:write"]), &awarded).refused(404, "not_found");
        let path = format!("/completions/{}/revoke", id_of(&awarded));
        district.admin.post(&path, &json!({})).invalid(&["/reason required"]);
        district.admin.post(&path, &json!({"reason": " ", "why": ""}))
            .invalid(&["/reason required", "/why unknown_field"]);
        let nobody = json!({"id": "01890000-0000-7000-8000-000000000000"});
        revoke(&district.admin, &nobody).refused(404, "not_found");
        assert_eq!(resident.available("community"), "2.00");
        revoke(&district.clerk("HP-CC"), &awarded).must(200);
        let noted = world.cell("SELECT action || ' ' || detail FROM audit ORDER BY id DESC LIMIT 1");
        assert_eq!(noted, "completion.revoke {\"reason\":\"重复登记\"}");
        assert_eq!(world.cell("SELECT kind || ' ' || reason FROM corrections"), "revoked 重复登记");
        let before: Value = serde_json::from_str(&world.cell("SELECT before FROM corrections")).unwrap();
        assert_eq!((&before["status"], &before["credits"]), (&json!("recognised"), &json!("2.00")));
    }

    fn the_same_key_revokes_once_and_gives_the_same_bytes(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let awarded = district.award(&resident.person, "community", "2", "COM-1");
        let path = format!("/completions/{}/revoke", id_of(&awarded));
        let body = json!({"reason": "重复登记"});
        let first = district.admin.post_once(&path, "key-1", &body);
        first.must(200);
        let again = district.admin.post_once(&path, "key-1", &body);
        assert_eq!((again.status, &again.body), (200, &first.body));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        let other = json!({"reason": "另一个原因"});
        district.admin.post_once(&path, "key-1", &other).refused(422, "key_reused");
        district.admin.post_once(&path, "key-2", &body).refused(409, "wrong_state");
    }

    fn the_best_attempt_that_is_left_counts_when_another_is_revoked(world) {
        let district = world.district();
        best(&district);
        let resident = district.resident(1);
        let attempts: Vec<Value> = [("1", "2"), ("2", "3"), ("3", "2.50")]
            .into_iter()
            .map(|(number, declared)| post(&district, number, &resident.person, declared))
            .collect();
        assert_eq!(resident.available("senior"), "3.00");
        revoke(&district.admin, &attempts[0]).must(200);
        assert_eq!(resident.available("senior"), "3.00");
        let second = format!("/me/completions/{}", id_of(&attempts[1]));
        let shown = resident.client.get(&second).with(200);
        assert_eq!((&shown["decision"]["credits"], &shown["status"]), (&json!("3.00"), &json!("recognised")));
        let history = resident.client.get(&format!("{second}/decisions")).with(200);
        let causes: Vec<&str> = history["items"].as_array().unwrap().iter()
            .map(|one| one["cause"].as_str().unwrap()).collect();
        assert_eq!(causes, ["counted_again", "recorded"]);
        let page = resident.client.get("/me/notifications").with(200);
        let changes = page["items"][0]["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 1, "the attempt that is revoked is told in words");
        assert_eq!(changes[0]["completion_id"], attempts[1]["id"]);
        revoke(&district.admin, &attempts[1]).must(200);
        assert_eq!(resident.available("senior"), "2.50");
        revoke(&district.admin, &attempts[2]).must(200);
        assert_eq!(resident.available("senior"), "0.00");
        assert_eq!(resident.balance("senior", "owed"), "0.00");
        sound(&district);
    }

    fn what_expired_unspent_is_not_owed_when_its_completion_is_revoked(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let awarded = district.award(&resident.person, "community", "2", "COM-1");
        world.tamper("UPDATE lots SET expires_on = '2025-01-31'");
        world.run_jobs();
        assert_eq!(resident.available("community"), "0.00");
        revoke(&district.admin, &awarded).must(200);
        assert_eq!(resident.balance("community", "owed"), "0.00");
        district.award(&resident.person, "community", "1", "COM-2");
        assert_eq!(resident.available("community"), "1.00");
        sound(&district);
    }

    fn of_many_who_revoke_at_once_one_does_and_the_books_stay_sound(world) {
        let district = world.district();
        best(&district);
        let resident = district.resident(1);
        let attempts: Vec<Value> = (1..=4)
            .map(|n| post(&district, &n.to_string(), &resident.person, &n.to_string()))
            .collect();
        at_once(&district, &attempts);
        assert_eq!(resident.available("senior"), "0.00");
        assert_eq!(resident.balance("senior", "owed"), "0.00");
        sound(&district);
    }
}

/// Everybody revokes everything: each once, and the others are told so.
fn at_once(district: &District<'_>, attempts: &[Value]) {
    std::thread::scope(|scope| {
        let asked: Vec<_> = attempts
            .iter()
            .flat_map(|attempt| std::iter::repeat_n(attempt, 4))
            .map(|attempt| scope.spawn(|| revoke(&district.admin, attempt).status))
            .collect();
        let mut statuses: Vec<u16> = asked.into_iter().map(|one| one.join().unwrap()).collect();
        statuses.sort_unstable();
        let expected: Vec<u16> =
            [vec![200; attempts.len()], vec![409; 3 * attempts.len()]].concat();
        assert_eq!(statuses, expected);
    });
}
