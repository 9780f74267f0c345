//! Settings: language and look, password, sessions, freezing the card, signing out.

use serde_json::json;
use shared::accounts::{ChangePassword, Preferences, Session as SignedInBrowser};
use shared::lang::Lang;
use shared::vocabulary::{CardStatus, Contrast, Role, TextSize};
use yew::prelude::*;

use crate::components::actions::{act, send};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, h3, p, rows, section, span};
use crate::components::notice::{Tone, notice};
use crate::components::page::{Width, page};
use crate::components::part::screen;
use crate::components::states::{task_trouble, view};
use crate::form::{Slot, Values, check};
use crate::i18n::{account as text, common};
use crate::load::{use_load, use_task};
use crate::routes::Route;
use crate::session::{Session, use_lang, use_session};
use crate::{api, browser, format, navigate};

const OLD: Slot = Slot::new("old-password", "/old_password", text::OLD_PASSWORD);
const NEW: Slot =
    Slot::new("new-password", "/new_password", text::NEW_PASSWORD).hint(text::NEW_PASSWORD_HINT);
const UNFREEZE: Slot = Slot::new("unfreeze-password", "/password", text::PASSWORD);

#[hook]
pub fn use_settings() -> Html {
    let session = use_session();
    let lang = session.lang();
    let sign_out = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            navigate::go(&Route::Home);
            session.sign_out();
        })
    };
    let has_card = session.is(&[Role::Resident]) && session.user().is_some_and(|it| it.confirmed);
    let leave = all([
        p("", text::SIGN_OUT_DETAIL.get(lang)),
        actions([act("sign-out", text::SIGN_OUT, lang, sign_out)]),
    ]);
    let inside = all([
        appearance(&session),
        if has_card { screen!(use_freezing) } else { Html::default() },
        screen!(use_password),
        screen!(use_browsers),
        section(text::SIGN_OUT.get(lang), leave),
    ]);
    page(common::SETTINGS.get(lang), "", Width::Column, inside)
}

pub fn appearance(session: &Session) -> Html {
    let lang = session.lang();
    let now = session.look().preferences.clone();
    let languages = [(Lang::Zh, "中文"), (Lang::En, "English")];
    let languages = languages.map(|(it, name)| (it.tag().to_owned(), name.to_owned()));
    let sizes = TextSize::ALL.iter().map(|it| (it.to_string(), it.label(lang).to_owned()));
    let contrasts = Contrast::ALL.iter().map(|it| (it.to_string(), it.label(lang).to_owned()));
    let speak = {
        let session = session.clone();
        Callback::from(move |tag: String| {
            session.speak(if tag == Lang::En.tag() { Lang::En } else { Lang::Zh });
        })
    };
    let resize = {
        let (session, now) = (session.clone(), now.clone());
        Callback::from(move |size: String| {
            let text_size = size.parse().unwrap_or(now.text_size);
            session.prefer(Preferences { text_size, ..now.clone() });
        })
    };
    let recolour = {
        let (session, now) = (session.clone(), now.clone());
        Callback::from(move |contrast: String| {
            let contrast = contrast.parse().unwrap_or(now.contrast);
            session.prefer(Preferences { contrast, ..now.clone() });
        })
    };
    let (size, contrast) = (now.text_size.as_str(), now.contrast.as_str());
    section(
        text::APPEARANCE.get(lang),
        all([
            choice("language", text::LANGUAGE.get(lang), languages.to_vec(), lang.tag(), &speak),
            choice("text-size", text::TEXT_SIZE.get(lang), sizes.collect(), size, &resize),
            choice("contrast", text::CONTRAST.get(lang), contrasts.collect(), contrast, &recolour),
        ]),
    )
}

/// One of several, taken at once.
fn choice(
    name: &'static str,
    legend: &'static str,
    options: Vec<(String, String)>,
    chosen: &str,
    take: &Callback<String>,
) -> Html {
    let option = |(value, label): (String, String)| {
        let id = format!("{name}-{value}");
        let checked = value == chosen;
        let onchange = {
            let value = value.clone();
            take.reform(move |_: Event| value.clone())
        };
        html! {
            <label class="radio" for={id.clone()}>
                <input type="radio" {id} {name} {value} {checked} {onchange} />
                <span>{ label }</span>
            </label>
        }
    };
    html! {
        <fieldset class="choice">
            <legend>{ legend }</legend>
            { for options.into_iter().map(option) }
        </fieldset>
    }
}

