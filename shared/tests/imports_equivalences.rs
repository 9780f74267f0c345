//! Tables of course equivalences: what each row is, and the rule that it becomes.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used)]

use shared::imports::{Census, Class, EQUIVALENCE_COLUMNS, Receiver, Row, Sheet, census, rule_of};
use shared::lang::Text;
use shared::quantity::Credits;
use shared::rules::{EquivalenceOutcome, EquivalenceRule, Exchange, Requirement, Rulebook};

const HEADER: [&str; 6] = [
    "University",
    "University-Country",
    "Exchange-Course-Code",
    "Exchange-Course-Title",
    "HKU-Course-Code",
    "HKU-Course-Title",
];

/// Stands for a digest: the same for the same words, others for others.
fn digest(words: &str) -> String {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn row(cells: &[&str]) -> Row {
    Row { line: 2, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() }
}

fn sheet(header: &[&str]) -> Sheet {
    Sheet::read(&row(header).cells, EQUIVALENCE_COLUMNS).unwrap()
}

fn census_of(rows: &[[&str; 4]]) -> Census {
    let rows: Vec<Row> = rows
        .iter()
        .map(|[source, title, target, name]| {
            row(&["Aalto", "Finland", source, title, target, name])
        })
        .collect();
    census(&sheet(&HEADER), &rows)
}

fn rule_under(header: &[&str], cells: &[&str]) -> Result<EquivalenceRule, Text> {
    let institution = "HKU".parse().unwrap();
    let scheme = "higher".parse().unwrap();
    let receiver = Receiver { institution: &institution, scheme: &scheme, digest: &digest };
    rule_of(&sheet(header).record(&row(cells)).unwrap(), &receiver)
}

fn rule(source: &str, target: &str) -> Result<EquivalenceRule, Text> {
    rule_under(&HEADER, &["Aalto University", "Finland", source, "From", target, "To"])
}

fn gives(rule: &EquivalenceRule) -> Vec<(String, Credits)> {
    let Exchange::ByOutcome(by) = &rule.exchange else { panic!("an outcome rule") };
    by.gives.iter().map(|grant| (grant.course.clone().unwrap().code, grant.credits)).collect()
}

#[test]
fn each_row_is_of_the_first_class_that_fits() {
    let census = census_of(&[
        ["A1", "a", "ECON1001", "x"],
        ["A1", "a", "ECON1001", "x"],
        ["--", "b", "", "x"],
        ["A2", "c", "", "Elective"],
        ["A3 + A4", "d", "ECONxxxx", "x"],
        ["A5", "d", "SOCI20XX", "x"],
        ["A6", "d", "ELECTIVE", "x"],
        ["A7 +\nA8", "e", "ECON1002", "x"],
        ["A9", "f", "ECON1003", "x"],
        ["A9", "f", "ECON1004", "y"],
        ["A10", "g", "ECON1005", "x"],
        ["1.29E+30", "h", "ECON1006", "x"],
    ]);
    let classes: Vec<Class> = census.classes.iter().map(|class| class.unwrap()).collect();
    assert_eq!(
        classes,
        [
            Class::Rest,
            Class::Duplicate,
            Class::NoSource,
            Class::BlankTarget,
            Class::Generic,
            Class::Generic,
            Class::Generic,
            Class::Set,
            Class::Several,
            Class::Several,
            Class::Rest,
            Class::Rest,
        ]
    );
    assert_eq!(Class::ALL.iter().map(|class| census.count(*class)).sum::<usize>(), 12);
    assert_eq!((census.without_source, census.without_target), (1, 2));
    assert_eq!((census.generic, census.generic_otherwise, census.sets), (1, 2, 2));
    assert_eq!((census.sources_with_several, census.universities), (1, 1));
}

#[test]
fn a_row_without_a_source_is_that_before_it_is_without_a_target() {
    for source in ["", "-", "--", " - "] {
        let census = census_of(&[[source, "", "", ""]]);
        assert_eq!(census.classes, [Some(Class::NoSource)], "{source:?}");
    }
    assert_eq!(census_of(&[["A-1", "", "", ""]]).classes, [Some(Class::BlankTarget)]);
}

#[test]
fn a_ragged_row_is_of_no_class() {
    let rows = [row(&["Aalto", "Finland", "A1"])];
    assert_eq!(census(&sheet(&HEADER), &rows).classes, [None]);
}

#[test]
fn a_source_of_another_university_is_another_source() {
    let rows = [
        row(&["Aalto", "Finland", "A1", "", "ECON1001", ""]),
        row(&["Lund", "Sweden", "A1", "", "ECON1002", ""]),
    ];
    let census = census(&sheet(&HEADER), &rows);
    assert_eq!(census.count(Class::Rest), 2);
    assert_eq!((census.sources_with_several, census.universities), (0, 2));
}

#[test]
fn a_row_becomes_a_rule_that_the_receiver_decides_on() {
    let rule = rule("FIN-A0103", "FINA1310").unwrap();
    assert_eq!(rule.outcome, EquivalenceOutcome::Exemption);
    assert_eq!(rule.receiver.as_deref(), Some("HKU"));
    assert_eq!(gives(&rule), [("FINA1310".to_owned(), Credits::ZERO)]);
    assert!(rule.ground.as_ref().unwrap().contains("未载学分"));
    let Exchange::ByOutcome(by) = &rule.exchange else { panic!("an outcome rule") };
    let Requirement::Course(required) = &by.requires else { panic!("one course") };
    assert!(required.course.institution.starts_with("X-AALTO-UNIVERSITY-"));
    assert_eq!(required.course.code, "FIN-A0103");
    let rulebook = Rulebook {
        number: None,
        effective_from: "2026-01-01".parse().unwrap(),
        note: String::new(),
        recognition: Vec::new(),
        equivalence: vec![rule],
        caps: Vec::new(),
        gifts: Vec::new(),
    };
    assert_eq!(rulebook.faults(), []);
}

#[test]
fn a_set_requires_all_and_a_generic_target_is_elective() {
    let set = rule("TU-1 +\nT-2", "GRMN2001 + GRMN2002").unwrap();
    let Exchange::ByOutcome(by) = &set.exchange else { panic!("an outcome rule") };
    assert!(matches!(&by.requires, Requirement::All { all_of } if all_of.len() == 2));
    assert_eq!(gives(&set).len(), 2);
    for target in ["ECONxxxx", "CompScXXXX", "CHINxxxx (CLL)", "ELECTIVE", "ARTHxxxx/FINExxxx"] {
        let elective = rule("A1", target).unwrap();
        assert_eq!(elective.outcome, EquivalenceOutcome::Elective);
        assert_eq!(gives(&elective), [(target.to_owned(), Credits::ZERO)]);
    }
}

#[test]
fn rows_that_differ_in_titles_case_and_space_only_are_the_same_rule() {
    let code = |source: &str, target: &str| rule(source, target).unwrap().code;
    assert_eq!(code("A1 + A2", "ECON2210"), code("a2+ A1", "ECON 2210"));
    assert_eq!(code("A1", "ECON2210"), code("A1", "ECON2210\n`"));
    assert_ne!(code("A1", "ECON2210"), code("A1", "ECON2211"));
    assert_ne!(code("A1", "A2"), code("A1 + A2", "A2"));
    let other = rule_under(&HEADER, &["Lund", "", "A1", "", "ECON2210", ""]).unwrap().code;
    assert_ne!(code("A1", "ECON2210"), other);
}

#[test]
fn what_says_no_equivalence_is_refused_with_a_reason() {
    for (source, target, words) in [
        ("--", "ECON2210", "no source"),
        ("A1", "", "no target"),
        ("1.29E+30", "ECON2210", "3.10E+17"),
        ("505 + N/A", "ECON2210", "has no code"),
        ("A1 +", "ECON2210", "has no code"),
        ("Aalto University", "ECON2210", "name of the university"),
        ("A1", "N/a", "neither a course code"),
        ("A1", " Genomics", "neither a course code"),
        ("A1", "NOT equivalent to FINA2322", "neither a course code"),
        ("A1", "ECON2102/2220", "neither a course code"),
        ("A1", "ECON2280 + ECONxxxx", "neither a course code"),
    ] {
        let reason = rule(source, target).unwrap_err();
        assert!(reason.en.contains(words), "{source} {target}: {reason:?}");
    }
}

#[test]
fn a_table_that_states_credits_and_codes_gives_credit() {
    let header = ["institution_code", "source_code", "target_code", "credits"];
    let rule = rule_under(&header, &["HP-CS1", "IT-1", "ECOM-2", "2.5"]).unwrap();
    assert_eq!(rule.outcome, EquivalenceOutcome::Credit);
    assert_eq!(gives(&rule)[0].1.to_string(), "2.50");
    let Exchange::ByOutcome(by) = &rule.exchange else { panic!("an outcome rule") };
    let Requirement::Course(required) = &by.requires else { panic!("one course") };
    assert_eq!(required.course.institution, "HP-CS1");
    assert!(rule_under(&header, &["HP-CS1", "IT-1", "A + B", "2.5"]).is_err());
    assert!(rule_under(&header, &["hp cs1", "IT-1", "A", "2.5"]).is_err());
}
