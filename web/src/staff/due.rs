//! Due dates in words: how long there is, or by how long it is over.

use chrono::{DateTime, Utc};
use shared::lang::Lang;
use yew::prelude::*;

use crate::i18n::staff as text;
use crate::{browser, format};

/// How long there is until something is due. Days are calendar days of Asia/Shanghai.
pub fn due_words(due: DateTime<Utc>, lang: Lang) -> String {
    let now = browser::now();
    let days = (format::day_of(due) - format::day_of(now)).num_days();
    match (due <= now, days) {
        (true, 0) => text::OVERDUE_TODAY.get(lang).to_owned(),
        (true, days) => text::OVERDUE_BY.fill(lang, &[&days.abs().to_string()]),
        (false, 0) => text::DUE_TODAY.get(lang).to_owned(),
        (false, 1) => text::DUE_TOMORROW.get(lang).to_owned(),
        (false, days) => text::DUE_IN.fill(lang, &[&days.to_string()]),
    }
}

/// The same as a label; what is overdue is marked by its words, and by its colour too.
pub fn due_tag(due: DateTime<Utc>, lang: Lang) -> Html {
    let class = if due <= browser::now() { "tag bad" } else { "tag open" };
    html! { <span {class}>{ due_words(due, lang) }</span> }
}

/// The words with the moment itself.
pub fn due_fact(due: DateTime<Utc>, lang: Lang) -> String {
    text::DUE_ON.fill(lang, &[&due_words(due, lang), &format::moment(due, lang)])
}
