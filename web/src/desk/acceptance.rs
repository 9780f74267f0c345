//! Accepting clashes when publishing: all with one reason, or each with its own.

use shared::lang::Lang;
use yew::prelude::*;

use crate::components::field::{Field, Kind};
use crate::components::markup::{maybe, p, section};
use crate::desk::publish::ACCEPT;
use crate::i18n::{Words, desk as text};
use crate::load::Task;

/// How clashes are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// All with one reason.
    All,
    /// Each with its own.
    Each,
}

impl Accept {
    /// The name of the input for the reason of the clash at a place.
    pub fn name(place: usize) -> String {
        format!("accept-reason-{place}")
    }
}

/// The questions about clashes; without a clash, none.
pub fn accept_fields(
    clashes: &[Vec<String>],
    how: &UseStateHandle<Accept>,
    task: &Task,
    lang: Lang,
) -> Html {
    if clashes.is_empty() {
        return Html::default();
    }
    let option = |way: Accept, id: &'static str, name: Words| {
        let onchange = {
            let how = how.clone();
            Callback::from(move |_: Event| how.set(way))
        };
        html! {
            <label class="radio" for={id}>
                <input type="radio" {id} name="accept-how" checked={**how == way} {onchange} />
                <span>{ name.get(lang) }</span>
            </label>
        }
    };
    let reasons = match **how {
        Accept::All => Field::new(ACCEPT, Kind::Text).view(task, lang),
        Accept::Each => each(clashes, task, lang),
    };
    let about = text::ACCEPT_ABOUT.fill(lang, &[&clashes.len().to_string()]);
    let inside = html! {
        <>
            { p("", about) }
            <fieldset class="choice">
                <legend>{ text::ACCEPT_HOW.get(lang) }</legend>
                { option(Accept::All, "accept-all", text::ACCEPT_ALL) }
                { option(Accept::Each, "accept-each", text::ACCEPT_EACH) }
            </fieldset>
            { reasons }
        </>
    };
    section(text::ACCEPT_TITLE.get(lang), inside)
}

fn each(clashes: &[Vec<String>], task: &Task, lang: Lang) -> Html {
    let fault = |place: usize| {
        let at = format!("/accept/{place}/");
        let faults = task.trouble().map_or(&[][..], |trouble| trouble.faults());
        faults.iter().find(|fault| fault.pointer.starts_with(&at)).map(|it| it.message.clone())
    };
    let field = |(place, rules): (usize, &Vec<String>)| {
        let name = Accept::name(place);
        // The summary of faults leads to the first.
        let id = if place == 0 { ACCEPT.id.to_owned() } else { name.clone() };
        let label = text::ACCEPT_REASON_OF.fill(lang, &[&rules.join(" · ")]);
        let wrong = fault(place);
        html! {
            <div key={name.clone()} class={if wrong.is_some() { "field wrong" } else { "field" }}>
                <label for={id.clone()}>{ label }</label>
                { maybe(wrong, |wrong| p("fault", wrong)) }
                <input type="text" class="full" {id} {name} autocomplete="off"
                    data-accept={rules.join(" ")} />
            </div>
        }
    };
    clashes.iter().enumerate().map(field).collect()
}
