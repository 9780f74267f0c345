//! Adding, changing, listing.

use harness::{Value, change_program, json, on_both, program, with};

use super::{each, id_of};

on_both! {
    fn a_program_is_added_shown_and_found(world) {
        let district = world.district();
        let made = district.admin.post("/programs", &program("ECOM-CERT"));
        let added = made.with(201);
        assert_eq!(made.header("etag"), Some("\"1\""));
        let own = json!({"id": added["id"], "status": "active"});
        assert_eq!(added, with(program("ECOM-CERT"), &own));
        let visitor = world.visitor();
        let id = id_of(&added);
        assert_eq!(visitor.get(&format!("/programs/{id}")).with(200), added);
        for query in ["", "?q=ecom", "?q=%E9%A1%B9%E7%9B%AE", "?institution=HP-VS1", "?q=Program"] {
            let found = visitor.get(&format!("/programs{query}")).with(200);
            assert_eq!(each(&found["items"], "code"), ["ECOM-CERT"], "{query}");
        }
        for query in ["?q=%25", "?q=nursing", "?institution=HP-CC"] {
            let found = visitor.get(&format!("/programs{query}")).with(200);
            assert_eq!(found["items"], json!([]), "{query}");
        }
        visitor.get("/programs?institution=no%20code").invalid(&["/institution bad_format"]);
        for id in ["01890000-0000-7000-8000-000000000000", "nonsense"] {
            visitor.get(&format!("/programs/{id}")).refused(404, "not_found");
        }
    }

    fn programs_are_paged_by_code(world) {
        let district = world.district();
        for code in ["C", "A", "B"] {
            district.program(code, &json!({}));
        }
        let first = world.visitor().get("/programs?limit=2").with(200);
        assert_eq!(each(&first["items"], "code"), ["A", "B"]);
        let cursor = first["next_cursor"].as_str().unwrap();
        let rest = world.visitor().get(&format!("/programs?limit=2&cursor={cursor}")).with(200);
        assert_eq!(each(&rest["items"], "code"), ["C"]);
    }

    fn a_program_out_of_use_is_listed_to_overseers_alone(world) {
        let district = world.district();
        let id = id_of(&district.program("OLD", &json!({"status": "inactive"})));
        let listed = |who: &harness::Client| each(&who.get("/programs").with(200)["items"], "code");
        assert_eq!(listed(&world.visitor()), Vec::<Value>::new());
        assert_eq!(listed(&district.staff("auditor", None)), ["OLD"]);
        assert_eq!(world.visitor().get(&format!("/programs/{id}")).with(200)["status"], "inactive");
    }

    fn every_fault_of_a_program_is_named(world) {
        let district = world.district();
        let post = |more: Value| district.admin.post("/programs", &with(program("X"), &more));
        post(json!({"transfer_percent_max": 101, "total": "0", "scheme": "gold",
            "institution": "HP-NONE", "names": {"zh": ""}, "colour": "red"}))
            .invalid(&["/transfer_percent_max out_of_range", "/total not_positive",
                "/names/zh required", "/colour unknown_field"]);
        post(json!({"scheme": "gold", "institution": "HP-NONE"}))
            .invalid(&["/scheme unknown", "/institution unknown"]);
        post(json!({"transfer_percent_max": -1, "total": "1.234"}))
            .invalid(&["/transfer_percent_max out_of_range", "/total too_many_decimals"]);
        post(json!({"total": "6.01"})).invalid(&["/total most_that_fits"]);
        let group = |more: Value| {
            let mut groups = program("X")["groups"].clone();
            groups[0] = with(groups[0].clone(), &more);
            post(json!({"groups": groups}))
        };
        group(json!({"min": "4.01"})).invalid(&["/groups/0/min most_that_fits"]);
        group(json!({"min": "-1"})).invalid(&["/groups/0/min negative"]);
        group(json!({"max": "3.99"}))
            .invalid(&["/groups/0/max below_smallest"]);
        group(json!({"code": "FREE"})).invalid(&["/groups/1/code duplicate"]);
        group(json!({"units": []})).invalid(&["/groups/0/min most_that_fits",
            "/groups/0/units required", "/total most_that_fits"]);
        let unit = json!({"code": "FREE-1", "names": {"zh": "一", "en": "One"}, "credits": "-2"});
        group(json!({"units": [unit, with(unit.clone(), &json!({"credits": "4"}))]}))
            .invalid(&["/groups/0/units/0/credits not_positive"]);
        let four = with(unit, &json!({"credits": "4"}));
        group(json!({"units": [four.clone(), four]})).invalid(&[
            "/groups/0/units/1/code duplicate", "/groups/1/units/0/code duplicate",
        ]);
        group(json!({"accepts": {"schemes": ["gold"], "courses": [
            {"institution": "HP-CS1", "code": "NONE"}, {"institution": "HP-NONE", "code": "X"}]}}))
            .invalid(&["/groups/0/accepts/schemes/0 unknown",
                "/groups/0/accepts/courses/0/code unknown",
                "/groups/0/accepts/courses/1/institution unknown"]);
        assert_eq!(world.rows("programs"), 0);
        post(json!({})).must(201);
        post(json!({})).refused(409, "already_there");
    }

    fn a_change_needs_the_version_that_was_seen_and_keeps_the_code(world) {
        let district = world.district();
        let id = id_of(&district.program("X", &json!({})));
        let changed = with(program("X"), &json!({"total": "6.00"}));
        let path = format!("/programs/{id}");
        district.admin.call("PUT", &path).json(&changed).send().refused(428, "match_required");
        let stale = district.admin.call("PUT", &path).header("If-Match", "\"7\"").json(&changed);
        stale.send().refused(412, "stale_match");
        let put = change_program(&district.admin, &id, &changed);
        assert_eq!((put.with(200)["total"].clone(), put.header("etag")), (json!("6.00"), Some("\"2\"")));
        change_program(&district.admin, &id, &program("Y")).invalid(&["/code contradicts"]);
        let gone = "/programs/01890000-0000-7000-8000-000000000000";
        let put = district.admin.call("PUT", gone).header("If-Match", "\"1\"").json(&changed);
        put.send().refused(404, "not_found");
        let audited: Vec<String> = world.cells("SELECT action FROM audit WHERE action LIKE 'program.%' ORDER BY at");
        assert_eq!(audited, ["program.create", "program.change"]);
    }

    fn a_program_of_a_school_that_was_closed_is_not_added(world) {
        let district = world.district();
        let seen = district.admin.get("/institutions/HP-VS1");
        let tag = seen.header("etag").unwrap().to_owned();
        let mut closed = seen.with(200);
        closed["status"] = json!("inactive");
        closed.as_object_mut().unwrap().remove("id");
        let put = district.admin.call("PUT", "/institutions/HP-VS1").header("If-Match", &tag);
        put.json(&closed).send().must(200);
        district.admin.post("/programs", &program("X")).invalid(&["/institution not_in_use"]);
    }
}
