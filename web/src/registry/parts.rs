//! What several pages of the registry share.

use std::rc::Rc;

use serde_json::Value;
use shared::lang::Lang;
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::components::markup::p;
use crate::components::notice::empty;
use crate::components::states::view;
use crate::i18n::{Words, staff as text};
use crate::load::Loaded;
use crate::registry::place::Place;
use crate::session::Session;

/// Whether the person may change an administrator's records.
pub fn may_write(session: &Session) -> bool {
    session.is(&[Role::Admin])
}

/// A link to another page of the registry.
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

/// Shows what was found, or that it is not there.
pub fn view_found<T>(
    loaded: &Loaded<Option<Rc<T>>>,
    lang: Lang,
    show: impl FnOnce(&Rc<T>) -> Html,
) -> Html {
    view(loaded, |found| found.as_ref().map_or_else(|| not_there(lang), show))
}

/// Nothing stands under this address.
pub fn not_there(lang: Lang) -> Html {
    empty(text::NOT_THERE.get(lang), p("", text::NOT_THERE_DETAIL.get(lang)))
}

/// What was read, as the body of what is sent: without its id.
pub fn without_id(body: &mut Value) {
    if let Some(fields) = body.as_object_mut() {
        fields.remove("id");
    }
}
