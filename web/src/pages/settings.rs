//! Settings: language and look, password, sessions, freezing the card, signing out.

use serde_json::json;
use shared::accounts::{ChangePassword, Preferences, Session as SignedInBrowser};
use shared::cards::Card;
use shared::lang::Lang;
use shared::vocabulary::{CardStatus, Contrast, Role, TextSize};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::actions::Send;
use crate::components::field::{Field, Kind};
use crate::components::form_box::FormBox;
use crate::components::notice::{Notice, Tone};
use crate::components::page::Page;
use crate::components::states::{TaskTrouble, view};
use crate::form::{Slot, Values, check};
use crate::i18n::{Words, account as text, common};
use crate::load::{use_load, use_task};
use crate::routes::Route;
use crate::session::use_session;
use crate::{api, format};

const OLD: Slot = Slot::new("old-password", "/old_password", text::OLD_PASSWORD);
const NEW: Slot =
    Slot::new("new-password", "/new_password", text::NEW_PASSWORD).hint(text::NEW_PASSWORD_HINT);
const UNFREEZE: Slot = Slot::new("unfreeze-password", "/password", text::PASSWORD);

#[component]
pub fn Settings() -> Html {
    let session = use_session();
    let lang = session.lang();
    let navigator = use_navigator();
    let sign_out = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Home);
            }
            session.sign_out();
        })
    };
    let resident = session.is(&[Role::Resident]);
    let confirmed = session.user().is_some_and(|user| user.confirmed);
    html! {
        <Page title={common::SETTINGS.get(lang)}>
            <Appearance />
            if resident && confirmed { <Freezing /> }
            <Password />
            <Browsers />
            <section>
                <h2>{ text::SIGN_OUT.get(lang) }</h2>
                <p>{ text::SIGN_OUT_DETAIL.get(lang) }</p>
                <p class="actions">
                    <button type="button" id="sign-out" class="button main" onclick={sign_out}>
                        { text::SIGN_OUT.get(lang) }
                    </button>
                </p>
            </section>
        </Page>
    }
}

