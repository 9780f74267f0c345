//! The way to a unit by an outcome rule: what completed courses give, or waive.

use std::collections::{BTreeMap, BTreeSet};

use super::application::{Application, Case, Place, is_meant};
use super::parts::{Part, takings, uses};
use super::refusal::ApplyRefusal;
use super::{Unit, UnitState};
use crate::ids::{CompletionId, SchemeCode};
use crate::quantity::Credits;
use crate::rules::{
    EquivalenceOutcome, EquivalenceRule, Exchange, Grant, HeldOutcome, OutcomeAward, OutcomeWorth,
    Step, fulfilment, outcomes,
};

/// What an outcome rule grants.
struct Granted {
    rule: String,
    outcome: EquivalenceOutcome,
    credits: Credits,
    completions: Vec<CompletionId>,
    pays: Pays,
}

/// Whether the completions' credits leave the card, or left it with another grant of the rule.
#[derive(PartialEq)]
enum Pays {
    Now,
    Before,
}

pub(super) fn by_outcome(
    case: &Case<'_>,
    place: &Place<'_>,
    named: &[CompletionId],
) -> Result<Option<Application>, ApplyRefusal> {
    let granted = match granted(case, place, named)? {
        Some(granted) => Some(granted),
        None => granted_further(case, place, named),
    };
    granted.map(|granted| by_grant(case, place, granted)).transpose()
}

/// What the rules give for completions that do not count at the institution yet.
fn granted(
    case: &Case<'_>,
    place: &Place<'_>,
    named: &[CompletionId],
) -> Result<Option<Granted>, ApplyRefusal> {
    let institution = &case.program.institution;
    let counted = case.counted();
    let held = case.hand.outcomes(|one| is_meant(named, one) && !counted.contains(one));
    let grant_of = |award: &OutcomeAward| {
        award.grants.iter().find(|worth| case.grants(&worth.grant, place.unit)).cloned()
    };
    for worth in outcomes(case.rulebook, &held, case.on) {
        match worth {
            OutcomeWorth::Given(award) => {
                let received = award.receiver.as_deref() == Some(institution.as_str());
                let waives = award.outcome == EquivalenceOutcome::Exemption;
                if let Some(worth) = grant_of(&award)
                    && received
                    && (place.unit.exemptible || !waives)
                {
                    return Ok(Some(Granted {
                        rule: award.rules.into_iter().next().unwrap_or_default(),
                        outcome: award.outcome,
                        credits: worth.credits,
                        completions: award.used,
                        pays: Pays::Now,
                    }));
                }
            }
            OutcomeWorth::NeedsDecision { candidates } => {
                let here = |award: &OutcomeAward| {
                    award.receiver.as_deref() == Some(institution.as_str())
                        && grant_of(award).is_some()
                };
                if candidates.iter().any(here) {
                    let rules = candidates.into_iter().flat_map(|award| award.rules).collect();
                    return Err(ApplyRefusal::Clash { rules });
                }
            }
        }
    }
    Ok(None)
}

/// Another unit that a rule grants for completions that it was applied to, and approved, before.
fn granted_further(case: &Case<'_>, place: &Place<'_>, named: &[CompletionId]) -> Option<Granted> {
    case.applied.iter().find_map(|one| {
        let code = one.rule.as_ref()?;
        let mut completions = one.completions.iter();
        let fits = one.institution == case.program.institution
            && one.state != UnitState::InReview
            && completions.all(|completion| {
                is_meant(named, completion) && !case.barred(*completion, Some(code))
            });
        let held = case.hand.outcomes(|completion| one.completions.contains(completion));
        let rule = case.rule(&held, code).filter(|_| fits)?;
        let Exchange::ByOutcome(by) = &rule.exchange else { return None };
        let grant = by.gives.iter().find(|grant| case.grants(grant, place.unit))?;
        fulfilment(&by.requires, &held)?;
        let waives = rule.outcome == EquivalenceOutcome::Exemption;
        (place.unit.exemptible || !waives).then(|| Granted {
            rule: code.clone(),
            outcome: rule.outcome,
            credits: if waives { Credits::ZERO } else { grant.credits },
            completions: one.completions.clone(),
            pays: Pays::Before,
        })
    })
}

impl<'a> Case<'a> {
    fn grants(&self, grant: &Grant, unit: &Unit) -> bool {
        grant.program.as_ref() == Some(&self.program.code)
            && grant.unit.as_ref() == Some(&unit.code)
            && grant.scheme == self.program.scheme
    }

    fn rule(&self, held: &[HeldOutcome], code: &str) -> Option<&'a EquivalenceRule> {
        let mut rules = self.rulebook.outcome_rules(held);
        rules.find(|rule| rule.code == code && rule.effective_on(self.on))
    }
}

fn by_grant(
    case: &Case<'_>,
    place: &Place<'_>,
    granted: Granted,
) -> Result<Application, ApplyRefusal> {
    let waives = granted.outcome == EquivalenceOutcome::Exemption;
    let parts = if waives || granted.pays == Pays::Before {
        Vec::new()
    } else {
        whole(case, &granted.completions)?
    };
    let mut trace = vec![Step::Outcome {
        rule: granted.rule.clone(),
        outcome: granted.outcome,
        after: granted.credits,
    }];
    let credits = granted.credits.min(place.unit.credits);
    if credits < granted.credits {
        let (before, by) = (granted.credits, place.unit.credits);
        trace.push(Step::Max { before, by, after: credits });
    }
    let foreign = granted.completions.iter().any(|completion| {
        let source = case.hand.sources.get(completion);
        source.is_none_or(|source| !source.is_of(&case.program.institution))
    });
    let transferred = if foreign { credits } else { Credits::ZERO };
    let held = case.hand.outcomes(|completion| granted.completions.contains(completion));
    let names = case.rule(&held, &granted.rule).map(|rule| rule.names.clone());
    place.within_share(transferred)?;
    Ok(Application {
        rule: granted.rule,
        rule_names: names.unwrap_or_default(),
        unit: case.unit_of(place.unit, granted.outcome, transferred),
        takings: takings(&parts)?,
        uses: uses(&parts),
        gives: case.gives(credits),
        completions: granted.completions,
        trace,
    })
}

/// All that completions put on the card.
fn whole<'a>(case: &Case<'a>, completions: &[CompletionId]) -> Result<Vec<Part<'a>>, ApplyRefusal> {
    let mut posted: BTreeMap<&SchemeCode, (Credits, BTreeSet<CompletionId>)> = BTreeMap::new();
    for completion in completions {
        let Some(source) = case.hand.sources.get(completion) else { continue };
        let (sum, of) = posted.entry(&source.scheme).or_default();
        let left = case.hand.left(&source.scheme, &BTreeSet::from([*completion]), case.on)?;
        if left < source.credits {
            return Err(ApplyRefusal::Used);
        }
        *sum = sum.plus(source.credits)?;
        of.insert(*completion);
    }
    let mut parts = Vec::new();
    for (scheme, (sum, of)) in posted {
        if sum.is_positive() {
            let schemes = std::slice::from_ref(scheme);
            let taken = case.hand.parts(schemes, &of, case.on, sum);
            let taken = taken.map_err(|_| ApplyRefusal::Used)?;
            parts.extend(taken.into_iter().map(|(lot, amount)| Part::new(lot, amount, &of)));
        }
    }
    Ok(parts)
}
