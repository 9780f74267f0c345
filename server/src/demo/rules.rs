//! The district's rulebooks: the first in force, the second a draft that a check has much to say on.

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use shared::rulebooks::{Acceptance, AcceptedRules, PublishMode};
use shared::rules::{FindingCode, Rulebook};

use crate::rulebooks::store::StoredPublication;

const FIRST: &str = include_str!("rulebook-1.json");
const SECOND: &str = include_str!("rulebook-2.json");

/// Rulebook 1, in force since long before the first completion.
pub(super) fn first() -> anyhow::Result<Rulebook> {
    serde_json::from_str(FIRST).context("rulebook-1.json")
}

/// How rulebook 1 was published: with two ambiguous pairs that people decide on.
pub(super) fn publication() -> StoredPublication {
    let accepted = [["VC-02", "VC-04"], ["VC-03", "VC-04"]].map(|pair| Acceptance {
        code: FindingCode::AmbiguousPair,
        rules: AcceptedRules::These(pair.map(str::to_owned).to_vec()),
        reason: "护理证书两类规则结果不同，逐件裁定。 / Decided case by case.".to_owned(),
    });
    StoredPublication {
        mode: PublishMode::FromNow,
        note: "首次发布。 / First publication.".to_owned(),
        accepted: accepted.to_vec(),
        retired: None,
    }
}

/// The draft of rulebook 2: rulebook 1 with what `rulebook-2.json` adds, from next New Year on.
/// Among it are an ambiguous pair (SC-03 and SC-05), a loop that mints (EQ-01 and EQ-04), a shadowed
/// rule (VC-05), a dead reference and empty dates (CM-05), a cap that nothing reaches (C5) and gaps.
pub(super) fn second(today: NaiveDate) -> anyhow::Result<Rulebook> {
    let mut draft = first()?;
    let added: Rulebook = serde_json::from_str(SECOND).context("rulebook-2.json")?;
    draft.effective_from = NaiveDate::from_ymd_opt(today.year() + 1, 1, 1).unwrap_or(today);
    draft.note = added.note;
    draft.recognition.extend(added.recognition);
    draft.equivalence.extend(added.equivalence);
    draft.caps.extend(added.caps);
    draft.gifts.extend(added.gifts);
    Ok(draft)
}
