//! Words that several findings share.

use std::fmt::Display;

use super::finding::{Finding, FindingCode};
use crate::lang::Text;

/// Names listed in one sentence; of more, the first and how many there are.
const MOST_NAMES: usize = 5;

/// `A、B、C` or, of many, `A、B、C、D、E 等 12 项`.
pub(super) fn list<T: Display>(names: impl IntoIterator<Item = T>) -> Text {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    let first = names.get(..MOST_NAMES).unwrap_or(&names);
    let (zh, en) = (first.join("、"), first.join(", "));
    match names.len() - first.len() {
        0 => Text::new(zh, en),
        more => Text::new(format!("{zh} 等 {} 项", names.len()), format!("{en} and {more} more")),
    }
}

impl Finding {
    /// A finding without a place, an example or a loop.
    pub(super) fn new<'a>(
        code: FindingCode,
        rules: impl IntoIterator<Item = &'a str>,
        message: Text,
    ) -> Self {
        let rules = rules.into_iter().map(str::to_owned).collect();
        Self { code, rules, message, pointer: None, example: None, cycle: None }
    }

    pub(super) fn at(self, pointer: impl Into<String>) -> Self {
        Self { pointer: Some(pointer.into()), ..self }
    }

    /// A rule that those above it never let have its turn.
    pub(super) fn shadowed<'a>(rule: &str, above: impl Iterator<Item = &'a str>) -> Self {
        let above: Vec<&str> = above.collect();
        let named = list(&above);
        let message = Text::new(
            format!(
                "规则 {rule} 不会被用到：凡是它适用的，都先适用优先级更高的规则（{}）。\
                 请提高其优先级、修改条件或将其停用。",
                named.zh
            ),
            format!(
                "Rule {rule} is never used: whatever it fits is taken by rules of higher priority \
                 ({}). Raise its priority, change its conditions or switch it off.",
                named.en
            ),
        );
        Self::new(FindingCode::Shadowed, [rule].into_iter().chain(above), message)
    }
}
