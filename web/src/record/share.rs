//! A share: what it shows, who has looked, and ending it.

use shared::ids::ShareId;
use shared::lang::Lang;
use shared::shares::{Share, ShareReading, ShareState};
use yew::prelude::*;

use crate::api::record as calls;
use crate::components::actions::{act, other, run};
use crate::components::facts::fact;
use crate::components::markup::{Row, actions, all, facts, p, rows, section};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::{end, task_trouble, view};
use crate::format;
use crate::http::{Coming, Trouble};
use crate::i18n::record as text;
use crate::load::{use_load, use_pages, use_task};
use crate::record::place::Place;
use crate::record::sharing::what;
use crate::record::transcript::share_tag;
use crate::session::use_lang;

#[hook]
pub fn use_share(props: &PageOf) -> Html {
    let lang = use_lang();
    let share = {
        let id = props.id.clone();
        use_load(id.clone(), move || match id.parse() {
            Ok(id) => calls::share_one(id),
            Err(_) => Coming::of(async { Err(Trouble::Unreadable) }),
        })
    };
    let title = match share.ready() {
        Some(it) => text::SHARE_TITLE.fill(lang, &[&it.reader]),
        None => text::A_SHARE.get(lang).to_owned(),
    };
    let again = share.again.clone();
    let inside = view(&share, |it: &Share| {
        let open = it.state == ShareState::Open;
        all([
            known(it, lang),
            section(text::READINGS.get(lang), screen!(use_readings, it.id)),
            if open { screen!(use_withdrawing, (it.id, again.clone())) } else { Html::default() },
            actions([other(Place::Transcript.route(), text::TO_TRANSCRIPT, lang)]),
        ])
    });
    page(title, "", Width::Column, inside)
}

fn known(it: &Share, lang: Lang) -> Html {
    let state = html! {
        <span id="state" data-state={it.state.as_str()}>{ share_tag(it.state, lang) }</span>
    };
    let count = it.completions.as_ref().map(Vec::len);
    facts([
        fact(crate::i18n::common::STATUS, lang, state),
        fact(text::WHAT, lang, what(count, lang)),
        fact(text::MADE_ON, lang, format::moment(it.created_at, lang)),
        fact(text::LAST_DAY, lang, format::day(it.valid_until, lang)),
        fact(text::LOOKED, lang, it.readings.to_string()),
    ])
}

#[hook]
fn use_readings(id: &ShareId) -> Html {
    let lang = use_lang();
    let id = *id;
    let readings = use_pages(id.to_string(), move |cursor| calls::readings(id, cursor));
    let none = || empty(text::NOT_READ.get(lang), p("", text::NOT_READ_DETAIL.get(lang)));
    let each = readings.items().enumerate().map(|(place, it)| reading(place, it, lang));
    all([rows("readings", "rows", each), end(&readings, none)])
}

fn reading(place: usize, it: &ShareReading, lang: Lang) -> Html {
    let from = text::FROM_NETWORK.fill(lang, &[&it.network]);
    Row {
        title: format::moment(it.at, lang).into(),
        note: [it.browser.label(lang), it.device.label(lang), &from].join(" · "),
        ..Row::default()
    }
    .item(place.to_string(), None, it.browser.as_str())
}

#[hook]
fn use_withdrawing(props: &(ShareId, Callback<()>)) -> Html {
    let (id, again) = props;
    let lang = use_lang();
    let task = use_task();
    let asked = use_state(|| false);
    let ask = |wanted: bool| {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(wanted))
    };
    if !*asked {
        return actions([act("withdraw", text::WITHDRAW, lang, ask(true))]);
    }
    let withdraw = {
        let (task, again, id) = (task.clone(), again.clone(), *id);
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(calls::withdraw(id), move |_| again.emit(()));
        })
    };
    let inside = all([
        p("", text::WITHDRAW_DETAIL.get(lang)),
        task_trouble(&task),
        actions([
            run("withdraw-sure", text::WITHDRAW_SURE, &task, lang, withdraw),
            act("keep", text::KEEP, lang, ask(false)),
        ]),
    ]);
    notice(Tone::Careful, text::WITHDRAW.get(lang), inside)
}
