//! Fields of a form: label, hint, fault and input, tied together for those who hear the page.
//!
//! Invariant: inputs keep what was typed themselves; only a new `start` writes into one.

use shared::lang::Lang;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::components::form_box::Faults;
use crate::form::Slot;
use crate::i18n::common as text;
use crate::session::use_lang;

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A long number such as a card's.
    Number,
    /// An amount or hours.
    Decimal,
    /// A day, typed.
    Day,
    /// A day, picked.
    Calendar,
    /// A telephone number.
    Phone,
    /// A password.
    Password,
    /// Words to look for.
    Search,
}

impl Kind {
    fn type_(self) -> &'static str {
        match self {
            Self::Text | Self::Number | Self::Decimal | Self::Day => "text",
            Self::Calendar => "date",
            Self::Phone => "tel",
            Self::Password => "password",
            Self::Search => "search",
        }
    }

    fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Number | Self::Day => Some("numeric"),
            Self::Decimal => Some("decimal"),
            _ => None,
        }
    }

    /// The width class: an input is about as long as what belongs into it.
    fn class(self) -> &'static str {
        match self {
            Self::Decimal => "short",
            Self::Day | Self::Calendar | Self::Phone => "medium",
            _ => "full",
        }
    }
}

/// Whether a field may stay empty; those that may say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must be filled in.
    Required,
    /// It may stay empty.
    Optional,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub slot: Slot,
    #[prop_or(Kind::Text)]
    pub kind: Kind,
    #[prop_or(Need::Required)]
    pub need: Need,
    #[prop_or_default]
    pub autocomplete: Option<AttrValue>,
    /// What stands there at first; another one later is written over what was typed.
    #[prop_or_default]
    pub start: AttrValue,
    /// The id of a list of suggestions.
    #[prop_or_default]
    pub list: Option<AttrValue>,
    #[prop_or_default]
    pub oninput: Callback<String>,
    #[prop_or_default]
    pub onchange: Callback<String>,
}

#[component]
pub fn Field(props: &Props) -> Html {
    let lang = use_lang();
    let Props { slot, kind, .. } = *props;
    let input = use_node_ref();
    let shown = use_state(|| false);
    let fault = use_context::<Faults>().and_then(|faults| faults.at(&slot));
    {
        let input = input.clone();
        use_effect_with(props.start.clone(), move |start| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(start);
            }
        });
    }
    let typed = |callback: &Callback<String>| {
        let (input, callback) = (input.clone(), callback.clone());
        move || {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                callback.emit(input.value());
            }
        }
    };
    let (on_input, on_change) = (typed(&props.oninput), typed(&props.onchange));
    let type_ = if *shown { "text" } else { kind.type_() };
    let plain = matches!(kind, Kind::Number | Kind::Password | Kind::Day);
    html! {
        <div class={classes!("field", fault.is_some().then_some("wrong"))}>
            { caption(slot, props.need, fault.as_deref(), lang) }
            <div class="input-row">
                <input ref={input.clone()} id={slot.id} name={slot.id} {type_} class={kind.class()}
                    inputmode={kind.input_mode()} autocomplete={props.autocomplete.clone()}
                    list={props.list.clone()} spellcheck={plain.then_some("false")}
                    autocapitalize={plain.then_some("off")}
                    aria-invalid={fault.is_some().then_some("true")}
                    aria-describedby={described_by(slot, fault.is_some())}
                    oninput={move |_: InputEvent| on_input()}
                    onchange={move |_: Event| on_change()} />
                if kind == Kind::Password {
                    <button type="button" class="button" aria-pressed={shown.to_string()}
                        onclick={let shown = shown.clone(); move |_: MouseEvent| shown.set(!*shown)}>
                        { if *shown { text::HIDE.get(lang) } else { text::SHOW.get(lang) } }
                        <span class="hidden-text">{ slot.label.get(lang) }</span>
                    </button>
                }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct SelectProps {
    pub slot: Slot,
    #[prop_or(Need::Required)]
    pub need: Need,
    /// Values and what they are called.
    pub options: Vec<(String, String)>,
    #[prop_or_default]
    pub start: AttrValue,
    #[prop_or_default]
    pub onchange: Callback<String>,
}

#[component]
pub fn Select(props: &SelectProps) -> Html {
    let lang = use_lang();
    let slot = props.slot;
    let list = use_node_ref();
    let fault = use_context::<Faults>().and_then(|faults| faults.at(&slot));
    {
        let list = list.clone();
        let deps = (props.start.clone(), props.options.len());
        use_effect_with(deps, move |(start, _)| {
            if let Some(list) = list.cast::<HtmlSelectElement>() {
                list.set_value(start);
            }
        });
    }
    let onchange = {
        let (list, onchange) = (list.clone(), props.onchange.clone());
        move |_: Event| {
            if let Some(list) = list.cast::<HtmlSelectElement>() {
                onchange.emit(list.value());
            }
        }
    };
    html! {
        <div class={classes!("field", fault.is_some().then_some("wrong"))}>
            { caption(slot, props.need, fault.as_deref(), lang) }
            <select ref={list} id={slot.id} name={slot.id} {onchange}
                aria-invalid={fault.is_some().then_some("true")}
                aria-describedby={described_by(slot, fault.is_some())}>
                { for props.options.iter().map(|(value, label)| html! {
                    <option key={value.clone()} value={value.clone()}>{ label.clone() }</option>
                }) }
            </select>
        </div>
    }
}

/// Label, hint and fault of a field.
fn caption(slot: Slot, need: Need, fault: Option<&str>, lang: Lang) -> Html {
    let id = slot.id;
    html! {
        <>
            <label for={id}>
                { slot.label.get(lang) }
                if need == Need::Optional {
                    <span class="optional">{ text::OPTIONAL.get(lang) }</span>
                }
            </label>
            if let Some(hint) = slot.hint {
                <p class="hint" id={format!("{id}-hint")}>{ hint.get(lang) }</p>
            }
            if let Some(fault) = fault {
                <p class="fault" id={format!("{id}-fault")}>
                    <span class="hidden-text">{ text::ERROR_PREFIX.get(lang) }</span>{ fault }
                </p>
            }
        </>
    }
}

fn described_by(slot: Slot, wrong: bool) -> Option<String> {
    let hint = slot.hint.map(|_| format!("{}-hint", slot.id));
    let fault = wrong.then(|| format!("{}-fault", slot.id));
    let ids: Vec<String> = hint.into_iter().chain(fault).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
