//! Statistics: what was learned by whom, in figures that tell of nobody.

use harness::{Client, District, Person, Value, award, json, on_both, with};

const SPAN: &str = "from=2025-06&to=2025-07";

fn learned(district: &District<'_>, institution: &str, people: impl Iterator<Item = u64>) {
    for number in people {
        let posted = award(&Person::nth(number), "community", "1.5", &format!("C-{number}"));
        let posted = with(posted, &json!({"institution": institution}));
        district.admin.post("/completions", &posted).must(201);
    }
}

/// Six people of 75 at one school; seven of 26 and one of 50 at another.
fn fourteen(district: &District<'_>) {
    learned(district, "HP-CS1", 1..7);
    learned(district, "HP-CS2", (18_000..18_007).chain([9_000]));
}

fn table(who: &Client, table: &str, query: &str) -> Value {
    who.get(&format!("/statistics/{table}?{query}")).with(200)
}

/// The cells of a row; a figure that is not given is `*`.
fn row(table: &Value, key: &str) -> String {
    let rows = table["rows"].as_array().expect("rows");
    let found = rows.iter().find(|row| row["key"] == key).expect("the row is there");
    cells(&found["cells"])
}

fn cells(cells: &Value) -> String {
    let cells = cells.as_array().expect("cells").iter();
    cells.map(|cell| cell.as_str().unwrap_or("*").to_owned()).collect::<Vec<_>>().join(" ")
}

on_both! {
    fn figures_are_counted_by_institution_month_age_and_street(world) {
        let district = world.district_with_rules();
        fourteen(&district);
        let auditor = district.staff("auditor", None);
        let by_institution = table(&auditor, "by_institution", SPAN);
        assert_eq!(row(&by_institution, "HP-CS1"), "6 6 96.00 9.00");
        assert_eq!(row(&by_institution, "HP-CS2"), "8 8 128.00 12.00");
        assert_eq!(cells(&by_institution["total"]), "14 14 224.00 21.00");
        let by_month = table(&auditor, "by_month", SPAN);
        assert_eq!(row(&by_month, "2025-06"), "14 14 224.00 21.00");
        assert_eq!(row(&by_month, "2025-07"), "0 0 0.00 0.00");
        let by_street = table(&auditor, "by_street", SPAN);
        assert_eq!(row(&by_street, ""), "14 14 224.00 21.00");
        let later = table(&auditor, "by_institution", "from=2025-07&to=2025-07");
        assert_eq!(later["rows"], json!([]));
        assert_eq!(cells(&later["total"]), "0 0 0.00");
        let listed = auditor.get("/statistics").with(200);
        assert_eq!(listed["items"].as_array().expect("items").len(), 5);
    }

    fn a_figure_about_one_person_is_not_given_nor_one_that_would_tell_it(world) {
        let district = world.district_with_rules();
        fourteen(&district);
        let by_age = table(&district.admin, "by_age", SPAN);
        assert_eq!(row(&by_age, "18_29"), "7 7 112.00 10.50");
        assert_eq!(row(&by_age, "45_59"), "* * * *");
        assert_eq!(row(&by_age, "70_79"), "* * * *", "with the total it would tell the one");
        assert_eq!(row(&by_age, "80_and_over"), "0 0 0.00 0.00");
        assert_eq!(cells(&by_age["total"]), "14 14 224.00 21.00");
        let at_school = table(&district.admin, "by_age", &format!("{SPAN}&institution=HP-CS2"));
        assert_eq!(row(&at_school, "18_29"), "* * * *");
        let below = table(&district.admin, "by_institution", &format!("{SPAN}&institution=HP-CC"));
        assert_eq!(below["rows"].as_array().expect("rows").len(), 2);
    }

    fn the_file_says_what_the_table_says(world) {
        let district = world.district_with_rules();
        fourteen(&district);
        let file = district.admin.get(&format!("/statistics/by_age?{SPAN}&format=csv"));
        file.must(200);
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = file.body.strip_prefix('\u{FEFF}').expect("a mark at the start");
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("年龄段,学习者（人）,学习成果（项）,学时,"), "{text}");
        assert!(lines.contains(&"18—29岁,7,7,112.00,10.50"), "{text}");
        assert!(lines.contains(&"45—59岁,*,*,*,*"), "{text}");
        assert_eq!(lines.last(), Some(&"合计,14,14,224.00,21.00"));
        let english = district.admin.call("GET", &format!("/statistics/by_age?{SPAN}&format=csv"));
        assert!(english.in_english().send().body.contains("Total,14"));
    }

    fn flows_are_counted_where_five_people_converted(world) {
        let district = world.district_with_rules();
        let convert = |number: u64| {
            let resident = district.resident(number);
            let code = format!("C-{number}");
            let _ = district.award(&resident.person, "community", "10", &code);
            resident.convert("community", "vocational", "3").must(201);
        };
        (1..5).for_each(convert);
        let few = table(&district.admin, "flows", "");
        assert_eq!(row(&few, "community>vocational"), "* * * *");
        assert_eq!(cells(&few["total"]), "* * * *");
        convert(5);
        let flows = table(&district.admin, "flows", "");
        assert_eq!(row(&flows, "community>vocational"), "5 5 15.00 10.00");
        assert_eq!(cells(&flows["total"]), "5 5 * *");
    }

    fn what_cannot_be_asked_for_is_refused(world) {
        let district = world.district_with_rules();
        let ask = |path: &str| district.admin.get(&format!("/statistics/{path}"));
        ask("by_hat").refused(404, "not_found");
        for (query, fault) in [
            ("from=2025", "/from bad_format"),
            ("to=2025-13", "/to bad_format"),
            ("from=2025-06&to=2025-05", "/to end_before_start"),
            ("institution=HP-XX", "/institution unknown"),
            ("format=xml", "/format not_one_of"),
        ] {
            ask(&format!("by_age?{query}")).invalid(&[fault]);
        }
        ask("flows?institution=HP-CS1").invalid(&["/institution contradicts"]);
    }
}
