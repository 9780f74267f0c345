//! How far somebody is, and which courses would help.

use harness::{District, Value, json, on_both, program, usual_rules, with};

use super::{each, id_of, learn};

/// A course of the catalogue that declares credits in the scheme that its category names.
fn taught(district: &District<'_>, at: &str, code: &str, scheme: &str, credits: &str) {
    let course = json!({"institution": at, "code": code, "title": format!("课程 {code}"),
        "category": scheme, "hours": "32", "declared_credits": credits});
    district.admin.post("/courses", &course).must(201);
}

on_both! {
    fn nothing_on_the_card_is_all_missing(world) {
        let district = world.district_with_rules();
        let id = id_of(&district.program("ECOM-CERT", &json!({})));
        let resident = district.resident(1);
        let progress = resident.client.get(&format!("/programs/{id}/progress")).with(200);
        let without_program = with(progress, &json!({"program": null}));
        insta::assert_json_snapshot!(without_program, @r#"
        {
          "award": null,
          "done": "0.00",
          "groups": [
            {
              "code": "CORE",
              "done": "0.00",
              "in_hand": "0.00",
              "in_review": "0.00",
              "met": false,
              "missing": "4.00",
              "units": [
                {
                  "code": "CORE-1",
                  "state": "open",
                  "transfer_id": null
                },
                {
                  "code": "CORE-2",
                  "state": "open",
                  "transfer_id": null
                }
              ],
              "waived": "0.00"
            },
            {
              "code": "FREE",
              "done": "0.00",
              "in_hand": "0.00",
              "in_review": "0.00",
              "met": false,
              "missing": "1.00",
              "units": [
                {
                  "code": "FREE-1",
                  "state": "open",
                  "transfer_id": null
                },
                {
                  "code": "FREE-2",
                  "state": "open",
                  "transfer_id": null
                }
              ],
              "waived": "0.00"
            }
          ],
          "in_hand": "0.00",
          "in_review": "0.00",
          "missing": "5.00",
          "program": null,
          "state": "open",
          "suggestions": [],
          "transfer_most": "3.00",
          "transferred": "0.00",
          "waived": "0.00"
        }
        "#);
        assert_eq!(resident.client.get("/me/programs").with(200)["items"], json!([]));
        for id in ["01890000-0000-7000-8000-000000000000", "nonsense"] {
            resident.client.get(&format!("/programs/{id}/progress")).refused(404, "not_found");
        }
    }

    fn what_open_units_would_take_is_in_hand(world) {
        let district = world.district_with_rules();
        let id = id_of(&district.program("ECOM-CERT", &json!({})));
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-VS1", ("vocational", "2.50", "V1"));
        learn(&district, &resident.person, "HP-CS1", ("community", "1.00", "C1"));
        let progress = resident.client.get(&format!("/programs/{id}/progress")).with(200);
        assert_eq!(progress["in_hand"], "3.00");
        assert_eq!(progress["missing"], "2.00");
        assert_eq!(each(&progress["groups"], "in_hand"), ["2.00", "1.00"]);
        assert_eq!(each(&progress["groups"], "missing"), ["2.00", "0.00"]);
        let mine = resident.client.get("/me/programs").with(200);
        assert_eq!(each(&mine["items"], "in_hand"), ["3.00"]);
    }

    fn no_more_is_in_hand_than_may_come_from_elsewhere(world) {
        let district = world.district_with_rules();
        let id = id_of(&district.program("ECOM-CERT", &json!({"transfer_percent_max": 40})));
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-CS1", ("vocational", "9.00", "V1"));
        let progress = resident.client.get(&format!("/programs/{id}/progress")).with(200);
        assert_eq!((&progress["transfer_most"], &progress["in_hand"]), (&json!("2.00"), &json!("2.00")));
    }

    fn the_programs_that_are_nearest_to_their_end_come_first(world) {
        let district = world.district_with_rules();
        district.program("FAR", &json!({"transfer_percent_max": 40}));
        district.program("NEAR", &json!({}));
        district.program("OUT", &json!({"status": "inactive"}));
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-CS1", ("vocational", "9.00", "V1"));
        let mine = resident.client.get("/me/programs").with(200);
        let codes: Vec<&Value> =
            mine["items"].as_array().unwrap().iter().map(|it| &it["program"]["code"]).collect();
        assert_eq!(codes, ["NEAR", "FAR"]);
    }

    fn courses_that_would_fill_what_is_missing_are_suggested(world) {
        let district = world.district_with_rules();
        let only = json!({"groups": [program("X")["groups"][0]], "total": "4.00"});
        let id = id_of(&district.program("ECOM-CERT", &only));
        taught(&district, "HP-VS1", "SHOP", "vocational", "2.00");
        taught(&district, "HP-VS1", "DONE", "vocational", "2.00");
        taught(&district, "HP-CS1", "SHOP-2", "vocational", "2.00");
        taught(&district, "HP-CS1", "BASIC", "community", "3.00");
        taught(&district, "HP-CS1", "SHORT", "community", "1.00");
        taught(&district, "HP-SC", "SING", "senior", "9.00");
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-VS1", ("vocational", "1.00", "DONE"));
        let progress = resident.client.get(&format!("/programs/{id}/progress")).with(200);
        let short: Vec<Value> = progress["suggestions"].as_array().unwrap().iter()
            .map(|it| json!([it["institution"], it["code"], it["counts"], it["via"]]))
            .collect();
        assert_eq!(json!(short), json!([
            ["HP-VS1", "SHOP", "2.00", null],
            ["HP-CS1", "BASIC", "2.00", "EQ-01"],
            ["HP-CS1", "SHOP-2", "2.00", null],
        ]));
        // With two community credits on the card already, a short course makes a conversion whole.
        learn(&district, &resident.person, "HP-CS1", ("community", "2.00", "C1"));
        let progress = resident.client.get(&format!("/programs/{id}/progress")).with(200);
        assert!(each(&progress["suggestions"], "code").contains(&json!("SHORT")));
    }

    fn the_last_course_that_an_outcome_rule_asks_for_is_suggested(world) {
        let district = world.district();
        let course = |code: &str| json!({"course": {"institution": "HP-CS1", "code": code}});
        let mut rules = usual_rules();
        rules["equivalence"].as_array_mut().unwrap().push(json!({
            "code": "EX-1", "names": {"zh": "免修", "en": "Waiver"}, "priority": 10,
            "outcome": "exemption", "decision": "institution", "receiver": "HP-VS1",
            "by_outcome": {"requires": {"all_of": [course("T1"), course("T2")]},
                "gives": [{"program": "ECOM-CERT", "unit": "CORE-1", "scheme": "vocational",
                    "credits": "2.00"}]},
        }));
        district.publish(&rules);
        let nothing = json!({"accepts": {"schemes": []}});
        let groups: Vec<Value> = program("X")["groups"].as_array().unwrap().iter()
            .map(|group| with(group.clone(), &nothing)).collect();
        let id = id_of(&district.program("ECOM-CERT", &json!({"groups": groups})));
        for code in ["T1", "T2"] {
            taught(&district, "HP-CS1", code, "community", "1.00");
        }
        let resident = district.resident(1);
        let progress = || resident.client.get(&format!("/programs/{id}/progress")).with(200);
        assert_eq!(progress()["suggestions"], json!([]), "neither alone is enough");
        learn(&district, &resident.person, "HP-CS1", ("community", "1.00", "T1"));
        let suggested = progress()["suggestions"].clone();
        assert_eq!(each(&suggested, "code"), ["T2"]);
        assert_eq!(each(&suggested, "via"), ["EX-1"]);
        assert_eq!(each(&suggested, "counts"), ["2.00"]);
        learn(&district, &resident.person, "HP-CS1", ("community", "1.00", "T2"));
        assert_eq!(progress()["groups"][0]["in_hand"], "2.00");
    }
}
