//! Writing drafts: whole, rule by rule, and as tables.

use harness::{
    Draft, Value, conversion_rule, json, on_both, recognition_rule, rulebook, usual_rules, with,
};

fn declared(code: &str) -> Value {
    recognition_rule(code, &json!({"scheme": "senior", "method": "declared"}), &json!({}))
}

fn codes(rulebook: &Value, list: &str) -> Vec<String> {
    let rules = rulebook[list].as_array().unwrap();
    rules.iter().map(|rule| rule["code"].as_str().unwrap().to_owned()).collect()
}

/// The four lists of a rulebook, without where it stands.
fn lists(rulebook: &Value) -> Vec<Value> {
    ["recognition", "equivalence", "caps", "gifts"].map(|list| rulebook[list].clone()).to_vec()
}

on_both! {
    fn a_draft_is_written_rule_by_rule_and_keeps_its_order(world) {
        let district = world.district();
        let draft = Draft::write(&district.admin, &rulebook(vec![declared("R-1"), declared("R-2")], vec![]));
        draft.put_rule("recognition", &declared("R-3")).must(204);
        let renamed = json!({"list": "recognition", "rule": declared("R-9")});
        draft.change("PUT", "/rules/R-1", Some(&renamed)).must(204);
        let taken = json!({"list": "recognition", "rule": declared("R-2")});
        draft.change("PUT", "/rules/R-9", Some(&taken)).refused(409, "already_there");
        assert_eq!(codes(&draft.shown(), "recognition"), ["R-9", "R-2", "R-3"]);
        draft.change("DELETE", "/rules/R-2", None).must(204);
        draft.change("DELETE", "/rules/R-2", None).refused(404, "not_found");
        let equivalence = conversion_rule("EQ-1", "community", "senior", "1/2", &json!({}));
        draft.put_rule("equivalence", &equivalence).must(204);
        let shown = draft.shown();
        assert_eq!(codes(&shown, "recognition"), ["R-9", "R-3"]);
        assert_eq!(codes(&shown, "equivalence"), ["EQ-1"]);

        let whole = with(rulebook(vec![declared("R-5")], vec![]), &json!({"effective_from": "2027-01-01", "note": "新"}));
        let replaced = draft.change("PUT", "", Some(&whole)).with(200);
        assert_eq!((codes(&replaced, "recognition"), &replaced["note"]), (vec!["R-5".to_owned()], &json!("新")));
        assert_eq!(replaced["effective_from"], "2027-01-01");
        draft.change("DELETE", "", None).must(204);
        district.admin.get(&draft.path("")).refused(404, "not_found");
    }

    fn what_another_changed_in_the_meantime_is_not_overwritten(world) {
        let district = world.district();
        let draft = Draft::write(&district.admin, &rulebook(vec![], vec![]));
        let seen = draft.tag();
        draft.put_rule("recognition", &declared("R-1")).must(204);
        let body = json!({"list": "recognition", "rule": declared("R-2")});
        for (method, below, body) in [
            ("PUT", "", Some(rulebook(vec![], vec![]))),
            ("PUT", "/rules/R-2", Some(body.clone())),
            ("DELETE", "/rules/R-1", None),
            ("DELETE", "", None),
        ] {
            let path = draft.path(below);
            let call = |tag: Option<&str>| {
                let call = district.admin.call(method, &path);
                let call = match tag { Some(tag) => call.header("If-Match", tag), None => call };
                match &body { Some(body) => call.json(body).send(), None => call.send() }
            };
            call(Some(&seen)).refused(412, "stale_match");
            call(None).refused(428, "match_required");
        }
        assert_eq!(codes(&draft.shown(), "recognition"), ["R-1"]);
    }

    fn a_rule_that_cannot_be_said_is_refused_at_its_field_and_all_faults_at_once(world) {
        let district = world.district();
        let draft = Draft::write(&district.admin, &rulebook(vec![], vec![]));
        let mut rule = declared("R-1");
        rule["award"] = json!({"scheme": "Senior!", "method": {"per_hours": "0"}, "factor": "0/3",
            "rounding": {"step": "0.005", "mode": "up"}, "max": "x"});
        rule["when"] = json!({"min_hours": "x", "ended_from": "2026-13-01", "colour": "red"});
        rule["priority"] = json!("high");
        draft.put_rule("recognition", &rule).invalid(&[
            "/rule/award/factor not_positive",
            "/rule/award/max not_decimal",
            "/rule/award/rounding/mode not_one_of",
            "/rule/award/rounding/step too_many_decimals",
            "/rule/award/scheme bad_format",
            "/rule/priority wrong_type",
            "/rule/when/colour unknown_field",
            "/rule/when/ended_from not_a_day",
            "/rule/when/min_hours not_decimal",
        ]);
        let mut senseless = declared("R-1");
        senseless["award"] = json!({"scheme": "senior", "method": {"per_hours": "0"}, "max": "-1"});
        draft.put_rule("recognition", &senseless).invalid(&[
            "/rule/award/max negative",
            "/rule/award/method/per_hours not_positive",
        ]);
        let twice = rulebook(vec![declared("R-1"), declared("R-1")], vec![]);
        district.admin.post("/rulebooks", &twice).invalid(&["/recognition/1/code duplicate"]);
        let empty = json!({"effective_from": "2020-01-01", "equivalence": [
            with(conversion_rule("E", "a", "b", "1/2", &json!({})), &json!({"by_amount": null}))]});
        let refused = district.admin.post("/rulebooks", &empty);
        refused.refused(422, "invalid");
        assert_eq!(draft.shown()["recognition"], json!([]));
    }

    fn a_draft_can_be_a_copy_and_a_table_loses_nothing(world) {
        let district = world.district();
        let mut rules = usual_rules();
        rules["note"] = json!("=1+1，\"引号\"，分号;");
        rules["caps"] = json!([{"code": "C1", "names": {"zh": "上限", "en": "Cap"}, "schemes": ["senior"],
            "limit": {"credits": "42.00"}, "window": {"semesters_from": ["03-01", "09-01"]}}]);
        rules["gifts"] = json!([{"code": "G1", "names": {"zh": "转赠", "en": "Gifts"}, "schemes": ["activity"],
            "smallest": "1.00", "cooling_off_hours": 24, "family_only": true}]);
        rules["recognition"][0]["when"]["institutions"] = json!([{"code": "HP-SC", "below": true}]);
        rules["equivalence"].as_array_mut().unwrap().push(json!({
            "code": "EQ-20", "names": {"zh": "免修", "en": "Exemption"}, "priority": 10,
            "outcome": "exemption", "decision": "institution", "receiver": "HP-VS1",
            "by_outcome": {"requires": {"all_of": [
                {"course": {"institution": "HP-CS1", "code": "IT-1"}, "min_score": "70.00", "max_score": null},
                {"any_of": [{"course": {"institution": "HP-CS1", "code": "A"}}, {"course": {"institution": "HP-CS2", "code": "B"}}]}]},
                "gives": [{"program": "ECOM-CERT", "unit": "ELECTIVE-2", "scheme": "vocational", "credits": "2.00"}]}}));
        let written = Draft::write(&district.admin, &rules);
        let table = district.admin.get(&written.path("/rules.csv"));
        table.must(200);
        assert!(table.header("content-type").unwrap().starts_with("text/csv"));
        assert!(table.body.starts_with('\u{FEFF}'));
        assert!(!table.body.contains("\n=") && !table.body.contains(",="), "no cell is a formula");

        let read = district.admin.call("POST", "/rulebooks").body("text/csv", table.body.clone()).send().with(201);
        assert_eq!(lists(&read), lists(&written.shown()));
        assert_eq!((&read["note"], &read["effective_from"]), (&rules["note"], &rules["effective_from"]));
        let copied = district.admin.call("POST", &format!("/rulebooks?from={}", written.id)).send().with(201);
        assert_eq!(lists(&copied), lists(&written.shown()));
        assert_eq!(copied["status"], "draft");

        let broken = table.body.replace("2/3", "0/3");
        let refused = district.admin.call("POST", "/rulebooks").body("text/csv", broken).send();
        refused.refused(422, "invalid");
        district.admin.call("POST", "/rulebooks").body("text/plain", "x").send().refused(415, "unsupported_type");
    }

    fn only_a_draft_changes(world) {
        let district = world.district();
        let draft = Draft::write(&district.admin, &usual_rules());
        draft.submit();
        draft.put_rule("recognition", &declared("R-9")).refused(409, "wrong_state");
        draft.change("DELETE", "", None).refused(409, "wrong_state");
        district.admin.post_nothing(&draft.path("/submit")).refused(409, "wrong_state");
        district.admin.post_nothing(&draft.path("/withdraw")).must(200);
        draft.put_rule("recognition", &declared("R-9")).must(204);
        district.admin.post_nothing(&draft.path("/withdraw")).refused(409, "wrong_state");
        draft.submit();
        let other = district.staff("admin", None);
        let all = json!([{"code": "ambiguous_pair", "rules": "all", "reason": "逐件裁定"}]);
        draft.publish(&other, "from_now", &all).must(200);
        draft.change("PUT", "", Some(&usual_rules())).refused(409, "wrong_state");
        district.admin.post_nothing(&draft.path("/withdraw")).refused(409, "wrong_state");
    }

    fn the_difference_between_two_names_each_field(world) {
        let district = world.district();
        district.publish(&usual_rules());
        let mut rules = usual_rules();
        rules["recognition"][0]["award"]["factor"] = json!("2/3");
        rules["recognition"].as_array_mut().unwrap().remove(2);
        rules["equivalence"].as_array_mut().unwrap().push(
            conversion_rule("EQ-09", "senior", "vocational", "1/2", &json!({})));
        let draft = Draft::write(&district.admin, &rules);
        let told = district.admin.get(&draft.path("/difference")).with(200);
        assert_eq!(told["from"]["number"], 1);
        let said: Vec<(String, String)> = told["changes"].as_array().unwrap().iter()
            .map(|it| (it["code"].as_str().unwrap().to_owned(), it["change"].as_str().unwrap().to_owned()))
            .collect();
        let pair = |code: &str, change: &str| (code.to_owned(), change.to_owned());
        assert_eq!(said, [pair("R-COM", "changed"), pair("R-VOC", "removed"), pair("EQ-09", "added")]);
        assert_eq!(told["changes"][0]["fields"],
            json!([{"pointer": "/award/factor", "before": "1/1", "after": "2/3"}]));
        let same = district.admin.get(&draft.path(&format!("/difference?from={}", draft.id))).with(200);
        assert_eq!(same["changes"], json!([]));
        world.visitor().get(&draft.path("/difference")).refused(404, "not_found");
        district.admin.get(&draft.path("/difference?from=x")).invalid(&["/from not_an_id"]);
    }
}
