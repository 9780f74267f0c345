//! A form: sends on Enter and by button, and lists what is wrong above itself, with the focus there.
//!
//! Invariant: an Enter that ends the composition of a Chinese word sends nothing, and a form that is
//! on its way is not sent twice.

use std::rc::Rc;

use shared::fault::FaultReport;
use shared::lang::Lang;
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;
use yew::prelude::*;

use crate::browser;
use crate::components::states::sentence;
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::common::{COLON, ERROR_PREFIX, PROBLEM_HEADING};
use crate::load::Task;
use crate::session::use_lang;

/// The faults of the form around a field.
#[derive(Clone, PartialEq)]
pub struct Faults(pub Rc<[FaultReport]>);

impl Faults {
    /// What is wrong at a place.
    pub fn at(&self, slot: &Slot) -> Option<String> {
        self.0.iter().find(|fault| slot.covers(&fault.pointer)).map(|fault| fault.message.clone())
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub task: Task,
    /// The places in the form, in the order of the screen.
    pub slots: Vec<Slot>,
    pub onsend: Callback<Values>,
    #[prop_or_default]
    pub class: Classes,
    pub children: Html,
}

#[component]
pub fn FormBox(props: &Props) -> Html {
    let form = use_node_ref();
    let onsubmit = {
        let (form, onsend) = (form.clone(), props.onsend.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(values) = form.cast::<HtmlFormElement>().as_ref().and_then(Values::of) {
                onsend.emit(values);
            }
        })
    };
    let faults = props.task.trouble().map(Trouble::faults).unwrap_or_default();
    let faults = Faults(Rc::from(faults));
    html! {
        <ContextProvider<Faults> context={faults}>
            if let Some(trouble) = props.task.trouble().cloned() {
                <Summary key={props.task.tries()} {trouble} slots={props.slots.clone()} />
            }
            <form ref={form} novalidate=true class={props.class.clone()} {onsubmit}
                onkeydown={Callback::from(hold_composing)}>
                { props.children.clone() }
            </form>
        </ContextProvider<Faults>>
    }
}

/// Browsers send the form on the Enter that takes a word over from the input method.
fn hold_composing(event: KeyboardEvent) {
    const IN_COMPOSITION: u32 = 229;
    if event.key() == "Enter" && (event.is_composing() || event.key_code() == IN_COMPOSITION) {
        event.prevent_default();
    }
}

#[derive(Properties, PartialEq)]
struct SummaryProps {
    trouble: Trouble,
    slots: Vec<Slot>,
}

/// What is wrong with the form, above it.
#[component]
fn Summary(props: &SummaryProps) -> Html {
    let lang = use_lang();
    use_effect_with((), move |()| {
        let before = browser::title();
        browser::set_title(&format!("{}{before}", ERROR_PREFIX.get(lang)));
        browser::focus("problem");
        move || browser::set_title(&before)
    });
    let faults = props.trouble.faults();
    let (title, detail) = sentence(&props.trouble, lang);
    html! {
        <div id="problem" class="problem" role="alert" tabindex="-1">
            <h2>{ if faults.is_empty() { title } else { PROBLEM_HEADING.get(lang).to_owned() } }</h2>
            if faults.is_empty() {
                <p>{ detail }</p>
            } else {
                <ul>{ for faults.iter().map(|fault| line(fault, &props.slots, lang)) }</ul>
            }
        </div>
    }
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
    html! {
        <li>
            <a href={format!("#{}", slot.id)} onclick={go}>
                { format!("{}{}{}", slot.label.get(lang), COLON.get(lang), fault.message) }
            </a>
        </li>
    }
}

/// The values of the form around a button, for a second thing that can be done with them.
pub fn values_around(event: &MouseEvent) -> Option<Values> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let form = target.closest("form").ok()??;
    Values::of(form.dyn_ref()?)
}
