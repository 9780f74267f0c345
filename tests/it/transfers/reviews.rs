//! What an institution decides: approve, reject, appeal, and what happens when it does not.

use harness::{Client, District, Resident, Value, World, json, on_both};

use super::{
    id_of, last_notice, out_of_order, pass_due, request, rich, run_jobs, seen, sound, take, told,
};

/// A conversion of 4.00 that `HP-VS1` decides on.
fn in_review(resident: &Resident) -> String {
    let quote = resident.quote("community", "higher", "4").with(200);
    assert_eq!(quote["decider"], "HP-VS1");
    let transfer = request(resident, &id_of(&quote), &quote).with(201);
    assert_eq!(
        (&transfer["status"], &transfer["decider"]),
        (&json!("in_review"), &json!("HP-VS1"))
    );
    assert_eq!(transfer["steps"], json!(["cancel"]));
    id_of(&transfer)
}

/// Two reviewers of the institution that decides.
fn reviewers(world: &World, district: &District<'_>) -> [Client; 2] {
    let user = json!({"username": "second", "name": "second", "role": "reviewer",
        "institution": "HP-VS1", "password": harness::PASSWORD});
    district.admin.post("/users", &user).must(201);
    [district.staff("reviewer", Some("HP-VS1")), world.sign_in("second")]
}

fn statuses(transfer: &Value) -> Vec<&str> {
    let history = transfer["history"].as_array().expect("a history");
    history.iter().map(|event| event["status"].as_str().expect("a status")).collect()
}

