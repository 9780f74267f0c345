//! What several pages of using credits share.

use std::rc::Rc;

use chrono::NaiveDate;
use serde_json::Value;
use shared::ids::{CompletionId, TransferId};
use shared::institutions::InstitutionCode;
use shared::lang::Lang;
use shared::quantity::Credits;
use shared::transfers::{GivenLot, ProgramUnit, Quote, Takes, Transfer, TransferParty};
use yew::prelude::*;

use crate::api::moves as calls;
use crate::browser;
use crate::components::actions::go;
use crate::components::amount::amount_of;
use crate::components::markup::{actions, all, p, span};
use crate::components::notice::{Tone, notice};
use crate::format;
use crate::http::{Answer, Coming, Trouble};
use crate::i18n::{common, convert as text};
use crate::load::{Load, Loaded, Task, use_load};
use crate::names::{Institutions, Schemes};
use crate::routes::Route;

/// How often a page with a deadline looks at the clock, in milliseconds.
const TICK_MS: i32 = 15_000;

/// A question and what the bank quoted for it, on the way to the page that checks it.
pub struct Asked {
    /// What was asked, to ask it again.
    pub body: Value,
    /// The answer.
    pub quote: Rc<Quote>,
}

/// Until when credits can be used, lot by lot.
pub fn lots(lots: &[GivenLot], lang: Lang) -> Html {
    let until = |on: Option<NaiveDate>| match on {
        Some(on) => text::USE_UNTIL.fill(lang, &[&format::day(on, lang)]),
        None => text::FOR_LIFE.get(lang).to_owned(),
    };
    if let [lot] = lots {
        return until(lot.expires_on).into();
    }
    html! {
        <ul class="plain">
            { for lots.iter().map(|lot| html! {
                <li>{ span("figures", lot.amount.to_string()) }{ " " }
                    { until(lot.expires_on) }</li>
            }) }
        </ul>
    }
}

/// What leaves the card, scheme by scheme.
pub fn outgoing(takes: &Takes, further: &[Takes], schemes: &Schemes, lang: Lang) -> Html {
    if takes.amount.is_zero() && further.is_empty() {
        return text::NOTHING_LEAVES.get(lang).into();
    }
    let each = std::iter::once(takes).chain(further);
    each.map(|it| html! { <div>{ amount_of(it.amount, &it.scheme, schemes, lang) }</div> })
        .collect()
}

/// What leaves the card, in one line of words.
pub fn amounts_said(takes: &Takes, further: &[Takes], schemes: &Schemes, lang: Lang) -> String {
    let each = std::iter::once(takes).chain(further);
    let said = each.map(|it| format!("{} {}", it.amount, schemes.credits(&it.scheme, lang)));
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    said.collect::<Vec<_>>().join(comma)
}

/// Somebody else, by what may be seen of them.
pub fn party(of: &TransferParty, lang: Lang) -> String {
    text::PARTY.fill(lang, &[&of.name, &of.card_number])
}

/// A unit with its program.
pub fn unit_name(of: &ProgramUnit, lang: Lang) -> String {
    format!("{} · {}", of.program_names.get(lang), of.unit_names.get(lang))
}

/// The name of an institution, as far as it is known.
pub fn place_name(
    institutions: &Loaded<Institutions>,
    code: &InstitutionCode,
    lang: Lang,
) -> String {
    institutions.ready().map_or_else(|| code.to_string(), |known| known.name(code, lang))
}

/// The card is frozen, lost or closed.
pub fn stopped(lang: Lang) -> Html {
    let inside = all([
        p("", text::CARD_STOPPED_DETAIL.get(lang)),
        actions([go(Route::Settings, common::SETTINGS, lang)]),
    ]);
    notice(Tone::Careful, text::CARD_STOPPED.get(lang), inside)
}

/// The page was loaded anew, and what it needs from the page before is gone.
pub fn start_again(start: Route, lang: Lang) -> Html {
    let inside = all([
        p("", text::NO_QUOTE_DETAIL.get(lang)),
        actions([go(start, text::START_AGAIN, lang)]),
    ]);
    notice(Tone::Know, text::NO_QUOTE.get(lang), inside)
}

/// What there is less what goes; nothing where that cannot be.
pub fn less(there: Credits, goes: Credits) -> Credits {
    there.minus(goes).ok().filter(|left| *left > Credits::ZERO).unwrap_or_default()
}

/// The answer to an address that names nothing.
pub fn nothing_there<T: 'static>() -> Coming<T> {
    Coming::of(async { Err(Trouble::Unreadable) })
}

/// The transfer that an address names.
#[hook]
pub fn use_transfer(id: &str) -> Loaded<Transfer> {
    let id = id.to_owned();
    use_load(id.clone(), move || match id.parse::<TransferId>() {
        Ok(id) => calls::my_transfer(id),
        Err(_) => nothing_there(),
    })
}

/// What the completions are called, in their order, with their ids.
#[hook]
pub fn use_titles(ids: &[CompletionId]) -> Option<Rc<Vec<(CompletionId, String)>>> {
    let ids = ids.to_vec();
    let key: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let titles = use_load(key.join(" "), move || Coming::of(titles(ids)));
    match titles.load {
        Load::Ready(titles) => Some(titles),
        _ => None,
    }
}

async fn titles(ids: Vec<CompletionId>) -> Answer<Vec<(CompletionId, String)>> {
    let mut titles = Vec::new();
    for id in ids {
        titles.push((id, calls::held_one(id).await?.course.title.clone()));
    }
    Ok(titles)
}

/// A key for what a page sends: the same again after a lost answer, so that it happens once, and
/// another after a refusal, which the bank keeps under its key.
#[hook]
pub fn use_key(task: &Task) -> String {
    let page = use_state(browser::random_key);
    let refusal = use_mut_ref(String::new);
    if let Some(Trouble::Refused(problem)) = task.trouble() {
        refusal.borrow_mut().clone_from(&problem.instance);
    }
    format!("{}-{}", *page, refusal.borrow())
}

/// Draws the page anew now and then, while something on it depends on the clock.
#[hook]
pub fn use_clock(runs: bool) {
    let ticks = use_state(|| 0_u32);
    use_effect_with((runs, *ticks), move |(runs, now)| {
        let next = *now + 1;
        let timer = runs.then(|| browser::after(TICK_MS, move || ticks.set(next)));
        move || drop(timer)
    });
}
