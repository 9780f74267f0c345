//! What stands in the place of another program's page while there is no network to load it.

use shared::lang::Lang;
use yew::prelude::*;

use crate::components::actions::go;
use crate::components::markup::{actions, all, p};
use crate::components::page::{Width, page};
use crate::i18n::common as text;
use crate::routes::Route;

pub fn away(lang: Lang) -> Html {
    let inside = all([
        p("", text::OFFLINE_DETAIL.get(lang)),
        actions([go(Route::Card, text::NAV_CARD, lang)]),
    ]);
    page(text::OFFLINE_TITLE.get(lang), "", Width::Column, inside)
}