on_both! {
    fn an_institution_approves_and_the_credits_are_settled(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let id = in_review(&resident);

        let shown = seen(&reviewer, &id);
        assert_eq!(shown["steps"], json!(["approve", "reject"]));
        assert_eq!(shown["applicant"], json!({"learner_id": resident.learner_id,
            "name": resident.person.name, "card_number": resident.card_number}));
        assert_eq!(shown["balances_after"], json!([]), "what else the card holds is not theirs to see");

        reviewer.post_nothing(&format!("/transfers/{id}/approve")).refused(400, "key_required");
        let path = format!("/transfers/{id}/approve");
        let answer = reviewer.post_once(&path, "key-1", &json!({"reason": "内容相符"}));
        let approved = answer.with(200);
        assert_eq!((&approved["status"], &approved["steps"]), (&json!("settled"), &json!([])));
        let again = reviewer.post_once(&path, "key-1", &json!({"reason": "内容相符"}));
        assert_eq!((again.status, &again.body), (200, &answer.body));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        reviewer.post_once(&path, "key-1", &json!({"reason": "其他"})).refused(422, "key_reused");
        out_of_order(&take(&reviewer, &id, "approve", None), "settled");
        out_of_order(&take(&reviewer, &id, "reject", Some("不符")), "settled");
        out_of_order(&take(&resident.client, &id, "cancel", None), "settled");

        assert_eq!(resident.available("community"), "6.00");
        assert_eq!(resident.balance("community", "held"), "0.00");
        assert_eq!(resident.available("higher"), "2.00");
        let mine = seen(&resident.client, &id);
        assert_eq!(statuses(&mine), ["requested", "in_review", "settled"]);
        assert_eq!(mine["history"][2]["by"], "reviewer-hp-vs1");
        assert_eq!(mine["history"][2]["reason"], "内容相符");
        assert_eq!(mine["steps"], json!(["take_back"]));
        assert_eq!(mine["balances_after"][0], json!({"scheme": "community", "available": "6.00"}));
        assert_eq!(told(&resident), ["transfer_approved"]);
        let notice = last_notice(&resident);
        assert_eq!(notice["about"], json!({"kind": "transfer", "id": id}));
        let number = mine["number"].as_str().expect("a number");
        assert!(notice["text"]["zh"].as_str().expect("a text").contains(number), "{notice}");
        let code = mine["verification_code"].as_str().expect("a code");
        assert_eq!(world.visitor().get(&format!("/verify/{code}")).with(200)["valid"], true);
        assert_eq!(world.cell("SELECT COUNT(*) FROM audit WHERE action = 'transfer.approve'"), "1");

        take(&resident.client, &id, "take-back", None).must(200);
        assert_eq!(resident.available("community"), "10.00");
        assert_eq!(resident.available("higher"), "0.00");
        sound(&district);
    }

    fn a_rejection_has_a_reason_and_returns_the_credits(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let id = in_review(&resident);
        take(&reviewer, &id, "reject", None).refused(415, "unsupported_type");
        for (body, fault) in [
            (json!({}), "/reason required"),
            (json!({"reason": " "}), "/reason required"),
            (json!({"reason": "x".repeat(1_001)}), "/reason too_long"),
        ] {
            reviewer.post_once(&format!("/transfers/{id}/reject"), fault, &body).invalid(&[fault]);
        }
        let approve = format!("/transfers/{id}/approve");
        reviewer.post_once(&approve, "k", &json!({"reason": 1})).invalid(&["/reason wrong_type"]);
        assert_eq!(resident.balance("community", "held"), "4.00");

        let rejected = take(&reviewer, &id, "reject", Some("课程内容不符")).with(200);
        assert_eq!(rejected["status"], "rejected");
        assert_eq!(resident.available("community"), "10.00");
        assert_eq!(resident.balance("community", "held"), "0.00");
        let mine = seen(&resident.client, &id);
        assert_eq!(mine["history"][2]["reason"], "课程内容不符");
        assert_eq!(mine["steps"], json!(["appeal"]));
        assert_eq!(told(&resident), ["transfer_rejected"]);
        let text = last_notice(&resident)["text"].clone();
        assert!(text["zh"].as_str().expect("a text").contains("课程内容不符"), "{text}");
        out_of_order(&take(&resident.client, &id, "cancel", None), "rejected");
        out_of_order(&take(&reviewer, &id, "approve", None), "rejected");
        sound(&district);
    }

    fn one_appeal_is_decided_by_another_person(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let [first, second] = reviewers(world, &district);
        let id = in_review(&resident);
        out_of_order(&take(&resident.client, &id, "appeal", Some("请再看")), "in_review");
        take(&first, &id, "reject", Some("不符")).must(200);

        let path = format!("/transfers/{id}/appeal");
        resident.client.post_once(&path, "k-1", &json!({})).invalid(&["/reason required"]);
        resident.client.post(&path, &json!({"reason": "请再看"})).refused(400, "key_required");
        let appealed = take(&resident.client, &id, "appeal", Some("附上教学大纲")).with(200);
        assert_eq!((&appealed["status"], &appealed["appealed"]), (&json!("in_review"), &json!(true)));
        assert_eq!(resident.balance("community", "held"), "4.00");
        out_of_order(&take(&resident.client, &id, "appeal", Some("再一次")), "in_review");

        assert_eq!(seen(&first, &id)["steps"], json!([]));
        take(&first, &id, "approve", None).refused(403, "same_reviewer");
        take(&first, &id, "reject", Some("仍不符")).refused(403, "same_reviewer");
        assert_eq!(seen(&second, &id)["steps"], json!(["approve", "reject"]));
        let appeals = second.get("/transfers?queue=appeals").with(200);
        assert_eq!(appeals["items"][0]["id"], id);
        take(&second, &id, "reject", Some("仍不符")).must(200);
        take(&resident.client, &id, "appeal", Some("再一次")).refused(409, "appealed_already");
        assert_eq!(seen(&resident.client, &id)["steps"], json!([]));
        assert_eq!(resident.available("community"), "10.00");
        assert_eq!(told(&resident), ["transfer_rejected", "transfer_rejected"]);
        let mine = seen(&resident.client, &id);
        assert_eq!(statuses(&mine), ["requested", "in_review", "rejected", "appealed", "rejected"]);
        assert_eq!(mine["history"][3]["reason"], "附上教学大纲");
        sound(&district);
    }

    fn an_appeal_that_is_granted_settles(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let [first, second] = reviewers(world, &district);
        let id = in_review(&resident);
        take(&first, &id, "reject", Some("不符")).must(200);
        take(&resident.client, &id, "appeal", Some("请再看")).must(200);
        take(&second, &id, "approve", None).must(200);
        assert_eq!(resident.available("higher"), "2.00");
        out_of_order(&take(&resident.client, &id, "appeal", Some("请再看")), "settled");
        sound(&district);
    }

    fn an_appeal_needs_the_credits_that_came_back(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let id = in_review(&resident);
        take(&reviewer, &id, "reject", Some("不符")).must(200);
        resident.convert("community", "vocational", "9").must(201);
        take(&resident.client, &id, "appeal", Some("请再看")).refused(409, "not_enough_credits");
        assert_eq!(seen(&resident.client, &id)["status"], "rejected");
        assert_eq!(resident.available("community"), "1.00");
        resident.client.post_nothing("/me/card/freeze").must(200);
        take(&resident.client, &id, "appeal", Some("请再看")).refused(409, "card_frozen");
        sound(&district);
    }

    fn what_nobody_decides_in_fourteen_days_goes_to_the_administrators(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let id = in_review(&resident);
        let due = seen(&resident.client, &id)["due_at"].as_str().expect("a due date").to_owned();
        let days = due.parse::<chrono::DateTime<chrono::Utc>>().expect("an instant")
            - chrono::Utc::now();
        assert_eq!(days.num_hours(), 14 * 24 - 1);
        assert_eq!(district.admin.get("/transfers").with(200)["items"], json!([]));

        // It counts at once, also before the job has run.
        pass_due(world, &id);
        take(&reviewer, &id, "approve", None).refused(403, "role_may_not");
        assert_eq!(reviewer.get("/transfers").with(200)["items"], json!([]));
        assert_eq!(seen(&reviewer, &id)["steps"], json!([]));
        let queued = district.admin.get("/transfers").with(200)["items"][0].clone();
        assert_eq!((&queued["id"], &queued["escalated"]), (&json!(id), &json!(true)));
        assert_eq!(queued["steps"], json!(["approve", "reject"]));
        assert_eq!(told(&resident), Vec::<String>::new());

        run_jobs(world);
        run_jobs(world);
        assert_eq!(told(&resident), ["transfer_escalated"]);
        let mine = seen(&resident.client, &id);
        assert_eq!(statuses(&mine), ["requested", "in_review", "escalated"]);
        assert_eq!((&mine["decider"], &mine["escalated"]), (&Value::Null, &json!(true)));
        take(&reviewer, &id, "reject", Some("不符")).refused(403, "role_may_not");
        take(&district.admin, &id, "approve", None).must(200);
        assert_eq!(resident.available("higher"), "2.00");
        sound(&district);
    }

    fn where_no_institution_is_left_to_decide_the_administrators_do(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let early = resident.quote("community", "higher", "2").with(200);
        world.tamper("UPDATE institutions SET status = 'inactive' WHERE code = 'HP-VS1'");
        let quote = resident.quote("community", "higher", "2").with(200);
        assert_eq!((&quote["automatic"], &quote["decider"]), (&json!(false), &Value::Null));
        for quote in [&early, &quote] {
            let id = id_of(&request(&resident, &id_of(quote), quote).with(201));
            assert_eq!(seen(&resident.client, &id)["decider"], Value::Null);
            reviewer.get(&format!("/transfers/{id}")).refused(404, "not_found");
            take(&reviewer, &id, "approve", None).refused(404, "not_found");
            assert_eq!(district.admin.get("/transfers").with(200)["items"][0]["id"], id);
            take(&district.admin, &id, "reject", Some("不符")).must(200);
        }
        // An institution above it decides in its name.
        world.tamper("UPDATE institutions SET parent_id = (SELECT id FROM institutions AS above \
            WHERE above.code = 'HP-CC'), path = '/HP-CC/HP-VS1/' WHERE code = 'HP-VS1'");
        let quote = resident.quote("community", "higher", "2").with(200);
        assert_eq!(quote["decider"], "HP-CC");
        assert_eq!(resident.available("community"), "10.00");
    }

    fn a_frozen_card_is_not_settled_but_can_be_rejected_and_cancelled(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let (one, other) = (in_review(&resident), in_review(&resident));
        resident.client.post_nothing("/me/card/freeze").must(200);
        take(&reviewer, &one, "approve", None).refused(409, "card_frozen");
        assert_eq!(seen(&reviewer, &one)["status"], "in_review");
        take(&reviewer, &one, "reject", Some("不符")).must(200);
        take(&resident.client, &other, "cancel", None).must(200);
        assert_eq!(resident.available("community"), "10.00");
        sound(&district);
    }

    fn a_transfer_is_somebody_elses_to_everybody_else(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let id = in_review(&resident);
        let stranger = district.resident(2).client;
        let elsewhere = district.staff("reviewer", Some("HP-CS1"));
        for who in [&stranger, &elsewhere] {
            who.get(&format!("/transfers/{id}")).refused(404, "not_found");
        }
        for name in ["cancel", "take-back", "accept", "decline"] {
            take(&stranger, &id, name, None).refused(404, "not_found");
        }
        take(&stranger, &id, "appeal", Some("请再看")).refused(404, "not_found");
        take(&elsewhere, &id, "approve", None).refused(404, "not_found");
        take(&elsewhere, &id, "reject", Some("不符")).refused(404, "not_found");
        let nothing = "01890000-0000-7000-8000-000000000000";
        take(&resident.client, nothing, "cancel", None).refused(404, "not_found");
        take(&district.admin, nothing, "approve", None).refused(404, "not_found");
        take(&district.admin, "nothing", "approve", None).refused(404, "not_found");
        take(&district.staff("auditor", None), &id, "approve", None).refused(403, "role_may_not");
        take(&resident.client, &id, "approve", None).refused(403, "role_may_not");
        for name in ["accept", "decline", "take-back"] {
            out_of_order(&take(&resident.client, &id, name, None), "in_review");
        }
        assert_eq!(seen(&resident.client, &id)["status"], "in_review");
    }

    fn what_was_merged_away_takes_no_steps(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let id = in_review(&resident);
        let quote = resident.quote("community", "vocational", "3").with(200);
        world.tamper("UPDATE learners SET merged_into = '01890000-0000-7000-8000-000000000000'");
        out_of_order(&take(&resident.client, &id, "cancel", None), "merged");
        out_of_order(&take(&reviewer, &id, "approve", None), "merged");
        out_of_order(&request(&resident, "key-1", &quote), "merged");
        assert_eq!(world.cell("SELECT status FROM transfers"), "in_review");
    }
}
