//! The way to a unit by its group's own acceptance: credits for credits, one for one.

use std::collections::BTreeSet;

use super::application::{Application, Case, Place, is_meant};
use super::parts::{Part, takings, uses};
use super::refusal::ApplyRefusal;
use crate::fraction::Fraction;
use crate::ids::CompletionId;
use crate::ledger::Lot;
use crate::quantity::{Credits, Ratio};
use crate::rules::{EquivalenceOutcome, Step};

pub(super) fn by_acceptance(
    case: &Case<'_>,
    place: &Place<'_>,
    named: &[CompletionId],
) -> Result<Application, ApplyRefusal> {
    let mut of = case.hand.accepted(&place.group.accepts);
    of.retain(|completion| is_meant(named, completion));
    if !named.is_empty() && of.is_empty() {
        return Err(ApplyRefusal::DoesNotCount);
    }
    if let Some(place) = named.iter().position(|one| case.barred(*one, None)) {
        return Err(ApplyRefusal::Counted { place });
    }
    of.retain(|completion| !case.barred(*completion, None));
    let soonest = accepted(case, place, &of).map_err(|refused| match refused {
        ApplyRefusal::NothingFits if !named.is_empty() => ApplyRefusal::DoesNotCount,
        refused => refused,
    })?;
    if place.within_share(soonest.unit.transferred).is_ok() {
        return Ok(soonest);
    }
    of.retain(|completion| {
        let source = case.hand.sources.get(completion);
        source.is_some_and(|source| source.is_of(&case.program.institution))
    });
    match accepted(case, place, &of) {
        Ok(own) if place.within_share(own.unit.transferred).is_ok() => Ok(own),
        _ => place.within_share(soonest.unit.transferred).map(|()| soonest),
    }
}

fn accepted(
    case: &Case<'_>,
    place: &Place<'_>,
    of: &BTreeSet<CompletionId>,
) -> Result<Application, ApplyRefusal> {
    let Place { group, unit, .. } = *place;
    let credits = unit.credits;
    let parts: Vec<Part<'_>> = case
        .hand
        .parts(&group.accepts.schemes, of, case.on, credits)?
        .into_iter()
        .map(|(lot, amount)| Part::new(lot, amount, of))
        .collect();
    let own = |lot: &Lot| case.hand.is_own(lot, &case.program.institution);
    let foreign = parts.iter().filter(|part| !own(part.lot)).map(|part| part.amount);
    let transferred = Credits::total(foreign)?;
    let takings = takings(&parts)?;
    let exact = Fraction::from(credits);
    let one = Ratio::ONE;
    Ok(Application {
        rule: group.code.clone(),
        rule_names: group.names.clone(),
        unit: case.unit_of(unit, EquivalenceOutcome::Credit, transferred),
        uses: uses(&parts),
        gives: case.gives(credits),
        completions: takings.iter().flat_map(|taking| taking.of.iter().copied()).collect(),
        takings,
        trace: vec![Step::Ratio { before: exact, by: one, after: exact }],
    })
}
