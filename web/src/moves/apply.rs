//! Applying: to which unit of which program, and by what.

use std::rc::Rc;

use shared::fault::{FaultKind, FaultReport};
use shared::ids::{CompletionId, ProgramId};
use shared::lang::Lang;
use shared::page::Page;
use shared::programs::{Progress, Unit, UnitProgress, UnitState};
use shared::rules::EquivalenceOutcome;
use shared::transfers::{Opportunity, QuoteRequest};
use shared::vocabulary::{CompletionStatus, TransferKind};
use yew::prelude::*;

use crate::api::moves::{self as calls, Held};
use crate::components::actions::{go, other, send};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, maybe, p, rows, span};
use crate::components::notice::{Tone, empty, notice};
use crate::components::opportunity::sentence;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::form::{Slot, Values, check};
use crate::format;
use crate::http::{Answer, Coming, Trouble};
use crate::i18n::{common, convert as text};
use crate::load::{Load, Task, use_load, use_task};
use crate::moves::parts::{Asked, nothing_there, use_titles};
use crate::moves::place::Place;
use crate::names::{Schemes, use_schemes};
use crate::navigate;
use crate::routes::Route;
use crate::session::use_lang;

/// What can be wrong with an application is said at the choice.
const SLOTS: [Slot; 4] = [
    Slot::new("ways", "/completions", text::WITH_WHAT),
    Slot::new("ways", "/unit", text::UNIT),
    Slot::new("ways", "/amount", text::WITH_WHAT),
    Slot::new("ways", "/program_id", text::PROGRAM),
];

/// The name of the choice, and of the boxes that belong to choosing oneself.
const WAY: &str = "way";
const COMPLETION: &str = "completion";
/// Values of the choice beside the places of the opportunities.
const BANK: &str = "bank";
const OWN: &str = "own";

#[hook]
pub fn use_units() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let ways = use_load(String::new(), calls::opportunities);
    let inside = view(&ways, |ways| units(&ways.items, &schemes, lang));
    let further = actions([other(Route::programs(), text::TO_PROGRAMS, lang)]);
    let title = text::APPLY_TITLE.get(lang);
    page(title, text::APPLY_LEAD.get(lang), Width::Column, all([inside, further]))
}

fn units(ways: &[Opportunity], schemes: &Schemes, lang: Lang) -> Html {
    let mut seen = Vec::new();
    let mut listed = Vec::new();
    for way in ways.iter().filter(|way| way.kind == TransferKind::Apply) {
        let Some(unit) = &way.program else { continue };
        let key = (unit.program_id, unit.unit.clone());
        if seen.contains(&key) {
            continue;
        }
        let row = Row {
            title: unit.unit_names.get(lang).into(),
            amount: span("tag good", way.leads_to.label(lang)),
            note: sentence(way, schemes, lang),
            after: Html::default(),
        };
        let path = Route::apply(unit.program_id, &unit.unit).path();
        listed.push(row.item(format!("{} {}", key.0, key.1), Some(path), key.1.clone()));
        seen.push(key);
    }
    if listed.is_empty() {
        let inside = p("", text::APPLY_NONE_DETAIL.get(lang));
        return empty(text::APPLY_NONE.get(lang), inside);
    }
    rows("units", "rows", listed.into_iter())
}

/// What is needed to choose what is to count.
struct Ground {
    progress: Rc<Progress>,
    /// Ways to fill the unit that the bank found.
    ways: Vec<Opportunity>,
    completions: Rc<Page<Held>>,
}

async fn ground(program: ProgramId, unit: String) -> Answer<Option<Ground>> {
    let Some(progress) = (*calls::progress(program).await?).clone() else { return Ok(None) };
    let all = calls::opportunities().await?;
    let here = |way: &&Opportunity| {
        let of = way.program.as_ref();
        way.kind == TransferKind::Apply
            && of.is_some_and(|of| of.program_id == program && of.unit == unit)
    };
    let ways = all.items.iter().filter(here).cloned().collect();
    let completions = calls::held().await?;
    Ok(Some(Ground { progress, ways, completions }))
}

/// A unit and how it stands.
fn find<'a>(progress: &'a Progress, code: &str) -> Option<(&'a Unit, &'a UnitProgress)> {
    let (_, unit) = progress.program.unit(code)?;
    let mut units = progress.groups.iter().flat_map(|group| &group.units);
    Some((unit, units.find(|unit| unit.code == code)?))
}

