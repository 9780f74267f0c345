//! The first page: what the bank is, and the three ways in.

use shared::lang::Lang;
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::components::actions::{go, other};
use crate::components::icon::{Drawing, icon, rings};
use crate::components::markup::{actions, all, h2, p, strong};
use crate::components::page::{Page, Width};
use crate::i18n::{Words, common, resident as text};
use crate::routes::Route;
use crate::session::Session;

const STEPS: [Words; 4] =
    [text::HOME_STEP_1, text::HOME_STEP_2, text::HOME_STEP_3, text::HOME_STEP_4];

pub fn home(session: &Session) -> Html {
    let lang = session.lang();
    let ways = if session.is(&[Role::Resident]) {
        go(Route::Card, common::NAV_CARD, lang)
    } else {
        all([
            go(Route::SignIn, common::SIGN_IN, lang),
            other(Route::Register, common::REGISTER, lang),
        ])
    };
    html! {
        <Page key="home" title={text::HOME_TITLE.get(lang)} width={Width::Wide}>
            <div class="hero">
                { rings() }
                { p("lead", text::HOME_LEAD.get(lang)) }
                { actions([ways]) }
            </div>
            <ul class="entrances">
                { entrance(Route::Courses, Drawing::BOOK, text::HOME_COURSES, text::HOME_COURSES_ABOUT, lang) }
                { entrance(Route::Rules, Drawing::RULES, text::HOME_RULES, text::HOME_RULES_ABOUT, lang) }
                { entrance(Route::Verify, Drawing::SHIELD, text::HOME_VERIFY, text::HOME_VERIFY_ABOUT, lang) }
            </ul>
            <section class="steps">
                { h2(text::HOME_HOW.get(lang)) }
                <ol>{ for STEPS.into_iter().map(|step| html! { <li>{ step.get(lang) }</li> }) }</ol>
            </section>
        </Page>
    }
}

fn entrance(to: Route, drawing: Drawing, title: Words, about: Words, lang: Lang) -> Html {
    html! {
        <li>
            <a href={to.path()} class="entrance">
                { icon(drawing) }
                { strong(title.get(lang)) }
                <span>{ about.get(lang) }</span>
            </a>
        </li>
    }
}
