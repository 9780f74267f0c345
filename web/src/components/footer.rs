//! The foot of every page: help is always here.

use yew::prelude::*;

use crate::components::link::To;
use crate::i18n::common as text;
use crate::routes::Route;
use crate::session::use_lang;

#[component]
pub fn Footer() -> Html {
    let lang = use_lang();
    html! {
        <footer class="foot">
            <div class="foot-row">
                <p>{ text::FOOT_LINE.get(lang) }</p>
                <ul>
                    <li><To to={Route::Help}>{ text::HELP.get(lang) }</To></li>
                    <li><To to={Route::Rules}>{ text::NAV_RULES.get(lang) }</To></li>
                    <li><To to={Route::Verify}>{ text::NAV_VERIFY.get(lang) }</To></li>
                </ul>
            </div>
        </footer>
    }
}
