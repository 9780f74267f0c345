//! Corrections 更正与撤销: a school puts right what it posted, and the person is told what that moves.

use chrono::NaiveDate;

use crate::completions::Evidence;
use crate::courses::{check_declared, check_hours};
use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::lang::Text;
use crate::names::words;
use crate::quantity::{Credits, Hours};

words! {
    /// How a completion was put right.
    pub enum CorrectionKind {
        Amended = "amended", "更正", "Amended";
        Revoked = "revoked", "撤销", "Revoked";
    }
}

/// What is put right about a completion; what is absent stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmendCompletion {
    /// Why.
    pub reason: Line<1_000>,
    /// First day.
    pub started_on: Option<NaiveDate>,
    /// Last day.
    pub ended_on: Option<NaiveDate>,
    /// Learning hours.
    pub hours: Option<Hours>,
    /// The grade as the school writes it.
    pub grade: Option<Line<20>>,
    /// The credits that the school declares.
    pub declared_credits: Option<Credits>,
    /// What proves it, in the place of all before.
    pub evidence: Option<Vec<Evidence>>,
}

impl Form for AmendCompletion {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let reason = fields.required("reason");
        let started_on = fields.optional("started_on");
        let ended_on = fields.optional("ended_on");
        let hours = fields.optional("hours");
        let grade = fields.optional("grade");
        let declared_credits = fields.optional("declared_credits");
        let evidence = match fields.peek("evidence") {
            Some(_) => fields.forms("evidence", 10).map(Some),
            None => Some(None),
        };
        check_hours(fields, hours.flatten());
        check_declared(fields, declared_credits.flatten());
        let form = Self {
            reason: reason?,
            started_on: started_on?,
            ended_on: ended_on?,
            hours: hours?,
            grade: grade?,
            declared_credits: declared_credits?,
            evidence: evidence?,
        };
        if form.is_empty() {
            fields.fault_at("", FaultKind::Required);
            return None;
        }
        Some(form)
    }
}

impl AmendCompletion {
    fn is_empty(&self) -> bool {
        self.started_on.is_none()
            && self.ended_on.is_none()
            && self.hours.is_none()
            && self.grade.is_none()
            && self.declared_credits.is_none()
            && self.evidence.is_none()
    }
}

/// What a correction moved on a card in one scheme; no amount is below zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// The scheme's names.
    pub scheme: Text,
    /// Added to what is available.
    pub added: Credits,
    /// Taken from what is available.
    pub taken: Credits,
    /// Owed since then, and paid by the next credits.
    pub owed: Credits,
    /// Paid of what was owed.
    pub paid: Credits,
}

impl Effect {
    fn parts(&self) -> [(Credits, &'static str, &'static str); 4] {
        [
            (self.added, "增加", "added"),
            (self.taken, "收回", "taken back"),
            (self.owed, "待抵扣增加", "owed, to be paid by the next credits"),
            (self.paid, "抵扣此前所欠", "of what was owed paid"),
        ]
    }
}

/// What a notice says of a completion that was amended or revoked.
#[must_use]
pub fn notice(kind: CorrectionKind, course: &str, reason: &str, effects: &[Effect]) -> Text {
    let (zh, en) = match kind {
        CorrectionKind::Amended => ("办学机构更正了您的学习成果", "was amended by its school"),
        CorrectionKind::Revoked => ("办学机构撤销了您的学习成果", "was revoked by its school"),
    };
    let moved = moved(effects);
    Text::new(
        format!("{zh}“{course}”。原因：{reason}。{}", moved.zh),
        format!("“{course}” {en}. Reason: {reason}. {}", moved.en),
    )
}

/// What moved, scheme by scheme.
#[must_use]
pub fn moved(effects: &[Effect]) -> Text {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for effect in effects {
        let parts = effect.parts();
        let there = || parts.iter().filter(|(amount, ..)| amount.is_positive());
        let zh_parts: Vec<String> =
            there().map(|(amount, words, _)| format!("{words} {amount}")).collect();
        let en_parts: Vec<String> =
            there().map(|(amount, _, words)| format!("{amount} {words}")).collect();
        if !zh_parts.is_empty() {
            zh.push(format!("{}：{}", effect.scheme.zh, zh_parts.join("，")));
            en.push(format!("{}: {}", effect.scheme.en, en_parts.join(", ")));
        }
    }
    if zh.is_empty() {
        return Text::new("学分没有变动。", "No credits moved.");
    }
    Text::new(format!("{}。", zh.join("；")), format!("{}.", en.join("; ")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fault::Fault;

    fn credits(words: &str) -> Credits {
        words.parse().unwrap()
    }

    #[test]
    fn an_amendment_changes_something_and_says_why() {
        let faults = |body| AmendCompletion::parse(&body).unwrap_err();
        assert_eq!(faults(json!({"reason": "录入有误"})), [Fault::new("", FaultKind::Required)]);
        assert_eq!(
            faults(json!({"hours": "-1", "title": "书法"})),
            [
                Fault::new("/reason", FaultKind::Required),
                Fault::new("/hours", FaultKind::Negative),
                Fault::new("/title", FaultKind::UnknownField),
            ]
        );
        let body = json!({"reason": "录入有误", "hours": "16", "evidence": []});
        let form = AmendCompletion::parse(&body).unwrap();
        assert_eq!((form.evidence, form.grade), (Some(Vec::new()), None));
    }

    #[test]
    fn a_notice_says_what_was_taken_and_what_is_owed() {
        let effect = Effect {
            scheme: Text::new("社区教育学分", "Community credits"),
            taken: credits("0.50"),
            owed: credits("1.50"),
            ..Effect::default()
        };
        let text = notice(CorrectionKind::Revoked, "书法", "重复登记", &[effect]);
        assert_eq!(
            text.zh,
            "办学机构撤销了您的学习成果“书法”。原因：重复登记。社区教育学分：收回 0.50，待抵扣增加 1.50。"
        );
        assert_eq!(
            text.en,
            "“书法” was revoked by its school. Reason: 重复登记. Community credits: 0.50 taken back, 1.50 owed, to be paid by the next credits."
        );
        assert_eq!(moved(&[]).zh, "学分没有变动。");
    }
}
