//! Steps, reasons and conditions as they are read: one flat object with a word that says which case.
//!
//! What `serde` derives for such a word keeps a copy of the whole object of unknown shape and reads
//! each type a second time from there: a tenth of the client in the browser. A flat object is read
//! once. Invariant: what is written reads back as the same.

use std::str::FromStr;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::award::Award;
use super::decide::Reason;
use super::limits::{Limit, Window};
use super::matching::{Condition, NearMiss};
use super::rulebook::InstitutionScope;
use super::trace::Step;
use crate::fields::Field;
use crate::quantity::RoundingMode;

/// Why a case cannot be read.
type Wrong = &'static str;

const MISSING: Wrong = "a field is missing";
const MALFORMED: Wrong = "a field has another form";
const UNKNOWN: Wrong = "there is no such case";

/// A field that is text on the wire.
fn text<T: FromStr>(field: Option<String>) -> Result<T, Wrong> {
    field.ok_or(MISSING)?.parse().map_err(|_| MALFORMED)
}

#[derive(Deserialize)]
pub(super) struct RawStep {
    step: String,
    before: Option<String>,
    by: Option<String>,
    after: Option<String>,
    mode: Option<RoundingMode>,
    counted: Option<String>,
    cap: Option<String>,
    limit: Option<Limit>,
    window: Option<Window>,
    cut: Option<String>,
    rule: Option<String>,
    outcome: Option<String>,
    reason: Option<String>,
}

impl TryFrom<RawStep> for Step {
    type Error = Wrong;

    fn try_from(raw: RawStep) -> Result<Self, Wrong> {
        let RawStep { before, by, after, rule, .. } = raw;
        Ok(match raw.step.as_str() {
            "declared" => Self::Declared { after: text(after)? },
            "fixed" => Self::Fixed { after: text(after)? },
            "per_hours" => {
                Self::PerHours { before: text(before)?, by: text(by)?, after: text(after)? }
            }
            "factor" => Self::Factor { before: text(before)?, by: text(by)?, after: text(after)? },
            "ratio" => Self::Ratio { before: text(before)?, by: text(by)?, after: text(after)? },
            "round" => Self::Round {
                before: text(before)?,
                by: text(by)?,
                mode: raw.mode.ok_or(MISSING)?,
                after: text(after)?,
            },
            "max" => Self::Max { before: text(before)?, by: text(by)?, after: text(after)? },
            "repeat" => Self::Repeat {
                before: text(before)?,
                by: text(by)?,
                counted: text(raw.counted)?,
                after: text(after)?,
            },
            "cap" => Self::Cap {
                cap: raw.cap.ok_or(MISSING)?,
                limit: raw.limit.ok_or(MISSING)?,
                window: raw.window.ok_or(MISSING)?,
                before: text(before)?,
                by: text(by)?,
                cut: text(raw.cut)?,
                after: text(after)?,
            },
            "outcome" => Self::Outcome {
                rule: rule.ok_or(MISSING)?,
                outcome: text(raw.outcome)?,
                after: text(after)?,
            },
            "choice" => Self::Choice {
                rule: rule.ok_or(MISSING)?,
                by: by.ok_or(MISSING)?,
                reason: raw.reason.ok_or(MISSING)?,
            },
            _ => return Err(UNKNOWN),
        })
    }
}

#[derive(Deserialize)]
pub(super) struct RawReason {
    code: String,
    on: Option<NaiveDate>,
    nearest: Option<NearMiss>,
    candidates: Option<Vec<Award>>,
}

impl TryFrom<RawReason> for Reason {
    type Error = Wrong;

