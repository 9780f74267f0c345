//! Those who sign in, and a new one among the staff.

use serde_json::json;
use shared::accounts::{PostUser, User};
use shared::fields::Form;
use shared::lang::Lang;
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::field::{Field, Kind as Input};
use crate::components::markup::{Row, actions, all, p, rows};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::end;
use crate::form::Slot;
use crate::i18n::registry::{self as text, USER_FIELDS};
use crate::load::{use_pages, use_task, use_words};
use crate::registry::parts::{main_way, may_write};
use crate::registry::place::Place;
use crate::registry::record::{Kind as Record, Named, done, just_saved, use_record_page};
use crate::session::use_session;
use crate::sheet::inputs::{Kind, Sheet};
use crate::sheet::options::{Options, beside};

const WORDS: Slot = Slot::new("user-search", "/q", text::FIND_USER);

/// Roles that an administrator gives.
const STAFF: [Role; 4] = [Role::Clerk, Role::Reviewer, Role::Admin, Role::Auditor];

static USER: Record = Record {
    path: "/users",
    all: Place::Users,
    one: |_| Place::Users,
    names: USER_FIELDS,
    blank: || {
        json!({
            "username": null, "name": null, "role": null, "institution": null, "password": null,
        })
    },
    faults: |it| PostUser::parse(it).err().unwrap_or_default(),
    inputs,
    beside: None,
    title: |_, lang| text::NEW_USER.get(lang).to_owned(),
    new: text::NEW_USER,
    back: text::TO_USERS,
    save: text::SAVE_USER,
    saved: text::USER_SAVED,
};

fn inputs(sheet: &Sheet<'_>, options: &Options<'_>, _: Named) -> Html {
    let none = (String::new(), text::NO_INSTITUTION.get(sheet.lang).to_owned());
    let places = std::iter::once(none).chain(options.institutions(sheet)).collect();
    let roles = STAFF.map(|it| (it.as_str().to_owned(), it.label(sheet.lang).to_owned()));
    all([
        sheet.input("/name", Kind::Text, Some(text::USER_NAME_HINT)),
        sheet.input("/username", Kind::Text, Some(text::CODE_STAYS)),
        beside([sheet.choice("/role", roles.to_vec()), sheet.choice("/institution", places)]),
        p("hint", text::INSTITUTION_HINT.get(sheet.lang)),
        sheet.input("/password", Kind::Text, Some(text::FIRST_PASSWORD_HINT)),
    ])
}

#[hook]
pub fn use_new_user_page(props: &PageOf) -> Html {
    use_record_page(&USER, props)
}

/// All who sign in.
#[hook]
pub fn use_users_page() -> Html {
    let session = use_session();
    let lang = session.lang();
    let task = use_task();
    let saved = use_state(just_saved);
    let (words, oninput) = use_words();
    let found = use_pages(words.clone(), move |cursor| calls::users_like(&words, cursor));
    let none = || empty(text::NO_USERS.get(lang), p("", text::NO_USERS_DETAIL.get(lang)));
    let new = may_write(&session)
        .then(|| actions([main_way("new-user", &Place::NewUser, text::NEW_USER, lang)]));
    let inside = all([
        html! { <div role="status">{ saved.then(|| done(&USER, lang)).unwrap_or_default() }</div> },
        new.unwrap_or_default(),
        Field::new(WORDS, Input::Search).on_input(oninput).view(&task, lang),
        rows("users", "rows", found.items().map(|it| row(it, lang))),
        end(&found, none),
    ]);
    page(text::USERS.get(lang), text::USERS_LEAD.get(lang), Width::Column, inside)
}

fn row(it: &User, lang: Lang) -> Html {
    let between = if lang == Lang::Zh { "、" } else { ", " };
    let roles: Vec<&str> = it.roles.iter().map(|role| role.label(lang)).collect();
    let place = it.institution.as_ref().map(|place| place.names.get(lang).to_owned());
    let notes = [Some(it.username.clone()), Some(roles.join(between)), place];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    let row = Row { title: (&it.name).into(), note: notes.join(" · "), ..Row::default() };
    row.item(it.id.to_string(), None, it.username.clone())
}