#[hook]
fn use_freezing() -> Html {
    let lang = use_lang();
    let task = use_task();
    let card = use_load(String::new(), api::card);
    let again = card.again.clone();
    let freeze = {
        let (task, again) = (task.clone(), again.clone());
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(api::freeze(), move |_| again.emit(()));
        })
    };
    let unfreeze = {
        let (task, again) = (task.clone(), again.clone());
        Callback::from(move |values: Values| {
            let (password, again) = (values.text(UNFREEZE), again.clone());
            task.run(api::unfreeze(&password), move |_| again.emit(()));
        })
    };
    let frozen = || {
        let inside = form(
            &task,
            &[UNFREEZE],
            unfreeze,
            "",
            all([
                Field::new(UNFREEZE, Kind::Password)
                    .autocomplete("current-password")
                    .view(&task, lang),
                actions([send("unfreeze", text::UNFREEZE, &task, lang)]),
            ]),
        );
        notice(Tone::Careful, text::FROZEN.get(lang), inside)
    };
    section(
        text::FREEZING.get(lang),
        view(&card, |card| match card.status {
            CardStatus::Active => all([
                p("", text::FREEZE_DETAIL.get(lang)),
                task_trouble(&task),
                actions([act("freeze", text::FREEZE, lang, freeze)]),
                lost(lang),
            ]),
            CardStatus::Frozen => all([frozen(), lost(lang)]),
            CardStatus::Lost => {
                let detail = p("", text::LOST_NEXT_DETAIL.get(lang));
                notice(Tone::Careful, text::LOST_DONE.get(lang), detail)
            }
            other => p("", other.label(lang)),
        }),
    )
}

/// The way to reporting the card lost.
fn lost(lang: Lang) -> Html {
    let path = Route::LostCard.path();
    let way = html! { <a id="to-lost" href={path} class="button">{ text::TO_LOST.get(lang) }</a> };
    all([h3(text::LOST.get(lang)), p("", text::LOST_ABOUT.get(lang)), actions([way])])
}

#[hook]
fn use_password() -> Html {
    let lang = use_lang();
    let task = use_task();
    let changes = use_state(|| 0_u32);
    let onsend = {
        let (task, changes) = (task.clone(), changes.clone());
        Callback::from(move |values: Values| {
            let body =
                json!({ "old_password": values.text(OLD), "new_password": values.text(NEW) });
            let changes = changes.clone();
            match check::<ChangePassword>(&body) {
                Ok(_) => {
                    task.run(api::change_password(body), move |_| {
                        browser::fill(OLD.id, "");
                        browser::fill(NEW.id, "");
                        changes.set(*changes + 1);
                    });
                }
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let done = if *changes > 0 {
        notice(Tone::Done, text::PASSWORD_CHANGED.get(lang), Html::default())
    } else {
        Html::default()
    };
    let fields = all([
        Field::new(OLD, Kind::Password).autocomplete("current-password").view(&task, lang),
        Field::new(NEW, Kind::Password).autocomplete("new-password").view(&task, lang),
        actions([send("change-password", text::CHANGE_PASSWORD, &task, lang)]),
    ]);
    let inside = all([
        html! { <div role="status">{ done }</div> },
        form(&task, &[OLD, NEW], onsend, "", fields),
    ]);
    section(text::CHANGE_PASSWORD.get(lang), inside)
}

#[hook]
fn use_browsers() -> Html {
    let lang = use_lang();
    let browsers = use_load(String::new(), api::sessions);
    let task = use_task();
    let again = browsers.again.clone();
    let end = |it: &SignedInBrowser| {
        let (task, again, id) = (task.clone(), again.clone(), it.id);
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(api::end_session(id), move |_| again.emit(()));
        })
    };
    let list = view(&browsers, |list| {
        rows("sessions", "rows", list.items.iter().map(|it| browser_row(it, end(it), lang)))
    });
    section(text::SESSIONS.get(lang), all([task_trouble(&task), list]))
}

fn browser_row(it: &SignedInBrowser, end: Callback<MouseEvent>, lang: Lang) -> Html {
    let amount = if it.current {
        span("tag good", text::THIS_BROWSER.get(lang))
    } else {
        html! {
            <button type="button" class="button" onclick={end}>
                { text::END_SESSION.get(lang) }
            </button>
        }
    };
    let used = text::LAST_USED.fill(lang, &[&format::moment(it.last_used_at, lang)]);
    let row = Row { title: used.into(), amount, note: it.user_agent.clone(), ..Row::default() };
    row.item(it.id.to_string(), None, if it.current { "current" } else { "other" })
}
