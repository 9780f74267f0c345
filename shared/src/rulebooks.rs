//! Rulebooks 规则集 as the bank answers them: where each stands, and its four lists.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use serde_json::Value;

use crate::fault::FaultKind;
use crate::fields::{Field, Fields, Form, Line, text};
use crate::ids::RulebookId;
use crate::names::words;
use crate::rules::{
    Cap, Change, EquivalenceRule, FindingCode, FindingReport, GiftPolicy, Impact, RecognitionRule,
    RuleList, Rulebook,
};
use crate::vocabulary::RulebookStatus;

/// The most acceptances that one publication names.
const MOST_ACCEPTED: usize = 10_000;

words! {
    /// From when a publication counts.
    pub enum PublishMode {
        FromNow = "from_now", "从现在起适用", "From now on";
        ReEvaluate = "re_evaluate", "重新认定", "Re-evaluate";
    }
}

words! {
    /// Where work that takes a while stands.
    pub enum Progress {
        Running = "running", "进行中", "Under way";
        Done = "done", "已完成", "Done";
        Failed = "failed", "未完成", "Failed";
        Stopped = "stopped", "已停止", "Stopped";
    }
}

/// Where a rulebook stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulebookSummary {
    /// Its id.
    pub id: RulebookId,
    /// The number under which it was published; a draft has none.
    pub number: Option<u32>,
    /// Its status.
    pub status: RulebookStatus,
    /// The first day on which it is in force.
    pub effective_from: NaiveDate,
    /// What it is for, or what changed.
    pub note: String,
    /// Who wrote it.
    pub author: String,
    /// Who else changed it while it was a draft.
    #[serde(default)]
    pub editors: Vec<String>,
    /// When it was submitted for publication.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Who published it: another than the author.
    pub published_by: Option<String>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// How it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
}

/// How a rulebook was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Publication {
    /// From when it counts.
    pub mode: PublishMode,
    /// What the publisher noted.
    pub note: String,
    /// What was accepted, and why.
    pub accepted: Vec<Acceptance>,
    /// How far earlier completions are decided again, where they are.
    pub reevaluation: Option<Reevaluation>,
    /// Why it was taken out of use, once it was.
    pub retired: Option<String>,
}

/// How far earlier completions are decided again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reevaluation {
    /// Where it stands.
    pub status: Progress,
    /// People done.
    pub done: u64,
    /// People in all.
    pub total: u64,
    /// Completions that came out otherwise.
    pub changed: u64,
}

/// Findings of a kind that a publication accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Acceptance {
    /// Their kind; only `ambiguous_pair` can be accepted.
    pub code: FindingCode,
    /// Which of them.
    pub rules: AcceptedRules,
    /// Why.
    pub reason: String,
}

/// Which findings of a kind are accepted: `"all"`, or the codes of one finding's rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum AcceptedRules {
    /// All of them.
    All(All),
    /// The one about these rules.
    These(Vec<String>),
}

words! {
    /// Every one.
    pub enum All {
        All = "all", "全部", "All";
    }
}

impl Form for Acceptance {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required::<FindingCode>("code");
        if code.is_some_and(|code| code != FindingCode::AmbiguousPair) {
            let only = vec![FindingCode::AmbiguousPair.as_str()];
            fields.fault("code", FaultKind::NotOneOf(only));
        }
        let rules = fields.required("rules");
        let reason = fields.required::<Line<1_000>>("reason");
        Some(Self { code: code?, rules: rules?, reason: reason?.into_string() })
    }
}

impl Field for AcceptedRules {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        match value {
            Value::Array(codes) => codes
                .iter()
                .map(|code| text(code).map(str::to_owned))
                .collect::<Result<_, _>>()
                .map(Self::These),
            _ => All::from_value(value).map(Self::All),
        }
    }
}

/// Publishes a rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishRequest {
    /// From when it counts.
    pub mode: PublishMode,
    /// What is new, for everybody to read.
    pub note: Line<1_000>,
    /// Findings that stay.
    pub accept: Vec<Acceptance>,
}

impl Form for PublishRequest {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let mode = fields.required("mode");
        let note = fields.required("note");
        let accept = fields.forms("accept", MOST_ACCEPTED);
        Some(Self { mode: mode?, note: note?, accept: accept? })
    }
}

/// Takes a rulebook out of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetireRequest {
    /// Why, for everybody to read.
    pub reason: Line<1_000>,
}

impl Form for RetireRequest {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        Some(Self { reason: fields.required("reason")? })
    }
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Findings {
    /// The version of the draft that was checked.
    pub revision: i64,
    /// Errors.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
    /// Errors first.
    pub findings: Vec<FindingReport>,
}

/// What there is to say about the impact of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Simulation {
    /// Where it stands.
    pub status: Progress,
    /// The version of the draft that it ran with.
    pub revision: i64,
    /// Whether the draft has changed since.
    pub stale: bool,
    /// Completions that ended from this day on are decided again.
    pub since: NaiveDate,
    /// People done.
    pub done: u64,
    /// People in all.
    pub total: u64,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// When it was done.
    pub finished_at: Option<DateTime<Utc>>,
    /// What came out.
    pub impact: Option<Impact>,
}

/// Asks for a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimulateRequest {
    /// Completions that ended from this day on; by default from the day on which the draft shall
    /// be in force, or for one that lies ahead, those of the last year.
    pub since: Option<NaiveDate>,
}

impl Form for SimulateRequest {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        Some(Self { since: fields.optional("since")? })
    }
}

/// A rule of a rulebook, as it stands in its list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedRule {
    /// Its list.
    pub list: RuleList,
    /// The rule.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub rule: Value,
}

/// What differs between two rulebooks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// The one that it is compared with.
    pub from: RulebookSummary,
    /// The one that was asked about.
    pub to: RulebookSummary,
    /// Rule by rule.
    pub changes: Vec<Change>,
}

/// A rulebook with its four lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulebookView {
    /// Where it stands.
    #[serde(flatten)]
    pub summary: RulebookSummary,
    /// Completion → credits.
    pub recognition: Vec<RecognitionRule>,
    /// Credits or outcomes → credits or outcomes.
    pub equivalence: Vec<EquivalenceRule>,
    /// Limits, applied in this order.
    pub caps: Vec<Cap>,
    /// What may pass from card to card.
    pub gifts: Vec<GiftPolicy>,
}

impl RulebookView {
    /// A rulebook and where it stands.
    #[must_use]
    pub fn new(summary: RulebookSummary, rules: Rulebook) -> Self {
        let Rulebook { recognition, equivalence, caps, gifts, .. } = rules;
        Self { summary, recognition, equivalence, caps, gifts }
    }

    /// The rulebook as the rules are computed with.
    #[must_use]
    pub fn rulebook(self) -> Rulebook {
        Rulebook {
            number: self.summary.number,
            effective_from: self.summary.effective_from,
            note: self.summary.note,
            recognition: self.recognition,
            equivalence: self.equivalence,
            caps: self.caps,
            gifts: self.gifts,
        }
    }
}