    fn try_from(raw: RawReason) -> Result<Self, Wrong> {
        match raw.code.as_str() {
            "no_rulebook" => Ok(Self::NoRulebook { on: raw.on.ok_or(MISSING)? }),
            "no_rule" => Ok(Self::NoRule { nearest: raw.nearest }),
            "clash" => Ok(Self::Clash { candidates: raw.candidates.ok_or(MISSING)? }),
            "name_differs" => Ok(Self::NameDiffers),
            _ => Err(UNKNOWN),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct RawCondition {
    condition: String,
    needs: Option<Value>,
    has: Option<String>,
}

impl TryFrom<RawCondition> for Condition {
    type Error = Wrong;

    fn try_from(raw: RawCondition) -> Result<Self, Wrong> {
        let RawCondition { needs, has, .. } = raw;
        Ok(match raw.condition.as_str() {
            "institution_kind" => {
                Self::InstitutionKind { needs: list(needs, Field::from_value)?, has: text(has)? }
            }
            "institution" => Self::Institution { needs: list(needs, scope)?, has: text(has)? },
            "course" => Self::Course { needs: list(needs, words)?, has: text(has)? },
            "category" => Self::Category { needs: list(needs, words)?, has: text(has)? },
            "form" => Self::Form { needs: list(needs, Field::from_value)?, has: text(has)? },
            "level" => Self::Level { needs: list(needs, words)?, has },
            "hours" => Self::Hours { needs: one(needs)?, has: text(has)? },
            "score" => {
                let has = has.map(|has| has.parse().map_err(|_| MALFORMED)).transpose()?;
                Self::Score { needs: one(needs)?, has }
            }
            "ended_from" => Self::EndedFrom { needs: one(needs)?, has: text(has)? },
            "ended_to" => Self::EndedTo { needs: one(needs)?, has: text(has)? },
            "declared_credits" => {
                let has = has.map(|has| has.parse().map_err(|_| MALFORMED)).transpose()?;
                Self::DeclaredCredits { has }
            }
            _ => return Err(UNKNOWN),
        })
    }
}

fn one<T: Field>(needs: Option<Value>) -> Result<T, Wrong> {
    T::from_value(&needs.ok_or(MISSING)?).map_err(|_| MALFORMED)
}

fn list<T, E>(needs: Option<Value>, read: fn(&Value) -> Result<T, E>) -> Result<Vec<T>, Wrong> {
    let needs = needs.ok_or(MISSING)?;
    let items = needs.as_array().ok_or(MALFORMED)?;
    items.iter().map(read).collect::<Result<_, _>>().map_err(|_| MALFORMED)
}

fn words(value: &Value) -> Result<String, Wrong> {
    value.as_str().map(str::to_owned).ok_or(MALFORMED)
}

fn scope(value: &Value) -> Result<InstitutionScope, Wrong> {
    let code = value.get("code").ok_or(MISSING)?;
    let below = value.get("below").and_then(Value::as_bool).unwrap_or_default();
    Ok(InstitutionScope { code: words(code)?, below })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reads_back<T>(cases: Vec<Value>)
    where
        T: serde::Serialize + serde::de::DeserializeOwned,
    {
        for written in cases {
            let read: T = serde_json::from_value(written.clone()).unwrap();
            assert_eq!(serde_json::to_value(read).unwrap(), written);
        }
    }

    #[test]
    fn every_step_reads_back_as_it_was_written() {
        reads_back::<Step>(vec![
            json!({ "step": "declared", "after": "1.50" }),
            json!({ "step": "fixed", "after": "3.00" }),
            json!({ "step": "per_hours", "before": "39.00", "by": "16.00", "after": "39/16" }),
            json!({ "step": "factor", "before": "1.25", "by": "2/3", "after": "5/6" }),
            json!({ "step": "ratio", "before": "9.00", "by": "2/3", "after": "6.00" }),
            json!({ "step": "round", "before": "39/16", "by": "0.50", "mode": "half_up", "after": "2.50" }),
            json!({ "step": "max", "before": "7.00", "by": "6.00", "after": "6.00" }),
            json!({ "step": "repeat", "before": "3.00", "by": "best", "counted": "2.00", "after": "1.00" }),
            json!({ "step": "cap", "cap": "C1", "limit": { "credits": "42.00" },
                "window": { "year_from": "03-01" }, "before": "3.00", "by": "2.00", "cut": "1.00",
                "after": "2.00" }),
            json!({ "step": "outcome", "rule": "EQ-20", "outcome": "exemption", "after": "0.00" }),
            json!({ "step": "choice", "rule": "SC-03", "by": "admin", "reason": "核对后采用" }),
        ]);
    }

    #[test]
    fn every_reason_and_condition_reads_back_as_it_was_written() {
        let names = json!({ "zh": "规则", "en": "Rule" });
        let failed = json!([
            { "condition": "institution_kind", "needs": ["senior_college"], "has": "enterprise" },
            { "condition": "institution", "needs": [{ "code": "HP-SC", "below": true }], "has": "HP-CC" },
            { "condition": "course", "needs": ["CALL*"], "has": "IT-1" },
            { "condition": "category", "needs": ["art"], "has": "it" },
            { "condition": "form", "needs": ["classroom", "blended"], "has": "online" },
            { "condition": "level", "needs": ["B1"], "has": null },
            { "condition": "hours", "needs": "16.00", "has": "12.00" },
            { "condition": "score", "needs": "60.00", "has": null },
            { "condition": "ended_from", "needs": "2026-01-01", "has": "2025-12-31" },
            { "condition": "ended_to", "needs": "2026-01-01", "has": "2026-01-02" },
            { "condition": "declared_credits", "has": null },
        ]);
        let award = json!({ "scheme": "senior", "credits": "2.00", "rules": ["SC-03"],
            "repeats": "best", "trace": [{ "step": "fixed", "after": "2.00" }] });
        reads_back::<Reason>(vec![
            json!({ "code": "no_rulebook", "on": "2026-06-20" }),
            json!({ "code": "no_rule", "nearest": null }),
            json!({ "code": "no_rule", "nearest": { "rule": "SC-03", "names": names, "failed": failed } }),
            json!({ "code": "clash", "candidates": [award] }),
            json!({ "code": "name_differs" }),
        ]);
    }

    #[test]
    fn what_is_missing_or_unknown_is_refused() {
        for written in [
            json!({ "step": "fixed" }),
            json!({ "step": "guess", "after": "1.00" }),
            json!({ "after": "1.00" }),
            json!({ "step": "fixed", "after": "1.001" }),
        ] {
            assert!(serde_json::from_value::<Step>(written).is_err());
        }
    }
}
