//! What a card holds, scheme by scheme.

use shared::cards::Balance;
use yew::prelude::*;

use crate::components::amount::Amount;
use crate::format;
use crate::i18n::resident as text;
use crate::names::use_schemes;
use crate::session::use_lang;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub balances: Vec<Balance>,
}

#[component]
pub fn Balances(props: &Props) -> Html {
    html! {
        <ul class="balances" id="balances">
            { for props.balances.iter().map(|balance| html! {
                <Line key={balance.scheme.to_string()} balance={balance.clone()} />
            }) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    balance: Balance,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let Balance { scheme, available, held, owed, expiring_next } = &props.balance;
    let expiring = expiring_next.as_ref().map(|next| {
        text::EXPIRES_NEXT.fill(lang, &[&next.amount.to_string(), &format::day(next.on, lang)])
    });
    html! {
        <li data-scheme={scheme.to_string()}>
            <span class="balance-name">{ schemes.name(scheme, lang) }</span>
            <span class="balance-amount" data-available={available.to_string()}>
                <Amount of={*available} />
            </span>
            if let Some(expiring) = expiring {
                <span class="balance-note">{ expiring }</span>
            }
            if !held.is_zero() {
                <span class="balance-note" data-held={held.to_string()}>
                    { text::HELD.fill(lang, &[&held.to_string()]) }
                </span>
            }
            if !owed.is_zero() {
                <span class="balance-note" data-owed={owed.to_string()}>
                    { text::OWED.fill(lang, &[owed.to_string().trim_start_matches('-')]) }
                </span>
            }
        </li>
    }
}
