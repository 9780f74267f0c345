//! The inputs of an editor, each bound to its place in the body by a JSON pointer.
//!
//! Invariant: an input's id, its label and its fault all follow from its pointer.

use serde_json::Value;
use shared::fault::FaultReport;
use shared::lang::Lang;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::components::markup::{maybe, p};
use crate::form::day_value;
use crate::i18n::{Words, common, editor as text};
use crate::sheet::body::{Edit, at, items};
use crate::sheet::words::{Names, label};

/// What is typed into an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// An amount, hours, a score.
    Decimal,
    /// A whole number.
    Whole,
    /// A day.
    Day,
    /// Several codes.
    Codes,
}

impl Kind {
    /// What a typed text means.
    fn read(self, typed: &str) -> Value {
        let typed = typed.trim();
        match self {
            Self::Codes => {
                let parts =
                    typed.split([',', '，', '、', ';', '；']).flat_map(str::split_whitespace);
                parts.map(Value::from).collect()
            }
            _ if typed.is_empty() => Value::Null,
            Self::Whole => typed.parse::<i64>().map_or_else(|_| Value::from(typed), Value::from),
            Self::Day => day_value(typed),
            Self::Text | Self::Decimal => Value::from(typed),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Decimal | Self::Whole => "short",
            Self::Day => "medium",
            _ => "full",
        }
    }

    fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Decimal => Some("decimal"),
            Self::Whole | Self::Day => Some("numeric"),
            _ => None,
        }
    }
}

/// The text that an input starts with.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Number(number) => number.as_i64().unwrap_or_default().to_string(),
        _ => String::new(),
    }
}

/// The inputs over one body.
pub struct Sheet<'a> {
    /// What is typed.
    pub body: &'a Value,
    /// The round of the inputs.
    pub round: u32,
    /// What the ids start with.
    pub prefix: &'static str,
    /// What is wrong with what is typed.
    pub faults: &'a [FaultReport],
    /// What the fields are called.
    pub names: Names,
    /// What hears each change.
    pub change: &'a Callback<Edit>,
    /// The language.
    pub lang: Lang,
}

