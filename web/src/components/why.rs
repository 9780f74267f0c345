//! Why: the trace of an amount in plain words, one tap away from wherever the amount is shown.

use yew::prelude::*;

use crate::i18n::common::WHY;
use crate::session::use_lang;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The sentences, in order.
    pub lines: Vec<String>,
    /// Whether it stands open at first.
    #[prop_or_default]
    pub open: bool,
}

#[component]
pub fn Why(props: &Props) -> Html {
    let lang = use_lang();
    if props.lines.is_empty() {
        return Html::default();
    }
    html! {
        <details class="why" open={props.open}>
            <summary>{ WHY.get(lang) }</summary>
            <ol>{ for props.lines.iter().map(|line| html! { <li>{ line }</li> }) }</ol>
        </details>
    }
}
