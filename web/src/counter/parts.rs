//! What several pages of the counter share.

use shared::lang::Lang;
use yew::prelude::*;

use crate::counter::place::Place;
use crate::i18n::Words;

/// A link to another page of the counter.
pub fn way(place: &Place, name: Words, lang: Lang) -> Html {
    html! { <a href={place.path()} class="button">{ name.get(lang) }</a> }
}

/// A link that a script may look for.
pub fn way_at(id: &'static str, place: &Place, name: Words, lang: Lang) -> Html {
    html! { <a href={place.path()} {id} class="button">{ name.get(lang) }</a> }
}

/// The link to the one thing that a page is for.
pub fn main_way(id: &'static str, place: &Place, name: Words, lang: Lang) -> Html {
    html! { <a href={place.path()} {id} class="button main">{ name.get(lang) }</a> }
}
