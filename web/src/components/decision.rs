//! A decision: what it comes to in one line, and why below it.

use shared::lang::Lang;
use shared::rules::{Decision, Outcome, Step, explain, rule_line, sentence};
use yew::prelude::*;

use crate::components::amount::amount_of;
use crate::components::facts::{Fold, why_named};
use crate::components::markup::strong;
use crate::i18n::common as text;
use crate::names::Schemes;

/// Whether it has been made or would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It has been made.
    Made,
    /// It would come out like this.
    Would,
}

/// A decision and why.
pub fn decision_view(decision: &Decision, mood: Mood, schemes: &Schemes, lang: Lang) -> Html {
    let (class, would, fold) = match decision.outcome {
        Outcome::Recognised => ("verdict good", text::WOULD_BE_RECOGNISED, Fold::Closed),
        Outcome::NeedsDecision => ("verdict open", text::WOULD_NEED_DECISION, Fold::Open),
        Outcome::NotRecognised => ("verdict bad", text::WOULD_NOT_BE_RECOGNISED, Fold::Open),
    };
    let outcome = match mood {
        Mood::Made => decision.outcome.label(lang),
        Mood::Would => would.get(lang),
    };
    let name = if decision.credits.is_some() { text::WHY } else { text::WHY_NOT };
    html! {
        <div {class} data-outcome={decision.outcome.as_str()}
            data-credits={decision.credits.map(|credits| credits.to_string())}>
            <p class="verdict-line">
                <span>{ outcome }</span>
                if let (Some(credits), Some(scheme)) = (decision.credits, &decision.scheme) {
                    { strong(amount_of(credits, scheme, schemes, lang)) }
                }
            </p>
            { why_named(name, &explain(decision, lang), fold, lang) }
        </div>
    }
}

/// Why an amount is what it is, line by line.
pub fn lines(rule: &str, rulebook: u32, trace: &[Step], lang: Lang) -> Vec<String> {
    let rule = rule_line(&[rule.to_owned()], Some(rulebook), lang);
    std::iter::once(rule).chain(trace.iter().map(|step| sentence(step, lang))).collect()
}
