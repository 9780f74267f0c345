//! What can be done now, ranked by what it leads to.

use harness::{Resident, Value, json, on_both, program, redacted};

use super::learn;

fn short(resident: &Resident) -> Value {
    let found = resident.client.get("/me/opportunities").with(200);
    let items = found["items"].as_array().expect("a page").iter();
    items.map(|it| json!([it["kind"], it["rule"], it["program"]["unit"], it["leads_to"]])).collect()
}

on_both! {
    fn what_leads_furthest_comes_first(world) {
        let district = world.district_with_rules();
        district.program("ECOM-CERT", &json!({}));
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-CS1", ("community", "3.00", "C1"));
        // Two units of one credit each, and a conversion that makes a unit of two possible.
        assert_eq!(short(&resident), json!([
            ["apply", "FREE", "FREE-1", "requirement"],
            ["apply", "FREE", "FREE-2", "requirement"],
            ["convert", "EQ-01", "CORE-1", "nearer_unit"],
            ["convert", "EQ-02", null, "credits"],
        ]));
        learn(&district, &resident.person, "HP-VS1", ("vocational", "2.00", "V1"));
        assert_eq!(short(&resident)[0], json!(["apply", "FREE", "FREE-1", "requirement"]));
        assert!(short(&resident).as_array().unwrap()
            .contains(&json!(["apply", "CORE", "CORE-1", "unit"])));
    }

    fn what_completes_a_program_comes_before_everything(world) {
        let district = world.district_with_rules();
        let small = json!({"groups": [program("X")["groups"][1]], "total": "1.00",
            "transfer_percent_max": 100});
        district.program("SMALL", &small);
        district.program("ECOM-CERT", &json!({}));
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-CS1", ("community", "1.00", "C1"));
        let found = resident.client.get("/me/opportunities").with(200);
        let leads: Vec<&Value> =
            found["items"].as_array().unwrap().iter().map(|it| &it["leads_to"]).collect();
        assert_eq!(leads, ["award", "award", "requirement", "requirement", "credits"]);
        insta::assert_json_snapshot!(redacted(found["items"][0].clone(), &["program_id", "completions"]), @r#"
        {
          "automatic": false,
          "completions": "[completions]",
          "expires_on": null,
          "gives": {
            "amount": "1.00",
            "scheme": "vocational"
          },
          "kind": "apply",
          "leads_to": "award",
          "program": {
            "institution": "HP-VS1",
            "outcome": "credit",
            "program": "SMALL",
            "program_id": "[program_id]",
            "program_names": {
              "en": "Program SMALL",
              "zh": "项目 SMALL"
            },
            "transferred": "1.00",
            "unit": "FREE-1",
            "unit_names": {
              "en": "Program FREE-1",
              "zh": "项目 FREE-1"
            }
          },
          "rule": "FREE",
          "rule_names": {
            "en": "Program FREE",
            "zh": "项目 FREE"
          },
          "takes": {
            "amount": "1.00",
            "scheme": "community"
          }
        }
        "#);
    }

    fn a_changed_program_is_seen_at_once_by_every_server(world) {
        let district = world.district_with_rules();
        let made = district.program("ECOM-CERT", &json!({}));
        let resident = district.resident(1);
        learn(&district, &resident.person, "HP-CS1", ("community", "1.00", "C1"));
        let other = world.another_server();
        let there = other.visitor().with_token(resident.client.token().unwrap());
        let count = || there.get("/me/opportunities").with(200)["items"].as_array().unwrap().len();
        assert_eq!(count(), 3);
        let inactive = harness::with(program("ECOM-CERT"), &json!({"status": "inactive"}));
        harness::change_program(&district.admin, made["id"].as_str().unwrap(), &inactive).must(200);
        assert_eq!(count(), 1, "what is left is a conversion");
    }
}
