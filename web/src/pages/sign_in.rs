//! Signing in by user name, phone, card number or ID number.

use serde_json::{Value, json};
use shared::accounts::Login;
use yew::prelude::*;

use crate::components::actions::{other, send};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, p, section};
use crate::components::page::{Width, page};
use crate::form::{Slot, Values, check};
use crate::i18n::{account as text, common};
use crate::load::use_task;
use crate::routes::Route;
use crate::session::use_session;
use crate::{api, browser, navigate};

const IDENTIFIER: Slot =
    Slot::new("identifier", "/identifier", text::IDENTIFIER).hint(text::IDENTIFIER_HINT);
const PASSWORD: Slot = Slot::new("password", "/password", text::PASSWORD);

#[hook]
pub fn use_sign_in() -> Html {
    let session = use_session();
    let lang = session.lang();
    let task = use_task();
    {
        // Whoever is signed in already, or has just been found to be, goes on.
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
            match check::<Login>(&body) {
                Ok(_) => task.run(api::login(body), move |signed_in| session.sign_in(&signed_in)),
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let fields = all([
        Field::new(IDENTIFIER, Kind::Text).autocomplete("username").view(&task, lang),
        Field::new(PASSWORD, Kind::Password).autocomplete("current-password").view(&task, lang),
        actions([send("sign-in", common::SIGN_IN, &task, lang)]),
    ]);
    let beside = html! {
        <div class="beside">
            { section(text::NO_ACCOUNT.get(lang), all([
                p("", text::NO_ACCOUNT_DETAIL.get(lang)),
                actions([other(Route::Register, common::REGISTER, lang)]),
            ])) }
            { section(text::FORGOTTEN.get(lang), p("", text::FORGOTTEN_DETAIL.get(lang))) }
        </div>
    };
    let form = form(&task, &[IDENTIFIER, PASSWORD], onsend, "", fields);
    page(common::SIGN_IN.get(lang), "", Width::Column, all([form, beside]))
}

fn body(values: &Values) -> Value {
    json!({ "identifier": values.value(IDENTIFIER), "password": values.text(PASSWORD) })
}

/// Goes to the page that was wanted before signing in, or to the given one.
pub fn go_on(otherwise: Route) {
    let wanted = browser::query("next").map(|path| Route::of(&path));
    let wanted = wanted.filter(|route| !matches!(route, Route::NotFound | Route::SignIn));
    navigate::replace(&wanted.unwrap_or(otherwise));
}
