//! Fields of a form: label, hint, fault and input, tied together for those who hear the page.
//!
//! Invariant: inputs keep what was typed themselves; only another `start` writes into one.

use shared::lang::Lang;
use yew::prelude::*;

use crate::browser;
use crate::form::Slot;
use crate::i18n::common as text;
use crate::load::Task;

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

    /// The width: an input is about as long as what belongs into it.
    fn class(self) -> &'static str {
        match self {
            Self::Decimal => "short",
            Self::Day | Self::Calendar | Self::Phone => "medium",
            _ => "full",
        }
    }
}

/// A field to type into.
pub struct Field {
    slot: Slot,
    kind: Kind,
    optional: bool,
    autocomplete: &'static str,
    start: AttrValue,
    list: Option<&'static str>,
    oninput: Callback<InputEvent>,
    onchange: Callback<Event>,
}

impl Field {
    /// A field that must be filled in.
    pub fn new(slot: Slot, kind: Kind) -> Self {
        Self {
            slot,
            kind,
            optional: false,
            autocomplete: "off",
            start: AttrValue::Static(""),
            list: None,
            oninput: Callback::noop(),
            onchange: Callback::noop(),
        }
    }

    /// It may stay empty, and says so.
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// What the browser may offer to fill in.
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// What stands there until something is typed.
    pub fn start(self, start: impl Into<AttrValue>) -> Self {
        Self { start: start.into(), ..self }
    }

    /// The id of a list of suggestions.
    pub fn suggestions(self, list: &'static str) -> Self {
        Self { list: Some(list), ..self }
    }

    /// What hears each change as it is typed.
    pub fn on_input(self, callback: Callback<String>) -> Self {
        let id = self.slot.id;
        Self { oninput: callback.reform(move |_| browser::value(id)), ..self }
    }

    /// What hears the change when the field is left.
    pub fn on_change(self, callback: Callback<String>) -> Self {
        let id = self.slot.id;
        Self { onchange: callback.reform(move |_| browser::value(id)), ..self }
    }

    /// The field, with what is wrong with it.
    pub fn view(self, task: &Task, lang: Lang) -> Html {
        let Self { slot, kind, optional, autocomplete, start, list, oninput, onchange } = self;
        let plain = matches!(kind, Kind::Number | Kind::Password | Kind::Day);
        let wrong = task.fault_at(&slot).is_some();
        let input = html! {
            <div class="input-row">
                <input key={start.as_str()} id={slot.id} name={slot.id} type={kind.type_()}
                    class={kind.class()}
                    inputmode={kind.input_mode()} {autocomplete} {list} ~defaultValue={start.as_str()}
                    spellcheck={plain.then_some("false")} autocapitalize={plain.then_some("off")}
                    aria-invalid={wrong.then_some("true")}
                    aria-describedby={described_by(slot, wrong)}
                    {oninput} {onchange} />
                if kind == Kind::Password { { reveal(slot, lang) } }
            </div>
        };
        frame(slot, optional, task, lang, input)
    }
}

/// A field to choose from: values and what they are called.
pub fn select(
    slot: Slot,
    options: Vec<(String, String)>,
    task: &Task,
    lang: Lang,
    chosen: &Callback<String>,
) -> Html {
    let wrong = task.fault_at(&slot).is_some();
    let onchange = chosen.reform(move |_: Event| browser::value(slot.id));
    let list = html! {
        <select id={slot.id} name={slot.id} {onchange} aria-invalid={wrong.then_some("true")}
            aria-describedby={described_by(slot, wrong)}>
            // Said of the first, or Chromium chooses none: the options come last one first.
            { for options.into_iter().enumerate().map(|(place, (value, label))| html! {
                <option key={value.clone()} {value} selected={place == 0}>{ label }</option>
            }) }
        </select>
    };
    frame(slot, false, task, lang, list)
}

/// Shows a password and hides it again.
fn reveal(slot: Slot, lang: Lang) -> Html {
    let id = slot.id;
    html! {
        <button type="button" class="button" aria-pressed="false" aria-controls={id}
            onclick={move |event: MouseEvent| browser::reveal(id, &event)}>
            { text::SHOW_PASSWORD.get(lang) }
        </button>
    }
}

/// Label, hint and fault around an input.
fn frame(slot: Slot, optional: bool, task: &Task, lang: Lang, input: Html) -> Html {
    let id = slot.id;
    let fault = task.fault_at(&slot).map(|fault| fault.message.clone());
    html! {
        <div class={if fault.is_some() { "field wrong" } else { "field" }}>
            <label for={id}>
                { slot.label.get(lang) }
                if optional { <span class="optional">{ text::OPTIONAL.get(lang) }</span> }
            </label>
            if let Some(hint) = slot.hint {
                <p class="hint" id={format!("{id}-hint")}>{ hint.get(lang) }</p>
            }
            if let Some(fault) = fault {
                <p class="fault" id={format!("{id}-fault")}>
                    <span class="hidden-text">{ text::ERROR_PREFIX.get(lang) }</span>{ fault }
                </p>
            }
            { input }
        </div>
    }
}

fn described_by(slot: Slot, wrong: bool) -> Option<String> {
    let hint = slot.hint.map(|_| format!("{}-hint", slot.id));
    let fault = wrong.then(|| format!("{}-fault", slot.id));
    let ids: Vec<String> = hint.into_iter().chain(fault).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
