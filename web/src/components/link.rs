//! Links between the pages of the application: followed without loading it anew.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::routes::Route;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub to: Route,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub class: Classes,
    /// The page that is open is marked in a list of ways.
    #[prop_or_default]
    pub current: Option<AttrValue>,
    pub children: Html,
}

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
        <a href={props.to.to_path()} id={props.id.clone()} class={props.class.clone()}
            aria-current={props.current.clone()} {onclick}>
            { props.children.clone() }
        </a>
    }
}
