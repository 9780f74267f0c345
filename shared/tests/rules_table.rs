//! A rulebook as a table loses nothing, and what is wrong with a table is named at its cell.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::json;
use shared::fault::FaultKind;
use shared::rules::{Rulebook, from_table, to_table};

mod any_rulebook;

fn table(lines: &[&str]) -> Vec<Vec<String>> {
    lines.iter().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn faults(lines: &[&str]) -> Vec<(String, &'static str)> {
    let faults = from_table(&table(lines)).unwrap_err();
    faults.into_iter().map(|fault| (fault.pointer, fault.kind.code())).collect()
}

const HEADER: &str = "\u{FEFF}list|code|names.zh|names.en|priority|effective_from|when.courses|\
    award.scheme|award.method|award.method.fixed|repeats";

#[test]
fn a_table_written_by_hand_is_read() {
    let book = from_table(&table(&[
        HEADER,
        "rulebook|||||2026-01-01",
        "recognition|R1|书法|Calligraphy|10||CALL*; 'S;|senior||2|best",
        "||",
        "recognition|R2|其他|Other|'-1|||community|declared||every",
    ]))
    .unwrap();
    assert_eq!(book.recognition[0].when.courses, ["CALL*", "'S"]);
    assert_eq!(book.recognition[1].priority, -1);
    assert_eq!(book.note, "");
}

#[test]
fn cells_that_a_spreadsheet_would_compute_start_with_an_apostrophe() {
    let book = json!({"effective_from": "2026-01-01", "note": "=HYPERLINK(\"x\")"});
    let book = Rulebook::parse(&book).unwrap();
    let table = to_table(&book);
    assert!(table[1].contains(&"'=HYPERLINK(\"x\")".to_owned()));
    assert_eq!(from_table(&table), Ok(book));
}

#[test]
fn what_is_wrong_is_named_by_row_and_column() {
    let found = faults(&[
        HEADER,
        "rulebook|||||soon",
        "recognition|R1|书法||ten||CALL*|Senior|||best",
        "exemption|R2",
        "recognition|R3|其他|Other|1|||community|declared|2.00|every|surplus",
        "rulebook|||||2026-01-01",
    ]);
    let expected = [
        ("/4/list", "not_one_of"),
        ("/5/award.method.fixed", "contradicts"),
        ("/5/12", "unknown_field"),
        ("/6/list", "duplicate"),
        ("/2/effective_from", "not_a_day"),
        ("/3/names.en", "required"),
        ("/3/priority", "wrong_type"),
        ("/3/award.scheme", "bad_format"),
        ("/3/award.method", "required"),
    ];
    let expected: Vec<_> = expected.iter().map(|(at, code)| ((*at).to_owned(), *code)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_table_without_its_columns_is_refused() {
    assert_eq!(from_table(&[]).unwrap_err()[0].kind, FaultKind::Required);
    assert_eq!(faults(&["code|names.zh", "R1|书法"]), [("/1/list".to_owned(), "required")]);
    let found = faults(&["list|code|code|colour|effective_from", "rulebook||||2026-01-01"]);
    let expected = [("/1/code", "duplicate"), ("/1/colour", "unknown_field")];
    assert_eq!(found, expected.map(|(at, code)| (at.to_owned(), code)));
    assert_eq!(faults(&["list"]), [("/effective_from".to_owned(), "required")]);
    let nested = faults(&["list|code|by_outcome.gives|when.institutions", "caps|C1|[1|{}"]);
    assert!(nested.contains(&("/2/limit.credits".to_owned(), "required")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_table_reads_back_as_the_rulebook_that_it_was_written_from(
        book in any_rulebook::any_rulebook(),
    ) {
        let book: Rulebook = serde_json::from_value(book).unwrap();
        let table = to_table(&book);
        for cell in table.iter().flatten() {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@']));
        }
        prop_assert_eq!(from_table(&table), Ok(book));
    }
}
