//! A reason: typed, or picked from the common ones and edited.

use serde_json::{Value, json};
use shared::lang::Lang;
use shared::transfers::Reasoned;
use yew::prelude::*;

use crate::browser;
use crate::components::facts::fact_at;
use crate::components::field::{Field, Kind};
use crate::components::markup::{all, p};
use crate::form::{Slot, Values, check};
use crate::http::Trouble;
use crate::i18n::{Words, staff as text};
use crate::load::Task;

/// Where a reason is typed.
pub const REASON: Slot = Slot::new("reason", "/reason", text::REASON).hint(text::REASON_HINT);

/// The field, with the common reasons above it.
pub fn reason_field(common: &[Words], task: &Task, lang: Lang) -> Html {
    let pick = |(place, words): (usize, &Words)| {
        let said = words.get(lang);
        let onclick = Callback::from(move |_: MouseEvent| {
            browser::fill(REASON.id, said);
            browser::focus(REASON.id);
        });
        html! {
            <button type="button" class="button" data-reason={place.to_string()} {onclick}>
                { said }
            </button>
        }
    };
    let offered = if common.is_empty() {
        Html::default()
    } else {
        let name = text::COMMON_REASONS.get(lang);
        html! {
            <div role="group" aria-label={name}>
                { p("hint", name) }
                <p class="actions">{ for common.iter().enumerate().map(pick) }</p>
            </div>
        }
    };
    all([offered, Field::new(REASON, Kind::Text).view(task, lang)])
}

/// Reads the reason as a body.
pub fn read_reason(values: &Values) -> Result<Value, Trouble> {
    let body = json!({ "reason": values.value(REASON) });
    check::<Reasoned>(&body).map(|_| body)
}

/// The reason of a body, to look at.
pub fn reason_fact(body: &Value, lang: Lang) -> Html {
    fact_at("check-reason", text::REASON, lang, said(body, "reason").to_owned())
}

/// A text of a body.
pub fn said<'a>(body: &'a Value, name: &str) -> &'a str {
    body.get(name).and_then(Value::as_str).unwrap_or_default()
}
