//! Opening a card at the counter.

use std::rc::Rc;

use serde_json::{Value, json};
use shared::identity::{IdType, Sex};
use shared::learners::{Learner, OpenCard as OpenForm};
use yew::prelude::*;

use crate::components::actions::{other, send};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{actions, all};
use crate::components::page::{Width, page};
use crate::form::{Slot, Values, check};
use crate::i18n::{account, common, counter as text};
use crate::load::use_task;
use crate::pages::register::id_types;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, navigate};

const ID_TYPE: Slot = Slot::new("id-type", "/id_type", common::ID_TYPE);
const ID_NUMBER: Slot = Slot::new("id-number", "/id_number", common::ID_NUMBER);
const NAME: Slot = Slot::new("name", "/name", common::NAME);
const BORN: Slot = Slot::new("born-on", "/born_on", text::BORN_ON).hint(text::ENDED_ON_HINT);
const SEX: Slot = Slot::new("sex", "/sex", text::SEX);
const STREET: Slot = Slot::new("street", "/street", text::STREET);
const PHONE: Slot = Slot::new("phone", "/phone", account::PHONE);

#[hook]
pub fn use_open_card() -> Html {
    let lang = use_lang();
    let task = use_task();
    let other_document = use_state(|| false);
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            let body = body(&values);
            match check::<OpenForm>(&body) {
                Ok(_) => task.run(api::open_card(body), |learner: Rc<Learner>| {
                    navigate::go_with(&Route::Slip, learner);
                }),
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let onchange = {
        let other_document = other_document.clone();
        Callback::from(move |kind: String| other_document.set(kind != IdType::ResidentId.as_str()))
    };
    let mut sexes = vec![(String::new(), text::NOT_GIVEN.get(lang).to_owned())];
    sexes.extend(Sex::ALL.iter().map(|sex| (sex.to_string(), sex.label(lang).to_owned())));
    let born_and_sex = other_document.then(|| {
        all([
            Field::new(BORN, Kind::Day).optional().view(&task, lang),
            select(SEX, sexes, &task, lang, &Callback::noop()),
        ])
    });
    let fields = all([
        select(ID_TYPE, id_types(lang), &task, lang, &onchange),
        Field::new(ID_NUMBER, Kind::Number).view(&task, lang),
        Field::new(NAME, Kind::Text).view(&task, lang),
        born_and_sex.unwrap_or_default(),
        Field::new(STREET, Kind::Text).optional().view(&task, lang),
        Field::new(PHONE, Kind::Phone).optional().view(&task, lang),
        actions([
            send("open-card", text::OPEN_CARD, &task, lang),
            other(Route::Counter, common::BACK, lang),
        ]),
    ]);
    let slots = &[ID_TYPE, ID_NUMBER, NAME, BORN, SEX, STREET, PHONE];
    page(
        text::OPEN_CARD.get(lang),
        text::OPEN_CARD_LEAD.get(lang),
        Width::Column,
        form(&task, slots, onsend, "", fields),
    )
}

fn body(values: &Values) -> Value {
    json!({
        "id_type": values.value(ID_TYPE),
        "id_number": values.number(ID_NUMBER),
        "name": values.value(NAME),
        "born_on": values.day(BORN),
        "sex": values.value(SEX),
        "street": values.value(STREET),
        "phone": values.value(PHONE),
    })
}
