//! Completions under the names of the HTTP contract, one row each.

use serde_json::{Value, json};

use super::sheet::{Column, Record};
use crate::completions::PostCompletion;
use crate::fault::{Fault, FaultKind};
use crate::fields::Form;
use crate::identity::IdType;
use crate::lang::{Lang, Text};
use crate::quantity::is_scientific;

/// The columns of a file of completions in the bank's own words.
pub const COMPLETION_COLUMNS: &[Column] = &[
    Column::must("external_id", &["external_id", "外部编号", "成果编号"]),
    Column::may("id_type", &["id_type", "证件类型"]),
    Column::may("id_number", &["id_number", "证件号码", "身份证号"]),
    Column::may("name", &["name", "姓名"]),
    Column::may("card_number", &["card_number", "卡号"]),
    Column::must("course_code", &["course_code", "课程代码"]),
    Column::may("course_title", &["course_title", "课程名称"]),
    Column::may("category", &["category", "课程类别"]),
    Column::may("started_on", &["started_on", "开始日期"]),
    Column::must("ended_on", &["ended_on", "结束日期"]),
    Column::must("hours", &["hours", "学时"]),
    Column::may("grade", &["grade", "成绩"]),
    Column::may("declared_credits", &["declared_credits", "学分"]),
];

/// Reads a row.
///
/// # Errors
/// The reason why it is no completion.
pub fn read_completion(record: &Record<'_>) -> Result<PostCompletion, Text> {
    let mut body = record.object(&[
        ("external_id", "external_id"),
        ("started_on", "started_on"),
        ("ended_on", "ended_on"),
        ("hours", "hours"),
        ("grade", "grade"),
        ("declared_credits", "declared_credits"),
    ]);
    for field in ["started_on", "ended_on"] {
        if let Some(day) = record.get(field) {
            body.insert(field.to_owned(), json!(day_of(&day)));
        }
    }
    let mut learner = record.object(&[
        ("id_number", "id_number"),
        ("name", "name"),
        ("card_number", "card_number"),
    ]);
    if !learner.contains_key("card_number") || record.get("id_type").is_some() {
        learner.insert("id_type".to_owned(), json!(id_type_of(record)));
    }
    let course = record.object(&[
        ("course_code", "code"),
        ("course_title", "title"),
        ("category", "category"),
    ]);
    body.insert("learner".to_owned(), Value::Object(learner));
    body.insert("course".to_owned(), Value::Object(course));
    let parsed = PostCompletion::parse(&Value::Object(body));
    let mut faults: Vec<Fault> = spoilt_numbers(record).collect();
    if faults.is_empty() {
        return parsed.map_err(|faults| record.sheet().reason(&faults));
    }
    let said = faults.clone();
    let anew = |fault: &Fault| !said.iter().any(|one| fault.pointer.ends_with(&one.pointer));
    faults.extend(parsed.err().into_iter().flatten().filter(anew));
    Err(record.sheet().reason(&faults))
}

/// Numbers that are read as text, in which a spreadsheet has left no more than the first digits.
fn spoilt_numbers<'a>(record: &'a Record<'_>) -> impl Iterator<Item = Fault> + 'a {
    let spoilt = |cell: String| is_scientific(&cell) && cell.contains('+');
    let fields = ["external_id", "card_number", "course_code"].into_iter();
    let fields = fields.filter(move |field| record.get(field).is_some_and(spoilt));
    fields.map(|field| Fault::new(format!("/{field}"), FaultKind::ScientificNumber))
}

/// The type of a document by its word or its name; a resident identity card where none is said.
pub(super) fn id_type_of(record: &Record<'_>) -> String {
    let Some(said) = record.get("id_type") else { return IdType::ResidentId.to_string() };
    let named = |kind: &&IdType| kind.label(Lang::Zh) == said || kind.label(Lang::En) == said;
    match IdType::ALL.iter().find(named) {
        Some(kind) => kind.to_string(),
        None if said == "身份证" => IdType::ResidentId.to_string(),
        None => said,
    }
}

/// `2026/6/20`, as spreadsheets write it, is `2026-06-20`; anything else stays as it is.
fn day_of(words: &str) -> String {
    let parts: Vec<&str> = words.split(['/', '.']).collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] if parts.iter().all(|part| digits(part)) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::completions::LearnerRef;
    use crate::imports::{Row, Sheet};

    fn read(cells: [&str; 12]) -> Result<PostCompletion, Text> {
        let header = [
            "external_id",
            "id_type",
            "id_number",
            "name",
            "card_number",
            "course_code",
            "course_title",
            "started_on",
            "ended_on",
            "hours",
            "grade",
            "declared_credits",
        ];
        let sheet = Sheet::read(&header.map(str::to_owned), COMPLETION_COLUMNS).unwrap();
        let row = Row { line: 2, cells: cells.map(str::to_owned).to_vec() };
        read_completion(&sheet.record(&row).unwrap())
    }

    #[test]
    fn a_row_is_read_as_the_contract_has_it() {
        let post = read([
            "2026-A-0017",
            "resident_id",
            "11010519491231002X",
            "王秀兰",
            "",
            "CALL-1",
            "书法",
            "2026/3/2",
            "2026-06-20",
            "32",
            "合格",
            "2",
        ])
        .unwrap();
        assert_eq!(post.started_on.unwrap().to_string(), "2026-03-02");
        assert_eq!(post.declared_credits.unwrap().to_string(), "2.00");
        assert!(matches!(post.learner, LearnerRef::Document { .. }));
    }

    #[test]
    fn a_number_that_a_spreadsheet_spoilt_is_said_so_once() {
        let row = ["2.026E+14", "", "", "", "9.93E+15", "C-1", "", "", "2026-06-20", "32", "", ""];
        let reason = read(row).unwrap_err();
        assert_eq!(reason.en.matches("3.10E+17").count(), 2, "{reason:?}");
        assert!(reason.en.contains("external_id") && reason.en.contains("card_number"));
    }

    #[test]
    fn every_fault_of_a_row_is_named_at_once() {
        let reason =
            read(["", "", "3.10E+17", "王秀兰", "", "CALL-1", "", "", "20.6.2026", "many", "", ""])
                .unwrap_err();
        for column in ["external_id", "id_number", "ended_on", "hours"] {
            assert!(reason.en.contains(column), "{column}: {reason:?}");
        }
    }
}
