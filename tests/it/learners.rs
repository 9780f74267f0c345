//! The counter: opens cards, looks people up, confirms them.

mod mending;
mod merging;

use harness::{PASSWORD, Person, Value, json, on_both, with};

on_both! {
    fn the_counter_opens_a_card_and_sees_the_end_of_the_number(world) {
        let district = world.district();
        let clerk = district.clerk("HP-CS1");
        let person = Person::nth(1);
        let opened = clerk.post("/learners", &with(person.learner(), &json!({
            "street": "半淞园路街道", "phone": "13800138000"}))).with(201);
        assert_eq!(opened["born_on"], "1950-01-02");
        assert_eq!(opened["sex"], "female");
        assert_eq!(opened["id_last"], json!(person.id_number[14..]));
        assert_eq!(opened["card_status"], "unclaimed");
        assert_eq!((&opened["confirmed"], &opened["claim_waiting"]), (&json!(false), &json!(false)));
        assert!(opened["activation_code"].is_string());
        clerk.post("/learners", &person.learner()).refused(409, "already_there");

        let without_code = with(opened.clone(), &json!({"activation_code": null}));
        let card = opened["card_number"].as_str().expect("a card");
        let id = opened["id"].as_str().expect("an id");
        let document = json!({"id_type": "resident_id", "id_number": person.id_number.to_lowercase()});
        assert_eq!(clerk.get(&format!("/learners/{id}")).with(200), without_code);
        assert_eq!(clerk.post("/learners/find", &document).with(200), without_code);
        let by_card = clerk.get(&format!("/learners?card_number={card}")).with(200);
        assert_eq!(by_card["items"], json!([without_code]));
        for answer in [clerk.get(&format!("/learners/{id}")), clerk.post("/learners/find", &document)] {
            assert!(!answer.body.contains(&person.id_number), "{}", answer.body);
        }
    }

    fn what_is_not_a_person_or_card_is_refused(world) {
        let district = world.district();
        let admin = &district.admin;
        let open = |body: &Value| admin.post("/learners", body);
        open(&json!({})).invalid(&["/id_number required", "/id_type required", "/name required"]);
        let person = Person::nth(1).learner();
        open(&with(person.clone(), &json!({"born_on": "1951-01-01", "sex": "male", "phone": "12"})))
            .invalid(&["/born_on contradicts", "/phone bad_format", "/sex contradicts"]);
        open(&with(person.clone(), &json!({"id_number": "110105194912310021"})))
            .invalid(&["/id_number bad_check_digit"]);
        let foreign = json!({"id_type": "passport", "id_number": "E1", "name": "学员乙"});
        open(&foreign).invalid(&["/id_number bad_format"]);
        let unborn = json!({"id_number": "E1234567", "born_on": "2199-01-01"});
        open(&with(foreign, &unborn)).invalid(&["/born_on in_the_future"]);

        admin.get("/learners").invalid(&["/card_number required"]);
        admin.get("/learners?card_number=6201").invalid(&["/card_number bad_format"]);
        admin.get("/learners?card_number=6201000000000000").invalid(&["/card_number bad_check_digit"]);
        let nobody = shared::identity::CardNumber::from_serial(1);
        let found = admin.get(&format!("/learners?card_number={}", nobody.as_str())).with(200);
        assert_eq!(found["items"], json!([]));
        admin.post("/learners/find", &json!({"id_type": "resident_id",
            "id_number": Person::nth(1).id_number})).refused(404, "not_found");
        admin.get("/learners/01890000-0000-7000-8000-000000000000").refused(404, "not_found");
    }

    fn a_school_and_a_counter_mean_the_same_person_by_the_same_document(world) {
        let district = world.district_with_rules();
        let person = Person::nth(1);
        let posted = district.award(&person, "community", "1", "COM-1");
        district.admin.post("/learners", &person.learner()).refused(409, "already_there");
        let find = json!({"id_type": "resident_id", "id_number": person.id_number});
        let found = district.admin.post("/learners/find", &find).with(200);
        assert_eq!(found["card_number"], posted["card_number"]);
        assert_eq!(world.rows("learners"), 1);
    }

    fn of_several_who_claim_a_person_the_counter_confirms_the_one_with_the_phone(world) {
        let district = world.district();
        let person = Person::nth(1);
        for phone in ["13800138001", "13800138002"] {
            let form = with(person.learner(), &json!({"password": PASSWORD, "phone": phone}));
            world.visitor().post("/auth/register", &form).must(201);
        }
        let find = json!({"id_type": "resident_id", "id_number": person.id_number});
        let id = district.admin.post("/learners/find", &find).with(200)["id"].clone();
        let path = format!("/learners/{}/confirm", id.as_str().expect("an id"));
        let confirm = |body: &Value| district.admin.post(&path, body);
        confirm(&json!({})).invalid(&["/phone required"]);
        confirm(&json!({"phone": "13800138003"})).invalid(&["/phone unknown"]);
        let confirmed = confirm(&json!({"phone": "+86 138-0013-8002"})).with(200);
        assert_eq!(confirmed["confirmed"], json!(true));
        assert_eq!(confirmed["card_status"], "active");
        confirm(&json!({})).refused(409, "wrong_state");
        let ours = world.sign_in("13800138002").get("/me/card");
        ours.must(200);
        let closed = json!({"identifier": "13800138001", "password": PASSWORD});
        world.visitor().post("/auth/login", &closed).refused(401, "wrong_credentials");

        let opened = district.open_card(&Person::nth(2));
        let path = format!("/learners/{}/confirm", opened["id"].as_str().expect("an id"));
        district.admin.post(&path, &json!({})).refused(409, "wrong_state");
        let nobody = "/learners/01890000-0000-7000-8000-000000000000/confirm";
        district.admin.post(nobody, &json!({})).refused(404, "not_found");
    }

    fn every_look_up_is_in_the_audit_with_who_and_where_and_no_number(world) {
        let district = world.district();
        let person = Person::nth(1);
        let opened = district.open_card(&person);
        let id = opened["id"].as_str().expect("an id");
        let find = json!({"id_type": "resident_id", "id_number": person.id_number});
        let asked = district.admin.post("/learners/find", &find);
        let request = asked.header("x-request-id").expect("an id").to_owned();
        let unknown = with(find, &json!({"id_number": Person::nth(2).id_number}));
        district.admin.post("/learners/find", &unknown).must(404);
        district.admin.get(&format!("/learners/{id}")).must(200);
        let noted = world.cells("SELECT action || ' ' || subject FROM audit \
            WHERE action LIKE 'learner.%' ORDER BY id");
        assert_eq!(noted, [format!("learner.open {id}"), format!("learner.find {id}"),
            "learner.find -".to_owned(), format!("learner.find {id}")]);
        let row = world.cell(&format!(
            "SELECT role || ' ' || address FROM audit WHERE request_id = '{request}'"));
        assert_eq!(row, "admin 127.0.0.1");
    }
}
