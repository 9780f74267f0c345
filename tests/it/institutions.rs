//! Institutions and the network that they form.

use harness::{Value, json, on_both, with};

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
}
