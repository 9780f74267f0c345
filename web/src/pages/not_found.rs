//! An address that leads nowhere.

use yew::prelude::*;

use crate::components::actions::{Go, Other};
use crate::components::page::Page;
use crate::i18n::common as text;
use crate::routes::Route;
use crate::session::use_lang;

#[component]
pub fn NotFound() -> Html {
    let lang = use_lang();
    html! {
        <Page title={text::NOT_FOUND_TITLE.get(lang)} lead={text::NOT_FOUND.get(lang)}>
            <p class="actions">
                <Go to={Route::Home}>{ text::TO_HOME.get(lang) }</Go>
                <Other to={Route::Help}>{ text::HELP.get(lang) }</Other>
            </p>
        </Page>
    }
}
