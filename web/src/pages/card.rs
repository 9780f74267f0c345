//! My card: the card itself, what it holds, one clear next step, and what happened last.

use shared::cards::Card;
use shared::lang::Lang;
use shared::transfers::Opportunity;
use yew::prelude::*;

use crate::components::actions::{go, other};
use crate::components::card_face::{balances, card_face};
use crate::components::entries::{Detail, entries};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{Page, Width};
use crate::components::states::{failed, view};
use crate::http::{Coming, Trouble};
use crate::i18n::{common, resident as text};
use crate::last_card::{self, LastCard};
use crate::load::{Load, use_load};
use crate::names::{Schemes, use_schemes};
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
            if confirmed { <Mine /> } else { { unconfirmed(lang) } }
        </Page>
    }
}

fn unconfirmed(lang: Lang) -> Html {
    let inside = html! {
        <>
            <p>{ text::UNCONFIRMED_DETAIL.get(lang) }</p>
            <p class="actions">{ other(Route::Courses, text::LOOK_AT_COURSES, lang) }</p>
        </>
    };
    notice(Tone::Careful, text::UNCONFIRMED.get(lang), inside)
}

#[component]
fn Mine() -> Html {
    let lang = use_session().lang();
    let schemes = use_schemes();
    let card = use_load(String::new(), || {
        Coming::of(async {
            let (card, text) = api::card_to_keep().await?;
            last_card::keep(&text);
            Ok(card)
        })
    });
    let steps = use_load(String::new(), api::opportunities);
    let newest = use_load(String::new(), api::newest_entries);
    if let Load::Failed(Trouble::Offline) = &card.load
        && let Some(last) = last_card::recall()
    {
        return html! {
            <>
                { as_last_seen(&last, &schemes, lang) }
                { failed(&Trouble::Offline, &card.again) }
            </>
        };
    }
    view(&card, |card| {
        html! {
            <div class="split">
                <div class="split-main">{ holdings(card, &schemes, lang) }</div>
                <div class="split-side">
                    <section class="next-step" id="next-step">
                        <h2>{ text::NEXT_STEP.get(lang) }</h2>
                        { view(&steps, |steps| next_step(steps.items.first(), &schemes, lang)) }
                    </section>
                    <section>
                        <h2>{ text::RECENT.get(lang) }</h2>
                        { view(&newest, |page| if page.items.is_empty() {
                            empty(text::NO_ENTRIES.get(lang), Html::default())
                        } else {
                            html! {
                                <>
                                    { entries(page.items.iter(), Detail::Short, &schemes, lang) }
                                    <p class="actions">{ other(Route::Statement, text::ALL_ENTRIES, lang) }</p>
                                </>
                            }
                        }) }
                    </section>
                </div>
            </div>
        }
    })
}

fn holdings(card: &Card, schemes: &Schemes, lang: Lang) -> Html {
    html! {
        <>
            { card_face(card, lang) }
            <h2>{ text::BALANCES.get(lang) }</h2>
            if card.balances.is_empty() {
                { empty(text::NO_CREDITS.get(lang), html! { <p>{ text::NO_CREDITS_DETAIL.get(lang) }</p> }) }
            } else {
                { balances(&card.balances, schemes, lang) }
            }
        </>
    }
}

/// The card as it was when there was a network.
fn as_last_seen(last: &LastCard, schemes: &Schemes, lang: Lang) -> Html {
    let title = text::LAST_SEEN.fill(lang, &[&format::moment(last.seen_at, lang)]);
    html! {
        <>
            { notice(Tone::Careful, title, html! { <p>{ text::LAST_SEEN_DETAIL.get(lang) }</p> }) }
            { holdings(&last.card, schemes, lang) }
        </>
    }
}

/// The one thing that this person could do now.
fn next_step(step: Option<&Opportunity>, schemes: &Schemes, lang: Lang) -> Html {
    let (sentence, way) = if let Some(Opportunity { takes, gives, .. }) = step {
        let (from, to) = (schemes.name(&takes.scheme, lang), schemes.name(&gives.scheme, lang));
        let (takes, gives) = (takes.amount.to_string(), gives.amount.to_string());
        let sentence = text::CAN_CONVERT.fill(lang, &[&takes, &from, &gives, &to]);
        (sentence, go(Route::Convert, text::TO_CONVERT, lang))
    } else {
        let sentence = text::NOTHING_TO_CONVERT.get(lang).to_owned();
        (sentence, go(Route::Courses, text::LOOK_AT_COURSES, lang))
    };
    html! { <><p>{ sentence }</p><p class="actions">{ way }</p></> }
}
