//! All ways of whoever is signed in, for screens too small to show them at once.

use yew::prelude::*;

use crate::components::frame::ways;
use crate::components::icon::{Drawing, icon};
use crate::components::markup::{all, span};
use crate::components::page::Page;
use crate::i18n::{Words, common as text};
use crate::routes::Route;
use crate::session::Session;

pub fn menu(session: &Session) -> Html {
    let lang = session.lang();
    let way = |to: Route, name: Words, drawing: Drawing| {
        let inside = all([icon(drawing), span("", name.get(lang))]);
        html! { <li><a href={to.path()} class="row menu-row">{ inside }</a></li> }
    };
    let (own, own_name) = match session.user() {
        Some(_) => (Route::Settings, text::SETTINGS),
        None => (Route::SignIn, text::SIGN_IN),
    };
    html! {
        <Page key="menu" title={text::NAV_MENU.get(lang)}>
            <ul class="rows">
                { for ways(session).into_iter().map(|it| way(it.to, it.name, it.drawing)) }
                { way(own, own_name, Drawing::SLIDERS) }
                { way(Route::help(), text::HELP, Drawing::DESK) }
            </ul>
        </Page>
    }
}
