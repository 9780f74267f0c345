//! Converting, first screen: from what to what, and how much, with what it would give beside it.
//!
//! What it would give is computed here by the rules that the server names and applies; the server's
//! own quote stands on the next screen.

use std::rc::Rc;

use shared::cards::Card;
use shared::lang::Lang;
use shared::quantity::Credits;
use shared::rules::{Rulebook, convert, sentence};
use shared::transfers::{Opportunity, QuoteRequest};
use shared::vocabulary::{CardStatus, TransferKind};
use yew::prelude::*;

use crate::api::{self, moves as calls};
use crate::components::actions::{other, send};
use crate::components::amount::amount_of;
use crate::components::facts::{Fold, why};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, aside, h2, p, span, split};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::view;
use crate::form::{Slot, Values, check};
use crate::http::{Answer, Coming};
use crate::i18n::{common, convert as text, resident};
use crate::json::read_value;
use crate::load::{Load, Task, use_load, use_task};
use crate::moves::parts::{Asked, stopped};
use crate::moves::place::Place;
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;
use crate::{browser, format, navigate};

const PAIR: Slot = Slot::new("pair", "/to_scheme", text::PAIR);
const AMOUNT: Slot = Slot::new("amount", "/amount", text::AMOUNT).hint(text::AMOUNT_HINT);

/// What is needed to choose.
struct Ground {
    card: Rc<Card>,
    ways: Vec<Opportunity>,
    rulebook: Option<Rulebook>,
}

async fn ground() -> Answer<Ground> {
    let card = api::card().await?;
    let all = calls::opportunities().await?;
    let conversions = all.items.iter().filter(|way| way.kind == TransferKind::Convert);
    let (mut ways, further): (Vec<_>, Vec<_>) = conversions.cloned().partition(wanted);
    ways.extend(further);
    // Without the rules nothing stands beside the amount; the next screen has the quote anyway.
    let rulebook = rules_of(&ways).await.ok();
    Ok(Ground { card, ways, rulebook })
}

/// Whether the address asks for this one.
fn wanted(way: &Opportunity) -> bool {
    let asked = [browser::query("from"), browser::query("to")];
    asked == [Some(way.takes.scheme.to_string()), Some(way.gives.scheme.to_string())]
}

/// A rulebook of the rules that are named, which are few.
async fn rules_of(ways: &[Opportunity]) -> Answer<Rulebook> {
    let mut equivalence = Vec::new();
    for way in ways {
        let listed = (*api::rule(api::IN_FORCE, &way.rule).await?).clone();
        equivalence.extend(listed.and_then(|it| read_value(&it.rule)));
    }
    Ok(Rulebook {
        number: None,
        effective_from: format::today(),
        note: String::new(),
        recognition: Vec::new(),
        equivalence,
        caps: Vec::new(),
        gifts: Vec::new(),
    })
}

#[hook]
pub fn use_convert() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let chosen = use_state(|| 0_usize);
    let typed = use_state(String::new);
    let loaded = use_load(String::new(), || Coming::of(ground()));
    let inside = match &loaded.load {
        Load::Ready(ground) if ground.card.status != CardStatus::Active => stopped(lang),
        Load::Ready(ground) if ground.ways.is_empty() => {
            let inside = all([
                p("", text::NO_WAY_DETAIL.get(lang)),
                actions([
                    other(Route::Rules, common::NAV_RULES, lang),
                    other(Route::Courses, resident::LOOK_AT_COURSES, lang),
                ]),
            ]);
            empty(text::NO_WAY.get(lang), inside)
        }
        Load::Ready(ground) => {
            let choice = Choice { ground, task: &task, chosen: &chosen, typed: &typed };
            choose(&choice, &schemes, lang)
        }
        _ => view(&loaded, |_| Html::default()),
    };
    page(text::CONVERT_TITLE.get(lang), text::CONVERT_LEAD.get(lang), Width::Wide, inside)
}

/// What has been chosen and typed so far, and what happens next.
struct Choice<'a> {
    ground: &'a Ground,
    task: &'a Task,
    chosen: &'a UseStateHandle<usize>,
    typed: &'a UseStateHandle<String>,
}

