//! The ledger as a pure state machine.

use crate::names::words;

words! {
    /// PLACEHOLDER
    pub enum AccountKind {
        Available = "available", "可用", "Available";
    }
}
words! {
    /// PLACEHOLDER
    pub enum PostingKind {
        Award = "award", "认定", "Award";
    }
}
