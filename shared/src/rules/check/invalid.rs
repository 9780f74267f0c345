//! What is wrong with single fields, as findings.

use super::finding::{Finding, FindingCode};
use crate::fault::Fault;
use crate::lang::Text;
use crate::rules::rulebook::Rulebook;

pub(super) fn invalid(rulebook: &Rulebook) -> Vec<Finding> {
    let faults = rulebook.faults().into_iter();
    faults.map(|fault| finding(&fault, rule_at(rulebook, &fault.pointer))).collect()
}

fn finding(fault: &Fault, rule: Option<&str>) -> Finding {
    let why = fault.kind.message();
    let message = match rule.filter(|code| !code.is_empty()) {
        Some(code) => Text::new(
            format!("规则 {code} 填写有误：{}。请更正。", why.zh),
            format!("Rule {code} is not right: {}. Correct it.", why.en),
        ),
        None => Text::new(
            format!("规则集填写有误：{}。请更正。", why.zh),
            format!("The rulebook is not right: {}. Correct it.", why.en),
        ),
    };
    Finding::new(FindingCode::Invalid, rule, message).at(&fault.pointer)
}

/// The code of the rule that a pointer such as `/caps/3/limit` leads into.
fn rule_at<'a>(rulebook: &'a Rulebook, pointer: &str) -> Option<&'a str> {
    let mut parts = pointer.split('/').skip(1);
    let (list, place) = (parts.next()?, parts.next()?.parse::<usize>().ok()?);
    match list {
        "recognition" => rulebook.recognition.get(place).map(|rule| rule.code.as_str()),
        "equivalence" => rulebook.equivalence.get(place).map(|rule| rule.code.as_str()),
        "caps" => rulebook.caps.get(place).map(|cap| cap.code.as_str()),
        "gifts" => rulebook.gifts.get(place).map(|policy| policy.code.as_str()),
        _ => None,
    }
}
