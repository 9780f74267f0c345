//! The card: keeping it safe.

use harness::{json, on_both};

use crate::transfers::{request, rich};

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
}
