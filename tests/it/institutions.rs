//! Institutions and the network that they form.

use harness::{Client, Value, conversion_rule, json, on_both, usual_rules, with};

use crate::transfers::{id_of, sound, take};

on_both! {
    fn the_network_of_institutions_has_no_loops_and_no_doubles(world) {
        let district = world.district();
        let post = |body: Value| district.admin.post("/institutions", &body);
        let good = json!({"code": "NEW", "names": {"zh": "新", "en": "New"}, "kind": "enterprise"});
        post(with(good.clone(), &json!({"code": "HP-CC"}))).refused(409, "already_there");
        post(with(good.clone(), &json!({"parent": "NONE"}))).invalid(&["/parent unknown"]);
        post(with(good.clone(), &json!({"code": "new", "names": {"en": null}, "kind": "zoo",
            "credit_code": "91350100M000100Y44", "grade_scale": [{"grade": "A", "score": "101"}],
            "status": "gone"}))).invalid(&["/code bad_format", "/credit_code bad_check_digit",
            "/grade_scale/0/score out_of_range", "/kind not_one_of", "/names/en required",
            "/status not_one_of"]);
        let coded = json!({"credit_code": "91350100M000100Y43"});
        post(with(good.clone(), &coded)).must(201);
        post(with(with(good, &coded), &json!({"code": "NEW2"}))).refused(409, "already_there");

        let below = json!({"code": "HP-CC", "names": {"zh": "社区学院", "en": "College"},
            "kind": "community_college", "parent": "HP-CS1"});
        let put = district.admin.call("PUT", "/institutions/HP-CC").header("If-Match", "*");
        let loops = put.json(&below).send();
        loops.refused(422, "invalid");
        assert!(loops.faults()[0].starts_with("/parent "), "{}", loops.body);
    }
    fn a_closed_school_hands_what_it_had_to_decide_to_the_next_one_above(world) {
        let district = world.district();
        let reviewed = json!({"decision": "institution", "receiver": "HP-CS1"});
        let mut rules = usual_rules();
        rules["equivalence"] = json!([conversion_rule("EQ-02", "community", "higher", "1/2", &reviewed)]);
        district.publish(&rules);
        let resident = district.resident(1);
        district.award(&resident.person, "community", "10", "COM-1");
        let id = id_of(&resident.convert("community", "higher", "4").with(201));
        let (school, college) =
            (district.staff("reviewer", Some("HP-CS1")), district.staff("reviewer", Some("HP-CC")));
        let queue = |who: &Client| who.get("/transfers").with(200)["items"].as_array().unwrap().len();
        assert_eq!((queue(&school), queue(&college)), (1, 1), "the college sees what lies below");

        let close = |code: &str, kind: &str, parent: Option<&str>, status: &str| {
            let body = json!({"code": code, "names": {"zh": code, "en": code}, "kind": kind,
                "parent": parent, "status": status});
            district.admin.call("PUT", &format!("/institutions/{code}")).header("If-Match", "*").json(&body)
                .send().must(200);
        };
        close("HP-CS1", "community_school", Some("HP-CC"), "inactive");
        assert_eq!((queue(&school), queue(&college)), (0, 1));
        let shown = college.get(&format!("/transfers/{id}")).with(200);
        assert_eq!(shown["history"].as_array().unwrap().last().unwrap()["status"], "handed_over");
        // What comes to a school that is closed goes where its queue went.
        let later = id_of(&resident.convert("community", "higher", "2").with(201));
        world.run_jobs();
        assert_eq!(queue(&college), 2);
        take(&college, &id, "approve", None).must(200);
        close("HP-CC", "community_college", None, "inactive");
        assert_eq!(queue(&college), 0);
        assert_eq!(queue(&district.admin), 1, "nobody above: the administrators decide");
        take(&district.admin, &later, "approve", None).must(200);
        assert_eq!(resident.available("higher"), "3.00");
        world.run_jobs();
        sound(&district);
    }

    fn a_closed_school_hands_proposed_awards_on(world) {
        let district = world.district();
        let code = |code: &str| world.cell(&format!("SELECT id FROM institutions WHERE code = '{code}'"));
        world.tamper(&format!("INSERT INTO awards (learner_id, id, program_id, institution_id, status, body, \
            proposed_at) VALUES ('a', 'a', 'p', '{school}', 'proposed', '{{}}', '2026-01-01 00:00:00'), \
            ('b', 'b', 'p', '{school}', 'granted', '{{}}', '2026-01-01 00:00:00')", school = code("HP-CS1")));
        let body = json!({"code": "HP-CS1", "names": {"zh": "一", "en": "One"}, "kind": "community_school",
            "parent": "HP-CC", "status": "inactive"});
        let put = district.admin.call("PUT", "/institutions/HP-CS1").header("If-Match", "*");
        put.json(&body).send().must(200);
        let at = |id: &str| world.cell(&format!("SELECT institution_id FROM awards WHERE id = '{id}'"));
        assert_eq!((at("a"), at("b")), (code("HP-CC"), code("HP-CS1")));
    }
}
