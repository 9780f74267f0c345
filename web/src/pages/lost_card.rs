//! Reporting the card lost: what it does first, then the one button.

use shared::vocabulary::CardStatus;
use yew::prelude::*;

use crate::api;
use crate::browser;
use crate::components::actions::{other, run};
use crate::components::markup::{actions, all, p, section};
use crate::components::notice::{Tone, notice};
use crate::components::page::{Width, page};
use crate::components::states::{task_trouble, view};
use crate::i18n::{account as text, common};
use crate::load::{use_load, use_task};
use crate::routes::Route;
use crate::session::use_lang;

#[hook]
pub fn use_lost_card() -> Html {
    let lang = use_lang();
    let task = use_task();
    let card = use_load(String::new(), api::card);
    let report = {
        let (task, again) = (task.clone(), card.again.clone());
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(api::report_lost(), move |_| {
                browser::focus("heading");
                again.emit(());
            });
        })
    };
    let effects = [
        text::LOST_STOPS,
        text::LOST_KEEPS,
        text::LOST_NO_WAY_BACK,
        text::LOST_NEW_NUMBER,
        text::LOST_FREEZE_FIRST,
    ];
    let inside = view(&card, |card| match card.status {
        CardStatus::Lost => all([
            html! {
                <div id="lost" role="status">
                    { notice(Tone::Done, text::LOST_DONE.get(lang), Html::default()) }
                </div>
            },
            section(text::LOST_NEXT.get(lang), p("", text::LOST_NEXT_DETAIL.get(lang))),
            actions([other(Route::Card, common::NAV_CARD, lang)]),
        ]),
        CardStatus::Active | CardStatus::Frozen => all([
            html! {
                <ul>{ for effects.iter().map(|words| html! { <li>{ words.get(lang) }</li> }) }</ul>
            },
            task_trouble(&task),
            actions([
                run("report-lost", text::REPORT_LOST, &task, lang, report),
                other(Route::Settings, common::BACK, lang),
            ]),
        ]),
        other => p("", other.label(lang)),
    });
    page(text::LOST_TITLE.get(lang), text::LOST_LEAD.get(lang), Width::Column, inside)
}
