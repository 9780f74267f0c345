//! My card: the card itself, what it holds, one clear next step, and what happened last.

use shared::cards::Card;
use shared::lang::Lang;
use shared::statement::StatementEntry;
use shared::transfers::Opportunity;
use yew::prelude::*;

use crate::components::actions::{go, other};
use crate::components::card_face::{balances, card_face};
use crate::components::entries::{Detail, entries};
use crate::components::markup::{actions, all, aside, h2, maybe, p, section, split};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{Width, page};
use crate::components::part::screen;
use crate::components::states::{failed, view};
use crate::http::{Coming, Trouble};
use crate::i18n::{common, resident as text};
use crate::last_card::{self, LastCard};
use crate::load::{Load, use_load};
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_session;
use crate::{api, format};

#[hook]
pub fn use_card_page() -> Html {
    let session = use_session();
    let lang = session.lang();
    let confirmed = session.user().is_some_and(|user| user.confirmed);
    let inside = if confirmed { screen!(use_mine) } else { unconfirmed(lang) };
    page(common::NAV_CARD.get(lang), "", Width::Wide, inside)
}

fn unconfirmed(lang: Lang) -> Html {
    let inside = all([
        p("", text::UNCONFIRMED_DETAIL.get(lang)),
        actions([other(Route::Courses, text::LOOK_AT_COURSES, lang)]),
    ]);
    notice(Tone::Careful, text::UNCONFIRMED.get(lang), inside)
}

#[hook]
fn use_mine() -> Html {
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
    let unread = use_load(String::new(), api::unread);
    if let Load::Failed(Trouble::Offline) = &card.load
        && let Some(last) = last_card::recall()
    {
        return all([as_last_seen(&last, &schemes, lang), failed(&Trouble::Offline, &card.again)]);
    }
    view(&card, |card| {
        let step = view(&steps, |steps| next_step(steps.items.first(), &schemes, lang));
        let recent = view(&newest, |page| recent(&page.items, &schemes, lang));
        let recent = section(text::RECENT.get(lang), recent);
        let unread = unread.ready().filter(|it| it.unread > 0);
        let unread = maybe(unread, |it| unread_line(it.unread, lang));
        split(holdings(card, &schemes, lang), aside(all([unread, step, recent])))
    })
}

fn holdings(card: &Card, schemes: &Schemes, lang: Lang) -> Html {
    let held = if card.balances.is_empty() {
        empty(text::NO_CREDITS.get(lang), p("", text::NO_CREDITS_DETAIL.get(lang)))
    } else {
        balances(&card.balances, schemes, lang)
    };
    all([card_face(card, lang), h2(text::BALANCES.get(lang)), held])
}

fn recent(newest: &[StatementEntry], schemes: &Schemes, lang: Lang) -> Html {
    if newest.is_empty() {
        return empty(text::NO_ENTRIES.get(lang), Html::default());
    }
    all([
        entries(newest.iter(), Detail::Short, schemes, lang),
        actions([other(Route::Statement, text::ALL_ENTRIES, lang)]),
    ])
}

/// That there are notices to read.
fn unread_line(count: u64, lang: Lang) -> Html {
    let count = count.to_string();
    let way = actions([other(Route::Notices, text::READ_THEM, lang)]);
    let inside = notice(Tone::Know, text::UNREAD.fill(lang, &[&count]), way);
    html! { <div id="unread" data-unread={count}>{ inside }</div> }
}

/// The card as it was when there was a network.
fn as_last_seen(last: &LastCard, schemes: &Schemes, lang: Lang) -> Html {
    let title = text::LAST_SEEN.fill(lang, &[&format::moment(last.seen_at, lang)]);
    all([
        notice(Tone::Careful, title, p("", text::LAST_SEEN_DETAIL.get(lang))),
        holdings(&last.card, schemes, lang),
    ])
}

/// The one thing that this person could do now.
fn next_step(step: Option<&Opportunity>, schemes: &Schemes, lang: Lang) -> Html {
    let (sentence, way) = if let Some(Opportunity { takes, gives, .. }) = step {
        let (from, to) =
            (schemes.credits(&takes.scheme, lang), schemes.credits(&gives.scheme, lang));
        let (takes, gives) = (takes.amount.to_string(), gives.amount.to_string());
        let sentence = text::CAN_CONVERT.fill(lang, &[&takes, &from, &gives, &to]);
        (sentence, go(Route::Convert, text::TO_CONVERT, lang))
    } else {
        let sentence = text::NOTHING_TO_CONVERT.get(lang).to_owned();
        (sentence, go(Route::Courses, text::LOOK_AT_COURSES, lang))
    };
    html! {
        <section class="next-step" id="next-step">
            { h2(text::NEXT_STEP.get(lang)) }{ p("", sentence) }{ actions([way]) }
        </section>
    }
}
