//! My card: the card itself, what it holds, one clear next step, and what happened last.

use shared::cards::Card;
use shared::lang::Lang;
use shared::statement::StatementEntry;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{LeadsTo, Opportunity, Transfer};
use shared::vocabulary::CardStatus;
use yew::prelude::*;

use crate::api::{self, moves as calls};
use crate::components::actions::{go, other};
use crate::components::card_face::{balances, card_face};
use crate::components::chart::use_space;
use crate::components::entries::{Detail, entries};
use crate::components::fresh::{Fresh, news, use_fresh};
use crate::components::history;
use crate::components::markup::{actions, all, aside, h2, maybe, p, section, split};
use crate::components::notice::{Tone, empty, notice};
use crate::components::opportunity;
use crate::components::page::{Width, page};
use crate::components::part::screen;
use crate::components::states::{failed, view};
use crate::format;
use crate::http::{Coming, Trouble};
use crate::i18n::{common, resident as text};
use crate::last_card::{self, LastCard};
use crate::live::use_live;
use crate::load::{Load, use_kept, use_load};
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_session;

/// The widest that a chart is drawn, in pixels.
const CHART_WIDTH: i64 = 520;

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

/// The card as it was last seen, while the bank cannot be asked who is signed in.
#[hook]
pub fn use_away() -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let again = {
        let session = session.clone();
        Callback::from(move |()| session.reopen())
    };
    let last = maybe(last_card::recall(), |last| as_last_seen(&last, &schemes, lang));
    let inside = all([last, failed(&Trouble::Offline, &again)]);
    page(common::NAV_CARD.get(lang), "", Width::Wide, inside)
}

#[hook]
fn use_mine() -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let live = use_live();
    let round = || live.round().to_string();
    let card = use_load(round(), || {
        Coming::of(async {
            let (card, text) = api::card_to_keep().await?;
            last_card::keep(&text);
            Ok(card)
        })
    });
    let card = use_kept(card);
    let steps = use_load(round(), calls::opportunities);
    let steps = use_kept(steps);
    let newest = use_load(round(), api::newest_entries);
    let newest = use_kept(newest);
    let transfers = use_load(round(), || calls::my_transfers(""));
    let transfers = use_kept(transfers);
    let history = use_load(round(), api::history);
    let history = use_kept(history);
    let space = use_space(CHART_WIDTH);
    let shown = newest.ready().map(|page| page.items.as_slice());
    let fresh = use_fresh(&live, shown);
    let unread = session.unread();
    if let Load::Failed(Trouble::Offline) = &card.load
        && let Some(last) = last_card::recall()
    {
        return all([as_last_seen(&last, &schemes, lang), failed(&Trouble::Offline, &card.again)]);
    }
    view(&card, |card| {
        let step = match card.status {
            CardStatus::Active => view(&steps, |steps| next_step(&steps.items, &schemes, lang)),
            status => stopped(status, lang),
        };
        let recent = if session.care() {
            actions([
                other(Route::Statement, text::ALL_ENTRIES, lang),
                other(Route::Completions, common::NAV_COMPLETIONS, lang),
            ])
        } else {
            let recent = view(&newest, |page| recent(&page.items, &fresh, &schemes, lang));
            section(text::RECENT.get(lang), recent)
        };
        let gifts = maybe(transfers.ready(), |page| gifts(&page.items, &schemes, lang));
        let unread = maybe((unread > 0).then_some(unread), |count| unread_line(count, lang));
        let side = aside(all([gifts, step, unread, recent]));
        let past = if session.care() {
            Html::default()
        } else {
            view(&history, |it| history::history(it, space, &schemes, lang))
        };
        all([news(&fresh, &schemes, lang), split(holdings(card, &schemes, lang), side), past])
    })
}

/// Gifts of others that wait for an answer.
fn gifts(transfers: &[Transfer], schemes: &Schemes, lang: Lang) -> Html {
    let waits = |it: &&Transfer| it.steps.contains(&TransferStep::Accept);
    let lines: Vec<Html> =
        transfers.iter().filter(waits).map(|it| gift(it, schemes, lang)).collect();
    if lines.is_empty() {
        return Html::default();
    }
    let title = text::GIFT_WAITS.fill(lang, &[&lines.len().to_string()]);
    html! { <div id="gifts">{ notice(Tone::Know, title, lines.into_iter().collect()) }</div> }
}

fn gift(it: &Transfer, schemes: &Schemes, lang: Lang) -> Html {
    let giver = it.giver.as_ref().map(|giver| giver.name.clone()).unwrap_or_default();
    let due = it.due_at.map(|due| format::moment(due, lang)).unwrap_or_default();
    let scheme = schemes.credits(&it.gives.scheme, lang);
    let amount = it.gives.amount.to_string();
    let said = text::ONE_GIFT_WAITS.fill(lang, &[&giver, &amount, &scheme, &due]);
    all([p("", said), actions([other(Route::transfer(it.id), text::LOOK_AT_IT, lang)])])
}

/// Why nothing can be done, and what to do about that.
fn stopped(status: CardStatus, lang: Lang) -> Html {
    let inside = match status {
        CardStatus::Frozen => {
            let way = actions([other(Route::Settings, common::SETTINGS, lang)]);
            let detail = p("", text::FROZEN_CARD_DETAIL.get(lang));
            notice(Tone::Careful, text::FROZEN_CARD.get(lang), all([detail, way]))
        }
        CardStatus::Lost => {
            let detail = p("", text::LOST_CARD_DETAIL.get(lang));
            notice(Tone::Careful, text::LOST_CARD.get(lang), detail)
        }
        other => notice(Tone::Careful, other.label(lang), Html::default()),
    };
    html! { <div id="stopped">{ inside }</div> }
}

fn holdings(card: &Card, schemes: &Schemes, lang: Lang) -> Html {
    let held = if card.balances.is_empty() {
        empty(text::NO_CREDITS.get(lang), p("", text::NO_CREDITS_DETAIL.get(lang)))
    } else {
        balances(&card.balances, schemes, lang)
    };
    all([card_face(card, lang), h2(text::BALANCES.get(lang)), held])
}

fn recent(newest: &[StatementEntry], fresh: &Fresh, schemes: &Schemes, lang: Lang) -> Html {
    if newest.is_empty() {
        return empty(text::NO_ENTRIES.get(lang), Html::default());
    }
    all([
        entries(newest.iter(), Detail::Short, fresh, schemes, lang),
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

/// The one thing that leads furthest of what this person could do now.
fn next_step(steps: &[Opportunity], schemes: &Schemes, lang: Lang) -> Html {
    let (sentence, way, leads) = if let Some(step) = steps.first() {
        let (to, name) = opportunity::way(step);
        (opportunity::sentence(step, schemes, lang), go(to, name, lang), Some(step.leads_to))
    } else {
        let sentence = text::NOTHING_TO_DO.get(lang).to_owned();
        (sentence, go(Route::Courses, text::LOOK_AT_COURSES, lang), None)
    };
    let further = steps.len().saturating_sub(1);
    let further = (further > 0).then(|| {
        let name = text::MORE_TO_DO.fill(lang, &[&further.to_string()]);
        html! { <a href={Route::hub().path()} class="button">{ name }</a> }
    });
    html! {
        <section class="next-step" id="next-step" data-leads={leads.map(LeadsTo::as_str)}>
            { h2(text::NEXT_STEP.get(lang)) }
            { p("", sentence) }
            { actions([way, further.unwrap_or_default()]) }
        </section>
    }
}
