//! Rulebooks as large as a real one.

use std::time::Instant;

use serde_json::{Value, json};
use shared::imports::{EQUIVALENCE_COLUMNS, Receiver, Row, Sheet, rule_of};
use shared::rules::{Catalogue, FindingCode, Rulebook, check};
use shared::vocabulary::InstitutionKind;

use crate::{book, district, equivalence, institution, rule, taught, today};

/// 25,000 rules: most of a course of their own, every tenth of one that 50 share.
fn outcomes(count: usize) -> Rulebook {
    let rules: Vec<Value> = (0..count)
        .map(|number| {
            let code = if number % 10 == 0 {
                format!("SHARED-{}", number / 500)
            } else {
                format!("ECON-{number}")
            };
            let sender = format!("X-{}", number % 300);
            let requires = json!({"course": {"institution": sender, "code": code}});
            equivalence(
                &format!("EQ-{number}"),
                requires,
                &format!("T-{}", number % 700),
                json!({}),
            )
        })
        .collect();
    book(json!({"equivalence": rules}))
}

/// Rules for single courses, institutions and kinds, at ten priorities.
fn recognition(count: usize) -> Rulebook {
    let rules: Vec<Value> = (0..count)
        .map(|number| {
            let when = match number % 20 {
                0 => json!({"categories": [format!("K{}", number % 97)]}),
                1 => {
                    json!({"institutions": [{"code": format!("S{}", number % 200), "below": true}],
                    "forms": ["online"]})
                }
                2 => json!({"courses": [format!("C{}*", number % 900)], "min_score": "60.00"}),
                _ => json!({"institutions": [{"code": format!("S{}", number % 200)}],
                    "courses": [format!("C{number}"), format!("D{}", number / 2)]}),
            };
            let hours = format!("{}.00", 8 + number % 9);
            let award = json!({"method": {"per_hours": hours}});
            let priority = if number % 20 < 3 { number % 10 } else { 20 + number % 3 };
            rule(&format!("R{number}"), json!({"priority": priority, "when": when, "award": award}))
        })
        .collect();
    book(json!({"recognition": rules}))
}

fn large_district() -> Catalogue {
    let codes: Vec<String> = (0..200).map(|number| format!("S{number}")).collect();
    let schools =
        codes.iter().map(|code| institution(&[code, "HP"], InstitutionKind::CommunitySchool));
    Catalogue {
        institutions: schools
            .chain([institution(&["HP"], InstitutionKind::CommunityCollege)])
            .collect(),
        courses: (0..5_000).map(|n| taught(n % 200, &format!("C{n}"), "课程", "art")).collect(),
        ..district()
    }
}

/// Checks, and says how long it took and how many findings of each kind there are.
fn timed(name: &str, book: &Rulebook, catalogue: &Catalogue) -> usize {
    let start = Instant::now();
    let findings = check(book, catalogue, today());
    let took = start.elapsed();
    let counts = FindingCode::ALL.iter().map(|code| {
        let count = findings.iter().filter(|finding| finding.code == *code).count();
        format!("{code} {count}")
    });
    println!("{name}: {took:?}; {}", counts.collect::<Vec<_>>().join(", "));
    findings.iter().filter(|finding| finding.code == FindingCode::AmbiguousPair).count()
}

#[test]
fn twenty_five_thousand_outcome_rules_are_checked() {
    assert!(timed("25,000 outcome rules", &outcomes(25_000), &district()) > 0);
}

#[test]
fn five_thousand_recognition_rules_are_checked() {
    timed("5,000 recognition rules", &recognition(5_000), &large_district());
}

#[test]
fn a_person_is_told_when_there_are_too_many_clashes_to_list() {
    let rules: Vec<Value> = (0..300)
        .map(|number| {
            rule(
                &format!("R{number}"),
                json!({"award": {"method": {"fixed": format!("{number}.00")}}}),
            )
        })
        .collect();
    let findings = check(&book(json!({"recognition": rules})), &district(), today());
    let clashes: Vec<_> =
        findings.iter().filter(|one| one.code == FindingCode::AmbiguousPair).collect();
    assert_eq!(clashes.len(), 20_001);
    let last = clashes.last().unwrap();
    assert!(last.rules.is_empty());
    assert!(last.message.en.contains("24850 further pairs"), "{}", last.message.en);
}

fn digest(words: &str) -> String {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The table that `EQUIVALENCES` names, such as a university's published list.
#[test]
#[ignore = "needs a table of equivalences, named by the variable EQUIVALENCES"]
fn a_real_table_of_equivalences_is_checked() {
    let table = std::fs::read_to_string(std::env::var("EQUIVALENCES").unwrap()).unwrap();
    let mut rows = records(&table).into_iter();
    let sheet = Sheet::read(&rows.next().unwrap(), EQUIVALENCE_COLUMNS).unwrap();
    let (institution, scheme) = ("HKU".parse().unwrap(), "higher".parse().unwrap());
    let receiver = Receiver { institution: &institution, scheme: &scheme, digest: &digest };
    let mut codes = std::collections::HashSet::new();
    let equivalence: Vec<_> = rows
        .map(|cells| Row { line: 2, cells })
        .filter_map(|row| rule_of(&sheet.record(&row).ok()?, &receiver).ok())
        .filter(|rule| codes.insert(rule.code.clone()))
        .collect();
    let name = format!("{} rules of a table", equivalence.len());
    let rulebook = Rulebook { equivalence, ..book(json!({})) };
    timed(&name, &rulebook, &district());
    for finding in
        check(&rulebook, &district(), today()).iter().filter(|one| one.rules.len() < 4).take(3)
    {
        println!("{}\n{}", finding.message.zh, finding.message.en);
    }
}

/// Comma-separated values, quoted where they hold commas or line breaks.
fn records(table: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell, mut quoted) =
        (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = table.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                records.push(std::mem::take(&mut record));
            }
            _ => cell.push(letter),
        }
    }
    records
}
