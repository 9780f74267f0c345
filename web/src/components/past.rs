//! The decisions that a completion had, newest first, each with why.

use shared::decisions::PastDecision;
use shared::lang::Lang;
use yew::prelude::*;

use crate::components::decision::{Mood, decision_view};
use crate::components::markup::p;
use crate::format;
use crate::names::Schemes;

/// The decisions one below the other.
pub fn past_decisions(past: &[PastDecision], schemes: &Schemes, lang: Lang) -> Html {
    let one = |it: &PastDecision| {
        let when = format!("{} · {}", format::moment(it.at, lang), it.cause.label(lang));
        html! {
            <li data-cause={it.cause.as_str()}>
                { p("row-note", when) }
                { decision_view(&it.decision, Mood::Made, schemes, lang) }
            </li>
        }
    };
    html! { <ol class="past" id="past-decisions">{ for past.iter().map(one) }</ol> }
}
