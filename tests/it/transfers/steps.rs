//! Steps after the request: taking back and cancelling.

use harness::{Value, json, on_both};

use super::{id_of, request, rich, sound, step};

on_both! {
    fn a_conversion_can_be_taken_back_within_ten_minutes(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let transfer = resident.convert("community", "vocational", "9").with(201);
        let id = id_of(&transfer);
        resident.client.post_nothing(&format!("/transfers/{id}/take-back"))
            .refused(400, "key_required");

        let back = step(&resident, &id, "take-back", "back-1");
        assert_eq!(back.with(200)["status"], "taken_back");
        let again = step(&resident, &id, "take-back", "back-1");
        assert_eq!((again.status, &again.body), (200, &back.body));
        step(&resident, &id, "take-back", "back-2").refused(409, "wrong_state");
        assert_eq!(resident.available("community"), "10.00");
        assert_eq!(resident.available("vocational"), "0.00");

        let code = transfer["verification_code"].as_str().expect("a code");
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!((&verified["valid"], &verified["state"]), (&json!(false), &json!("taken_back")));
        resident.convert("community", "vocational", "9").must(201);
        sound(&district);
    }

    fn what_was_spent_or_is_too_old_cannot_be_taken_back(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let spent = id_of(&resident.convert("community", "vocational", "3").with(201));
        resident.convert("vocational", "senior", "1").must(201);
        step(&resident, &spent, "take-back", "back-1").refused(409, "already_spent");

        let old = id_of(&resident.convert("community", "vocational", "3").with(201));
        world.tamper("UPDATE transfers SET take_back_until = '2020-01-01 00:00:00'");
        step(&resident, &old, "take-back", "back-2").refused(409, "too_late");
        step(&resident, &old, "cancel", "cancel-1").refused(409, "wrong_state");
        assert_eq!(resident.available("community"), "4.00");
        sound(&district);
    }

    fn what_an_institution_must_decide_holds_credits_until_it_is_cancelled(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "higher", "4").with(200);
        assert_eq!(quote["automatic"], json!(false));
        let transfer = request(&resident, "key-1", &quote).with(201);
        assert_eq!(transfer["status"], "in_review");
        assert_eq!(transfer["take_back_until"], Value::Null);
        let id = id_of(&transfer);
        assert_eq!(resident.available("community"), "6.00");
        assert_eq!(resident.balance("community", "held"), "4.00");
        assert_eq!(resident.available("higher"), "0.00");
        let code = transfer["verification_code"].as_str().expect("a code");
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        assert_eq!(verified["valid"], json!(false));

        step(&resident, &id, "take-back", "back-1").refused(409, "wrong_state");
        let cancelled = step(&resident, &id, "cancel", "cancel-1").with(200);
        assert_eq!(cancelled["status"], "cancelled");
        assert_eq!(cancelled["balances_after"][0]["available"], "10.00");
        step(&resident, &id, "cancel", "cancel-2").refused(409, "wrong_state");
        assert_eq!(resident.available("community"), "10.00");
        assert_eq!(resident.balance("community", "held"), "0.00");
        sound(&district);
    }
}
