//! Decisions by a person 人工裁定: what rules left open, and how it is settled.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::completions::Completion;
use crate::fault::FaultKind;
use crate::fields::{Fields, Form, Line};
use crate::names::words;
use crate::rules::{Decision, RecognitionRule};

words! {
    /// Why a completion needs a decision.
    pub enum OpenQuestion {
        Clash = "clash", "规则冲突", "Rules clash";
        NameDiffers = "name_differs", "姓名不一致", "The name differs";
    }
}

words! {
    /// Why a completion got a decision.
    pub enum DecisionCause {
        Recorded = "recorded", "登记", "Recorded";
        Decided = "decided", "人工裁定", "Decided by a person";
        ReEvaluated = "re_evaluated", "重新认定", "Re-evaluated";
        Amended = "amended", "更正", "Amended";
        CountedAgain = "counted_again", "同一课程重新计算", "Its course was counted again";
    }
}

/// A completion that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Undecided {
    /// The completion; its decision holds what each rule would give.
    pub completion: Completion,
    /// What is open.
    pub question: OpenQuestion,
    /// The rules that clash, as they stand in their rulebook.
    pub rules: Vec<RecognitionRule>,
    /// The name that the school posted, where it differs.
    pub posted_name: Option<String>,
}

/// Settles what is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecideRequest {
    /// How.
    pub answer: DecideAnswer,
    /// Why.
    pub reason: Line<1_000>,
}

/// How an open question is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecideAnswer {
    /// By one of the rules that clash.
    Rule(Line<64>),
    /// The posted name and the recorded one are of the same person.
    SamePerson,
}

impl Form for DecideRequest {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let rule = fields.optional::<Line<64>>("rule");
        let same_person = fields.optional::<bool>("same_person");
        let reason = fields.required("reason");
        let answer = match (rule?, same_person?) {
            (Some(rule), None) => DecideAnswer::Rule(rule),
            (None, Some(true)) => DecideAnswer::SamePerson,
            _ => {
                fields.fault("rule", FaultKind::ExactlyOneOf("rule, same_person"));
                return None;
            }
        };
        Some(Self { answer, reason: reason? })
    }
}

/// A decision that a completion has or had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PastDecision {
    /// The decision, with the number of its own rulebook.
    pub decision: Decision,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Why it was made.
    pub cause: DecisionCause,
}
