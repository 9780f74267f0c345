//! The files that spreadsheets and school systems write.

use encoding_rs::GB18030;
use harness::{Person, Value, json, on_both};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{checked, counts, csv, rested, row, step, upload};

/// Three completions as Excel keeps them: days are days, and the third document is a number.
fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").expect("a name");
    let sheet = book.add_worksheet();
    let header = [
        "成果编号",
        "身份证号",
        "姓名",
        "课程代码",
        "课程名称",
        "课程类别",
        "结束日期",
        "学时",
        "成绩",
        "学分",
        "备注",
    ];
    let day = Format::new().set_num_format("yyyy/m/d");
    for (column, name) in (0..).zip(header) {
        sheet.write(0, column, name).expect("a cell");
    }
    for number in 1..=3_u32 {
        let person = Person::nth(number.into());
        sheet.write(number, 0, format!("X-{number}")).expect("a cell");
        sheet.write(number, 1, &*person.id_number).expect("a cell");
        sheet.write(number, 2, &*person.name).expect("a cell");
        sheet.write(number, 3, "C-1").expect("a cell");
        sheet.write(number, 4, "书法").expect("a cell");
        sheet.write(number, 5, "community").expect("a cell");
        let ended = ExcelDateTime::from_ymd(2025, 6, 20).expect("a day");
        sheet.write_with_format(number, 6, &ended, &day).expect("a cell");
        sheet.write(number, 7, 16).expect("a cell");
        sheet.write(number, 8, "合格").expect("a cell");
        sheet.write(number, 9, 2.5).expect("a cell");
    }
    sheet.write(3, 1, 310_105_194_912_310_021.0).expect("a cell");
    book.save_to_buffer().expect("a workbook in memory")
}

fn reason(client: &harness::Client, import: &Value) -> String {
    let path = format!("/imports/{}/rows", import["id"].as_str().expect("an id"));
    let page = client.get(&path).with(200);
    page["items"][0]["reason"].as_str().expect("a reason").to_owned()
}

on_both! {
    fn text_is_read_in_either_encoding_with_and_without_a_mark(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let text = String::from_utf8(csv(&[row(1), row(2)])).expect("text");
        let files = [
            ("UTF-8", text.clone().into_bytes()),
            ("UTF-8", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            ("GB 18030", GB18030.encode(&text).0.into_owned()),
            ("GB 18030", [b"\x84\x31\x95\x33", &*GB18030.encode(&text).0].concat()),
        ];
        for (encoding, file) in files {
            let import = checked(&clerk, "a.csv", &file);
            assert_eq!((&import["encoding"], &import["status"]), (&json!(encoding), &json!("ready")));
            assert_eq!(counts(&import), json!({"would_create": 2, "recognised": 2}), "{encoding}");
        }
    }

    fn workbooks_of_both_formats_are_read_as_a_person_sees_them(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let xls = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/completions.xls"));
        for (kind, file) in [("XLSX", xlsx()), ("XLS", xls.expect("the fixture"))] {
            let import = checked(&clerk, "a.dat", &file);
            assert_eq!((&import["encoding"], &import["rows"]), (&json!(kind), &json!(3)), "{import}");
            assert_eq!(counts(&import), json!({"would_create": 2, "failed": 1, "recognised": 2}), "{kind}");
            let why = reason(&clerk, &import);
            assert!(why.contains("身份证号") && why.contains("科学计数法"), "{why}");
        }
    }

    fn the_sheet_of_school_systems_is_read_with_its_repeats(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let person = Person::nth(1);
        let line = |grade: &str, month: &str| format!(
            "{},{},,书法,20,30,2,32,{grade},{month},,,,,S-1\n", person.name, person.id_number);
        let header = "姓名,身份证号,专业名称,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间,届别,毕业结业肄业,毕业季,备注,学号\n";
        let file = [header.to_owned(), line("合格", "202406"), line("合格", "202506"), line("合格", "2025-6")].concat();
        let import = checked(&clerk, "a.csv", file.as_bytes());
        assert_eq!((&import["status"], &import["rows"]), (&json!("ready"), &json!(3)), "{import}");
        let found = &import["counts"];
        let why = clerk.get(&format!("/imports/{}/rows", import["id"].as_str().expect("an id"))).body;
        assert_eq!((&found["would_create"], &found["repeated"], &found["failed"]), (&json!(1), &json!(1), &json!(1)), "{why}");
        let unread = import["unread"].as_array().expect("columns");
        assert!(unread.contains(&json!("学号")) && !unread.contains(&json!("成绩")), "{unread:?}");
        let converted = "姓名,身份证号,转换学校代码\n".as_bytes();
        upload(&clerk, "a.csv", converted, &[("kind", "completions")]).invalid(&["/file bad_file"]);
    }

    fn courses_and_learners_come_in_the_same_way_and_tables_of_equivalences_by_administrators(world) {
        let district = world.district_with_rules();
        let clerk = district.clerk("HP-CS1");
        let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/catalogue-sjtu-slice.csv"));
        let file = file.expect("the fixture");
        let words = [("kind", "courses"), ("dry_run", "true")];
        let import = rested(&clerk, &upload(&clerk, "courses.csv", &file, &words).with(202));
        assert_eq!((&import["status"], world.rows("courses")), (&json!("ready"), 0), "{import}");
        let import = step(&clerk, &import, "commit", &json!({"rows": "good"}));
        assert_eq!(import["status"], "posted");
        assert!(world.rows("courses") > 0);
        let id = import["id"].as_str().expect("an id");
        clerk.post(&format!("/imports/{id}/undo"), &json!({"reason": "x"})).refused(409, "wrong_state");
        let people = format!("id_type,id_number,name\n居民身份证,{},学员9\n", Person::nth(9).id_number);
        let before = world.rows("learners");
        let words = [("kind", "learners")];
        rested(&clerk, &upload(&clerk, "people.csv", people.as_bytes(), &words).with(202));
        assert_eq!(world.rows("learners"), before + 1);
        upload(&clerk, "a.csv", b"x", &[("kind", "equivalences")]).refused(403, "role_may_not");
        let machine = district.machine(&["HP-CS1"], &["completions:write"]);
        upload(&machine, "a.csv", b"x", &[("kind", "learners")]).refused(403, "role_may_not");
        let posted = upload(&machine, "a.csv", &csv(&[row(1)]), &[("kind", "completions")]).with(202);
        assert_eq!(rested(&machine, &posted)["status"], "posted");
    }
}
