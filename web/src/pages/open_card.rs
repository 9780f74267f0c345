//! Opening a card at the counter, and the slip with its activation code.

use serde_json::{Value, json};
use shared::identity::{IdType, Sex};
use shared::learners::{Learner, OpenCard as OpenForm};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::actions::{Go, Other, PrintButton, Send};
use crate::components::facts::{Fact, Facts};
use crate::components::field::{Field, Kind, Need, Select};
use crate::components::form_box::FormBox;
use crate::components::notice::{Notice, Tone};
use crate::components::page::Page;
use crate::components::qr::Qr;
use crate::form::{Slot, Values, check};
use crate::i18n::{account, common, counter as text, resident};
use crate::load::use_task;
use crate::pages::register::id_types;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, browser};

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
                    <Send id="open-card" task={task.clone()} label={text::OPEN_CARD.get(lang)} />
                    <Other to={Route::Counter}>{ common::BACK.get(lang) }</Other>
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

/// The slip: what a person takes home to claim their card.
#[component]
pub fn Slip() -> Html {
    let lang = use_lang();
    let learner = use_location().and_then(|location| location.state::<Learner>());
    html! {
        <Page title={text::SLIP_TITLE.get(lang)}>
            if let Some(learner) = learner {
                <Paper learner={(*learner).clone()} />
            } else {
                <Notice tone={Tone::Know} title={text::NO_SLIP.get(lang)}>
                    <p>{ text::NO_SLIP_DETAIL.get(lang) }</p>
                </Notice>
            }
            <p class="actions">
                <Go to={Route::OpenCard}>{ text::NEXT_CARD.get(lang) }</Go>
                <Other to={Route::Counter}>{ common::NAV_COUNTER.get(lang) }</Other>
            </p>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct PaperProps {
    learner: Learner,
}

#[component]
fn Paper(props: &PaperProps) -> Html {
    let lang = use_lang();
    let it = &props.learner;
    html! {
        <div class="slip">
            <Facts>
                <Fact name={common::NAME.get(lang)}>{ &it.name }</Fact>
                <Fact name={common::CARD_NUMBER.get(lang)} id="slip-card">{ it.card_number.grouped() }</Fact>
                if let Some(code) = &it.activation_code {
                    <Fact name={account::ACTIVATION_CODE.get(lang)}>
                        <span class="code" id="activation-code">{ code }</span>
                    </Fact>
                }
            </Facts>
            <Qr text={format!("{}/register", browser::origin())} label={text::SLIP_QR.get(lang)} />
            <ol>
                <li>{ text::SLIP_STEP_1.fill(lang, &[&browser::origin()]) }</li>
                <li>{ text::SLIP_STEP_2.get(lang) }</li>
                <li>{ text::SLIP_STEP_3.get(lang) }</li>
            </ol>
            <p class="hint">{ text::SLIP_ONCE.get(lang) }</p>
            <p class="actions"><PrintButton /></p>
            <p class="hidden-text">{ resident::CARD_NAME.get(lang) }</p>
        </div>
    }
}
