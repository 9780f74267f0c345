//! A notice that something is done, or that something must be known before going on.

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

#[derive(Properties, PartialEq)]
pub struct Props {
    pub tone: Tone,
    pub title: AttrValue,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Notice(props: &Props) -> Html {
    let class = match props.tone {
        Tone::Done => "notice done",
        Tone::Know => "notice know",
        Tone::Careful => "notice careful",
    };
    html! {
        <div {class}>
            <p class="notice-title">{ props.title.clone() }</p>
            { props.children.clone() }
        </div>
    }
}
