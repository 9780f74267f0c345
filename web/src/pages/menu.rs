//! All ways of whoever is signed in, for screens too small to show them at once.

use yew::prelude::*;

use crate::components::header::{Way, ways};
use crate::components::icon::{Drawing, Icon};
use crate::components::link::To;
use crate::components::page::Page;
use crate::i18n::common as text;
use crate::routes::Route;
use crate::session::use_session;

#[component]
pub fn Menu() -> Html {
    let session = use_session();
    let lang = session.lang();
    let way = |way: Way| {
        html! {
            <li>
                <To to={way.to} class="row menu-row">
                    <Icon of={way.drawing} /><span>{ way.name.get(lang) }</span>
                </To>
            </li>
        }
    };
    let help = Way { to: Route::Help, name: text::HELP, drawing: Drawing::Desk, first: false };
    let settings = match session.user() {
        Some(_) => (Route::Settings, text::SETTINGS),
        None => (Route::SignIn, text::SIGN_IN),
    };
    let settings =
        Way { to: settings.0, name: settings.1, drawing: Drawing::Sliders, first: false };
    html! {
        <Page title={text::NAV_MENU.get(lang)}>
            <ul class="rows">{ for ways(&session).into_iter().chain([help, settings]).map(way) }</ul>
        </Page>
    }
}
