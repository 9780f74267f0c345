//! What a page offers to do: links between pages, and buttons.

use shared::lang::Lang;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::i18n::Words;
use crate::i18n::common::{PRINT, SENDING};
use crate::load::Task;
use crate::routes::Route;

/// Follows the links between pages wherever they stand inside the element with this handler, without
/// loading the client anew. Other keys and other sites are left to the browser.
pub fn follow(navigator: Navigator) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        let elsewhere =
            event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href^='/']").ok().flatten());
        let Some(path) = link.and_then(|link| link.get_attribute("href")) else { return };
        if !elsewhere && !event.default_prevented() {
            event.prevent_default();
            navigator.push(&Route::of(&path));
        }
    })
}

/// The way to the one thing that a page is for.
pub fn go(route: Route, name: Words, lang: Lang) -> Html {
    html! { <a href={route.path()} class="button main">{ name.get(lang) }</a> }
}

/// The way to one of the other things that can be done.
pub fn other(route: Route, name: Words, lang: Lang) -> Html {
    html! { <a href={route.path()} class="button">{ name.get(lang) }</a> }
}

/// The button that sends the form around it.
pub fn send(id: &'static str, name: Words, task: &Task, lang: Lang) -> Html {
    let busy = task.busy();
    let name = if busy { SENDING } else { name };
    html! {
        <button type="submit" {id} class="button main" aria-disabled={busy.to_string()}>
            { name.get(lang) }
        </button>
    }
}

/// A button that does something at once.
pub fn act(id: &'static str, name: Words, lang: Lang, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {id} class="button" {onclick}>{ name.get(lang) }</button> }
}

/// The button that prints the page.
pub fn print_button(lang: Lang) -> Html {
    act("print", PRINT, lang, Callback::from(|_| browser::print()))
}
