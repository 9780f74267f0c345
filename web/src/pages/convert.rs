//! Converting, first screen: from what to what, and how much, with what it would give beside it.
//!
//! What it would give is computed here by the same rules that the server applies; the server's own
//! quote stands on the next screen.

use std::rc::Rc;

use shared::cards::Card;
use shared::quantity::Credits;
use shared::rules::{Rulebook, convert, sentence};
use shared::transfers::{Opportunity, Quote, QuoteRequest};
use shared::vocabulary::CardStatus;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::actions::{Go, Other, Send};
use crate::components::amount::Amount;
use crate::components::field::{Field, Kind, Select};
use crate::components::form_box::FormBox;
use crate::components::notice::{Notice, Tone};
use crate::components::page::{Page, Width};
use crate::components::states::{Empty, Failed, view};
use crate::components::why::Why;
use crate::form::{Slot, Values, check};
use crate::http::Trouble;
use crate::i18n::{common, convert as text, resident};
use crate::load::{Load, use_load, use_task};
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_session;
use crate::{api, format};

const PAIR: Slot = Slot::new("pair", "/to_scheme", text::PAIR);
const AMOUNT: Slot = Slot::new("amount", "/amount", text::AMOUNT).hint(text::AMOUNT_HINT);

/// What is needed to choose.
#[derive(Clone, PartialEq)]
struct Ground {
    card: Card,
    ways: Vec<Opportunity>,
    rulebook: Option<Rulebook>,
}

async fn ground() -> Result<Ground, Trouble> {
    let card = api::card().await?;
    let ways = api::opportunities().await?;
    // Without the rules nothing is shown beside the amount; the next screen has the quote all the same.
    let rulebook = api::rulebook(api::IN_FORCE).await.ok();
    Ok(Ground { card, ways, rulebook })
}

