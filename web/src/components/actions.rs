//! What a page offers to do: links that look like buttons, and the button that sends a form.

use yew::prelude::*;

use crate::browser;
use crate::components::link::To;
use crate::i18n::common::{PRINT, SENDING};
use crate::load::Task;
use crate::routes::Route;
use crate::session::use_lang;

#[derive(Properties, PartialEq)]
pub struct GoProps {
    pub to: Route,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    pub children: Html,
}

/// The one thing that a page is for.
#[component]
pub fn Go(props: &GoProps) -> Html {
    html! {
        <To to={props.to.clone()} id={props.id.clone()} class="button main">
            { props.children.clone() }
        </To>
    }
}

/// One of the other things that can be done.
#[component]
pub fn Other(props: &GoProps) -> Html {
    html! {
        <To to={props.to.clone()} id={props.id.clone()} class="button">
            { props.children.clone() }
        </To>
    }
}

#[derive(Properties, PartialEq)]
pub struct SendProps {
    pub id: AttrValue,
    pub task: Task,
    pub label: AttrValue,
}

/// Sends the form around it.
#[component]
pub fn Send(props: &SendProps) -> Html {
    let lang = use_lang();
    let busy = props.task.busy();
    html! {
        <button type="submit" id={props.id.clone()} class="button main" aria-disabled={busy.to_string()}>
            { if busy { AttrValue::from(SENDING.get(lang)) } else { props.label.clone() } }
        </button>
    }
}

#[component]
pub fn PrintButton() -> Html {
    let lang = use_lang();
    html! {
        <button type="button" id="print" class="button" onclick={|_: MouseEvent| browser::print()}>
            { PRINT.get(lang) }
        </button>
    }
}
