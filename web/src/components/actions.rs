//! What a page offers to do: links between pages, and buttons.

use shared::lang::Lang;
use yew::prelude::*;

use crate::browser;
use crate::i18n::Words;
use crate::i18n::common::{PRINT, SENDING};
use crate::load::Task;
use crate::routes::Route;

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

/// A button that sends a form which changes nothing at the bank.
pub fn submit(id: &'static str, class: &'static str, name: Words, lang: Lang) -> Html {
    html! { <button type="submit" {id} {class}>{ name.get(lang) }</button> }
}

/// The button for the one thing that a page without a form is for.
pub fn run(
    id: &'static str,
    name: Words,
    task: &Task,
    lang: Lang,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" {id} class="button main" {onclick}
            aria-disabled={task.busy().to_string()}>{ name.get(lang) }</button>
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
