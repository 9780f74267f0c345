//! Elements that stand on many pages, as functions.
//!
//! What `html!` makes of an element is some two hundred bytes of code wherever it stands; a call of
//! a function is twenty.

use yew::prelude::*;
use yew::virtual_dom::Key;

/// Several things one after another.
pub fn all<const N: usize>(parts: [Html; N]) -> Html {
    list(Vec::from(parts))
}

fn list(parts: Vec<Html>) -> Html {
    html! { { for parts } }
}

/// Something, when it is there.
pub fn maybe<T>(value: Option<T>, show: impl FnOnce(T) -> Html) -> Html {
    value.map_or_else(Html::default, show)
}

/// A paragraph; the class may be empty.
pub fn p(class: &'static str, inside: impl Into<Html>) -> Html {
    paragraph(class, inside.into())
}

fn paragraph(class: &'static str, inside: Html) -> Html {
    html! { <p {class}>{ inside }</p> }
}

/// A span with a class.
pub fn span(class: &'static str, inside: impl Into<Html>) -> Html {
    inline(class, inside.into())
}

fn inline(class: &'static str, inside: Html) -> Html {
    html! { <span {class}>{ inside }</span> }
}

/// Words that stand out.
pub fn strong(inside: impl Into<Html>) -> Html {
    emphasis(inside.into())
}

fn emphasis(inside: Html) -> Html {
    html! { <strong>{ inside }</strong> }
}

/// A part of a page under a heading.
pub fn section(title: &'static str, inside: Html) -> Html {
    html! { <section>{ h2(title) }{ inside }</section> }
}

/// A heading below the page's own.
pub fn h2(title: impl Into<Html>) -> Html {
    heading(title.into())
}

fn heading(title: Html) -> Html {
    html! { <h2>{ title }</h2> }
}

/// A heading below one of a part.
pub fn h3(title: &'static str) -> Html {
    html! { <h3>{ title }</h3> }
}

/// What can be done, side by side.
pub fn actions<const N: usize>(parts: [Html; N]) -> Html {
    paragraph("actions", list(Vec::from(parts)))
}

/// The main thing, and what stands beside it where there is room.
pub fn split(main: Html, side: Html) -> Html {
    html! { <div class="split"><div class="split-main">{ main }</div>{ side }</div> }
}

/// What stands beside the main thing.
pub fn aside(inside: Html) -> Html {
    html! { <div class="split-side">{ inside }</div> }
}

/// What stands beside a form, and is heard when it changes.
pub fn live_aside(inside: Html) -> Html {
    html! { <aside class="split-side" aria-live="polite">{ inside }</aside> }
}

/// Facts, in pairs made by [`crate::components::facts::fact`].
pub fn facts<const N: usize>(pairs: [Html; N]) -> Html {
    pairs_in_list(list(Vec::from(pairs)))
}

fn pairs_in_list(pairs: Html) -> Html {
    html! { <dl class="facts">{ pairs }</dl> }
}

/// Rows under one another, made by [`Row::item`]; of none, nothing.
pub fn rows(id: &'static str, class: &'static str, rows: impl Iterator<Item = Html>) -> Html {
    row_list(id, class, rows.collect())
}

fn row_list(id: &'static str, class: &'static str, rows: Vec<Html>) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! { <ul {id} {class}>{ for rows }</ul> }
}

/// A row of a list: its title, what it comes to, a note below, and what stands below the amount.
#[derive(Default)]
pub struct Row {
    /// The first line.
    pub title: Html,
    /// At its end.
    pub amount: Html,
    /// The second line.
    pub note: String,
    /// At its end.
    pub after: Html,
}

impl Row {
    /// As a list item that leads to a page, or to none. `data` is what a script may look for.
    pub fn item(self, key: String, path: Option<String>, data: impl Into<AttrValue>) -> Html {
        self.keyed(key.into(), path, data.into(), Html::default())
    }

    /// The same with something that can be done beside it.
    pub fn item_beside(
        self,
        key: String,
        path: Option<String>,
        data: impl Into<AttrValue>,
        beside: Html,
    ) -> Html {
        self.keyed(key.into(), path, data.into(), beside)
    }

    fn keyed(self, key: Key, path: Option<String>, data: AttrValue, beside: Html) -> Html {
        let Self { title, amount, note, after } = self;
        let inside = all([
            span("row-title", title),
            span("row-amount", amount),
            span("row-note", note),
            after,
        ]);
        let row = match path {
            Some(path) => html! { <a href={path} class="row">{ inside }</a> },
            None => html! { <div class="row">{ inside }</div> },
        };
        html! { <li {key} data-row={data}>{ row }{ beside }</li> }
    }
}
