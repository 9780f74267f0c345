//! Code tables 代码表: the names of codes that are data and not part of the program.

use serde::{Deserialize, Serialize};

use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::lang::Text;
use crate::names::words;

words! {
    /// What the codes of a table are of.
    pub enum CodeTableName {
        Categories = "categories", "课程类别", "Course categories";
        Levels = "levels", "课程层次", "Course levels";
        Streets = "streets", "街道和社区", "Streets and communities";
    }
}

/// A code with its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedCode {
    /// The code, as courses, rules and files write it.
    pub code: String,
    /// What a person reads in its place.
    pub names: Text,
}

/// The codes of a table, in the order in which they are listed; what an administrator sends replaces
/// those that were there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeTable {
    /// What the codes are of.
    pub table: CodeTableName,
    /// The codes, at most 500 and none twice; one that stands nowhere here is shown as it is.
    pub items: Vec<NamedCode>,
}

/// Codes that a table holds at most.
const MOST: usize = 500;

impl Form for NamedCode {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required::<Line<64>>("code");
        let names = fields.form("names");
        Some(Self { code: code?.into_string(), names: names? })
    }
}

impl Form for CodeTable {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let table = fields.required("table");
        let items = fields.forms::<NamedCode>("items", MOST)?;
        for (index, item) in items.iter().enumerate() {
            if items.iter().take(index).any(|other| other.code == item.code) {
                fields.fault_in("items", index, "code", FaultKind::Duplicate);
            }
        }
        Some(Self { table: table?, items })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::CodeTable;
    use crate::fields::Form;

    #[test]
    fn a_code_that_stands_twice_is_refused_where_it_stands_again() {
        let names = json!({"zh": "艺术", "en": "Art"});
        let item = json!({"code": "art", "names": names});
        let body = json!({"table": "categories", "items": [item, item]});
        let faults = CodeTable::parse(&body).unwrap_err();
        let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/items/1/code"]);
    }

    #[test]
    fn a_table_may_be_empty() {
        let body = json!({"table": "levels", "items": []});
        assert_eq!(CodeTable::parse(&body).unwrap().items, []);
    }
}