#[hook]
pub fn use_apply(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let chosen = use_state(|| None::<String>);
    let (program, unit) = props.id.split_once(' ').unwrap_or_default();
    let loaded = {
        let (program, unit) = (program.parse(), unit.to_owned());
        use_load(props.id.clone(), move || match program {
            Ok(program) => Coming::of(ground(program, unit)),
            Err(_) => nothing_there(),
        })
    };
    let named: Vec<CompletionId> = match &loaded.load {
        Load::Ready(ground) => {
            let ways = ground.iter().flat_map(|ground| &ground.ways);
            let mut named: Vec<_> = ways.flat_map(|way| way.completions.iter().copied()).collect();
            named.sort_unstable();
            named.dedup();
            named
        }
        _ => Vec::new(),
    };
    let titles = use_titles(&named);
    let titles = titles.as_ref().map_or(&[][..], |titles| titles.as_slice());
    let found = loaded.ready().and_then(|ground| ground.as_ref().as_ref());
    let found = found.and_then(|ground| Some((ground, find(&ground.progress, unit)?)));
    let title = match found {
        Some((_, (unit, _))) => text::UNIT_TITLE.fill(lang, &[unit.names.get(lang)]),
        None => text::APPLY_TITLE.get(lang).to_owned(),
    };
    let inside = view(&loaded, |_| match found {
        None => {
            let way = actions([other(Route::programs(), text::TO_PROGRAMS, lang)]);
            empty(text::NO_UNIT.get(lang), way)
        }
        Some((_, (_, state))) if state.state != UnitState::Open => taken(state, lang),
        Some((ground, (unit, _))) => {
            let choice = Choice { ground, unit, titles, task: &task, chosen: &chosen };
            choice.view(program, &schemes, lang)
        }
    });
    page(title, text::UNIT_LEAD.get(lang), Width::Column, inside)
}

fn taken(state: &UnitProgress, lang: Lang) -> Html {
    let way = maybe(state.transfer_id, |id| go(Route::transfer(id), text::SEE_IT, lang));
    notice(
        Tone::Know,
        text::UNIT_TAKEN.get(lang),
        all([state.state.label(lang).into(), actions([way])]),
    )
}

/// What the choice is made of.
struct Choice<'a> {
    ground: &'a Ground,
    unit: &'a Unit,
    titles: &'a [(CompletionId, String)],
    task: &'a Task,
    chosen: &'a UseStateHandle<Option<String>>,
}

