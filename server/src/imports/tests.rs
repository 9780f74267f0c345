//! Whole files into a bank, and the same files again.

use std::path::PathBuf;
use std::process::ExitCode;

use diesel::prelude::*;
use encoding_rs::GB18030;
use serde_json::json;
use shared::fields::Form;
use shared::identity::{IdDocument, IdType, ResidentId};
use shared::institutions::PostInstitution;
use shared::rules::{EquivalenceOutcome, Exchange};

use super::cli::institution;
use super::*;
use crate::config::{Import, Store};
use crate::courses::store as catalogue;
use crate::db::Db;
use crate::db::schema::{completions, courses, learners};
use crate::institutions::store as institutions;
use crate::keys::Keys;
use crate::rulebooks::service;
use crate::settings::Settings;

struct Desk {
    folder: tempfile::TempDir,
    bank: Bank,
}

/// What an import said, how it ended, and the file of refused rows.
struct Said {
    lines: String,
    code: ExitCode,
    failed: String,
}

impl Desk {
    /// A bank with one institution, `HP-U`.
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}/bank.db", folder.path().display())).unwrap();
        db.migrate().unwrap();
        let keys = Keys::open(&folder.path().join("keys.json")).unwrap();
        let bank = Bank::start(db, keys, Settings::without_server()).unwrap();
        let names = json!({"zh": "大学", "en": "University"});
        let post = json!({"code": "HP-U", "names": names, "kind": "university"});
        let row = InstitutionRow::new(PostInstitution::parse(&post).unwrap(), None);
        bank.db.write_blocking(|conn| institutions::insert(conn, &row)).unwrap();
        Self { folder, bank }
    }

    fn options(&self, kind: ImportKind, file: PathBuf) -> Import {
        let folder = self.folder.path();
        Import {
            store: Store { database_url: String::new(), data_dir: folder.to_owned(), keys: None },
            kind,
            institution: "HP-U".to_owned(),
            dry_run: false,
            errors: Some(folder.join("failed.csv")),
            file,
        }
    }

    /// Imports for what it says (it says the same the second time, but for what is known by then),
    /// after a run for its exit code and its file.
    fn run(&self, options: &Import) -> Said {
        let errors = options.errors.clone().unwrap();
        std::fs::remove_file(&errors).ok();
        let rehearsal = Import { dry_run: true, ..options.clone() };
        let job = cli::job(&self.bank, &rehearsal).unwrap();
        let lines = import(&job).unwrap().lines.join("\n");
        let code = run(&self.bank, options).unwrap();
        Said { lines, code, failed: std::fs::read_to_string(errors).unwrap_or_default() }
    }

    fn text(&self, kind: ImportKind, text: &str) -> Said {
        let file = self.folder.path().join("file.csv");
        std::fs::write(&file, GB18030.encode(text).0).unwrap();
        self.run(&self.options(kind, file))
    }

    fn count(&self, query: impl Fn(&mut crate::db::Conn) -> QueryResult<i64>) -> i64 {
        self.bank.db.read_blocking(|conn| Ok(query(conn)?)).unwrap()
    }

    fn completions(&self) -> i64 {
        self.count(|conn| completions::table.count().get_result(conn))
    }
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures")).join(name)
}

fn resident(serial: u32) -> String {
    let body = format!("31010919490101{serial:03}");
    ResidentId::from_body(&body).unwrap().as_str().to_owned()
}

#[test]
fn a_real_catalogue_becomes_its_courses_once() {
    let desk = Desk::open();
    let options = desk.options(ImportKind::Courses, fixture("catalogue-sjtu-slice.csv"));
    let said = desk.run(&options);
    assert_eq!(said.code, ExitCode::SUCCESS);
    for line in [
        "38 rows are 18 courses: 20 rows are further sections",
        "3 courses have sections that differ in category",
        "ME28004 (上海交大密西根学院, not 上海交大-密西根大学联合学院)",
        "18 courses come without hours: reckoned as 16 hours a credit",
        "18 would be added, 0 unchanged",
    ] {
        assert!(said.lines.contains(line), "{line}\n{}", said.lines);
    }
    assert!(desk.run(&options).lines.contains("0 would be added, 18 unchanged"));
    let courses = desk.count(|conn| courses::table.count().get_result(conn));
    assert_eq!((courses, said.failed.as_str()), (18, ""));
    let place = institution(&desk.bank, "HP-U").unwrap().id;
    let half = [(place, "ME28004".to_owned())];
    let found = desk.bank.db.read_blocking(|conn| catalogue::by_codes(conn, &half)).unwrap();
    assert_eq!(found[0].category, "上海交大密西根学院");
    assert_eq!(found[0].hours.hundredths(), found[0].declared_credits.unwrap().hundredths() * 16);
}

