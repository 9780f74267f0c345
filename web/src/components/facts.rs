//! Facts in pairs: what it is, and what it comes to; and why an amount is what it is.

use shared::lang::Lang;
use yew::prelude::*;

use crate::i18n::Words;
use crate::i18n::common::WHY;

/// A fact of a `dl` of the class `facts`.
pub fn fact(name: Words, lang: Lang, value: impl Into<Html>) -> Html {
    named(name.get(lang), None, value)
}

/// A fact that a script may look for by an id.
pub fn fact_at(id: &'static str, name: Words, lang: Lang, value: impl Into<Html>) -> Html {
    named(name.get(lang), Some(AttrValue::Static(id)), value)
}

/// A fact whose name is made for it.
pub fn named(name: impl Into<AttrValue>, id: Option<AttrValue>, value: impl Into<Html>) -> Html {
    pair(name.into(), id, value.into())
}

fn pair(name: AttrValue, id: Option<AttrValue>, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd {id}>{ value }</dd></div> }
}

/// Whether a list of reasons stands open at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// One tap away.
    Closed,
    /// In sight.
    Open,
}

/// The trace of an amount in plain words, one tap away from wherever the amount is shown.
pub fn why(lines: &[String], fold: Fold, lang: Lang) -> Html {
    why_named(WHY, lines, fold, lang)
}

/// The same with words of its own, where there is no amount.
pub fn why_named(name: Words, lines: &[String], fold: Fold, lang: Lang) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <details class="why" open={fold == Fold::Open}>
            <summary>{ name.get(lang) }</summary>
            <ol>{ for lines.iter().map(|line| html! { <li>{ line }</li> }) }</ol>
        </details>
    }
}
