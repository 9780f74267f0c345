//! Ambiguous pairs, as they are collected: a rulebook can have more of them than a person can read.

use super::finding::{Example, Finding, FindingCode};
use crate::lang::Text;

/// The most ambiguous pairs that are reported one by one.
pub(super) const MOST_CLASHES: usize = 20_000;

#[derive(Default)]
pub(super) struct Clashes {
    found: Vec<Finding>,
    /// Pairs that were not looked at, since there were too many before them.
    unexamined: usize,
}

impl Clashes {
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MOST_CLASHES
    }

    pub(super) fn leave(&mut self, pairs: usize) {
        self.unexamined = self.unexamined.saturating_add(pairs);
    }

    pub(super) fn add(&mut self, rules: [&str; 2], message: Text, example: Example) {
        let finding = Finding::new(FindingCode::AmbiguousPair, rules, message);
        self.found.push(Finding { example: Some(example), ..finding });
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        let Self { mut found, unexamined } = self;
        if unexamined > 0 {
            let message = Text::new(
                format!(
                    "以上仅列出 {MOST_CLASHES} 对冲突规则，另有 {unexamined} 对规则可能冲突，\
                     未逐一核对。请先处理已列出的，再重新检查。"
                ),
                format!(
                    "Only {MOST_CLASHES} ambiguous pairs are listed; {unexamined} further pairs of \
                     rules may clash and were not examined. Settle those listed, then check again."
                ),
            );
            found.push(Finding::new(FindingCode::AmbiguousPair, [], message));
        }
        found
    }
}
