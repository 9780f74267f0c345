//! Publishing: by another administrator than the author, with what was found accepted by name.

use std::collections::BTreeSet;

use shared::fault::{Fault, FaultKind};
use shared::ids::RulebookId;
use shared::lang::Text;
use shared::problem::Refusal;
use shared::rulebooks::{
    Acceptance, AcceptedRules, PublishMode, PublishRequest, RetireRequest, RulebookSummary,
};
use shared::rules::{Finding, FindingCode, Severity};
use shared::vocabulary::RulebookStatus;

use super::checking::stands;
use super::{publish_as, store, summary};
use crate::audit;
use crate::auth::Caller;
use crate::bank::Bank;
use crate::error::AppResult;
use crate::rulebooks::reevaluation;
use crate::rulebooks::store::{RulebookRow, StoredPublication};

/// Findings that a refusal names; the rest is counted.
const MOST_NAMED: usize = 100;

/// Publishes a submitted rulebook; where it shall, decides earlier completions again.
pub(in crate::rulebooks) async fn publish_submitted(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
    ask: PublishRequest,
) -> AppResult<RulebookSummary> {
    let publisher = who.subject().to_owned();
    bank.db
        .read(move |conn| {
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            may_publish(&row, &publisher)
        })
        .await?;
    // Checking takes a while, so it holds nothing; the revision tells that nothing changed since.
    let (seen, findings) = stands(bank, id).await?;
    let blocking = blocking(&findings, &ask.accept);
    if !blocking.is_empty() {
        return Err(Refusal::FindingsBlock(blocking).into());
    }
    let who = who.clone();
    let reevaluates = ask.mode == PublishMode::ReEvaluate;
    let summary = bank
        .db
        .write(move |conn| {
            store::hold(conn)?;
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            if row.revision != seen.revision || row.status != seen.status {
                return Err(Refusal::StaleMatch.into());
            }
            let publication = StoredPublication {
                mode: ask.mode,
                note: ask.note.as_str().to_owned(),
                accepted: ask.accept.clone(),
                retired: None,
            };
            publish_as(conn, id, who.subject(), &publication)?;
            if reevaluates {
                reevaluation::plan(conn, id, row.effective_from)?;
            }
            audit::note(conn, &who, "rulebook.publish", &id.to_string())?;
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            summary(conn, row)
        })
        .await?;
    if reevaluates {
        reevaluation::start(bank);
    }
    Ok(summary)
}

fn may_publish(row: &RulebookRow, publisher: &str) -> AppResult<()> {
    if row.status != RulebookStatus::Submitted {
        return Err(Refusal::WrongState(row.status.as_str()).into());
    }
    if row.is_work_of(publisher) { Err(Refusal::OwnRulebook.into()) } else { Ok(()) }
}

/// The findings that block and are not accepted, as faults of `accept`.
fn blocking(findings: &[Finding], accepted: &[Acceptance]) -> Vec<Fault> {
    let mut all = BTreeSet::new();
    let mut by_name = BTreeSet::new();
    for acceptance in accepted {
        match &acceptance.rules {
            AcceptedRules::All(_) => {
                all.insert(acceptance.code);
            }
            AcceptedRules::These(rules) => {
                by_name.insert((acceptance.code, rules.iter().collect::<BTreeSet<_>>()));
            }
        }
    }
    let is_accepted = |finding: &Finding| {
        finding.code == FindingCode::AmbiguousPair
            && (all.contains(&finding.code)
                || by_name.contains(&(finding.code, finding.rules.iter().collect())))
    };
    let blocks =
        |finding: &&Finding| finding.code.severity() == Severity::Error && !is_accepted(finding);
    let mut faults: Vec<Fault> = findings.iter().filter(blocks).map(fault).collect();
    if faults.len() > MOST_NAMED {
        let rest = faults.len() - MOST_NAMED;
        faults.truncate(MOST_NAMED);
        let sentence = Text::new(format!("另有 {rest} 项"), format!("And {rest} more"));
        faults.push(Fault::new("/accept", FaultKind::Finding("more", sentence)));
    }
    faults
}

fn fault(finding: &Finding) -> Fault {
    let rules = finding.rules.join(", ");
    let message = Text::new(
        format!("{rules}：{}", finding.message.zh),
        format!("{rules}: {}", finding.message.en),
    );
    Fault::new("/accept", FaultKind::Finding(finding.code.as_str(), message))
}

/// Takes a published rulebook out of use: what was in force before it is in force again.
pub(in crate::rulebooks) async fn retire(
    bank: &Bank,
    who: &Caller,
    id: RulebookId,
    ask: RetireRequest,
) -> AppResult<RulebookSummary> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            store::hold(conn)?;
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            if row.status != RulebookStatus::Published {
                return Err(Refusal::WrongState(row.status.as_str()).into());
            }
            store::retire(conn, &row, ask.reason.as_str())?;
            audit::note(conn, &who, "rulebook.retire", &id.to_string())?;
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            summary(conn, row)
        })
        .await
}