#[component]
fn Appearance() -> Html {
    let session = use_session();
    let lang = session.lang();
    let preferences = session.look().preferences.clone();
    let languages = [(Lang::Zh, "中文"), (Lang::En, "English")];
    let languages = languages.map(|(tag, name)| (tag.tag().to_owned(), name.to_owned()));
    let sizes = TextSize::ALL.iter().map(|size| (size.to_string(), size.label(lang).to_owned()));
    let contrasts = Contrast::ALL.iter().map(|one| (one.to_string(), one.label(lang).to_owned()));
    let speak = {
        let session = session.clone();
        move |tag: String| session.speak(if tag == "en" { Lang::En } else { Lang::Zh })
    };
    let resize = {
        let (session, preferences) = (session.clone(), preferences.clone());
        move |size: String| {
            if let Ok(text_size) = size.parse() {
                session.prefer(Preferences { text_size, ..preferences.clone() });
            }
        }
    };
    let recolour = {
        let (session, preferences) = (session.clone(), preferences.clone());
        move |contrast: String| {
            if let Ok(contrast) = contrast.parse() {
                session.prefer(Preferences { contrast, ..preferences.clone() });
            }
        }
    };
    html! {
        <section>
            <h2>{ text::APPEARANCE.get(lang) }</h2>
            <Choice name="language" legend={text::LANGUAGE} options={languages.to_vec()}
                chosen={lang.tag()} {speak} />
            <Choice name="text-size" legend={text::TEXT_SIZE} options={sizes.collect::<Vec<_>>()}
                chosen={preferences.text_size.as_str()} speak={resize} />
            <Choice name="contrast" legend={text::CONTRAST} options={contrasts.collect::<Vec<_>>()}
                chosen={preferences.contrast.as_str()} speak={recolour} />
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ChoiceProps {
    name: &'static str,
    legend: Words,
    options: Vec<(String, String)>,
    chosen: AttrValue,
    speak: Callback<String>,
}

/// One of several, taken at once.
#[component]
fn Choice(props: &ChoiceProps) -> Html {
    let lang = use_session().lang();
    let name = props.name;
    html! {
        <fieldset class="choice">
            <legend>{ props.legend.get(lang) }</legend>
            { for props.options.iter().map(|(value, label)| {
                let id = format!("{name}-{value}");
                let take = { let value = value.clone(); props.speak.reform(move |_: Event| value.clone()) };
                html! {
                    <label class="radio" for={id.clone()}>
                        <input type="radio" {id} {name} value={value.clone()} onchange={take}
                            checked={props.chosen.as_str() == value.as_str()} />
                        <span>{ label }</span>
                    </label>
                }
            }) }
        </fieldset>
    }
}

#[component]
fn Freezing() -> Html {
    let lang = use_session().lang();
    let card = use_load((), |()| api::card());
    html! {
        <section>
            <h2>{ text::FREEZING.get(lang) }</h2>
            { view(&card, |card_now: &Card| match card_now.status {
                CardStatus::Active => html! { <Freeze done={card.again.clone()} /> },
                CardStatus::Frozen => html! { <Unfreeze done={card.again.clone()} /> },
                other => html! { <p>{ other.label(lang) }</p> },
            }) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct DoneProps {
    done: Callback<()>,
}

#[component]
fn Freeze(props: &DoneProps) -> Html {
    let lang = use_session().lang();
    let task = use_task();
    let onclick = {
        let (task, done) = (task.clone(), props.done.clone());
        Callback::from(move |_: MouseEvent| {
            let done = done.clone();
            task.run(api::freeze(), move |()| done.emit(()));
        })
    };
    html! {
        <>
            <p>{ text::FREEZE_DETAIL.get(lang) }</p>
            <TaskTrouble task={task.clone()} />
            <p class="actions">
                <button type="button" id="freeze" class="button" {onclick}>{ text::FREEZE.get(lang) }</button>
            </p>
        </>
    }
}

#[component]
fn Unfreeze(props: &DoneProps) -> Html {
    let lang = use_session().lang();
    let task = use_task();
    let onsend = {
        let (task, done) = (task.clone(), props.done.clone());
        Callback::from(move |values: Values| {
            let (password, done) = (values.text(UNFREEZE), done.clone());
            task.run(async move { api::unfreeze(&password).await }, move |()| done.emit(()));
        })
    };
    html! {
        <Notice tone={Tone::Careful} title={text::FROZEN.get(lang)}>
            <FormBox task={task.clone()} slots={vec![UNFREEZE]} {onsend}>
                <Field slot={UNFREEZE} kind={Kind::Password} autocomplete="current-password" />
                <p class="actions"><Send id="unfreeze" task={task.clone()} label={text::UNFREEZE.get(lang)} /></p>
            </FormBox>
        </Notice>
    }
}

#[component]
fn Password() -> Html {
    let lang = use_session().lang();
    let task = use_task();
    let changed = use_state(|| 0_u32);
    let onsend = {
        let (task, changed) = (task.clone(), changed.clone());
        Callback::from(move |values: Values| {
            let body =
                json!({ "old_password": values.text(OLD), "new_password": values.text(NEW) });
            let changed = changed.clone();
            match check::<ChangePassword>(&body) {
                Ok(_) => task.run(api::change_password(body), move |()| changed.set(*changed + 1)),
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    html! {
        <section>
            <h2>{ text::CHANGE_PASSWORD.get(lang) }</h2>
            <div role="status">
                if *changed > 0 {
                    <Notice tone={Tone::Done} title={text::PASSWORD_CHANGED.get(lang)} />
                }
            </div>
            <FormBox key={*changed} task={task.clone()} slots={vec![OLD, NEW]} {onsend}>
                <Field slot={OLD} kind={Kind::Password} autocomplete="current-password" />
                <Field slot={NEW} kind={Kind::Password} autocomplete="new-password" />
                <p class="actions">
                    <Send id="change-password" task={task.clone()} label={text::CHANGE_PASSWORD.get(lang)} />
                </p>
            </FormBox>
        </section>
    }
}

#[component]
fn Browsers() -> Html {
    let lang = use_session().lang();
    let browsers = use_load((), |()| api::sessions());
    let task = use_task();
    let again = browsers.again.clone();
    let line = |browser: &SignedInBrowser| {
        let (task, again, id) = (task.clone(), again.clone(), browser.id);
        let onclick = Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(api::end_session(id), move |()| again.emit(()));
        });
        let used = format::moment(browser.last_used_at, lang);
        html! {
            <li key={browser.id.to_string()}>
                <div class="row">
                    <span class="row-title">{ text::LAST_USED.fill(lang, &[&used]) }</span>
                    <span class="row-note">{ &browser.user_agent }</span>
                    <span class="row-action">
                        if browser.current {
                            <span class="tag good">{ text::THIS_BROWSER.get(lang) }</span>
                        } else {
                            <button type="button" class="button" {onclick}>{ text::END_SESSION.get(lang) }</button>
                        }
                    </span>
                </div>
            </li>
        }
    };
    html! {
        <section>
            <h2>{ text::SESSIONS.get(lang) }</h2>
            <TaskTrouble task={task.clone()} />
            { view(&browsers, |list: &Vec<SignedInBrowser>| html! {
                <ul class="rows" id="sessions">{ for list.iter().map(line) }</ul>
            }) }
        </section>
    }
}