impl Choice<'_> {
    fn view(&self, program: &str, schemes: &Schemes, lang: Lang) -> Html {
        let names = self.ground.progress.program.names.get(lang);
        let credits = self.unit.credits.to_string();
        let ways = self.ground.ways.iter().enumerate();
        let found = ways.map(|(place, way)| {
            (place.to_string(), Self::way(way, schemes, lang), self.by(way, lang))
        });
        let bank = (BANK.to_owned(), text::LET_CHOOSE.get(lang).to_owned(), {
            text::LET_CHOOSE_ABOUT.get(lang).to_owned()
        });
        let own = (OWN.to_owned(), text::BY_MYSELF.get(lang).to_owned(), String::new());
        let options: Vec<_> = found.chain([bank, own]).collect();
        let now = (**self.chosen).clone();
        let now = now.or_else(|| options.first().map(|(value, ..)| value.clone()));
        let now = now.unwrap_or_default();
        let fault = SLOTS.iter().find_map(|slot| self.task.fault_at(slot));
        let fields = html! {
            <fieldset id="ways" tabindex="-1" class={fault.map(|_| "field wrong")}>
                <legend>{ text::WITH_WHAT.get(lang) }</legend>
                { maybe(fault, |fault| p("fault", &fault.message)) }
                { for options.iter().map(|option| self.option(option, &now)) }
            </fieldset>
        };
        let own = if now == OWN { self.completions(schemes, lang) } else { Html::default() };
        let fields =
            all([fields, own, actions([send("continue", common::CONTINUE, self.task, lang)])]);
        all([
            p("", text::UNIT_OF.fill(lang, &[names, &credits])),
            form(self.task, &SLOTS, self.onsend(program, lang), "", fields),
        ])
    }

    /// What a way that the bank found takes.
    fn way(way: &Opportunity, schemes: &Schemes, lang: Lang) -> String {
        let exempt = way.program.as_ref().map(|of| of.outcome);
        if exempt == Some(EquivalenceOutcome::Exemption) {
            return text::BY_EXEMPTION.get(lang).to_owned();
        }
        let scheme = schemes.credits(&way.takes.scheme, lang);
        text::BY_CREDITS.fill(lang, &[&way.takes.amount.to_string(), &scheme])
    }

    /// The completions that it goes by.
    fn by(&self, way: &Opportunity, lang: Lang) -> String {
        let title = |id| self.titles.iter().find(|(known, _)| known == id);
        let named = way.completions.iter().filter_map(title);
        let named: Vec<&str> = named.map(|(_, title)| title.as_str()).collect();
        if named.is_empty() {
            return String::new();
        }
        let comma = if lang == Lang::Zh { "、" } else { ", " };
        text::NAMES_THESE.fill(lang, &[&named.join(comma)])
    }

    fn option(&self, (value, name, about): &(String, String, String), now: &str) -> Html {
        let id = format!("{WAY}-{value}");
        let onchange = {
            let (chosen, value) = (self.chosen.clone(), value.clone());
            Callback::from(move |_: Event| chosen.set(Some(value.clone())))
        };
        let checked = value == now;
        html! {
            <label class="radio wide" for={id.clone()}>
                <input type="radio" {id} name={WAY} value={value.clone()} {checked} {onchange} />
                <span>{ name }
                    if !about.is_empty() { <span class="row-note">{ about }</span> }
                </span>
            </label>
        }
    }

    /// My completions, to tick those that are to count.
    fn completions(&self, schemes: &Schemes, lang: Lang) -> Html {
        let page = &self.ground.completions;
        let counts = |it: &&Held| {
            matches!(it.status, CompletionStatus::Recognised | CompletionStatus::Amended)
        };
        let mut listed = page.items.iter().filter(counts).peekable();
        if listed.peek().is_none() {
            return p("", text::WHICH_NONE.get(lang));
        }
        let more = page
            .next_cursor
            .is_some()
            .then(|| p("hint", text::WHICH_MORE.fill(lang, &[&page.items.len().to_string()])));
        html! {
            <fieldset id="completions">
                <legend>{ text::WHICH.get(lang) }</legend>
                { more.unwrap_or_default() }
                { for listed.map(|it| tick(it, schemes, lang)) }
            </fieldset>
        }
    }

    fn onsend(&self, program: &str, lang: Lang) -> Callback<Values> {
        let (task, program) = (self.task.clone(), program.to_owned());
        let (unit, ways) = (self.unit.code.clone(), self.ground.ways.clone());
        Callback::from(move |values: Values| {
            let way = values.every(WAY).pop().unwrap_or_default();
            let named = match way.parse::<usize>().ok().and_then(|place| ways.get(place)) {
                Some(found) => found.completions.iter().map(ToString::to_string).collect(),
                None if way == OWN => values.every(COMPLETION),
                None => Vec::new(),
            };
            if way == OWN && named.is_empty() {
                return task.refuse(none_ticked(lang));
            }
            let body = calls::application(&program, &unit, &named);
            match check::<QuoteRequest>(&body) {
                Ok(_) => task.run(calls::quote(body.clone()), |quote| {
                    navigate::go_with(&Place::ApplyCheck.route(), Rc::new(Asked { body, quote }));
                }),
                Err(trouble) => task.refuse(trouble),
            }
        })
    }
}

/// Nothing was chosen by who wanted to choose.
fn none_ticked(lang: Lang) -> Trouble {
    let fault = FaultReport {
        pointer: "/completions".to_owned(),
        code: FaultKind::Required.code().to_owned(),
        message: text::WHICH_REQUIRED.get(lang).to_owned(),
    };
    Trouble::Faults(Rc::new([fault]))
}

fn tick(it: &Held, schemes: &Schemes, lang: Lang) -> Html {
    let id = format!("{COMPLETION}-{}", it.id);
    let worth = it.decision.credits.zip(it.decision.scheme.as_ref());
    let worth = worth.map(|(amount, scheme)| format!("{amount} {}", schemes.credits(scheme, lang)));
    let about = [Some(format::day(it.ended_on, lang)), worth];
    let about: Vec<String> = about.into_iter().flatten().collect();
    html! {
        <label class="radio wide" for={id.clone()}>
            <input type="checkbox" {id} name={COMPLETION} value={it.id.to_string()} />
            <span>{ &it.course.title }{ span("row-note", about.join(" · ")) }</span>
        </label>
    }
}
