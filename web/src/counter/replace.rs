//! Replacing a lost card: a new number for the same account, and the slip to take home.

use std::rc::Rc;

use shared::lang::Lang;
use shared::learners::Learner;
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::actions::{other, print_button};
use crate::components::errand::{Errand, use_errand};
use crate::components::facts::{fact, fact_at};
use crate::components::markup::{actions, all, facts, maybe, p};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::qr::qr;
use crate::components::reason::{REASON, read_reason, reason_fact, reason_field};
use crate::components::states::view;
use crate::counter::parts::way;
use crate::counter::person::{back, use_person};
use crate::counter::place::Place;
use crate::i18n::{Words, clerk as text, common};
use crate::navigate;
use crate::routes::Route;
use crate::session::use_lang;

const REASONS: [Words; 4] =
    [text::REASON_LOST, text::REASON_STOLEN, text::REASON_DAMAGED, text::REASON_MISUSED];

/// The number that a card had, for the slip.
struct OldNumber(String);

#[hook]
pub fn use_replace_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let person = use_person(&props.id);
    let name = person.ready().map(|it| it.value.name.clone()).unwrap_or_default();
    let inside = view(&person, |it| {
        all([p("", text::REPLACE_LEAD.get(lang)), screen!(use_errand, replacing(&it.value))])
    });
    page(text::REPLACE.get(lang), name, Width::Column, all([inside, back(&props.id, lang)]))
}

fn replacing(it: &Learner) -> Errand {
    let (id, name) = (it.id.to_string(), it.name.clone());
    let old = it.card_number.grouped();
    let told = Place::Replaced(id.clone()).route();
    let number = old.clone();
    Errand::new(
        &[REASON],
        |task, lang| reason_field(&REASONS, task, lang),
        read_reason,
        ("confirm-replace", text::CONFIRM_REPLACE),
    )
    .review(move |body, lang| {
        facts([
            fact(common::NAME, lang, name.clone()),
            fact_at("check-card", text::OLD_CARD, lang, number.clone()),
            reason_fact(body, lang),
        ])
    })
    .send(
        move |body, key| calls::replace_card(&id, body, key),
        move |_| navigate::replace_with(&told, Rc::new(OldNumber(old.clone()))),
    )
}

/// The slip with the new number.
#[hook]
pub fn use_replaced_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let person = use_person(&props.id);
    let inside = view(&person, |it| slip(&it.value, lang));
    let ways = actions([
        way(&Place::Person(props.id.clone()), text::TO_PERSON, lang),
        other(Route::Counter, text::TO_COUNTER, lang),
    ]);
    page(text::REPLACED_TITLE.get(lang), "", Width::Column, all([inside, ways]))
}

fn slip(it: &Learner, lang: Lang) -> Html {
    let old = navigate::carried::<OldNumber>();
    let known = facts([
        fact(common::NAME, lang, it.name.clone()),
        fact_at("slip-card", text::NEW_CARD, lang, it.card_number.grouped()),
        maybe(old, |old| fact_at("slip-old-card", text::OLD_CARD, lang, old.0.clone())),
    ]);
    html! {
        <div class="slip" id="replaced">
            { known }
            { qr(it.card_number.as_str(), text::CARD_QR.get(lang)) }
            <ol>
                <li>{ text::REPLACED_STEP_1.get(lang) }</li>
                <li>{ text::REPLACED_STEP_2.get(lang) }</li>
                <li>{ text::REPLACED_STEP_3.get(lang) }</li>
            </ol>
            { actions([print_button(lang)]) }
        </div>
    }
}
