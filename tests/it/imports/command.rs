//! `credit-bank import`: files of schools, on both databases.

use std::path::Path;
use std::process::Output;

use harness::{Value, World, on_both};

use crate::program::{run, words};

fn fixture(name: &str) -> String {
    format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Imports a file for `HP-CS1`; refused rows go to the world's folder.
fn import(world: &World, kind: &str, file: &str, more: &[&str]) -> Output {
    let errors = world.data_dir().join("refused.csv");
    let errors = errors.to_str().expect("a path of letters");
    let arguments = ["import", "--kind", kind, "--institution", "HP-CS1", "--errors", errors];
    let arguments = [&arguments[..], more, &[file]].concat();
    run(&arguments, world.database_url(), world.data_dir())
}

on_both! {
    fn a_slice_of_a_real_catalogue_becomes_courses_once(world) {
        let _district = world.district();
        let file = fixture("catalogue-sjtu-slice.csv");
        let rehearsed = import(world, "courses", &file, &["--dry-run"]);
        assert_eq!(rehearsed.status.code(), Some(0), "{}", words(&rehearsed));
        assert_eq!(world.rows("courses"), 0);

        let first = import(world, "courses", &file, &[]);
        assert_eq!(first.status.code(), Some(0), "{}", words(&first));
        let courses = world.rows("courses");
        assert!((1..=48).contains(&courses), "{}", words(&first));
        let second = import(world, "courses", &file, &[]);
        assert_eq!(second.status.code(), Some(0), "{}", words(&second));
        assert_eq!(world.rows("courses"), courses);

        let found = world.visitor().get("/courses?institution=HP-CS1&q=EI335").with(200);
        let titles: Vec<&Value> =
            found["items"].as_array().expect("items").iter().map(|item| &item["title"]).collect();
        assert_eq!(titles, ["实验室实践"]);
    }

    fn refused_rows_are_written_with_their_reason_and_the_others_recorded(world) {
        let district = world.district_with_rules();
        let file = world.data_dir().join("completions.csv");
        let person = |n: u64| harness::Person::nth(n);
        let rows = format!(
            "external_id,id_type,id_number,name,course_code,course_title,category,ended_on,hours,grade,declared_credits\n\
             A-1,resident_id,{},{},C-1,书法,community,2025-06-20,16,合格,2.00\n\
             A-2,resident_id,110105194912310021,学员乙,C-1,书法,community,2025-06-20,16,合格,2.00\n\
             A-3,resident_id,{},{},C-1,书法,community,2025-06-20,16,合格,2.00\n",
            person(1).id_number, person(1).name, person(2).id_number, person(2).name);
        std::fs::write(&file, rows).expect("a file");
        let file = file.to_str().expect("a path of letters");
        let output = import(world, "completions", file, &[]);
        assert_eq!(output.status.code(), Some(1), "{}", words(&output));
        assert_eq!(world.rows("completions"), 2, "{}", words(&output));
        let refused = std::fs::read_to_string(world.data_dir().join("refused.csv")).expect("a file");
        assert!(refused.contains("A-2") && !refused.contains("A-1"), "{refused}");
        let check = district.admin.get("/ledger/verify").with(200);
        assert_eq!((&check["decisions"], &check["faults"]), (&harness::json!(2), &harness::json!([])));
    }

    fn what_cannot_be_imported_at_all_writes_nothing(world) {
        let _district = world.district();
        let missing = import(world, "courses", "nowhere.csv", &[]);
        assert_eq!(missing.status.code(), Some(1), "{}", words(&missing));
        let file = fixture("catalogue-sjtu-slice.csv");
        let nobody = ["import", "--kind", "courses", "--institution", "NONE", &file];
        let unknown = run(&nobody, world.database_url(), world.data_dir());
        assert_eq!(unknown.status.code(), Some(1), "{}", words(&unknown));
        assert_eq!(world.rows("courses"), 0);
        assert!(!Path::new("nowhere.failed.csv").exists());
    }
}
