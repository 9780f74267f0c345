//! An opportunity in plain words: what leaves, what comes, what it leads to, and the way there.

use chrono::Duration;
use shared::lang::Lang;
use shared::rules::EquivalenceOutcome;
use shared::transfers::{LeadsTo, Opportunity};
use shared::vocabulary::TransferKind;

use crate::browser::encode;
use crate::format;
use crate::i18n::{Words, opportunity as text};
use crate::names::Schemes;
use crate::routes::Route;

/// An expiry is said from so many days before it on.
const SOON_DAYS: i64 = 90;

/// What could be done, and what for.
pub fn sentence(it: &Opportunity, schemes: &Schemes, lang: Lang) -> String {
    let said = [could(it, schemes, lang), then(it, lang), expires(it, lang)];
    said.into_iter().flatten().collect()
}

fn could(it: &Opportunity, schemes: &Schemes, lang: Lang) -> Option<String> {
    let (takes, gives) = (&it.takes, &it.gives);
    let (amount, from) = (takes.amount.to_string(), schemes.credits(&takes.scheme, lang));
    if it.kind == TransferKind::Convert {
        let (result, to) = (gives.amount.to_string(), schemes.credits(&gives.scheme, lang));
        return Some(text::CAN_CONVERT.fill(lang, &[&amount, &from, &result, &to]));
    }
    let unit = it.program.as_ref()?;
    let (program, name) = (unit.program_names.get(lang), unit.unit_names.get(lang));
    Some(if unit.outcome == EquivalenceOutcome::Exemption {
        text::CAN_EXEMPT.fill(lang, &[program, name])
    } else {
        text::CAN_APPLY.fill(lang, &[&amount, &from, program, name])
    })
}

fn then(it: &Opportunity, lang: Lang) -> Option<String> {
    let unit = it.program.as_ref()?;
    let program = unit.program_names.get(lang);
    match it.leads_to {
        LeadsTo::Award => Some(text::THEN_AWARD.fill(lang, &[program])),
        LeadsTo::Requirement => Some(text::THEN_REQUIREMENT.fill(lang, &[program])),
        LeadsTo::NearerUnit => {
            Some(text::THEN_UNIT.fill(lang, &[program, unit.unit_names.get(lang)]))
        }
        LeadsTo::Unit | LeadsTo::Credits => None,
    }
}

fn expires(it: &Opportunity, lang: Lang) -> Option<String> {
    let on = it.expires_on?;
    let soon = on - format::today() <= Duration::days(SOON_DAYS);
    soon.then(|| text::EXPIRES_SOON.fill(lang, &[&format::day(on, lang)]))
}

/// The page on which it is done, and what the way there is called.
pub fn way(it: &Opportunity) -> (Route, Words) {
    match &it.program {
        Some(unit) if it.kind == TransferKind::Apply => {
            (Route::apply(unit.program_id, &unit.unit), text::TO_APPLY)
        }
        _ => {
            let [from, to] =
                [&it.takes.scheme, &it.gives.scheme].map(|code| encode(&code.to_string()));
            (Route::Moves(format!("/convert?from={from}&to={to}")), text::TO_CONVERT)
        }
    }
}
