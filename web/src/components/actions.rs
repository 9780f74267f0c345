//! What a page offers to do: links between pages, followed without loading the client anew, and the
//! button that sends a form.

use shared::lang::Lang;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::i18n::Words;
use crate::i18n::common::{PRINT, SENDING};
use crate::load::Task;
use crate::routes::Route;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub to: Route,
    #[prop_or_default]
    pub class: Classes,
    /// `page` on the way to the page that is open.
    #[prop_or_default]
    pub current: Option<&'static str>,
    pub children: Html,
}

/// A link to a page.
#[component]
pub fn To(props: &Props) -> Html {
    let navigator = use_navigator();
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            let elsewhere =
                event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
            if let Some(navigator) = navigator.as_ref().filter(|_| !elsewhere) {
                event.prevent_default();
                navigator.push(&to);
            }
        })
    };
    html! {
        <a href={props.to.path()} class={props.class.clone()} aria-current={props.current} {onclick}>
            { props.children.clone() }
        </a>
    }
}

/// The way to the one thing that a page is for.
pub fn go(to: Route, name: Words, lang: Lang) -> Html {
    html! { <To {to} class="button main">{ name.get(lang) }</To> }
}

/// The way to one of the other things that can be done.
pub fn other(to: Route, name: Words, lang: Lang) -> Html {
    html! { <To {to} class="button">{ name.get(lang) }</To> }
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
