//! My card: the card itself, what it holds, one clear next step, and what happened last.

use shared::cards::Card;
use shared::transfers::Opportunity;
use yew::prelude::*;

use crate::components::actions::{Go, Other};
use crate::components::balances::Balances;
use crate::components::card_face::CardFace;
use crate::components::entries::{Detail, Entries};
use crate::components::link::To;
use crate::components::notice::{Notice, Tone};
use crate::components::page::{Page, Width};
use crate::components::states::{Empty, Failed, view};
use crate::http::Trouble;
use crate::i18n::{common, resident as text};
use crate::last_card::{self, LastCard};
use crate::load::{Load, use_load};
use crate::names::use_schemes;
use crate::routes::Route;
use crate::session::use_session;
use crate::{api, format};

#[component]
pub fn CardPage() -> Html {
    let session = use_session();
    let lang = session.lang();
    let confirmed = session.user().is_some_and(|user| user.confirmed);
    html! {
        <Page title={common::NAV_CARD.get(lang)} width={Width::Wide}>
            if confirmed { <Mine /> } else { <Unconfirmed /> }
        </Page>
    }
}

#[component]
fn Unconfirmed() -> Html {
    let lang = use_session().lang();
    html! {
        <Notice tone={Tone::Careful} title={text::UNCONFIRMED.get(lang)}>
            <p>{ text::UNCONFIRMED_DETAIL.get(lang) }</p>
            <p class="actions"><Other to={Route::Courses}>{ text::LOOK_AT_COURSES.get(lang) }</Other></p>
        </Notice>
    }
}

#[component]
fn Mine() -> Html {
    let lang = use_session().lang();
    let card = use_load((), |()| async {
        let card = api::card().await?;
        last_card::keep(&card);
        Ok(card)
    });
    if let Load::Failed(Trouble::Offline) = &card.load
        && let Some(last) = last_card::recall()
    {
        return html! { <Last {last} again={card.again.clone()} /> };
    }
    view(&card, |card: &Card| {
        html! {
            <div class="split">
                <div class="split-main">
                    <CardFace card={card.clone()} />
                    if card.balances.is_empty() {
                        <Empty title={text::NO_CREDITS.get(lang)}>
                            <p>{ text::NO_CREDITS_DETAIL.get(lang) }</p>
                        </Empty>
                    } else {
                        <h2>{ text::BALANCES.get(lang) }</h2>
                        <Balances balances={card.balances.clone()} />
                    }
                </div>
                <div class="split-side">
                    <NextStep />
                    <Recent />
                </div>
            </div>
        }
    })
}

#[derive(Properties, PartialEq)]
struct LastProps {
    last: LastCard,
    again: Callback<()>,
}

/// The card as it was when there was a network.
#[component]
fn Last(props: &LastProps) -> Html {
    let lang = use_session().lang();
    let LastCard { card, seen_at } = &props.last;
    html! {
        <>
            <Notice tone={Tone::Careful} title={text::LAST_SEEN.fill(lang, &[&format::moment(*seen_at, lang)])}>
                <p>{ text::LAST_SEEN_DETAIL.get(lang) }</p>
            </Notice>
            <CardFace card={card.clone()} />
            <Balances balances={card.balances.clone()} />
            <Failed trouble={Trouble::Offline} again={props.again.clone()} />
        </>
    }
}

/// The one thing that this person could do now.
#[component]
fn NextStep() -> Html {
    let lang = use_session().lang();
    let schemes = use_schemes();
    let opportunities = use_load((), |()| api::opportunities());
    let sentence = |step: &Opportunity| {
        text::CAN_CONVERT.fill(
            lang,
            &[
                &step.takes.amount.to_string(),
                &schemes.name(&step.takes.scheme, lang),
                &step.gives.amount.to_string(),
                &schemes.name(&step.gives.scheme, lang),
            ],
        )
    };
    html! {
        <section class="next-step" id="next-step">
            <h2>{ text::NEXT_STEP.get(lang) }</h2>
            { view(&opportunities, |list: &Vec<Opportunity>| match list.first() {
                Some(step) => html! {
                    <>
                        <p>{ sentence(step) }</p>
                        <p class="actions"><Go to={Route::Convert}>{ text::TO_CONVERT.get(lang) }</Go></p>
                    </>
                },
                None => html! {
                    <>
                        <p>{ text::NOTHING_TO_CONVERT.get(lang) }</p>
                        <p class="actions">
                            <Go to={Route::Courses}>{ text::LOOK_AT_COURSES.get(lang) }</Go>
                        </p>
                    </>
                },
            }) }
        </section>
    }
}

#[component]
fn Recent() -> Html {
    let lang = use_session().lang();
    let entries = use_load((), |()| api::newest_entries());
    html! {
        <section>
            <h2>{ text::RECENT.get(lang) }</h2>
            { view(&entries, |page| if page.items.is_empty() {
                html! { <Empty title={text::NO_ENTRIES.get(lang)} /> }
            } else {
                html! {
                    <>
                        <Entries entries={page.items.clone()} detail={Detail::Short} />
                        <p><To to={Route::Statement} class="button">{ text::ALL_ENTRIES.get(lang) }</To></p>
                    </>
                }
            }) }
        </section>
    }
}
