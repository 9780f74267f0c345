//! What was just done, told on the page that it leads to.

use std::rc::Rc;

use shared::lang::Lang;
use yew::prelude::*;

use crate::components::facts::fact;
use crate::components::markup::all;
use crate::components::notice::{Tone, notice};
use crate::i18n::{Words, staff as text};
use crate::navigate;
use crate::routes::Route;

/// What was done, and what it changed: what it is, before, and after.
pub struct Done {
    /// What was done.
    pub title: String,
    /// Each change.
    pub changes: Vec<Change>,
    /// What else is to be known.
    pub detail: String,
}

/// A value that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub name: Words,
    /// What it was.
    pub before: String,
    /// What it is now.
    pub after: String,
}

impl Done {
    /// Something that changed nothing but where things stand.
    pub fn new(title: String) -> Self {
        Self { title, changes: Vec::new(), detail: String::new() }
    }

    /// Goes to the page that it leads to.
    pub fn tell_on(self, route: &Route) {
        navigate::replace_with(route, Rc::new(self));
    }
}

/// What the page before has done, if it has.
pub fn done_notice(lang: Lang) -> Html {
    let Some(done) = navigate::carried::<Done>() else { return Html::default() };
    let inside = all([
        changes(&done.changes, lang),
        if done.detail.is_empty() {
            Html::default()
        } else {
            html! { <p>{ &done.detail }</p> }
        },
    ]);
    html! { <div id="done" role="status">{ notice(Tone::Done, done.title.clone(), inside) }</div> }
}

/// Values that change, each before and after.
pub fn changes(changes: &[Change], lang: Lang) -> Html {
    if changes.is_empty() {
        return Html::default();
    }
    let or_none = |value: &String| {
        if value.is_empty() { text::NOTHING.get(lang).to_owned() } else { value.clone() }
    };
    let line = |it: &Change| {
        let both = text::BEFORE_AFTER.fill(lang, &[&or_none(&it.before), &or_none(&it.after)]);
        fact(it.name, lang, both)
    };
    html! { <dl class="facts" id="changes">{ for changes.iter().map(line) }</dl> }
}
