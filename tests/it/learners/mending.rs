//! Names, dates and documents are mended, with both values kept.

use harness::{Answer, Client, Person, Value, award, json, on_both, with};
use shared::identity::ResidentId;

use crate::transfers::{id_of, sound};

fn mend(who: &Client, id: &str, to: &Value) -> Answer {
    let seen = who.get(&format!("/learners/{id}"));
    let tag = seen.header("etag").expect("a learner has a tag").to_owned();
    who.call("PUT", &format!("/learners/{id}")).header("If-Match", &tag).json(to).send()
}

fn detail(admin: &Client, id: &str) -> Value {
    let audit = admin.get(&format!("/audit?subject={id}")).with(200);
    let items = audit["items"].as_array().expect("a list").iter();
    let found = items.into_iter().find(|item| item["action"] == "learner.mend");
    found.expect("it is in the audit")["detail"].clone()
}

on_both! {
    fn a_name_is_mended_and_what_waited_for_it_is_settled(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let resident = district.resident(1);
        let misspelt = with(award(&resident.person, "community", "2", "COM-1"),
            &json!({"learner": {"name": "王秀兰"}}));
        let waiting = district.admin.post("/completions", &misspelt).with(201);
        assert_eq!(waiting["status"], "needs_decision");
        let another = with(award(&resident.person, "community", "1", "COM-2"),
            &json!({"learner": {"name": "另一个人"}}));
        district.admin.post("/completions", &another).must(201);

        let id = &resident.learner_id;
        let mended = mend(&clerk, id, &json!({"name": "王秀兰", "reason": "录入有误"}));
        assert_eq!(mended.with(200)["name"], "王秀兰");
        assert_eq!(mended.header("etag"), Some("\"2\""));
        assert_eq!(resident.available("community"), "2.00", "what agrees now is settled at once");
        let settled = resident.client.get(&format!("/me/completions/{}", id_of(&waiting))).with(200);
        assert_eq!(settled["decision"]["trace"][0],
            json!({"step": "choice", "rule": "", "by": "clerk-hp-cs1", "reason": "录入有误"}));
        assert_eq!(district.admin.get("/decisions").with(200)["items"].as_array().unwrap().len(), 1);
        assert_eq!(resident.client.get("/me").with(200)["name"], "王秀兰");
        assert_eq!(detail(&district.admin, id), json!({"reason": "录入有误",
            "name": {"before": resident.person.name, "after": "王秀兰"}}));
        let told = resident.client.get("/me/notifications").with(200);
        let kinds: Vec<&str> = told["items"].as_array().unwrap().iter()
            .map(|item| item["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["details_mended", "decided"]);
        assert!(told["items"][0]["text"]["zh"].as_str().unwrap().contains("姓名"));
        // The old name is another one from now on.
        let posted = district.admin.post("/completions",
            &award(&resident.person, "community", "1", "COM-3")).with(201);
        assert_eq!(posted["status"], "needs_decision");
        sound(&district);
    }

    fn what_is_not_named_stays_and_what_is_null_goes(world) {
        let district = world.district();
        let clerk = district.clerk("HP-CS1");
        let foreign = json!({"id_type": "passport", "id_number": "E12345678", "name": "学员乙",
            "born_on": "1960-01-01", "street": "半淞园路街道", "phone": "13800138000"});
        let id = id_of(&clerk.post("/learners", &foreign).with(201));
        let mended = mend(&clerk, &id, &json!({"born_on": "1961-02-03", "sex": "female",
            "street": null, "phone": "13900139000"})).with(200);
        assert_eq!((&mended["name"], &mended["born_on"], &mended["sex"], &mended["street"]),
            (&json!("学员乙"), &json!("1961-02-03"), &json!("female"), &Value::Null));
        assert_eq!(detail(&district.admin, &id), json!({
            "born_on": {"before": "1960-01-01", "after": "1961-02-03"},
            "sex": {"before": null, "after": "female"},
            "street": {"before": "半淞园路街道", "after": null},
            "phone": "changed"}));
        assert_eq!(mend(&clerk, &id, &json!({"sex": "female"})).header("etag"), Some("\"2\""),
            "what changes nothing makes no revision");
        let stored = world.everything_stored();
        for number in ["E12345678", "13800138000", "13900139000"] {
            assert!(!stored.contains(number), "{number} stands in clear");
        }
    }

    fn only_an_administrator_mends_a_document_and_both_numbers_are_sealed(world) {
        let district = world.district_with_rules();
        let resident = district.resident(1);
        district.award(&resident.person, "community", "2", "COM-1");
        let right = Person::nth(900);
        let document = json!({"id_type": "resident_id", "id_number": right.id_number});
        let id = &resident.learner_id;
        mend(&district.clerk("HP-CS1"), id, &document).refused(403, "role_may_not");
        mend(&district.admin, id, &with(document.clone(), &json!({"id_number": "110105194912310021"})))
            .invalid(&["/id_number bad_check_digit"]);
        let mended = mend(&district.admin, id, &document).with(200);
        assert_eq!(mended["id_last"], json!(right.id_number[14..]));
        let born = right.id_number.parse::<ResidentId>().unwrap().born_on();
        assert_eq!(mended["born_on"], json!(born), "a resident ID tells the birth date");
        let last = |number: &str| format!("resident_id …{}", &number[14..]);
        assert_eq!(detail(&district.admin, id)["document"],
            json!({"before": last(&resident.person.id_number), "after": last(&right.id_number)}));
        let sealed = world.cell("SELECT sealed FROM audit WHERE action = 'learner.mend'");
        let opened: Value = serde_json::from_str(&world.bank().keys.open_sealed(&sealed).unwrap()).unwrap();
        assert_eq!(opened, json!({"document": {"before": resident.person.id_number,
            "after": right.id_number}}));
        let shown = district.admin.get(&format!("/audit?subject={id}"));
        for number in [&right.id_number, &resident.person.id_number, &sealed] {
            assert!(!shown.body.contains(number.as_str()), "{}", shown.body);
        }
        let find = |number: &str| district.admin.post("/learners/find",
            &json!({"id_type": "resident_id", "id_number": number}));
        assert_eq!(find(&right.id_number).with(200)["id"], json!(id));
        find(&resident.person.id_number).refused(404, "not_found");
        let other = district.resident(2);
        let taken = json!({"id_type": "resident_id", "id_number": other.person.id_number});
        mend(&district.admin, id, &taken).refused(409, "already_there");
        assert_eq!(resident.available("community"), "2.00");
    }

    fn what_cannot_be_mended_is_refused_and_stays(world) {
        let district = world.district();
        let resident = district.resident(1);
        let id = &resident.learner_id;
        let put = |tag: Option<&str>, body: &Value| {
            let call = district.admin.call("PUT", &format!("/learners/{id}"));
            tag.map_or(call, |tag| district.admin.call("PUT", &format!("/learners/{id}"))
                .header("If-Match", tag)).json(body).send()
        };
        let name = json!({"name": "王秀兰"});
        put(None, &name).refused(428, "match_required");
        put(Some("\"7\""), &name).refused(412, "stale_match");
        put(Some("*"), &json!({"name": null, "sex": "none", "born_on": "1950", "wrong": 1,
            "id_type": "passport"})).invalid(&["/born_on not_a_day", "/id_number required",
            "/name required", "/sex not_one_of", "/wrong unknown_field"]);
        put(Some("*"), &json!({"born_on": "1951-01-01", "sex": null}))
            .invalid(&["/born_on contradicts", "/sex contradicts"]);
        let nobody = "/learners/01890000-0000-7000-8000-000000000000";
        district.admin.call("PUT", nobody).header("If-Match", "*").json(&name).send()
            .refused(404, "not_found");
        assert_eq!(world.cell("SELECT MAX(revision) FROM learners"), "1");
        // Of two at once one is first.
        std::thread::scope(|scope| {
            let asked: Vec<_> = ["甲", "乙", "丙"].into_iter()
                .map(|name| (name, &district.admin))
                .map(|(name, admin)| scope.spawn(move || put_name(admin, id, name).status))
                .collect();
            let mut statuses: Vec<u16> = asked.into_iter().map(|one| one.join().unwrap()).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 412, 412]);
        });
    }
}

fn put_name(admin: &Client, id: &str, name: &str) -> Answer {
    let call = admin.call("PUT", &format!("/learners/{id}"));
    call.header("If-Match", "\"1\"").json(&json!({ "name": name })).send()
}
