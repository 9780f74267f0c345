//! What came of trying a rule: a decision, a conversion, a gift.

use shared::lang::Lang;
use shared::rules::{Conversion, ConvertRefusal, Decision, explain, sentence};
use yew::prelude::*;

use crate::components::amount::amount_of;
use crate::components::facts::{Fold, why};
use crate::components::markup::{p, strong};
use crate::desk::editor::bench::GiftAnswer;
use crate::i18n::editor as text;
use crate::names::Schemes;

/// What a completion would come to.
pub fn decided_view(decision: &Decision, schemes: &Schemes, lang: Lang) -> Html {
    use shared::rules::Outcome as O;
    let class = match decision.outcome {
        O::Recognised => "verdict good",
        O::NeedsDecision => "verdict open",
        O::NotRecognised => "verdict bad",
    };
    let credits = decision.credits.map(|credits| credits.to_string());
    html! {
        <div id="try-outcome" {class} data-outcome={decision.outcome.as_str()}
            data-credits={credits} data-rules={decision.rules.join(" ")}>
            <p class="verdict-line">
                <span>{ decision.outcome.label(lang) }</span>
                if let (Some(credits), Some(scheme)) = (decision.credits, &decision.scheme) {
                    { strong(amount_of(credits, scheme, schemes, lang)) }
                }
            </p>
            { why(&explain(decision, lang), Fold::Open, lang) }
        </div>
    }
}

/// What an amount becomes, or why it cannot be converted.
pub fn converted(it: Result<Conversion, ConvertRefusal>, credits: &str, lang: Lang) -> Html {
    let it = match it {
        Ok(it) => it,
        Err(refusal) => {
            let (said, code) = (refusal.message().get(lang).to_owned(), refusal.code());
            return html! {
                <div class="verdict bad" id="try-outcome" data-outcome={code}>{ p("", said) }</div>
            };
        }
    };
    let lines: Vec<String> = it.trace.iter().map(|step| sentence(step, lang)).collect();
    let line = text::TRY_GIVES.fill(lang, &[&it.gives.to_string(), credits]);
    html! {
        <div id="try-outcome" class="verdict good" data-outcome="converted"
            data-credits={it.gives.to_string()} data-rules={it.rule.clone()}>
            { p("verdict-line", strong(line)) }
            { why(&lines, Fold::Open, lang) }
        </div>
    }
}

/// What a gift policy says of an amount.
pub fn given(it: GiftAnswer, lang: Lang) -> Html {
    let (code, words, bound) = match it {
        GiftAnswer::Fits => ("fits", text::GIFT_FITS, None),
        GiftAnswer::NotInUse => ("not_in_use", text::GIFT_NOT_IN_USE, None),
        GiftAnswer::OtherScheme => ("other_scheme", text::GIFT_OTHER_SCHEME, None),
        GiftAnswer::NotAboveZero => ("not_above_zero", text::GIFT_NOT_ABOVE_ZERO, None),
        GiftAnswer::BelowSmallest(it) => ("below_smallest", text::GIFT_BELOW, Some(it)),
        GiftAnswer::AboveLargest(it) => ("above_largest", text::GIFT_ABOVE, Some(it)),
        GiftAnswer::AbovePerDay(it) => ("above_per_day", text::GIFT_ABOVE_DAY, Some(it)),
        GiftAnswer::AbovePerYear(it) => ("above_per_year", text::GIFT_ABOVE_YEAR, Some(it)),
    };
    let class = if it == GiftAnswer::Fits { "verdict good" } else { "verdict bad" };
    let bound = bound.map(|it| it.to_string()).unwrap_or_default();
    html! {
        <div id="try-outcome" {class} data-outcome={code}>{ p("", words.fill(lang, &[&bound])) }</div>
    }
}