fn choose(choice: &Choice<'_>, schemes: &Schemes, lang: Lang) -> Html {
    let Choice { ground, task, chosen, typed } = choice;
    let ways = &ground.ways;
    let Some(way) = ways.get(***chosen).or_else(|| ways.first()) else { return Html::default() };
    let options = ways.iter().enumerate();
    let options = options.map(|(place, way)| (place.to_string(), name(way, schemes, lang)));
    let onsend = {
        let (task, way) = ((*task).clone(), way.clone());
        Callback::from(move |values: Values| quote(&task, &way, &values))
    };
    let onchange = {
        let chosen = (*chosen).clone();
        Callback::from(move |place: String| chosen.set(place.parse().unwrap_or_default()))
    };
    let oninput = {
        let typed = (*typed).clone();
        Callback::from(move |amount: String| typed.set(amount))
    };
    let most = way.takes.amount.to_string();
    let available = available(&ground.card, way).to_string();
    let amount = Field::new(AMOUNT, Kind::Decimal).start(most.clone()).on_input(oninput);
    let fields = all([
        select(PAIR, options.collect(), task, lang, &onchange),
        p("most", text::MOST.fill(lang, &[&available, &most])),
        amount.view(task, lang),
        actions([send("continue", common::CONTINUE, task, lang)]),
    ]);
    let preview = preview(ground, way, typed, schemes, lang);
    split(form(task, &[PAIR, AMOUNT], onsend, "", fields), aside(preview))
}

/// Asks for the quote of what was typed, and leads to it.
fn quote(task: &Task, way: &Opportunity, values: &Values) {
    let body = calls::conversion(&way.takes.scheme, &way.gives.scheme, &values.number(AMOUNT));
    match check::<QuoteRequest>(&body) {
        Ok(_) => task.run(calls::quote(body.clone()), |quote| {
            navigate::go_with(&Place::ConvertCheck.route(), Rc::new(Asked { body, quote }));
        }),
        Err(trouble) => task.refuse(trouble),
    }
}

fn name(way: &Opportunity, schemes: &Schemes, lang: Lang) -> String {
    let (from, to) = (schemes.name(&way.takes.scheme, lang), schemes.name(&way.gives.scheme, lang));
    text::FROM_TO.fill(lang, &[&from, &to])
}

fn available(card: &Card, way: &Opportunity) -> Credits {
    let balance = card.balances.iter().find(|balance| balance.scheme == way.takes.scheme);
    balance.map(|balance| balance.available).unwrap_or_default()
}

/// What the amount would give, as it is typed.
fn preview(ground: &Ground, way: &Opportunity, typed: &str, schemes: &Schemes, lang: Lang) -> Html {
    let Some(rulebook) = &ground.rulebook else { return Html::default() };
    let typed = typed.trim();
    let amount = if typed.is_empty() { Ok(way.takes.amount) } else { typed.parse::<Credits>() };
    let available = available(&ground.card, way);
    let (from, to) = (&way.takes.scheme, &way.gives.scheme);
    let result = amount.map_err(|fault| fault.message()).and_then(|amount| {
        convert(rulebook, from, to, amount, format::today(), available)
            .map_err(|refusal| refusal.message())
    });
    let inside = match result {
        Ok(it) => {
            let lines: Vec<String> = it.trace.iter().map(|step| sentence(step, lang)).collect();
            let takes = span("figures", format!("−{}", it.takes));
            let exchange = html! {
                <p class="exchange">
                    { span("", all([takes, " ".into(), schemes.name(from, lang).into()])) }
                    <span class="arrow" aria-hidden="true">{ "↓" }</span>
                    <strong id="preview-gives">{ amount_of(it.gives, to, schemes, lang) }</strong>
                </p>
            };
            all([exchange, why(&lines, Fold::Open, lang)])
        }
        Err(reason) => p("preview-problem", reason.get(lang)),
    };
    html! {
        <section class="preview" aria-live="polite">
            { h2(common::PREVIEW.get(lang)) }
            { inside }
        </section>
    }
}