impl Sheet<'_> {
    /// The id of the input at a pointer.
    pub fn id(&self, pointer: &str) -> String {
        id_of(self.prefix, pointer)
    }

    fn label(&self, pointer: &str) -> &'static str {
        label(self.names, pointer, self.lang).unwrap_or_default()
    }

    fn fault(&self, pointer: &str) -> Option<String> {
        let inside = |fault: &&FaultReport| {
            let rest = fault.pointer.strip_prefix(pointer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.faults.iter().find(inside).map(|fault| fault.message.clone())
    }

    fn fault_exactly(&self, pointer: &str) -> Option<String> {
        let found = self.faults.iter().find(|fault| fault.pointer == pointer);
        found.map(|fault| fault.message.clone())
    }

    /// An input to type into.
    pub fn input(&self, pointer: &str, kind: Kind, hint: Option<Words>) -> Html {
        let start = shown(at(self.body, pointer));
        let (change, place) = (self.change.clone(), pointer.to_owned());
        let oninput = Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            change.emit(Edit::Set(place.clone(), kind.read(&typed)));
        });
        let fault = self.fault(pointer);
        let id = self.id(pointer);
        let described = hint.map(|_| format!("{id}-hint"));
        let input = html! {
            <input type="text" id={id.clone()} class={kind.class()} inputmode={kind.input_mode()}
                autocomplete="off" spellcheck="false" autocapitalize="off"
                ~defaultValue={start} aria-invalid={fault.as_ref().map(|_| "true")}
                aria-describedby={described} {oninput} />
        };
        self.frame(&id, pointer, hint, fault, input)
    }

    /// A list to choose one from; the empty value is none.
    pub fn choice(&self, pointer: &str, options: Vec<(String, String)>) -> Html {
        let (change, place) = (self.change.clone(), pointer.to_owned());
        let onchange = Callback::from(move |value: String| {
            let value = if value.is_empty() { Value::Null } else { Value::from(value) };
            change.emit(Edit::Set(place.clone(), value));
        });
        let now = shown(at(self.body, pointer));
        self.select(pointer, &now, options, &onchange)
    }

    /// A list to choose one from, with what happens then.
    pub fn select(
        &self,
        pointer: &str,
        now: &str,
        options: Vec<(String, String)>,
        chosen: &Callback<String>,
    ) -> Html {
        let onchange = chosen
            .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
        let id = self.id(pointer);
        let known = options.iter().any(|(value, _)| value == now);
        let unlisted = (!known).then(|| (now.to_owned(), now.to_owned()));
        let unlisted = unlisted.map(|(value, name)| {
            (value, if name.is_empty() { text::CHOOSE.get(self.lang).to_owned() } else { name })
        });
        let fault = self.fault(pointer);
        let options = unlisted.into_iter().chain(options).map(|(value, name)| {
            html! {
                <option key={value.clone()} value={value.clone()} selected={value == now}>{ name }</option>
            }
        });
        let input = html! {
            <select id={id.clone()} aria-invalid={fault.as_ref().map(|_| "true")} {onchange}>
                { for options }
            </select>
        };
        self.frame(&id, pointer, None, fault, input)
    }

    /// Any of several.
    pub fn checks(&self, pointer: &str, options: Vec<(String, String)>) -> Html {
        let now: Vec<String> = items(self.body, pointer).iter().map(shown).collect();
        let one = |(value, name): (String, String)| {
            let (change, place, now) = (self.change.clone(), pointer.to_owned(), now.clone());
            let checked = now.contains(&value);
            let id = format!("{}-{value}", self.id(pointer));
            let this = value.clone();
            let onchange = Callback::from(move |_: Event| {
                let others = now.iter().filter(|other| **other != this).cloned();
                let mut list: Vec<String> = others.collect();
                if !checked {
                    list.push(this.clone());
                }
                change.emit(Edit::Set(place.clone(), list.into_iter().map(Value::from).collect()));
            });
            html! {
                <label class="radio" for={id.clone()}>
                    <input type="checkbox" {id} {value} {checked} {onchange} />
                    <span>{ name }</span>
                </label>
            }
        };
        let fault = self.fault(pointer);
        html! {
            <fieldset class="choice" id={self.id(pointer)} tabindex="-1">
                <legend>{ self.label(pointer) }</legend>
                { maybe(fault, |fault| p("fault", fault)) }
                { for options.into_iter().map(one) }
            </fieldset>
        }
    }

    /// Yes or no.
    pub fn flag(&self, pointer: &str) -> Html {
        let checked = at(self.body, pointer).as_bool().unwrap_or_default();
        let (change, place) = (self.change.clone(), pointer.to_owned());
        let onchange = Callback::from(move |_: Event| {
            change.emit(Edit::Set(place.clone(), Value::from(!checked)));
        });
        let id = self.id(pointer);
        html! {
            <label class="radio flag" for={id.clone()}>
                <input type="checkbox" {id} {checked} {onchange} />
                <span>{ self.label(pointer) }</span>
            </label>
        }
    }

    /// A button that changes the shape of the body.
    pub fn button(&self, name: Words, data: &str, edit: impl Fn() -> Edit + 'static) -> Html {
        let change = self.change.clone();
        let onclick = Callback::from(move |_: MouseEvent| change.emit(edit()));
        html! {
            <button type="button" class="button" data-do={data.to_owned()} {onclick}>
                { name.get(self.lang) }
            </button>
        }
    }

    /// A fault of a whole group.
    pub fn group_fault(&self, pointer: &str) -> Html {
        maybe(self.fault_exactly(pointer), |fault| p("fault", fault))
    }

    fn frame(
        &self,
        id: &str,
        pointer: &str,
        hint: Option<Words>,
        fault: Option<String>,
        input: Html,
    ) -> Html {
        let class = if fault.is_some() { "field wrong" } else { "field" };
        html! {
            <div key={format!("{id} {}", self.round)} {class}>
                <label for={id.to_owned()}>{ self.label(pointer) }</label>
                { maybe(hint, |hint| html! {
                    <p class="hint" id={format!("{id}-hint")}>{ hint.get(self.lang) }</p>
                }) }
                { maybe(fault, |fault| html! {
                    <p class="fault">
                        <span class="hidden-text">{ common::ERROR_PREFIX.get(self.lang) }</span>
                        { fault }
                    </p>
                }) }
                { input }
            </div>
        }
    }
}

/// The id of the input at a pointer.
pub fn id_of(prefix: &str, pointer: &str) -> String {
    format!("{prefix}{}", pointer.trim_start_matches('/').replace(['/', '_'], "-"))
}
