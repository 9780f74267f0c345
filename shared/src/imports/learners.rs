//! Learners: each row opens a card.

use serde_json::{Value, json};

use super::completions::id_type_of;
use super::sheet::{Column, Record};
use crate::fields::Form;
use crate::lang::Text;
use crate::learners::OpenCard;

/// The columns of a file of learners.
pub const LEARNER_COLUMNS: &[Column] = &[
    Column::may("id_type", &["id_type", "证件类型"]),
    Column::must("id_number", &["id_number", "证件号码", "身份证号", "身份证号码"]),
    Column::must("name", &["name", "姓名"]),
    Column::may("born_on", &["born_on", "出生日期"]),
    Column::may("sex", &["sex", "性别"]),
    Column::may("street", &["street", "街道", "社区", "街道社区", "街道/社区"]),
    Column::may("phone", &["phone", "手机号", "手机号码", "手机", "联系电话", "电话"]),
];

/// Reads a row. A document without a type is a resident identity card: its check digit tells.
///
/// # Errors
/// The reason why no card can be opened for it.
pub fn read_learner(record: &Record<'_>) -> Result<OpenCard, Text> {
    let mut body = record.object(&[
        ("id_number", "id_number"),
        ("name", "name"),
        ("born_on", "born_on"),
        ("sex", "sex"),
        ("street", "street"),
        ("phone", "phone"),
    ]);
    body.insert("id_type".to_owned(), json!(id_type_of(record)));
    if let Some(sex) = record.get("sex") {
        let word = match sex.as_str() {
            "女" => "female",
            "男" => "male",
            other => other,
        };
        body.insert("sex".to_owned(), json!(word));
    }
    OpenCard::parse(&Value::Object(body)).map_err(|faults| record.sheet().reason(&faults))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::IdType;
    use crate::imports::{Row, Sheet};

    fn read(cells: [&str; 5]) -> Result<OpenCard, Text> {
        let header = ["证件类型", "证件号码", "姓名", "街道", "手机号"].map(str::to_owned);
        let sheet = Sheet::read(&header, LEARNER_COLUMNS).unwrap();
        let row = Row { line: 2, cells: cells.map(str::to_owned).to_vec() };
        read_learner(&sheet.record(&row).unwrap())
    }

    #[test]
    fn a_card_is_opened_by_either_name_of_a_document() {
        let card =
            read(["", "11010519491231002x", "王秀兰", "四川北路街道", "138 0000 0000"]).unwrap();
        assert_eq!(card.document.id_type(), IdType::ResidentId);
        assert_eq!(card.phone.unwrap().as_str(), "13800000000");
        let card = read(["护照", "E12345678", "李明", "", ""]).unwrap();
        assert_eq!(card.document.id_type(), IdType::Passport);
    }

    #[test]
    fn a_number_that_a_spreadsheet_ruined_is_named_so() {
        let reason = read(["居民身份证", "3.10E+17", "王秀兰", "", ""]).unwrap_err();
        assert!(reason.zh.starts_with("证件号码：表格软件"), "{reason:?}");
        assert!(read(["居民身份证", "110105194912310021", "王秀兰", "", ""]).is_err());
    }
}
