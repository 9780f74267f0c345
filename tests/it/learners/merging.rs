//! Two records of one person become one.

use harness::{Answer, District, PASSWORD, Person, Resident, Value, award, json, on_both, with};

use crate::programs::fill;
use crate::transfers::{
    give, giver_and_receiver, id_of, out_of_order, run_jobs, seen, sound, step, take,
};

fn merge(district: &District<'_>, keep: &str, absorbed: &str) -> Answer {
    let body = json!({"keep": keep, "merge": absorbed, "reason": "同一人重复建档"});
    district.admin.post("/learners/merge", &body)
}

fn two(district: &District<'_>) -> (Resident, Resident) {
    (district.resident(1), district.resident(2))
}

on_both! {
    fn the_kept_record_has_all_that_both_had_held_and_owed(world) {
        let district = world.district_with_rules();
        let (kept, absorbed) = two(&district);
        district.award(&kept.person, "community", "5", "COM-1");
        district.award(&absorbed.person, "community", "10", "COM-2");
        district.award(&absorbed.person, "senior", "2", "SEN-1");
        let waiting = absorbed.convert("community", "higher", "4").with(201);
        let revoked = district.award(&absorbed.person, "vocational", "2", "VOC-1");
        absorbed.convert("vocational", "senior", "2").must(201);
        let path = format!("/completions/{}/revoke", id_of(&revoked));
        district.admin.post(&path, &json!({"reason": "有误"})).must(200);
        assert_eq!(absorbed.balance("vocational", "owed"), "-2.00");
        district.award(&kept.person, "vocational", "3", "VOC-2");

        let merged = merge(&district, &kept.learner_id, &absorbed.learner_id).with(200);
        assert_eq!((&merged["id"], &merged["card_number"]), (&json!(kept.learner_id), &json!(kept.card_number)));
        let balances = |scheme: &str| ["available", "held", "owed"].map(|kind| kept.balance(scheme, kind));
        assert_eq!(balances("community"), ["11.00", "4.00", "0.00"]);
        assert_eq!(balances("senior"), ["4.00", "0.00", "0.00"]);
        assert_eq!(balances("vocational"), ["1.00", "0.00", "0.00"], "what was owed is paid");
        for kind in ["available", "held", "owed"] {
            assert_eq!(world.cell(&format!("SELECT SUM(balance) FROM accounts WHERE owner = '{}' \
                AND kind = '{kind}'", absorbed.learner_id)), "0");
        }
        sound(&district);

        // What stood in the other record's name stands in this one's.
        let completions = kept.client.get("/me/completions").with(200);
        assert_eq!(completions["items"].as_array().unwrap().len(), 5);
        let transfers = kept.client.get("/me/transfers").with(200);
        assert_eq!(transfers["items"].as_array().unwrap().len(), 2);
        let titles: Vec<Value> = kept.entries().iter().map(|entry| entry["title"]["zh"].clone()).collect();
        for title in ["学习档案合并", "课程 COM-1", "课程 COM-2"] {
            assert!(titles.contains(&json!(title)), "{title} is not in {titles:?}");
        }
        step(&kept, &id_of(&waiting), "cancel", "cancel-1").must(200);
        assert_eq!(balances("community"), ["15.00", "0.00", "0.00"]);
        let code = completions["items"][0]["verification_code"].as_str().unwrap();
        world.visitor().get(&format!("/verify/{code}")).must(200);
        let notice = &kept.client.get("/me/notifications").with(200)["items"][0];
        assert_eq!(notice["kind"], "records_merged");
        assert!(notice["text"]["en"].as_str().unwrap().contains("6.00 added"), "{notice}");
        let audit = district.admin.get(&format!("/audit?subject={}", absorbed.learner_id)).with(200);
        assert_eq!(audit["items"][0]["action"], "learner.merge");
        assert_eq!(audit["items"][0]["detail"]["reason"], "同一人重复建档");
        sound(&district);
    }

    fn the_other_document_and_card_lead_to_the_kept_record(world) {
        let district = world.district_with_rules();
        let (kept, absorbed) = two(&district);
        let posted = award(&absorbed.person, "community", "2", "COM-1");
        let first = district.admin.post("/completions", &posted).with(201);
        merge(&district, &kept.learner_id, &absorbed.learner_id).must(200);
        let again = district.admin.post("/completions", &posted).with(200);
        assert_eq!((&again["id"], &again["card_number"]), (&first["id"], &json!(kept.card_number)));
        // Under the other record's own name, too.
        district.award(&absorbed.person, "community", "1", "COM-2");
        let by_card = with(award(&absorbed.person, "community", "1", "COM-3"), &json!({"learner": null}));
        let by_card = with(by_card, &json!({"learner": {"card_number": absorbed.card_number}}));
        district.admin.post("/completions", &by_card).must(201);
        assert_eq!(kept.available("community"), "4.00");
        assert_eq!(world.rows("learners"), 2);

        let find = json!({"id_type": "resident_id", "id_number": absorbed.person.id_number});
        assert_eq!(district.admin.post("/learners/find", &find).with(200)["id"], json!(kept.learner_id));
        let by_card = format!("/learners?card_number={}", absorbed.card_number);
        assert_eq!(district.admin.get(&by_card).with(200)["items"][0]["id"], json!(kept.learner_id));
        district.admin.post("/learners", &absorbed.person.learner()).refused(409, "already_there");
        let shown = district.admin.get(&format!("/learners/{}", absorbed.learner_id)).with(200);
        assert_eq!((&shown["card_status"], &shown["merged_into"]), (&json!("closed"), &json!(kept.learner_id)));
        sound(&district);
    }

    fn attempts_that_meet_are_counted_once(world) {
        let district = world.district();
        crate::completions::amending::best(&district);
        let (kept, absorbed) = two(&district);
        let post = |number: &str, person: &Person, declared: &str| {
            crate::completions::amending::post(&district, number, person, declared)
        };
        post("1", &kept.person, "2");
        let second = post("2", &absorbed.person, "3");
        post("3", &absorbed.person, "4");
        merge(&district, &kept.learner_id, &absorbed.learner_id).must(200);
        assert_eq!(kept.available("senior"), "4.00");
        let shown = kept.client.get(&format!("/me/completions/{}", id_of(&second))).with(200);
        assert_eq!(shown["decision"]["credits"], "1.00");
        let notice = &kept.client.get("/me/notifications").with(200)["items"][0];
        assert_eq!(notice["changes"].as_array().unwrap().len(), 1);
        sound(&district);
    }

    fn of_two_accounts_the_kept_records_stays_and_an_only_one_comes_along(world) {
        let district = world.district_with_rules();
        let (kept, absorbed) = two(&district);
        merge(&district, &kept.learner_id, &absorbed.learner_id).must(200);
        let sign_in = |identifier: &str| world.visitor().post("/auth/login",
            &json!({"identifier": identifier, "password": PASSWORD}));
        sign_in(&kept.card_number).must(200);
        let entered = sign_in(&absorbed.person.id_number).with(200);
        assert_eq!(entered["user"]["card_number"], json!(kept.card_number), "either number is the person's");
        let old = absorbed.client.post_nothing("/me/card/freeze");
        out_of_order(&old, "closed");

        let unclaimed = district.open_card(&Person::nth(3));
        let other = district.resident(4);
        district.award(&other.person, "community", "2", "COM-1");
        other.client.post_nothing("/me/card/freeze").must(200);
        let merged = merge(&district, &id_of(&unclaimed), &other.learner_id).with(200);
        assert_eq!((&merged["confirmed"], &merged["card_status"]), (&json!(true), &json!("frozen")),
            "a freeze comes along");
        let moved = world.sign_in(&other.person.id_number);
        let card = moved.get("/me/card").with(200);
        assert_eq!((&card["number"], &card["balances"][0]["available"]),
            (&unclaimed["card_number"], &json!("2.00")));
        let code = world.cell(&format!("SELECT COUNT(*) FROM learners WHERE id = '{}' AND \
            activation_digest IS NULL", id_of(&unclaimed)));
        assert_eq!(code, "1", "the slip opens nothing any more");
        sound(&district);
    }

    fn a_record_is_merged_once_and_nothing_is_done_with_it_afterwards(world) {
        let district = world.district_with_rules();
        let (kept, absorbed) = two(&district);
        let third = district.resident(3);
        let unknown = "01890000-0000-7000-8000-000000000000";
        merge(&district, unknown, &kept.learner_id).invalid(&["/keep unknown"]);
        merge(&district, &kept.learner_id, unknown).invalid(&["/merge unknown"]);
        merge(&district, &kept.learner_id, &kept.learner_id).invalid(&["/merge same"]);
        district.admin.post("/learners/merge", &json!({}))
            .invalid(&["/keep required", "/merge required", "/reason required"]);
        merge(&district, &kept.learner_id, &absorbed.learner_id).must(200);
        out_of_order(&merge(&district, &kept.learner_id, &absorbed.learner_id), "merged");
        out_of_order(&merge(&district, &absorbed.learner_id, &third.learner_id), "merged");
        let id = &absorbed.learner_id;
        let post = |path: &str| district.admin.post(&format!("/learners/{id}/{path}"), &json!({"reason": "补办"}));
        out_of_order(&post("card/replace"), "merged");
        let confirm = district.admin.post(&format!("/learners/{id}/confirm"), &json!({}));
        out_of_order(&confirm, "merged");
        let mended = district.admin.call("PUT", &format!("/learners/{id}")).header("If-Match", "*");
        out_of_order(&mended.json(&json!({"name": "王秀兰"})).send(), "merged");

        // The kept one may end in a third: all three numbers lead there.
        district.award(&absorbed.person, "community", "2", "COM-1");
        merge(&district, &third.learner_id, &kept.learner_id).must(200);
        district.award(&absorbed.person, "community", "3", "COM-2");
        assert_eq!(third.available("community"), "5.00");
        sound(&district);
    }

    fn a_mended_document_that_the_other_record_had_changes_places_with_it(world) {
        let district = world.district_with_rules();
        let (kept, absorbed) = two(&district);
        merge(&district, &kept.learner_id, &absorbed.learner_id).must(200);
        let document = json!({"id_type": "resident_id", "id_number": absorbed.person.id_number});
        let call = district.admin.call("PUT", &format!("/learners/{}", kept.learner_id));
        let mended = call.header("If-Match", "*").json(&document).send().with(200);
        assert_eq!(mended["id_last"], json!(absorbed.person.id_number[14..]));
        for person in [&kept.person, &absorbed.person] {
            let find = json!({"id_type": "resident_id", "id_number": person.id_number});
            assert_eq!(district.admin.post("/learners/find", &find).with(200)["id"], json!(kept.learner_id));
        }
    }

    fn what_was_settled_is_not_taken_back_after_a_merge_and_gifts_go_on(world) {
        let district = world.district();
        let (giver, receiver) = giver_and_receiver(&district, "10", &json!({"cooling_off_hours": 0}));
        let third = district.resident(3);
        let settled = give(&giver, "2", &receiver);
        take(&receiver.client, &id_of(&settled), "accept", None).must(200);
        let waiting = give(&giver, "3", &receiver);
        merge(&district, &third.learner_id, &receiver.learner_id).must(200);
        take(&giver.client, &id_of(&settled), "take-back", None).refused(409, "too_late");
        take(&third.client, &id_of(&waiting), "accept", None).must(200);
        assert_eq!(third.available("activity"), "5.00");
        // A gift to oneself ends as any other does, and what is held returns.
        let own = give(&giver, "1", &third);
        merge(&district, &third.learner_id, &giver.learner_id).must(200);
        take(&third.client, &id_of(&own), "cancel", None).must(200);
        assert_eq!(third.available("activity"), "10.00");
        assert_eq!(third.balance("activity", "held"), "0.00");
        assert_eq!(seen(&third.client, &id_of(&own))["status"], "cancelled");
        run_jobs(world);
        sound(&district);
    }

    fn what_expired_before_a_merge_is_not_owed_after_it(world) {
        let district = world.district_with_rules();
        let (kept, absorbed) = two(&district);
        let awarded = district.award(&absorbed.person, "community", "2", "COM-1");
        world.tamper("UPDATE lots SET expires_on = '2025-01-31'");
        run_jobs(world);
        merge(&district, &kept.learner_id, &absorbed.learner_id).must(200);
        let path = format!("/completions/{}/revoke", id_of(&awarded));
        district.admin.post(&path, &json!({"reason": "有误"})).must(200);
        assert_eq!(kept.balance("community", "owed"), "0.00");
        sound(&district);
    }

    fn what_both_records_did_for_a_program_counts_together_and_one_award_is_kept(world) {
        let district = world.district_with_rules();
        let program = id_of(&district.program("ECOM-CERT", &json!({})));
        let reviewer = district.staff("reviewer", Some("HP-VS1"));
        let (kept, absorbed) = two(&district);
        for (resident, credits, units) in
            [(&kept, "2", vec!["CORE-1"]), (&absorbed, "3", vec!["CORE-2", "FREE-1"])]
        {
            let code = format!("VOC-{credits}");
            let own = json!({"institution": "HP-VS1"});
            let body = with(award(&resident.person, "vocational", credits, &code), &own);
            district.admin.post("/completions", &body).must(201);
            for unit in units {
                fill(world, &resident.client, &reviewer, &program, unit);
            }
        }
        merge(&district, &kept.learner_id, &absorbed.learner_id).must(200);
        let awards = kept.client.get("/me/awards").with(200)["items"].clone();
        assert_eq!((awards.as_array().unwrap().len(), &awards[0]["status"]), (1, &json!("proposed")));
        assert_eq!(awards[0]["credits"], "5.00");
        let progress = kept.client.get(&format!("/programs/{program}/progress")).with(200);
        assert_eq!(progress["done"], "5.00");

        // Another record with a proposal of its own: there is one certificate for a person.
        let other = district.resident(3);
        let row = world.cell("SELECT body FROM awards");
        world.tamper(&format!("INSERT INTO awards (learner_id, id, program_id, institution_id, status, \
            body, proposed_at) SELECT '{}', 'other', program_id, institution_id, 'granted', '{row}', \
            proposed_at FROM awards", other.learner_id));
        merge(&district, &kept.learner_id, &other.learner_id).must(200);
        assert_eq!(world.cells("SELECT learner_id || ' ' || status FROM awards"),
            [format!("{} granted", kept.learner_id)], "the one that was granted");
        sound(&district);
    }

    fn the_family_of_either_is_kept(world) {
        let district = world.district();
        let (kept, absorbed) = two(&district);
        let alone = district.resident(3);
        absorbed.client.post("/me/family", &json!({"name": "王家"})).must(201);
        alone.client.post("/me/family", &json!({"name": "李家"})).must(201);
        merge(&district, &kept.learner_id, &absorbed.learner_id).must(200);
        assert_eq!(kept.client.get("/me/family").with(200)["family"]["name"], "王家");
        merge(&district, &kept.learner_id, &alone.learner_id).must(200);
        assert_eq!(kept.client.get("/me/family").with(200)["family"]["name"], "王家");
        assert_eq!((world.rows("families"), world.rows("family_members")), (1, 1));
    }

    fn postings_and_merges_at_once_lose_nothing(world) {
        let district = world.district_with_rules();
        let (kept, absorbed) = two(&district);
        let other = world.another_server();
        let there = other.visitor().with_token(district.admin.token().expect("a token"));
        std::thread::scope(|scope| {
            for n in 0..20 {
                let (here, there, person) = (&district.admin, &there, &absorbed.person);
                scope.spawn(move || {
                    let who = if n % 2 == 0 { here } else { there };
                    let body = award(person, "community", "1", &format!("COM-{n}"));
                    who.post("/completions", &body).must(201);
                });
            }
            scope.spawn(|| merge(&district, &kept.learner_id, &absorbed.learner_id).must(200));
        });
        assert_eq!(kept.available("community"), "20.00");
        sound(&district);
    }
}
