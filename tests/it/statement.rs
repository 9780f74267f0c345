//! The statement of a card.

use harness::on_both;

use crate::transfers::rich;

on_both! {
    fn the_statement_is_filtered_by_scheme_kind_and_day(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        resident.convert("community", "vocational", "3").must(201);
        let count = |query: &str| {
            let page = resident.client.get(&format!("/me/entries?{query}")).with(200);
            page["items"].as_array().expect("items").len()
        };
        assert_eq!(count(""), 5);
        assert_eq!(count("scheme=vocational"), 1);
        assert_eq!(count("kind=hold"), 2);
        assert_eq!(count("kind=award&scheme=vocational"), 0);
        assert_eq!(count("from=2020-01-01&to=2199-12-31"), 5);
        assert_eq!(count("to=2020-01-01"), 0);
        for (query, fault) in [("scheme=X", "/scheme bad_format"), ("kind=x", "/kind not_one_of"),
            ("from=yesterday", "/from not_a_day"), ("to=2025-13-01", "/to not_a_day")] {
            resident.client.get(&format!("/me/entries?{query}")).invalid(&[fault]);
        }
    }
}
