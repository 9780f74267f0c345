//! A decision: what it comes to in one line, and why below it.

use shared::rules::{Decision, Outcome, explain};
use yew::prelude::*;

use crate::components::amount::Amount;
use crate::components::why::Why;
use crate::i18n::common as text;
use crate::names::use_schemes;
use crate::session::use_lang;

/// Whether it has been made or would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It has been made.
    Made,
    /// It would come out like this.
    Would,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub decision: Decision,
    pub mood: Mood,
}

#[component]
pub fn DecisionView(props: &Props) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let decision = &props.decision;
    let class = match decision.outcome {
        Outcome::Recognised => "verdict good",
        Outcome::NeedsDecision => "verdict open",
        Outcome::NotRecognised => "verdict bad",
    };
    let outcome = match (props.mood, decision.outcome) {
        (Mood::Made, outcome) => outcome.label(lang),
        (Mood::Would, Outcome::Recognised) => text::WOULD_BE_RECOGNISED.get(lang),
        (Mood::Would, Outcome::NeedsDecision) => text::WOULD_NEED_DECISION.get(lang),
        (Mood::Would, Outcome::NotRecognised) => text::WOULD_NOT_BE_RECOGNISED.get(lang),
    };
    html! {
        <div {class} data-outcome={decision.outcome.as_str()}
            data-credits={decision.credits.map(|credits| credits.to_string())}>
            <p class="verdict-line">
                <span>{ outcome }</span>
                if let (Some(credits), Some(scheme)) = (decision.credits, &decision.scheme) {
                    <strong>
                        <Amount of={credits} />{ " " }<span>{ schemes.name(scheme, lang) }</span>
                    </strong>
                }
            </p>
            <Why lines={explain(decision, lang)} open={decision.outcome != Outcome::Recognised} />
        </div>
    }
}
