//! Finding a person by card or by document. Every look-up is logged by the bank.

use std::rc::Rc;

use serde_json::json;
use shared::fault::{Fault, FaultKind};
use shared::identity::{CardNumber, IdDocument};
use shared::lang::Lang;
use shared::learners::Learner;
use yew::prelude::*;

use crate::components::actions::send;
use crate::components::facts::fact;
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, maybe, p, section};
use crate::components::notice::empty;
use crate::components::part::screen;
use crate::form::{Slot, Values, check};
use crate::format;
use crate::http::Trouble;
use crate::i18n::{common, counter as text};
use crate::load::{Task, use_task};
use crate::pages::register::id_types;
use crate::session::use_lang;
use crate::staff::scan::{self, use_scanner};
use crate::{api, browser};

/// What a search came to: none yet, nobody, or a person.
pub type Search = Option<Option<Rc<Learner>>>;

/// The places and buttons of a search, so that two can stand on one page.
pub struct Places {
    card: Slot,
    document: [Slot; 2],
    slots: (&'static [Slot], &'static [Slot]),
    buttons: [&'static str; 2],
}

macro_rules! places {
    ($name:ident, $card:literal, $type:literal, $number:literal, $by_card:literal, $by_document:literal) => {
        /// The places of a search.
        pub const $name: Places = {
            const CARD: Slot =
                Slot::new($card, "/card_number", common::CARD_NUMBER).hint(text::CARD_HINT);
            const TYPE: Slot = Slot::new($type, "/id_type", common::ID_TYPE);
            const NUMBER: Slot = Slot::new($number, "/id_number", common::ID_NUMBER);
            Places {
                card: CARD,
                document: [TYPE, NUMBER],
                slots: (&[CARD], &[TYPE, NUMBER]),
                buttons: [$by_card, $by_document],
            }
        };
    };
}

places!(ONE, "card-number", "id-type", "id-number", "find-card", "find-document");
places!(
    OTHER,
    "other-card-number",
    "other-id-type",
    "other-id-number",
    "other-find-card",
    "other-find-document"
);

/// What a search needs: its places, and what hears what it came to.
pub struct Finder {
    /// The places.
    pub places: &'static Places,
    /// What hears what a search came to.
    pub found: Callback<Search>,
}

/// Two forms: by card, and by document.
#[hook]
pub fn use_finder(finder: &Finder) -> Html {
    let lang = use_lang();
    let (by_card, by_document) = (use_task(), use_task());
    let places = finder.places;
    let on_card = {
        let (task, found) = (by_card.clone(), finder.found.clone());
        Callback::from(move |values: Values| find_by_card(places, &task, &values, found.clone()))
    };
    let on_document = {
        let (task, found) = (by_document.clone(), finder.found.clone());
        Callback::from(move |values: Values| {
            find_by_document(places, &task, &values, found.clone());
        })
    };
    let [card_button, document_button] = places.buttons;
    let [id_type, id_number] = places.document;
    let (card_slots, document_slots) = places.slots;
    let on_scan = {
        let (task, found) = (by_card.clone(), finder.found.clone());
        Callback::from(move |card: CardNumber| {
            browser::fill(places.card.id, card.as_str());
            let found = found.clone();
            task.run(api::learner_by_card(card.as_str()), move |found_one| {
                found.emit(Some((*found_one).clone()));
            });
        })
    };
    let card_fields = all([
        Field::new(places.card, Kind::Number).view(&by_card, lang),
        screen!(use_scanner, on_scan),
        actions([send(card_button, text::FIND, &by_card, lang)]),
    ]);
    let document_fields = all([
        select(id_type, id_types(lang), &by_document, lang, &Callback::noop()),
        Field::new(id_number, Kind::Number).view(&by_document, lang),
        actions([send(document_button, text::FIND, &by_document, lang)]),
    ]);
    all([
        section(text::BY_CARD.get(lang), form(&by_card, card_slots, on_card, "", card_fields)),
        section(
            text::BY_DOCUMENT.get(lang),
            form(&by_document, document_slots, on_document, "", document_fields),
        ),
    ])
}

fn find_by_card(places: &Places, task: &Task, values: &Values, found: Callback<Search>) {
    let typed = values.number(places.card);
    let typed = typed.as_str().unwrap_or_default();
    // A scanner may have typed the address that the number stands in.
    let number = scan::card_in(typed).map_or_else(|| typed.to_owned(), |card| card.to_string());
    if let Err(kind) = number.parse::<CardNumber>() {
        let kind = if number.is_empty() { FaultKind::Required } else { kind };
        return task.refuse(Trouble::of_faults(&[Fault::new(places.card.at, kind)]));
    }
    task.run(api::learner_by_card(&number), move |found_one| {
        found.emit(Some((*found_one).clone()));
    });
}

fn find_by_document(places: &Places, task: &Task, values: &Values, found: Callback<Search>) {
    let [id_type, id_number] = places.document;
    let body = json!({ "id_type": values.value(id_type), "id_number": values.number(id_number) });
    if let Err(trouble) = check::<IdDocument>(&body) {
        return task.refuse(trouble);
    }
    task.run(api::learner_by_document(body), move |found_one| {
        found.emit(Some((*found_one).clone()));
    });
}

/// What stands in the place of a person who was not found, or not looked for.
pub fn nobody(search: &Search, lang: Lang) -> Html {
    match search {
        Some(None) => empty(text::NOBODY.get(lang), p("", text::NOBODY_DETAIL.get(lang))),
        _ => p("hint", text::LOGGED.get(lang)),
    }
}

/// What is known of a person.
pub fn known(it: &Learner, lang: Lang) -> Html {
    let confirmed = if it.confirmed { text::CONFIRMED } else { text::NOT_CONFIRMED };
    let document = format!("{} …{}", it.id_type.label(lang), it.id_last);
    facts([
        fact(common::CARD_NUMBER, lang, it.card_number.grouped()),
        fact(text::CARD_STATUS, lang, it.card_status.label(lang)),
        fact(common::ID_NUMBER, lang, document),
        maybe(it.born_on, |born| fact(text::BORN_ON, lang, format::day(born, lang))),
        maybe(it.sex, |sex| fact(text::SEX, lang, sex.label(lang))),
        fact(text::ACCOUNT, lang, confirmed.get(lang)),
        maybe(it.street.clone(), |street| fact(text::STREET, lang, street)),
    ])
}
