//! The slip: what a person takes home from the counter to claim their card.

use shared::lang::Lang;
use shared::learners::Learner;
use yew::prelude::*;

use crate::components::actions::{go, other, print_button};
use crate::components::facts::{fact, fact_at};
use crate::components::markup::{actions, all, facts, maybe, p, span};
use crate::components::notice::{Tone, notice};
use crate::components::page::{Width, page};
use crate::components::qr::qr;
use crate::i18n::{account, common, counter as text};
use crate::routes::Route;
use crate::session::use_lang;
use crate::{browser, navigate};

#[hook]
pub fn use_slip() -> Html {
    let lang = use_lang();
    // The bank tells the code once: a page that was loaded anew has none.
    let learner = navigate::carried::<Learner>();
    let none = || {
        let inside = p("", text::NO_SLIP_DETAIL.get(lang));
        notice(Tone::Know, text::NO_SLIP.get(lang), inside)
    };
    page(
        text::SLIP_TITLE.get(lang),
        "",
        Width::Column,
        all([
            learner.map_or_else(none, |learner| paper(&learner, lang)),
            actions([
                go(Route::OpenCard, text::NEXT_CARD, lang),
                other(Route::Counter, common::NAV_COUNTER, lang),
            ]),
        ]),
    )
}

fn paper(it: &Learner, lang: Lang) -> Html {
    let origin = browser::origin();
    let code = maybe(it.activation_code.clone(), |code| {
        fact_at("activation-code", account::ACTIVATION_CODE, lang, span("code", code))
    });
    let known = facts([
        fact(common::NAME, lang, it.name.clone()),
        fact_at("slip-card", common::CARD_NUMBER, lang, it.card_number.grouped()),
        code,
    ]);
    html! {
        <div class="slip">
            { known }
            { qr(&format!("{origin}{}", Route::Register.path()), text::SLIP_QR.get(lang)) }
            <ol>
                <li>{ text::SLIP_STEP_1.fill(lang, &[&origin]) }</li>
                <li>{ text::SLIP_STEP_2.get(lang) }</li>
                <li>{ text::SLIP_STEP_3.get(lang) }</li>
            </ol>
            { p("hint", text::SLIP_ONCE.get(lang)) }
            { actions([print_button(lang)]) }
        </div>
    }
}
