//! Requests: each once, whatever comes at the same time.

use harness::{Answer, Value, json, on_both};

use super::{id_of, request, request_until_served, rich, sound, step};

on_both! {
    fn the_same_key_moves_credits_once(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "3").with(200);
        let first = request(&resident, "key-1", &quote);
        first.must(201);
        assert_eq!(first.header("idempotency-replayed"), None);
        let again = request(&resident, "key-1", &quote);
        assert_eq!((again.status, &again.body), (201, &first.body));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.header("content-type"), first.header("content-type"));

        let other = resident.quote("community", "vocational", "6").with(200);
        request(&resident, "key-1", &other).refused(422, "key_reused");
        resident.client.post("/transfers", &json!({"quote_id": other["id"]}))
            .refused(400, "key_required");
        assert_eq!(resident.available("community"), "7.00");
        assert_eq!(world.rows("transfers"), 1);
    }

    fn a_key_is_its_callers_own(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let other = district.resident(2);
        district.award(&other.person, "community", "10", "COM-2");
        for resident in [&resident, &other] {
            let quote = resident.quote("community", "vocational", "3").with(200);
            let answer = request(resident, "the same key", &quote);
            answer.must(201);
            assert_eq!(answer.header("idempotency-replayed"), None);
        }
        assert_eq!(world.rows("transfers"), 2);
    }

    fn sixteen_requests_at_once_with_one_key_move_credits_once(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "100");
        let quote = resident.quote("community", "vocational", "3").with(200);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let ask = || request_until_served(&resident, "key-1", &quote);
            let threads: Vec<_> = (0..16).map(|_| scope.spawn(ask)).collect();
            threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
        });
        let moved: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert!(!moved.is_empty());
        assert!(moved.iter().all(|answer| answer.body == moved[0].body));
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "key_in_use");
        }
        assert_eq!(request(&resident, "key-1", &quote).body, moved[0].body);
        assert_eq!(resident.available("community"), "97.00");
        assert_eq!(world.rows("transfers"), 1);
    }

    fn a_quote_becomes_one_transfer_whatever_the_keys(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "100");
        let quote = resident.quote("community", "vocational", "3").with(200);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let ask = |n: u32| request_until_served(&resident, &format!("key-{n}"), &quote);
            let threads: Vec<_> = (0..8).map(|n| scope.spawn(move || ask(n))).collect();
            threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "quote_used");
        }
        request(&resident, "later", &quote).refused(409, "quote_used");
        assert_eq!(resident.available("community"), "97.00");
    }

    fn thirty_two_clients_at_once_never_spend_more_than_there_is(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "30");
        let quotes: Vec<Value> = (0..32)
            .map(|_| resident.quote("community", "vocational", "3").with(200))
            .collect();
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let ask = |quote| request_until_served(&resident, &id_of(quote), quote);
            let threads: Vec<_> =
                quotes.iter().map(|quote| scope.spawn(move || ask(quote))).collect();
            threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
        });
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 10);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            answer.refused(409, "not_enough_credits");
        }
        assert_eq!(resident.available("community"), "0.00");
        assert_eq!(resident.available("vocational"), "20.00");
        let mut numbers: Vec<String> =
            world.cells("SELECT number FROM transfers ORDER BY number");
        numbers.dedup();
        assert_eq!(numbers.len(), 10, "every transfer has a number of its own");
        sound(&district);
    }

    fn credits_that_are_gone_since_the_quote_are_refused(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let one = resident.quote("community", "vocational", "9").with(200);
        let other = resident.quote("community", "vocational", "9").with(200);
        request(&resident, "key-1", &one).must(201);
        request(&resident, "key-2", &other).refused(409, "not_enough_credits");
        assert_eq!(resident.available("community"), "1.00");
        sound(&district);
    }

    fn a_transfer_or_quote_of_somebody_else_is_not_there(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let other = district.resident(2);
        let quote = resident.quote("community", "vocational", "3").with(200);
        request(&other, "key-1", &quote).refused(404, "not_found");
        let transfer = id_of(&request(&resident, "key-1", &quote).with(201));
        for id in [transfer.as_str(), "01890000-0000-7000-8000-000000000000", "nonsense"] {
            other.client.get(&format!("/transfers/{id}")).refused(404, "not_found");
            step(&other, id, "cancel", &format!("c-{id}")).refused(404, "not_found");
            step(&other, id, "take-back", &format!("t-{id}")).refused(404, "not_found");
        }
        let unknown = json!({"id": "01890000-0000-7000-8000-000000000000"});
        request(&resident, "key-2", &unknown).refused(404, "not_found");
        assert_eq!(other.client.get("/me/transfers").with(200)["items"], json!([]));
    }

    fn whoever_is_no_longer_confirmed_moves_nothing(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "3").with(200);
        let unconfirm = if world.backend() == harness::Backend::Sqlite { "0" } else { "false" };
        world.tamper(&format!("UPDATE users SET confirmed = {unconfirm} WHERE learner_id IS NOT NULL"));
        request(&resident, "key-1", &quote).refused(403, "not_confirmed");
        assert_eq!(world.rows("transfers"), 0);
    }

    fn from_fifty_credits_on_the_password_is_asked_again(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "200");
        let small = resident.quote("community", "vocational", "48").with(200);
        assert_eq!(small["needs_password"], json!(false));
        let quote = resident.quote("community", "vocational", "51").with(200);
        assert_eq!(quote["needs_password"], json!(true));
        request(&resident, "key-1", &quote).refused(422, "password_needed");
        let with_password = |key: &str, password: &str| {
            let body = json!({"quote_id": quote["id"], "password": password});
            resident.client.post_once("/transfers", key, &body)
        };
        with_password("key-2", "not the password").refused(403, "wrong_password");
        assert_eq!(resident.available("community"), "200.00");
        with_password("key-3", harness::PASSWORD).must(201);
        assert_eq!(resident.available("community"), "149.00");
    }
}
