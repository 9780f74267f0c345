//! Opening a card at the counter.

use serde_json::{Value, json};
use shared::identity::{IdType, Sex};
use shared::learners::{Learner, OpenCard as OpenForm};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::api;
use crate::components::actions::{other, send};
use crate::components::field::{Field, Kind, Need, Select};
use crate::components::form_box::FormBox;
use crate::components::page::Page;
use crate::form::{Slot, Values, check};
use crate::i18n::{account, common, counter as text};
use crate::load::use_task;
use crate::pages::register::id_types;
use crate::routes::Route;
use crate::session::use_lang;

const ID_TYPE: Slot = Slot::new("id-type", "/id_type", common::ID_TYPE);
const ID_NUMBER: Slot = Slot::new("id-number", "/id_number", common::ID_NUMBER);
const NAME: Slot = Slot::new("name", "/name", common::NAME);
const BORN: Slot = Slot::new("born-on", "/born_on", text::BORN_ON).hint(text::ENDED_ON_HINT);
const SEX: Slot = Slot::new("sex", "/sex", text::SEX);
const STREET: Slot = Slot::new("street", "/street", text::STREET);
const PHONE: Slot = Slot::new("phone", "/phone", account::PHONE);

#[component]
pub fn OpenCard() -> Html {
    let lang = use_lang();
    let task = use_task();
    let navigator = use_navigator();
    let other_document = use_state(|| false);
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            let body = body(&values);
            let navigator = navigator.clone();
            match check::<OpenForm>(&body) {
                Ok(_) => task.run(api::open_card(body), move |learner: Learner| {
                    if let Some(navigator) = navigator {
                        navigator.replace_with_state(&Route::Slip, learner);
                    }
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
    html! {
        <Page title={text::OPEN_CARD.get(lang)} lead={text::OPEN_CARD_LEAD.get(lang)}>
            <FormBox task={task.clone()}
                slots={vec![ID_TYPE, ID_NUMBER, NAME, BORN, SEX, STREET, PHONE]} {onsend}>
                <Select slot={ID_TYPE} options={id_types(lang)} {onchange} />
                <Field slot={ID_NUMBER} kind={Kind::Number} autocomplete="off" />
                <Field slot={NAME} autocomplete="off" />
                if *other_document {
                    <Field slot={BORN} kind={Kind::Day} need={Need::Optional} autocomplete="off" />
                    <Select slot={SEX} need={Need::Optional} options={sexes} />
                }
                <Field slot={STREET} need={Need::Optional} autocomplete="off" />
                <Field slot={PHONE} kind={Kind::Phone} need={Need::Optional} autocomplete="off" />
                <p class="actions">
                    { send("open-card", text::OPEN_CARD, &task, lang) }
                    { other(Route::Counter, common::BACK, lang) }
                </p>
            </FormBox>
        </Page>
    }
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
