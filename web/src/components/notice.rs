//! Notices: something is done, or must be known before going on, or is not there.

use yew::prelude::*;

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is done.
    Done,
    /// Something to know.
    Know,
    /// Something to be careful about.
    Careful,
}

/// A notice with a title.
pub fn notice(tone: Tone, title: impl Into<AttrValue>, inside: Html) -> Html {
    let class = match tone {
        Tone::Done => "notice done",
        Tone::Know => "notice know",
        Tone::Careful => "notice careful",
    };
    let title = title.into();
    html! { <div {class}><p class="notice-title">{ title }</p>{ inside }</div> }
}

/// What stands in the place of things of which there are none, with what to do about it.
pub fn empty(title: &'static str, inside: Html) -> Html {
    html! { <div class="empty"><p class="empty-title">{ title }</p>{ inside }</div> }
}
