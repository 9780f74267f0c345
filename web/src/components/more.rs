//! The end of a list that comes page by page: its next page, or how that stands.

use yew::prelude::*;

use crate::components::states::{Failed, Waiting};
use crate::i18n::common::LOAD_MORE;
use crate::load::{Load, Paged};
use crate::session::use_lang;

/// What stands below the items; `empty` when there are none at all.
pub fn end<T>(paged: &Paged<T>, empty: impl FnOnce() -> Html) -> Html {
    match &paged.load {
        Load::Waiting => html! { <Waiting /> },
        Load::Failed(trouble) => {
            html! { <Failed trouble={trouble.clone()} again={paged.next.clone()} /> }
        }
        Load::Ready(_) if paged.more => html! { <More next={paged.next.clone()} /> },
        Load::Ready(_) if paged.items.is_empty() => empty(),
        Load::Ready(_) => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    next: Callback<()>,
}

#[component]
fn More(props: &Props) -> Html {
    let lang = use_lang();
    let onclick = props.next.reform(|_: MouseEvent| ());
    html! {
        <button type="button" id="more" class="button block" {onclick}>{ LOAD_MORE.get(lang) }</button>
    }
}
