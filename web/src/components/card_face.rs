//! The citizen lifelong learning card as an object that people like to show, and what it holds.

use shared::cards::{Balance, Card};
use shared::lang::Lang;
use shared::vocabulary::CardStatus;
use yew::prelude::*;

use crate::components::amount::amount;
use crate::components::icon::rings;
use crate::components::markup::{p, span};
use crate::components::qr::qr;
use crate::format;
use crate::i18n::resident as text;
use crate::names::Schemes;

/// The face of a card.
pub fn card_face(card: &Card, lang: Lang) -> Html {
    let stopped = (card.status != CardStatus::Active).then_some("stopped");
    let number = card.number.grouped();
    html! {
        <section class={classes!("card-face", stopped)} aria-label={text::CARD_NAME.get(lang)}>
            { rings() }
            { p("card-name", text::CARD_NAME.get(lang)) }
            <p class="card-status" id="card-status">{ card.status.label(lang) }</p>
            <p class="card-number figures" id="card-number">
                { for number.split(' ').map(|group| html! { <><span>{ group }</span>{ " " }</> }) }
            </p>
            <p class="card-holder" id="card-holder">{ &card.name }</p>
            { qr(card.number.as_str(), text::CARD_QR.get(lang)) }
        </section>
    }
}

/// What a card holds, scheme by scheme.
pub fn balances(balances: &[Balance], schemes: &Schemes, lang: Lang) -> Html {
    html! {
        <ul class="balances" id="balances">
            { for balances.iter().map(|balance| line(balance, schemes, lang)) }
        </ul>
    }
}

fn line(balance: &Balance, schemes: &Schemes, lang: Lang) -> Html {
    let Balance { scheme, available, held, owed, expiring_next } = balance;
    let expiring = expiring_next.as_ref().map(|next| {
        text::EXPIRES_NEXT.fill(lang, &[&next.amount.to_string(), &format::day(next.on, lang)])
    });
    html! {
        <li data-scheme={scheme.to_string()}>
            { span("balance-name", schemes.name(scheme, lang)) }
            <span class="balance-amount" data-available={available.to_string()}>
                { amount(*available, lang) }
            </span>
            if let Some(expiring) = expiring {
                { span("balance-note", expiring) }
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