#[component]
pub fn Convert() -> Html {
    let lang = use_session().lang();
    let loaded = use_load((), |()| ground());
    let inside = match &loaded.load {
        Load::Failed(Trouble::Offline) => html! {
            <Failed trouble={Trouble::Offline} again={loaded.again.clone()} />
        },
        Load::Ready(ground) if ground.card.status != CardStatus::Active => html! {
            <Notice tone={Tone::Careful} title={text::CARD_STOPPED.get(lang)}>
                <p>{ text::CARD_STOPPED_DETAIL.get(lang) }</p>
                <p class="actions"><Go to={Route::Settings}>{ common::SETTINGS.get(lang) }</Go></p>
            </Notice>
        },
        Load::Ready(ground) if ground.ways.is_empty() => html! {
            <Empty title={text::NO_WAY.get(lang)}>
                <p>{ text::NO_WAY_DETAIL.get(lang) }</p>
                <p class="actions">
                    <Other to={Route::Rules}>{ common::NAV_RULES.get(lang) }</Other>
                    <Other to={Route::Courses}>{ resident::LOOK_AT_COURSES.get(lang) }</Other>
                </p>
            </Empty>
        },
        Load::Ready(ground) => html! { <Choose ground={ground.clone()} /> },
        _ => view(&loaded, |_| Html::default()),
    };
    html! {
        <Page title={text::CONVERT_TITLE.get(lang)} lead={text::CONVERT_LEAD.get(lang)} width={Width::Wide}>
            { inside }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct ChooseProps {
    ground: Rc<Ground>,
}

#[component]
fn Choose(props: &ChooseProps) -> Html {
    let lang = use_session().lang();
    let schemes = use_schemes();
    let navigator = use_navigator();
    let task = use_task();
    let ways = &props.ground.ways;
    let chosen = use_state(|| 0_usize);
    let typed = use_state(String::new);
    let Some(way) = ways.get(*chosen).or_else(|| ways.first()) else { return Html::default() };
    let options = ways
        .iter()
        .enumerate()
        .map(|(place, way)| (place.to_string(), name(way, &schemes, lang)))
        .collect::<Vec<_>>();
    let onsend = {
        let (task, way) = (task.clone(), way.clone());
        Callback::from(move |values: Values| {
            let amount = values.number(AMOUNT);
            let body = api::conversion(&way.takes.scheme, &way.gives.scheme, &amount);
            let navigator = navigator.clone();
            match check::<QuoteRequest>(&body) {
                Ok(_) => task.run(api::quote(body), move |quote: Quote| {
                    if let Some(navigator) = navigator {
                        navigator.push_with_state(&Route::ConvertCheck, quote);
                    }
                }),
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |place: String| chosen.set(place.parse().unwrap_or_default()))
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |amount: String| typed.set(amount))
    };
    html! {
        <div class="split">
            <div class="split-main">
                <FormBox task={task.clone()} slots={vec![PAIR, AMOUNT]} {onsend}>
                    <Select slot={PAIR} {options} onchange={choose} />
                    <p class="most">{ text::MOST.fill(lang, &[
                        &available(&props.ground.card, way).to_string(), &way.takes.amount.to_string(),
                    ]) }</p>
                    <Field slot={AMOUNT} kind={Kind::Decimal} autocomplete="off"
                        start={way.takes.amount.to_string()} {oninput} />
                    <p class="actions">
                        <Send id="continue" task={task.clone()} label={common::CONTINUE.get(lang)} />
                    </p>
                </FormBox>
            </div>
            <aside class="split-side">
                <Preview ground={props.ground.clone()} way={way.clone()} typed={(*typed).clone()} />
            </aside>
        </div>
    }
}

fn name(way: &Opportunity, schemes: &Schemes, lang: shared::lang::Lang) -> String {
    text::FROM_TO.fill(
        lang,
        &[&schemes.name(&way.takes.scheme, lang), &schemes.name(&way.gives.scheme, lang)],
    )
}

fn available(card: &Card, way: &Opportunity) -> Credits {
    let balance = card.balances.iter().find(|balance| balance.scheme == way.takes.scheme);
    balance.map(|balance| balance.available).unwrap_or_default()
}

#[derive(Properties, PartialEq)]
struct PreviewProps {
    ground: Rc<Ground>,
    way: Opportunity,
    typed: String,
}

/// What the amount would give, as it is typed.
#[component]
fn Preview(props: &PreviewProps) -> Html {
    let lang = use_session().lang();
    let schemes = use_schemes();
    let Some(rulebook) = &props.ground.rulebook else { return Html::default() };
    let way = &props.way;
    let typed = props.typed.trim();
    let amount = if typed.is_empty() { Ok(way.takes.amount) } else { typed.parse::<Credits>() };
    let available = available(&props.ground.card, way);
    let (from, to) = (&way.takes.scheme, &way.gives.scheme);
    let result = amount.map_err(|fault| fault.message().get(lang).to_owned()).and_then(|amount| {
        convert(rulebook, from, to, amount, format::today(), available)
            .map_err(|refusal| refusal.message().get(lang).to_owned())
    });
    html! {
        <section class="preview" aria-live="polite">
            <h2>{ common::PREVIEW.get(lang) }</h2>
            { match result {
                Ok(conversion) => html! {
                    <>
                        <p class="exchange">
                            <span><span class="figures">{ format!("−{}", conversion.takes) }</span>
                                { " " }{ schemes.name(from, lang) }</span>
                            <span class="arrow" aria-hidden="true">{ "↓" }</span>
                            <strong id="preview-gives"><Amount of={conversion.gives} />{ " " }
                                { schemes.name(to, lang) }</strong>
                        </p>
                        <Why open=true lines={conversion.trace.iter()
                            .map(|step| sentence(step, lang)).collect::<Vec<_>>()} />
                    </>
                },
                Err(reason) => html! { <p class="preview-problem">{ reason }</p> },
            } }
        </section>
    }
}
