//! A school puts right what it posted.

use harness::{
    Answer, District, Person, Value, award, json, on_both, recognition_rule, rulebook, with,
};

use super::revoking::{notices, revoke};
use crate::transfers::{id_of, sound};

/// What a school declares counts, of several attempts the best.
pub fn best(district: &District<'_>) {
    let award = json!({"scheme": "senior", "method": "declared"});
    let rule = recognition_rule("SC-1", &award, &json!({"repeats": "best"}));
    district.publish(&rulebook(vec![rule], vec![]));
}

/// An attempt at the one course.
pub fn post(district: &District<'_>, number: &str, person: &Person, declared: &str) -> Value {
    let own = json!({"institution": "HP-SC", "declared_credits": declared});
    let body = with(harness::completion(number, person, "2025-06-20"), &own);
    district.admin.post("/completions", &body).with(201)
}

fn amend(district: &District<'_>, completion: &Value, to: &Value) -> Answer {
    let body = with(json!({"reason": "录入有误"}), to);
    district.admin.post(&format!("/completions/{}/amend", id_of(completion)), &body)
}

on_both! {
    fn the_difference_is_posted_and_what_stood_before_is_kept(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let awarded = district.award(&resident.person, "community", "2", "COM-1");
        let amended = amend(&district, &awarded, &json!({"declared_credits": "3.50"})).with(200);
        assert_eq!(amended["status"], "amended");
        assert_eq!(amended["declared_credits"], "3.50");
        assert_eq!(amended["decision"]["credits"], "3.50");
        assert_eq!(resident.available("community"), "3.50");
        let entries = resident.entries();
        assert_eq!((&entries[0]["amount"], &entries[0]["kind"]), (&json!("1.50"), &json!("award")));
        assert_eq!(entries[0]["title"]["en"], "Amended: 课程 COM-1");
        let less = json!({"declared_credits": "1", "hours": "8", "grade": "90", "started_on": "2025-06-01",
            "evidence": [{"name": "成绩单", "url": "https://example.org/1", "sha256": "a".repeat(64)}]});
        let amended = amend(&district, &awarded, &less).with(200);
        assert_eq!((&amended["hours"], &amended["grade"], &amended["score"]),
            (&json!("8.00"), &json!("90"), &json!("90.00")));
        assert_eq!(amended["evidence"][0]["name"], "成绩单");
        assert_eq!(resident.available("community"), "1.00");
        let entries = resident.entries();
        assert_eq!((&entries[1]["amount"], &entries[0]["amount"]), (&json!("-2.00"), &json!("-0.50")),
            "out of both lots");
        let told = notices(&resident.client);
        assert_eq!(told[0], ("amended".to_owned(), "“课程 COM-1” was amended by its school. Reason: \
            录入有误. Scheme community: 2.50 taken back.".to_owned()));
        let history = resident.client.get(&format!("/me/completions/{}/decisions", id_of(&awarded)));
        let causes: Vec<Value> = history.with(200)["items"].as_array().unwrap().iter()
            .map(|one| one["cause"].clone()).collect();
        assert_eq!(causes, ["amended", "amended", "recorded"]);
        assert_eq!(world.cells("SELECT before FROM corrections ORDER BY id").iter()
            .map(|before| serde_json::from_str::<Value>(before).unwrap()["declared_credits"].clone())
            .collect::<Vec<_>>(), ["2.00", "3.50"]);
        let code = awarded["verification_code"].as_str().unwrap();
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!((&verified["valid"], &verified["state"]), (&json!(true), &json!("amended")));
        assert_eq!(verified["statement"]["gives"]["amount"], "1.00");
        sound(&district);
    }

    fn later_attempts_make_up_for_an_amended_one(world) {
        let district = world.district();
        best(&district);
        let resident = district.resident(1);
        let first = post(&district, "1", &resident.person, "2");
        let second = post(&district, "2", &resident.person, "3");
        amend(&district, &first, &json!({"declared_credits": "1"})).must(200);
        assert_eq!(resident.available("senior"), "3.00");
        let shown = resident.client.get(&format!("/me/completions/{}", id_of(&second))).with(200);
        assert_eq!(shown["decision"]["credits"], "2.00");
        amend(&district, &first, &json!({"declared_credits": "5"})).must(200);
        assert_eq!(resident.available("senior"), "5.00");
        let shown = resident.client.get(&format!("/me/completions/{}", id_of(&second))).with(200);
        assert_eq!(shown["decision"]["credits"], "0.00");
        sound(&district);
    }

    fn what_a_cap_cut_is_not_given_back_by_a_correction(world) {
        let district = world.district();
        let award = json!({"scheme": "senior", "method": "declared"});
        let mut rules = rulebook(vec![recognition_rule("SC-1", &award, &json!({}))], vec![]);
        rules["caps"] = json!([{"code": "C1", "names": {"zh": "上限", "en": "Cap"},
            "limit": {"credits": "5.00"}, "window": "lifetime"}]);
        district.publish(&rules);
        let resident = district.resident(1);
        let first = post(&district, "1", &resident.person, "4");
        let second = post(&district, "2", &resident.person, "3");
        assert_eq!(resident.available("senior"), "5.00");
        revoke(&district.admin, &first).must(200);
        assert_eq!(resident.available("senior"), "1.00", "the cap's cut stays");
        amend(&district, &second, &json!({"declared_credits": "3.50"})).must(200);
        assert_eq!(resident.available("senior"), "1.50", "only the difference");
        sound(&district);
    }

    fn what_moves_to_another_day_lasts_from_that_day(world) {
        let district = world.district_with_rules();
        district.admin.call("PUT", "/schemes/community").header("If-Match", "*").json(&json!({
            "code": "community", "names": {"zh": "社区", "en": "Community"}, "hours_per_credit": "16",
            "validity_months": 24, "transferable": false})).send().must(200);
        let resident = district.resident(1);
        let awarded = district.award(&resident.person, "community", "2", "COM-1");
        amend(&district, &awarded, &json!({"ended_on": "2025-09-30"})).must(200);
        let card = resident.client.get("/me/card").with(200);
        assert_eq!(card["balances"][0]["expiring_next"], json!({"on": "2027-09-30", "amount": "2.00"}));
        assert_eq!(resident.available("community"), "2.00");
        sound(&district);
    }

    fn what_changes_nothing_is_answered_as_it_stands(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let awarded = district.award(&resident.person, "community", "2", "COM-1");
        assert_eq!(amend(&district, &awarded, &json!({"hours": "16"})).with(200), awarded);
        assert_eq!(world.rows("corrections"), 0);
        assert_eq!(notices(&resident.client), []);
    }

    fn what_no_rule_takes_any_more_is_taken_back(world) {
        let district = world.district();
        let award = json!({"scheme": "senior", "method": "declared"});
        let when = json!({"when": {"min_score": "60"}});
        district.publish(&rulebook(vec![recognition_rule("SC-1", &award, &when)], vec![]));
        let resident = district.resident(1);
        let first = post(&district, "1", &resident.person, "2");
        let amended = amend(&district, &first, &json!({"grade": "40"})).with(200);
        assert_eq!(amended["status"], "not_recognised");
        assert_eq!(resident.available("senior"), "0.00");
        let amended = amend(&district, &first, &json!({"grade": "80"})).with(200);
        assert_eq!(amended["status"], "amended");
        assert_eq!(resident.available("senior"), "2.00");
        sound(&district);
    }

    fn what_cannot_be_is_refused_at_its_field_and_nothing_moves(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        let body = with(award(&resident.person, "community", "2", "COM-1"),
            &json!({"started_on": "2025-06-01"}));
        let awarded = district.admin.post("/completions", &body).with(201);
        let refused = |to: Value, faults: &[&str]| amend(&district, &awarded, &to).invalid(faults);
        refused(json!({}), &[" required"]);
        refused(json!({"reason": null, "hours": "0.001", "declared_credits": "-1", "course": "X"}),
            &["/course unknown_field", "/declared_credits negative", "/hours too_many_decimals",
              "/reason required"]);
        refused(json!({"grade": "极好", "ended_on": "2199-01-01"}),
            &["/ended_on in_the_future", "/grade unknown_grade"]);
        refused(json!({"ended_on": "2025-05-31"}), &["/ended_on end_before_start"]);
        refused(json!({"evidence": [{"name": "证明", "url": "http://example.org", "sha256": "1"}]}),
            &["/evidence/0/sha256 bad_format", "/evidence/0/url not_https"]);
        let path = format!("/completions/{}/amend", id_of(&awarded));
        district.clerk("HP-CS2").post(&path, &json!({"reason": "有误", "hours": "20"}))
            .refused(404, "not_found");
        assert_eq!(resident.entries().len(), 1);
        assert_eq!(world.rows("corrections"), 0);
        // As it was amended, it is the same when it is posted again; as it was posted, it is not.
        amend(&district, &awarded, &json!({"hours": "20"})).must(200);
        district.admin.post("/completions", &with(body.clone(), &json!({"hours": "20"}))).must(200);
        let again = district.admin.post("/completions", &body);
        again.refused(409, "differs_from_earlier");
        assert_eq!(again.faults(), ["/hours contradicts"]);
    }

    fn amendments_and_revocations_at_once_come_in_some_order(world) {
        let district = world.district();
        best(&district);
        let resident = district.resident(1);
        let attempts: Vec<Value> = (1..=3)
            .map(|n| post(&district, &n.to_string(), &resident.person, &n.to_string()))
            .collect();
        std::thread::scope(|scope| {
            for (n, attempt) in attempts.iter().enumerate() {
                let district = &district;
                for declared in ["4", "6"] {
                    scope.spawn(move || {
                        let status = amend(district, attempt, &json!({"declared_credits": declared})).status;
                        assert!(status == 200 || (n == 0 && status == 409), "{status}");
                    });
                }
            }
            scope.spawn(|| revoke(&district.admin, &attempts[0]).must(200));
        });
        let declared = |attempt: &Value| {
            let shown = resident.client.get(&format!("/me/completions/{}", id_of(attempt))).with(200);
            shown["declared_credits"].as_str().unwrap().parse::<f64>().unwrap()
        };
        let most = declared(&attempts[1]).max(declared(&attempts[2]));
        assert_eq!(resident.available("senior"), format!("{most:.2}"));
        sound(&district);
    }
}
