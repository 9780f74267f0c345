//! An address that leads nowhere.

use shared::lang::Lang;
use yew::prelude::*;

use crate::components::actions::{go, other};
use crate::components::markup::actions;
use crate::components::page::Page;
use crate::i18n::common as text;
use crate::routes::Route;

pub fn not_found(lang: Lang) -> Html {
    let ways =
        actions([go(Route::Home, text::TO_HOME, lang), other(Route::help(), text::HELP, lang)]);
    let (title, lead) = (text::NOT_FOUND_TITLE.get(lang), text::NOT_FOUND.get(lang));
    html! { <Page key="404" {title} {lead}>{ ways }</Page> }
}