#[test]
fn a_course_that_is_there_with_other_content_is_refused_and_stays() {
    let desk = Desk::open();
    desk.text(ImportKind::Courses, "课程代码,课程名称,学时\nA,书法,16\nB,国画,16\n");
    let said = desk.text(ImportKind::Courses, "课程代码,课程名称,学时\nA,书法,32\nB,国画,16\nC\n");
    assert_eq!(said.code, ExitCode::from(1));
    assert_eq!(
        said.failed,
        "\u{FEFF}错误原因,课程代码,课程名称,学时\r\n\
         第 2 行：已有同代码的课程，内容不同：学时,A,书法,32\r\n\
         第 4 行：此行有 1 格，表头有 3 格,C\r\n"
    );
}

#[test]
fn a_real_table_of_equivalences_is_accounted_for_row_by_row_and_adds_its_rules_once() {
    let desk = Desk::open();
    let options = desk.options(ImportKind::Equivalences, fixture("equivalences-hku-slice.csv"));
    let said = desk.run(&options);
    assert_eq!(said.code, ExitCode::from(1));
    let counts: Vec<Vec<&str>> = said
        .lines
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.get(16..))
        .skip(1)
        .map(|numbers| numbers.split_whitespace().take(4).collect())
        .collect();
    assert_eq!(
        counts,
        [
            ["4", "0", "4", "0"],
            ["4", "0", "0", "4"],
            ["4", "0", "0", "4"],
            ["6", "6", "0", "0"],
            ["5", "4", "0", "1"],
            ["7", "4", "3", "0"],
            ["14", "11", "0", "3"],
            ["44", "25", "7", "12"],
        ]
    );
    assert!(said.lines.contains("3 sources have more than one target"), "{}", said.lines);
    assert_eq!(said.failed.lines().filter(|line| line.starts_with("line ")).count(), 12);
    let again = desk.run(&options);
    assert!(again.lines.contains("0 would be added, 25 unchanged"), "{}", again.lines);

    let rules = desk.bank.db.read_blocking(|conn| {
        let note = "等值表导入 Imported equivalences: HP-U";
        let draft = store::draft(conn, "import", note)?;
        service::load(conn, draft.expect("the import made it"))
    });
    let rules = rules.unwrap();
    assert_eq!((rules.faults(), rules.equivalence.len()), (Vec::new(), 25));
    let elective = |rule: &&shared::rules::EquivalenceRule| {
        rule.outcome == EquivalenceOutcome::Elective
            && matches!(rule.exchange, Exchange::ByOutcome(_))
    };
    assert_eq!(rules.equivalence.iter().filter(elective).count(), 6);
}

const SHEET: &str = "姓名,身份证号,专业名称,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间,届别,毕业结业肄业,毕业季,备注,学号\r\n";

fn sheet(rows: &[(&str, u32, &str, &str, &str)]) -> String {
    let row = |(title, person, hours, grade, month): &(&str, u32, &str, &str, &str)| {
        let id = resident(*person);
        format!("王秀兰,{id},会计,{title},21,1221,2.0,{hours},{grade},{month},2025,40,51,,S-17\r\n")
    };
    SHEET.to_owned() + &rows.iter().map(row).collect::<String>()
}

#[test]
fn the_upload_of_a_school_is_recorded_once_with_its_best_results() {
    let desk = Desk::open();
    desk.text(ImportKind::Courses, "课程代码,课程名称,学时\nCALL-1,书法基础（一）,32\n");
    let upload = sheet(&[
        ("书法基础Ⅰ", 1, "32", "60", "202406"),
        ("书法基础1", 1, "32", "87.5", "202501"),
        ("国画", 1, "32", "优秀", "202501"),
        ("国画", 2, "32", "优秀", "202402"),
    ]);
    let said = desk.text(ImportKind::Completions, &upload);
    assert_eq!((said.code, said.failed.as_str()), (ExitCode::SUCCESS, ""));
    assert!(said.lines.contains("1 rows repeat a course"), "{}", said.lines);
    let said = desk.text(ImportKind::Completions, &upload);
    assert!(said.lines.contains("0 recorded, 3 unchanged"), "{}", said.lines);
    let rows: Vec<(String, String, Option<String>, String)> = desk
        .bank
        .db
        .read_blocking(|conn| {
            let query = completions::table.order((completions::ended_on, completions::title));
            Ok(query
                .select((
                    completions::course_code,
                    completions::external_id,
                    completions::level,
                    completions::evidence,
                ))
                .load(conn)?)
        })
        .unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().any(|row| row.0 == "CALL-1"), "the catalogue's course by its title");
    assert_eq!(rows.iter().filter(|row| row.0.starts_with("T-") && row.2.is_some()).count(), 2);
    assert!(rows.iter().all(|row| row.1.starts_with("IM-") && !row.1.contains(&resident(1))));
}

#[test]
fn a_result_that_was_sent_with_other_hours_is_a_conflict_that_names_them() {
    let desk = Desk::open();
    desk.text(ImportKind::Completions, &sheet(&[("国画", 1, "32", "优秀", "202501")]));
    let said = desk.text(ImportKind::Completions, &sheet(&[("国画", 1, "16", "优秀", "202501")]));
    assert_eq!(said.code, ExitCode::from(1));
    assert!(said.failed.contains("第 2 行：学时："), "{}", said.failed);
    assert!(said.failed.contains("S-17"), "the row stands there as it was");
    assert_eq!(desk.completions(), 1);
}

