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

    fn the_statement_as_a_file_holds_what_the_filter_shows(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let mut formula = harness::award(&resident.person, "community", "2", "COM-2");
        formula["course"]["title"] = harness::json!("=1+1");
        district.admin.post("/completions", &formula).must(201);
        resident.convert("community", "vocational", "3").must(201);
        let file = |query: &str, lang: &str| {
            let path = format!("/me/entries.csv{query}");
            let answer = resident.client.call("GET", &path).header("Accept-Language", lang).send();
            answer.must(200);
            assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
            answer.body
        };
        let whole = file("", "zh-CN");
        assert!(whole.starts_with("\u{feff}时间,学分类型"), "{whole}");
        assert_eq!(whole.lines().count(), 1 + 6);
        assert!(whole.contains(",'=1+1,2.00,12.00,"), "{whole}");
        assert!(whole.contains(",-3.00,"), "{whole}");
        let some = file("?scheme=vocational", "en");
        assert!(some.starts_with("\u{feff}Time,Scheme"), "{some}");
        assert_eq!(some.lines().count(), 2);
        assert_eq!(file("?to=2020-01-01", "en").lines().count(), 1);
        resident.client.get("/me/entries.csv?kind=x").invalid(&["/kind not_one_of"]);
    }

    fn a_long_statement_is_written_in_slices_without_a_gap(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let owner = &resident.learner_id;
        for start in [0, 700, 1_400] {
            let rows: Vec<String> = (start..start + 700)
                .map(|n| format!("('{owner}', '00000000-0000-7000-8000-{n:012}', '{owner}', \
                    (SELECT id FROM transactions WHERE owner = '{owner}' LIMIT 1), 'community', \
                    'available', 1, {n}, '2025-01-01 00:00:00')"))
                .collect();
            world.tamper(&format!("INSERT INTO entries (owner, id, transaction_owner, transaction_id, \
                scheme, kind, amount, balance, at) VALUES {}", rows.join(",")));
        }
        let body = resident.client.get("/me/entries.csv").body;
        assert_eq!(body.lines().count(), 1 + 1 + 2_100);
        assert_eq!(body.matches('\u{feff}').count(), 1);
        let balances: std::collections::BTreeSet<&str> =
            body.lines().skip(2).filter_map(|line| line.split(',').nth(6)).collect();
        assert_eq!(balances.len(), 2_100);
    }
}
