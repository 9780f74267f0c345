//! Signing in by user name, phone, card number or ID number.

use serde_json::{Value, json};
use shared::accounts::Login;
use yew::prelude::*;

use crate::components::actions::{other, send};
use crate::components::field::{Field, Kind};
use crate::components::form_box::FormBox;
use crate::components::page::Page;
use crate::form::{Slot, Values, check};
use crate::i18n::{account as text, common};
use crate::load::use_task;
use crate::routes::Route;
use crate::session::use_session;
use crate::{api, browser, navigate};

const IDENTIFIER: Slot =
    Slot::new("identifier", "/identifier", text::IDENTIFIER).hint(text::IDENTIFIER_HINT);
const PASSWORD: Slot = Slot::new("password", "/password", text::PASSWORD);

#[component]
pub fn SignIn() -> Html {
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
    html! {
        <Page title={common::SIGN_IN.get(lang)}>
            <FormBox task={task.clone()} slots={&[IDENTIFIER, PASSWORD][..]} {onsend}>
                { Field::new(IDENTIFIER, Kind::Text).autocomplete("username").view(&task, lang) }
                { Field::new(PASSWORD, Kind::Password).autocomplete("current-password").view(&task, lang) }
                <p class="actions">{ send("sign-in", common::SIGN_IN, &task, lang) }</p>
            </FormBox>
            <section class="beside">
                <h2>{ text::NO_ACCOUNT.get(lang) }</h2>
                <p>{ text::NO_ACCOUNT_DETAIL.get(lang) }</p>
                <p class="actions">{ other(Route::Register, common::REGISTER, lang) }</p>
                <h2>{ text::FORGOTTEN.get(lang) }</h2>
                <p>{ text::FORGOTTEN_DETAIL.get(lang) }</p>
            </section>
        </Page>
    }
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
