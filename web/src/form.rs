//! Reading forms: inputs keep what was typed themselves, and are read when the form is sent.

use serde_json::Value;
use shared::fields::Form;
use web_sys::{FormData, HtmlFormElement};

use crate::http::Trouble;
use crate::i18n::Words;

/// A place in a form: its input, where its value goes in the body, and what to call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The id and the name of the input.
    pub id: &'static str,
    /// JSON pointer to its value in the body.
    pub at: &'static str,
    /// Its label.
    pub label: Words,
    /// What helps to fill it in.
    pub hint: Option<Words>,
}

impl Slot {
    /// A place with a label.
    pub const fn new(id: &'static str, at: &'static str, label: Words) -> Self {
        Self { id, at, label, hint: None }
    }

    /// With what helps to fill it in.
    pub const fn hint(self, hint: Words) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Whether a fault at `pointer` belongs here: at the value itself, or at a part of it.
    pub fn covers(&self, pointer: &str) -> bool {
        pointer.strip_prefix(self.at).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// What stands in a form's inputs.
pub struct Values(FormData);

impl Values {
    /// Reads a form.
    pub fn of(form: &HtmlFormElement) -> Option<Self> {
        FormData::new_with_form(form).ok().map(Self)
    }

    /// The text of an input as typed; empty when there is none.
    pub fn text(&self, slot: Slot) -> String {
        self.0.get(slot.id).as_string().unwrap_or_default()
    }

    /// The text of an input without surrounding space, or null when nothing is left.
    pub fn value(&self, slot: Slot) -> Value {
        self.named(slot.id)
    }

    /// The text of an input whose name is made on the screen, or null when nothing is left.
    pub fn named(&self, name: &str) -> Value {
        match self.0.get(name).as_string().unwrap_or_default().trim() {
            "" => Value::Null,
            text => Value::from(text),
        }
    }

    /// All values of the inputs with a name, such as the boxes that are ticked.
    pub fn every(&self, name: &str) -> Vec<String> {
        self.0.get_all(name).iter().filter_map(|value| value.as_string()).collect()
    }

    /// A number such as a card's, of which people type groups: without any space.
    pub fn number(&self, slot: Slot) -> Value {
        let text: String = self.text(slot).split_whitespace().collect();
        if text.is_empty() { Value::Null } else { Value::from(text) }
    }

    /// A day as people type it, in the form that the bank reads.
    pub fn day(&self, slot: Slot) -> Value {
        day_value(&self.text(slot))
    }
}

/// A day as people type it, `20260620` or `2026/6/20`, in the form that the bank reads.
pub fn day_value(text: &str) -> Value {
    let text = text.trim();
    let (year, rest) = text.split_at_checked(4).unwrap_or((text, ""));
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (month, day) = rest.split_at_checked(2).unwrap_or((rest, ""));
        return Value::from(format!("{year}-{month}-{day}"));
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日']).collect();
    match parts.as_slice() {
        [""] => Value::Null,
        [year, month, day] | [year, month, day, ""] => {
            Value::from(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => Value::from(text),
    }
}

/// Checks a body by the same reading that the server does.
///
/// # Errors
/// All of its faults.
pub fn check<T: Form>(body: &Value) -> Result<T, Trouble> {
    T::parse(body).map_err(|faults| Trouble::of_faults(&faults))
}
