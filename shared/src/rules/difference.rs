//! The difference 差异 between two rulebooks, rule by rule and field by field.
//!
//! Invariant: a rule is the same rule when list and code agree; two rulebooks without changes hold
//! the same rules, whatever their order, but for caps, whose order counts.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::names::words;

words! {
    /// What became of a rule.
    pub enum ChangeKind {
        Added = "added", "新增", "Added";
        Removed = "removed", "删除", "Removed";
        Changed = "changed", "修改", "Changed";
    }
}

words! {
    /// The lists of a rulebook.
    pub enum RuleList {
        Recognition = "recognition", "认定规则", "Recognition rules";
        Equivalence = "equivalence", "等值转换规则", "Equivalence rules";
        Caps = "caps", "上限", "Caps";
        Gifts = "gifts", "转赠规则", "Gift policies";
    }
}

/// What became of one rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Its list.
    pub list: RuleList,
    /// Its code.
    pub code: String,
    /// What became of it.
    pub change: ChangeKind,
    /// The rule as it was.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub before: Option<Value>,
    /// The rule as it is.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub after: Option<Value>,
    /// The fields that differ, for a changed rule.
    pub fields: Vec<FieldChange>,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// JSON pointer within the rule.
    pub pointer: String,
    /// What stood there.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub before: Option<Value>,
    /// What stands there.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub after: Option<Value>,
}
