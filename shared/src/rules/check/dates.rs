//! Rules that have no day on which they could apply.

use chrono::NaiveDate;

use super::finding::{Finding, FindingCode};
use crate::lang::Text;
use crate::rules::rulebook::Rulebook;
use crate::vocabulary::Status;

/// A rule's code, where it stands, and its ranges of days.
struct Dated<'a> {
    code: &'a str,
    at: String,
    ranges: Vec<Range>,
}

/// First and last day, and the field that holds the last.
struct Range {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    field: &'static str,
}

pub(super) fn empty_ranges(rulebook: &Rulebook) -> Vec<Finding> {
    let start = rulebook.effective_from;
    dated(rulebook).iter().filter_map(|rule| rule.fault(start)).collect()
}

/// The active rules of the four lists, in order.
fn dated(rulebook: &Rulebook) -> Vec<Dated<'_>> {
    let mut rules = Vec::new();
    macro_rules! collect {
        ($($list:ident),+) => {$(
            for (place, rule) in rulebook.$list.iter().enumerate() {
                if rule.status == Status::Active {
                    let at = format!(concat!("/", stringify!($list), "/{}"), place);
                    let (from, to) = (rule.effective_from, rule.effective_to);
                    let effect = Range { from, to, field: "effective_to" };
                    rules.push(Dated { code: &rule.code, at, ranges: vec![effect] });
                }
            }
        )+};
    }
    collect!(recognition, equivalence, caps, gifts);
    let active = rulebook.recognition.iter().filter(|rule| rule.status == Status::Active);
    for (dated, rule) in rules.iter_mut().zip(active) {
        let (from, to) = (rule.when.ended_from, rule.when.ended_to);
        dated.ranges.push(Range { from, to, field: "when/ended_to" });
    }
    rules
}

impl Dated<'_> {
    fn fault(&self, start: NaiveDate) -> Option<Finding> {
        let code = self.code;
        let from = self.ranges.iter().filter_map(|range| range.from).max();
        let last =
            self.ranges.iter().filter(|range| range.to.is_some()).min_by_key(|range| range.to)?;
        let (to, field) = (last.to?, last.field);
        let (zh, en) = match from {
            Some(from) if to < from => (
                format!("规则 {code} 的结束日期 {to} 早于开始日期 {from}"),
                format!("Rule {code} ends on {to}, before it starts on {from}"),
            ),
            _ if to < start => (
                format!("规则 {code} 于 {to} 结束，而规则集自 {start} 起生效"),
                format!("Rule {code} ends on {to}, and the rulebook takes effect on {start}"),
            ),
            _ => return None,
        };
        let message = Text::new(
            format!("{zh}，因此没有一天适用。请更正日期，或停用该规则。"),
            format!("{en}: there is no day on which it applies. Correct a date, or switch it off."),
        );
        let pointer = format!("{}/{field}", self.at);
        Some(Finding::new(FindingCode::EmptyRange, [code], message).at(pointer))
    }
}
