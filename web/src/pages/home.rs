//! The first page: what the bank is, and the three ways in.

use shared::vocabulary::Role;
use yew::prelude::*;

use crate::components::actions::{go, other};
use crate::components::icon::{Drawing, icon, rings};
use crate::components::markup::{actions, all, h2, p, span, strong};
use crate::components::page::{Page, Width};
use crate::i18n::{Words, common, resident as text};
use crate::routes::Route;
use crate::session::Session;

const STEPS: [Words; 4] =
    [text::HOME_STEP_1, text::HOME_STEP_2, text::HOME_STEP_3, text::HOME_STEP_4];

pub fn home(session: &Session) -> Html {
    let lang = session.lang();
    let ways = if session.is(&[Role::Resident]) {
        actions([go(Route::Card, common::NAV_CARD, lang)])
    } else {
        actions([
            go(Route::SignIn, common::SIGN_IN, lang),
            other(Route::Register, common::REGISTER, lang),
        ])
    };
    let hero = html! {
        <div class="hero">
            { rings() }
            <div>{ p("lead", text::HOME_LEAD.get(lang)) }{ ways }</div>
            { specimen(text::CARD_NAME.get(lang)) }
        </div>
    };
    let entrances = [
        (Route::Courses, Drawing::BOOK, text::HOME_COURSES, text::HOME_COURSES_ABOUT),
        (Route::programs(), Drawing::FLAG, text::HOME_PROGRAMS, text::HOME_PROGRAMS_ABOUT),
        (Route::Rules, Drawing::RULES, text::HOME_RULES, text::HOME_RULES_ABOUT),
        (Route::Verify, Drawing::SHIELD, text::HOME_VERIFY, text::HOME_VERIFY_ABOUT),
    ];
    let entrances = entrances.into_iter().map(|(to, drawing, title, about)| {
        entrance(&to, drawing, title.get(lang), about.get(lang))
    });
    let steps = STEPS.into_iter().map(|step| html! { <li>{ step.get(lang) }</li> });
    html! {
        <Page key="home" title={text::HOME_TITLE.get(lang)} width={Width::Wide}>
            { hero }
            <ul class="entrances">{ for entrances }</ul>
            <div class="steps">
                { h2(text::HOME_HOW.get(lang)) }
                <ol>{ for steps }</ol>
            </div>
        </Page>
    }
}

/// What the card looks like; a picture beside the words, for those with room for it.
fn specimen(name: &'static str) -> Html {
    html! {
        <div class="specimen" aria-hidden="true">
            { p("card-name", name) }{ p("card-number", "6201 0000 0000 0000") }
        </div>
    }
}

fn entrance(to: &Route, drawing: Drawing, title: &'static str, about: &'static str) -> Html {
    let inside = all([icon(drawing), strong(title), span("", about)]);
    html! { <li><a href={to.path()} class="entrance">{ inside }</a></li> }
}
