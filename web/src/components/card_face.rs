//! The citizen lifelong learning card as an object: one that people like to show.

use shared::cards::Card;
use shared::vocabulary::CardStatus;
use yew::prelude::*;

use crate::components::icon::Rings;
use crate::components::qr::Qr;
use crate::i18n::resident as text;
use crate::session::use_lang;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub card: Card,
}

#[component]
pub fn CardFace(props: &Props) -> Html {
    let lang = use_lang();
    let card = &props.card;
    let usable = card.status == CardStatus::Active;
    let number = card.number.grouped();
    html! {
        <section class={classes!("card-face", (!usable).then_some("stopped"))}
            aria-label={text::CARD_NAME.get(lang)}>
            <Rings />
            <p class="card-name">{ text::CARD_NAME.get(lang) }</p>
            <p class="card-status" id="card-status">{ card.status.label(lang) }</p>
            <p class="card-number figures" id="card-number">
                { for number.split(' ').map(|group| html! { <><span>{ group }</span>{ " " }</> }) }
            </p>
            <p class="card-holder" id="card-holder">{ &card.name }</p>
            <Qr text={card.number.to_string()} label={text::CARD_QR.get(lang)} />
        </section>
    }
}
