//! Registering: with the code from a counter, or unconfirmed.

use serde_json::{Value, json};
use shared::accounts::Register as RegisterForm;
use shared::identity::IdType;
use shared::lang::Lang;
use yew::prelude::*;

use crate::api;
use crate::components::actions::{other, send};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, p, section};
use crate::components::notice::{Tone, notice};
use crate::components::page::{Width, page};
use crate::form::{Slot, Values, check};
use crate::i18n::{account as text, common};
use crate::load::use_task;
use crate::pages::sign_in::go_on;
use crate::routes::Route;
use crate::session::use_session;

const CODE: Slot = Slot::new("activation-code", "/activation_code", text::ACTIVATION_CODE)
    .hint(text::ACTIVATION_CODE_HINT);
const NAME: Slot = Slot::new("name", "/name", common::NAME).hint(text::NAME_HINT);
const ID_TYPE: Slot = Slot::new("id-type", "/id_type", common::ID_TYPE);
const ID_NUMBER: Slot = Slot::new("id-number", "/id_number", common::ID_NUMBER);
const PHONE: Slot = Slot::new("phone", "/phone", text::PHONE).hint(text::PHONE_HINT);
const PASSWORD: Slot =
    Slot::new("password", "/password", text::PASSWORD).hint(text::NEW_PASSWORD_HINT);

/// The kinds of documents, for a list.
pub fn id_types(lang: Lang) -> Vec<(String, String)> {
    let option = |kind: &IdType| (kind.to_string(), kind.label(lang).to_owned());
    IdType::ALL.iter().map(option).collect()
}

#[hook]
pub fn use_register() -> Html {
    let session = use_session();
    let lang = session.lang();
    let task = use_task();
    {
        let user = session.user().cloned();
        use_effect_with(user, |user| {
            if let Some(user) = user {
                go_on(Route::start(&user.roles));
            }
        });
    }
    let onsend = {
        let (task, session) = (task.clone(), session.clone());
        Callback::from(move |values: Values| {
            let body = body(&values);
            let session = session.clone();
            match check::<RegisterForm>(&body) {
                Ok(_) => {
                    task.run(api::register(body), move |signed_in| session.sign_in(&signed_in));
                }
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let fields = all([
        Field::new(CODE, Kind::Number).optional().view(&task, lang),
        Field::new(NAME, Kind::Text).autocomplete("name").view(&task, lang),
        select(ID_TYPE, id_types(lang), &task, lang, &Callback::noop()),
        Field::new(ID_NUMBER, Kind::Number).view(&task, lang),
        Field::new(PHONE, Kind::Phone).optional().autocomplete("tel").view(&task, lang),
        Field::new(PASSWORD, Kind::Password).autocomplete("new-password").view(&task, lang),
        notice(
            Tone::Know,
            text::WITHOUT_CODE.get(lang),
            p("", text::WITHOUT_CODE_DETAIL.get(lang)),
        ),
        actions([send("register", common::REGISTER, &task, lang)]),
    ]);
    let sign_in = actions([other(Route::SignIn, common::SIGN_IN, lang)]);
    let beside = html! {
        <div class="beside">{ section(text::HAVE_ACCOUNT.get(lang), sign_in) }</div>
    };
    let slots = &[CODE, NAME, ID_TYPE, ID_NUMBER, PHONE, PASSWORD];
    page(
        text::REGISTER_TITLE.get(lang),
        text::REGISTER_LEAD.get(lang),
        Width::Column,
        all([form(&task, slots, onsend, "", fields), beside]),
    )
}

fn body(values: &Values) -> Value {
    json!({
        "activation_code": values.value(CODE),
        "name": values.value(NAME),
        "id_type": values.value(ID_TYPE),
        "id_number": values.number(ID_NUMBER),
        "phone": values.value(PHONE),
        "password": values.text(PASSWORD),
    })
}
