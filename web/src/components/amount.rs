//! Amounts of credits: tabular figures, two decimals, signed wherever they stand in a list.

use shared::ids::SchemeCode;
use shared::lang::Lang;
use shared::quantity::Credits;
use yew::prelude::*;

use crate::format;
use crate::i18n::common::{CREDIT_UNIT, INCOME, OUTGO};
use crate::names::Schemes;

/// An entry's amount: 收入 +2.00, 支出 −5.00.
pub fn signed(of: Credits, lang: Lang) -> Html {
    let (class, word) =
        if of < Credits::ZERO { ("signed out", OUTGO) } else { ("signed in", INCOME) };
    html! {
        <span {class}><span class="direction">{ word.get(lang) }</span>{ " " }
            <span class="figures">{ format::signed(of) }</span></span>
    }
}

/// An amount with its unit: 9.00 学分.
pub fn amount(of: Credits, lang: Lang) -> Html {
    html! {
        <span class="amount"><span class="figures">{ of.to_string() }</span>
            <span class="unit">{ CREDIT_UNIT.get(lang) }</span></span>
    }
}

/// An amount with its scheme: 9.00 社区教育学分.
pub fn amount_of(of: Credits, scheme: &SchemeCode, schemes: &Schemes, lang: Lang) -> Html {
    html! {
        <span class="amount"><span class="figures">{ of.to_string() }</span>{ " " }
            { schemes.credits(scheme, lang) }</span>
    }
}