#[test]
fn a_result_keeps_its_day_when_a_course_of_that_title_is_entered_later() {
    let desk = Desk::open();
    let month = clock_month();
    let upload = sheet(&[("国画", 1, "32", "优秀", &month)]);
    desk.text(ImportKind::Completions, &upload);
    desk.bank
        .db
        .write_blocking(|conn| {
            let first: chrono::NaiveDate =
                format!("{}-{}-01", &month[..4], &month[4..]).parse().unwrap();
            let set = completions::ended_on.eq(first);
            Ok(diesel::update(completions::table).set(set).execute(conn)?)
        })
        .unwrap();
    desk.text(ImportKind::Courses, "课程代码,课程名称,学分,学时\nA-1,国画,2,32\n");
    let said = desk.text(ImportKind::Completions, &upload);
    assert_eq!((said.code, said.failed.as_str()), (ExitCode::SUCCESS, ""));
    assert_eq!(desk.completions(), 1);
}

fn clock_month() -> String {
    crate::clock::today().format("%Y%m").to_string()
}

#[test]
fn completions_in_the_banks_own_words_stop_at_no_bad_row_and_a_dry_run_writes_nothing() {
    let desk = Desk::open();
    let good = resident(1);
    let file = format!(
        "external_id,id_type,id_number,name,course_code,course_title,ended_on,hours,grade\n\
         E-1,resident_id,3.10E+17,王秀兰,C-1,书法,2025/6/20,32,合格\n\
         E-2,resident_id,{good},王秀兰,C-1,书法,2025/6/20,32,合格\n\
         E-3,resident_id,{good},王秀兰,C-2,国画,2025-06-20,32,很好\n"
    );
    let path = desk.folder.path().join("own.csv");
    std::fs::write(&path, &file).unwrap();
    let options = Import { dry_run: true, ..desk.options(ImportKind::Completions, path) };
    assert!(desk.run(&options).lines.contains("1 would be recorded"));
    let learners = || desk.count(|conn| learners::table.count().get_result(conn));
    assert_eq!((desk.completions(), learners()), (0, 0));
    let said = desk.run(&Import { dry_run: false, ..options });
    assert_eq!(said.code, ExitCode::from(1));
    for reason in ["line 2: id_number: The spreadsheet", "line 4: grade: "] {
        assert!(said.failed.contains(reason), "{reason}: {}", said.failed);
    }
    assert_eq!((desk.completions(), learners()), (1, 1));
}

#[test]
fn each_learner_gets_one_card_and_another_name_for_a_document_is_refused() {
    let desk = Desk::open();
    let (one, other) = (resident(1), resident(2));
    let file =
        format!("身份证号,姓名,手机号\n{one},王秀兰,13800000000\n{one},王 秀兰,\n{other},李明,\n");
    let said = desk.text(ImportKind::Learners, &file);
    assert!(said.lines.contains("2 would be opened, 0 unchanged, 1 rows name a person again"));
    assert_eq!(said.code, ExitCode::SUCCESS);
    let said =
        desk.text(ImportKind::Learners, &format!("身份证号,姓名\n{one},王秀兰\n{other},张三\n"));
    assert_eq!(said.code, ExitCode::from(1));
    assert!(said.failed.contains("第 3 行：证件号码相同而姓名与登记的姓名不同"), "{}", said.failed);
    let document = IdDocument::new(IdType::ResidentId, &one).unwrap();
    let digest = desk.bank.keys.document_digest(&document);
    let known = desk.count(|conn| {
        learners::table.filter(learners::id_digest.eq(&digest)).count().get_result(conn)
    });
    assert_eq!(known, 1);
}

#[test]
fn what_cannot_be_read_at_all_says_so_in_a_sentence() {
    let desk = Desk::open();
    let path = desk.folder.path().join("file.csv");
    let fails = |text: &str, institution: &str, kind| {
        std::fs::write(&path, text).unwrap();
        let options =
            Import { institution: institution.to_owned(), ..desk.options(kind, path.clone()) };
        format!("{:#}", run(&desk.bank, &options).unwrap_err())
    };
    let courses = ImportKind::Courses;
    assert!(fails("code,title\n", "HP-X", courses).contains("no institution with the code HP-X"));
    assert!(fails("title\n", "HP-U", courses).contains("does not name these columns: code"));
    assert!(fails("PK\u{3}\u{4}", "HP-U", courses).contains("workbook cannot be read"));
    assert!(fails("", "HP-U", courses).contains("nothing in the file"));
    let sheet2 = fails("姓名,转换学校代码\n", "HP-U", ImportKind::Completions);
    assert!(sheet2.contains("sheets 2 and 3"), "{sheet2}");
}
