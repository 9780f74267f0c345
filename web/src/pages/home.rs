//! The first page: what the bank is, and the three ways in.

use shared::vocabulary::Role;
use yew::prelude::*;

use crate::components::actions::{Go, Other};
use crate::components::icon::{Drawing, Icon, Rings};
use crate::components::link::To;
use crate::components::page::{Page, Width};
use crate::i18n::{Words, common, resident as text};
use crate::routes::Route;
use crate::session::use_session;

#[component]
pub fn Home() -> Html {
    let session = use_session();
    let lang = session.lang();
    let resident = session.is(&[Role::Resident]);
    html! {
        <Page title={text::HOME_TITLE.get(lang)} width={Width::Wide}>
            <div class="hero">
                <Rings />
                <p class="lead">{ text::HOME_LEAD.get(lang) }</p>
                <p class="actions">
                    if resident {
                        <Go to={Route::Card}>{ common::NAV_CARD.get(lang) }</Go>
                    } else {
                        <Go to={Route::SignIn}>{ common::SIGN_IN.get(lang) }</Go>
                        <Other to={Route::Register}>{ common::REGISTER.get(lang) }</Other>
                    }
                </p>
            </div>
            <ul class="entrances">
                <Entrance to={Route::Courses} drawing={Drawing::Book} title={text::HOME_COURSES}
                    about={text::HOME_COURSES_ABOUT} />
                <Entrance to={Route::Rules} drawing={Drawing::Rules} title={text::HOME_RULES}
                    about={text::HOME_RULES_ABOUT} />
                <Entrance to={Route::Verify} drawing={Drawing::Shield} title={text::HOME_VERIFY}
                    about={text::HOME_VERIFY_ABOUT} />
            </ul>
            <section class="steps">
                <h2>{ text::HOME_HOW.get(lang) }</h2>
                <ol>
                    { for [text::HOME_STEP_1, text::HOME_STEP_2, text::HOME_STEP_3, text::HOME_STEP_4]
                        .into_iter().map(|step| html! { <li>{ step.get(lang) }</li> }) }
                </ol>
            </section>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    to: Route,
    drawing: Drawing,
    title: Words,
    about: Words,
}

#[component]
fn Entrance(props: &Props) -> Html {
    let session = use_session();
    let lang = session.lang();
    html! {
        <li>
            <To to={props.to.clone()} class="entrance">
                <Icon of={props.drawing} />
                <strong>{ props.title.get(lang) }</strong>
                <span>{ props.about.get(lang) }</span>
            </To>
        </li>
    }
}
