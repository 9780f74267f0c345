//! What stands in the place of another program's page when that could not be loaded.

use shared::lang::Lang;
use yew::prelude::*;

use crate::components::actions::go;
use crate::components::markup::{actions, all, p};
use crate::components::page::{Width, page};
use crate::components::states::sentence;
use crate::http::Trouble;
use crate::i18n::common::NAV_CARD;
use crate::routes::Route;

pub fn away(lang: Lang) -> Html {
    let (title, detail) = sentence(&Trouble::Offline, lang);
    let inside = all([p("", detail), actions([go(Route::Card, NAV_CARD, lang)])]);
    page(title, "", Width::Column, inside)
}
