//! The card: keeping it safe.

use harness::{PASSWORD, Person, award, json, on_both, with};

use crate::transfers::{id_of, out_of_order, request, rich, sound, step};

on_both! {
    fn a_frozen_card_spends_nothing_until_its_holder_unfreezes_it(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "3").with(200);
        assert_eq!(resident.client.post_nothing("/me/card/freeze").with(200)["status"], "frozen");
        resident.client.post_nothing("/me/card/freeze").refused(409, "wrong_state");
        request(&resident, "key-1", &quote).refused(409, "card_frozen");
        assert_eq!(resident.balance("community", "held"), "0.00");
        assert_eq!(resident.available("community"), "10.00");
        district.award(&resident.person, "community", "1", "COM-2");
        assert_eq!(resident.available("community"), "11.00", "a frozen card still receives");

        let unfreeze = |password: &str| {
            resident.client.post("/me/card/unfreeze", &json!({"password": password}))
        };
        unfreeze("not the password").refused(403, "wrong_password");
        resident.client.post("/me/card/unfreeze", &json!({})).invalid(&["/password required"]);
        assert_eq!(unfreeze(harness::PASSWORD).with(200)["status"], "active");
        unfreeze(harness::PASSWORD).refused(409, "wrong_state");
        request(&resident, "key-2", &quote).must(201);
    }
    fn a_lost_card_spends_nothing_until_the_counter_replaces_it_by_another_number(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let waiting = resident.convert("community", "higher", "4").with(201);
        assert_eq!(resident.client.post_nothing("/me/card/report-lost").with(200)["status"], "lost");
        out_of_order(&resident.client.post_nothing("/me/card/report-lost"), "lost");
        out_of_order(&resident.client.post_nothing("/me/card/freeze"), "lost");
        let unfreeze = resident.client.post("/me/card/unfreeze", &json!({"password": PASSWORD}));
        out_of_order(&unfreeze, "lost");
        let quote = resident.quote("community", "vocational", "3").with(200);
        request(&resident, "key-1", &quote).refused(409, "card_frozen");

        let clerk = district.clerk("HP-CS2");
        let path = format!("/learners/{}/card/replace", resident.learner_id);
        clerk.post(&path, &json!({})).invalid(&["/reason required"]);
        let replaced = clerk.post(&path, &json!({"reason": "学习卡遗失"})).with(200);
        let number = replaced["card_number"].as_str().expect("a number").to_owned();
        assert_ne!(number, resident.card_number);
        assert_eq!((&replaced["id"], &replaced["card_status"]), (&json!(resident.learner_id), &json!("active")));
        let card = resident.client.get("/me/card").with(200);
        assert_eq!((&card["number"], &card["status"]), (&json!(number), &json!("active")));
        assert_eq!(resident.available("community"), "6.00", "the account is the same");
        request(&resident, "key-2", &quote).must(201);
        step(&resident, &id_of(&waiting), "cancel", "key-3").must(200);

        // Schools that still have the old number mean the same person.
        let posted = with(award(&resident.person, "community", "1", "COM-2"),
            &json!({"learner": null}));
        let posted = with(posted, &json!({"learner": {"card_number": resident.card_number}}));
        let recorded = district.admin.post("/completions", &posted).with(201);
        assert_eq!(recorded["card_number"], json!(number));
        let notice = &resident.client.get("/me/notifications").with(200)["items"][0];
        assert_eq!(notice["kind"], "card_replaced");
        let audit = district.admin.get(&format!("/audit?subject={}", resident.learner_id)).with(200);
        assert_eq!(audit["items"][0]["action"], "card.replace");
        assert_eq!(audit["items"][0]["detail"], json!({"reason": "学习卡遗失",
            "card_number": {"before": resident.card_number, "after": number}}));
        sound(&district);
    }

    fn a_replaced_card_is_as_frozen_or_unclaimed_as_it_was(world) {
        let district = world.district();
        let resident = district.resident(1);
        resident.client.post_nothing("/me/card/freeze").must(200);
        let replace = |id: &str| {
            district.admin.post(&format!("/learners/{id}/card/replace"), &json!({"reason": "损坏"}))
        };
        assert_eq!(replace(&resident.learner_id).with(200)["card_status"], "frozen");
        let opened = district.open_card(&Person::nth(2));
        assert_eq!(replace(&id_of(&opened)).with(200)["card_status"], "unclaimed");
        replace("01890000-0000-7000-8000-000000000000").refused(404, "not_found");
        assert_eq!(world.cell("SELECT COUNT(*) FROM cards WHERE status = 'replaced'"), "2");
    }
}
