//! A card's credits month by month.

use harness::{Value, json, on_both};

use crate::transfers::{id_of, rich, take};

fn said(history: &Value, scheme: &str) -> Vec<String> {
    let months = history["months"].as_array().expect("months").iter();
    let of_scheme = months.filter(|month| month["scheme"] == scheme);
    let text = |month: &Value, name: &str| month[name].as_str().expect("a text").to_owned();
    of_scheme
        .map(|month| ["earned", "spent", "balance"].map(|name| text(month, name)).join(" "))
        .collect()
}

on_both! {
    fn a_conversion_is_spent_in_one_scheme_and_earned_in_another(world) {
        let district = world.district_with_rules();
        let other = district.resident(2);
        let resident = rich(&district, "10");
        let transfer = resident.convert("community", "vocational", "3").with(201);
        let history = resident.client.get("/me/history").with(200);
        assert_eq!(said(&history, "community"), ["10.00 3.00 7.00"]);
        assert_eq!(said(&history, "vocational"), ["2.00 0.00 2.00"]);
        assert_eq!(history["flows"], json!([
            {"from": "community", "to": "vocational", "taken": "3.00", "given": "2.00"},
        ]));
        take(&resident.client, &id_of(&transfer), "take-back", None).must(200);
        let history = resident.client.get("/me/history").with(200);
        assert_eq!(said(&history, "community"), ["13.00 3.00 10.00"]);
        assert_eq!(history["flows"], json!([]));
        let nothing = other.client.get("/me/history").with(200);
        assert_eq!(nothing, json!({"months": [], "flows": []}));
    }

    fn months_without_movement_are_there_and_what_is_older_is_in_the_balance(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        // Late in the evening in UTC it is the next month in Shanghai.
        world.tamper("UPDATE entries SET at = '2020-01-31 20:00:00'");
        let history = resident.client.get("/me/history").with(200);
        let months = said(&history, "community");
        assert_eq!(months.len(), 36);
        assert!(months.iter().all(|month| month == "0.00 0.00 10.00"), "{months:?}");
    }
}
