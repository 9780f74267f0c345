//! Amounts of credits: tabular figures, two decimals, signed wherever they stand in a list.

use shared::quantity::Credits;
use yew::prelude::*;

use crate::format;
use crate::i18n::common::{CREDIT_UNIT, INCOME, OUTGO};
use crate::session::use_lang;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub of: Credits,
}

/// An entry's amount: 收入 +2.00, 支出 −5.00.
#[component]
pub fn Signed(props: &Props) -> Html {
    let lang = use_lang();
    let (class, word) =
        if props.of < Credits::ZERO { ("signed out", OUTGO) } else { ("signed in", INCOME) };
    html! {
        <span {class}><span class="direction">{ word.get(lang) }</span>{ " " }
            <span class="figures">{ format::signed(props.of) }</span></span>
    }
}

/// An amount with its unit: 9.00 学分.
#[component]
pub fn Amount(props: &Props) -> Html {
    let lang = use_lang();
    html! {
        <span class="amount"><span class="figures">{ props.of.to_string() }</span>
            <span class="unit">{ CREDIT_UNIT.get(lang) }</span></span>
    }
}
