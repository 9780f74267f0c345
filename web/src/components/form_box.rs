//! A form: sends on Enter and by button, and lists what is wrong above itself, with the focus there.
//!
//! Invariant: an Enter that ends the composition of a Chinese word sends nothing, and a form that is
//! on its way is not sent twice.

use shared::fault::FaultReport;
use shared::lang::Lang;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

use crate::browser;
use crate::components::states::sentence;
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::common::{COLON, ERROR_PREFIX, PROBLEM_HEADING};
use crate::load::Task;
use crate::session::use_lang;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub task: Task,
    /// The places in the form, in the order of the screen.
    #[prop_or_default]
    pub slots: &'static [Slot],
    pub onsend: Callback<Values>,
    #[prop_or_default]
    pub class: &'static str,
    pub children: Html,
}

#[component]
pub fn FormBox(props: &Props) -> Html {
    let lang = use_lang();
    let task = &props.task;
    {
        let wrong = task.trouble().is_some();
        use_effect_with((task.tries(), wrong), move |(_, wrong)| {
            let title = wrong.then(browser::title);
            if let Some(title) = &title {
                browser::set_title(&format!("{}{title}", ERROR_PREFIX.get(lang)));
                browser::focus("problem");
            }
            move || {
                if let Some(title) = title {
                    browser::set_title(&title);
                }
            }
        });
    }
    let onsubmit = {
        let onsend = props.onsend.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(values) = values_around(event.target()) {
                onsend.emit(values);
            }
        })
    };
    html! {
        <>
            if let Some(trouble) = task.trouble() { { summary(trouble, props.slots, lang) } }
            <form novalidate=true class={props.class} {onsubmit} onkeydown={Callback::from(hold)}>
                { props.children.clone() }
            </form>
        </>
    }
}

/// Browsers send the form on the Enter that takes a word over from the input method.
fn hold(event: KeyboardEvent) {
    const IN_COMPOSITION: u32 = 229;
    if event.key() == "Enter" && (event.is_composing() || event.key_code() == IN_COMPOSITION) {
        event.prevent_default();
    }
}

/// What is wrong with the form, above it.
fn summary(trouble: &Trouble, slots: &[Slot], lang: Lang) -> Html {
    let faults = trouble.faults();
    let (title, detail) = sentence(trouble, lang);
    let inside = if faults.is_empty() {
        html! { <><h2>{ title }</h2><p>{ detail }</p></> }
    } else {
        html! {
            <>
                <h2>{ PROBLEM_HEADING.get(lang) }</h2>
                <ul>{ for faults.iter().map(|fault| line(fault, slots, lang)) }</ul>
            </>
        }
    };
    html! { <div id="problem" class="problem" role="alert" tabindex="-1">{ inside }</div> }
}

/// A fault with a link to its field; one that belongs to none is plain text.
fn line(fault: &FaultReport, slots: &[Slot], lang: Lang) -> Html {
    let Some(slot) = slots.iter().find(|slot| slot.covers(&fault.pointer)).copied() else {
        return html! { <li>{ format!("{} {}", fault.pointer, fault.message) }</li> };
    };
    let go = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        browser::focus(slot.id);
    });
    let words = [slot.label.get(lang), COLON.get(lang), &fault.message].concat();
    html! { <li><a href={format!("#{}", slot.id)} onclick={go}>{ words }</a></li> }
}

/// The values of the form around an element, for whatever can be done with them.
pub fn values_around(target: Option<EventTarget>) -> Option<Values> {
    let element = target?.dyn_into::<Element>().ok()?;
    Values::of(element.closest("form").ok()??.dyn_ref()?)
}

/// A form for a task: its places in the order of the screen, what happens when it is sent, a class
/// that may be empty, and its fields and buttons.
pub fn form(
    task: &Task,
    slots: &'static [Slot],
    onsend: Callback<Values>,
    class: &'static str,
    inside: Html,
) -> Html {
    html! { <FormBox task={task.clone()} {slots} {onsend} {class}>{ inside }</FormBox> }
}
